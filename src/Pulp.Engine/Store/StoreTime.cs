namespace Pulp.Engine.Store;

/// <summary>Times in the database: microseconds since 1970 UTC, the precision indexes give upload times in (PEP 700).</summary>
internal static class StoreTime
{
    /// <summary>The time now.</summary>
    internal static long Now => From(DateTimeOffset.UtcNow);

    /// <summary>A time as it is stored.</summary>
    internal static long From(DateTimeOffset time) => (time.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;

    /// <summary>A stored time, in UTC.</summary>
    internal static DateTimeOffset To(long stored) => DateTimeOffset.UnixEpoch.AddTicks(stored * TimeSpan.TicksPerMicrosecond);

    /// <summary>A stored time that may be missing.</summary>
    internal static DateTimeOffset? To(long? stored) => stored is { } value ? To(value) : null;
}
