using System.Diagnostics;

namespace Pulp.Python.Tests;

/// <summary>
/// Holds work on long input to linear time. The inputs are so long that more than linear work would take minutes; the limit is generous,
/// for the machine may be busy.
/// </summary>
internal static class Linear
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    public static void Check(Action work)
    {
        var watch = Stopwatch.StartNew();
        work();
        Assert.True(watch.Elapsed < Limit, $"took {watch.Elapsed}");
    }
}
