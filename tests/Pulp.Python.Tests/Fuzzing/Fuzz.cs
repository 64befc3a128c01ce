using System.Globalization;
using CsCheck;

namespace Pulp.Python.Tests.Fuzzing;

/// <summary>
/// How much is fuzzed: little in the suite, as many times as much as the environment variable PULP_FUZZ says. CsCheck prints the seed of a case that fails
/// (CsCheck_Seed repeats it).
/// </summary>
internal static class Fuzz
{
    private static readonly int Times = int.TryParse(Environment.GetEnvironmentVariable("PULP_FUZZ"), NumberStyles.None, CultureInfo.InvariantCulture, out int times) ? Math.Max(1, times) : 1;

    public static long Count(int usual) => (long)usual * Times;

    /// <summary>Texts that are nearly right: pieces of the format in any order, with what does not belong between them.</summary>
    public static Gen<string> Texts(params string[] pieces) =>
        Gen.Frequency((8, Gen.OneOf(pieces)), (1, Gen.String[Gen.Char, 0, 3]), (1, Gen.OneOf("\0", "\u0661", "\u212A", "\ud800", "\u200B", "\u001F", "\n", "\u00e9", new string('9', 30))))
            .Array[0, 12].Select(string.Concat);

    /// <summary>Runs what must not throw, and must not allocate more than so many times its input.</summary>
    public static void Bounded(int length, int perByte, long fixedBytes, Action work)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        work();
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, ((long)length * perByte) + fixedBytes);
    }
}
