namespace Pulp.Testing;

/// <summary>An answer on its way out; faults change it before it is sent.</summary>
internal sealed class FixtureAnswer
{
    internal int Status { get; set; } = 200;

    internal string ContentType { get; set; } = "text/plain";

    internal ByteSource Body { get; set; } = ByteSource.From([]);

    internal Dictionary<string, string> Headers { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether validators, ranges and packing apply: not to made-up answers.</summary>
    internal bool Plain { get; set; }

    internal DateTimeOffset? Modified { get; set; }

    /// <summary>Waits for this before anything is sent.</summary>
    internal Task? Before { get; set; }

    /// <summary>Waits for it after so many bytes of the body.</summary>
    internal (long At, Task Until)? Pause { get; set; }

    /// <summary>Ends the connection after so many bytes of the body.</summary>
    internal Func<long, long>? CutAt { get; set; }

    /// <summary>Ends it by a reset instead of an orderly close.</summary>
    internal bool Reset { get; set; }

    internal double? BytesPerSecond { get; set; }

    /// <summary>What Content-Length says beyond the truth.</summary>
    internal long ExtraLength { get; set; }

    internal bool IgnoreRange { get; set; }

    /// <summary>How far a partial answer begins from where it was asked to.</summary>
    internal long RangeShift { get; set; }

    internal static FixtureAnswer Text(int status, string text, string type = "text/plain") =>
        new() { Status = status, ContentType = type, Body = ByteSource.From(System.Text.Encoding.UTF8.GetBytes(text)), Plain = true };
}
