using Pulp.Engine.Store;

namespace Pulp.Engine.Tests.Store;

/// <summary>The migrations as they are, for tests that need one more.</summary>
internal static class TestSchema
{
    internal static IReadOnlyList<string> Scripts { get; } =
    [
        .. typeof(StoreSchema).Assembly.GetManifestResourceNames().Where(n => n.EndsWith(".sql", StringComparison.Ordinal)).Order(StringComparer.Ordinal).Select(Read),
    ];

    private static string Read(string name)
    {
        using var reader = new StreamReader(typeof(StoreSchema).Assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }
}
