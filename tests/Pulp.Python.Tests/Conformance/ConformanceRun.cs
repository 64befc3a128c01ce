using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Xunit.Abstractions;

namespace Pulp.Python.Tests.Conformance;

/// <summary>Runs the cases of one file, counts each once, prints the line that says how many passed, and fails with the first that did not.</summary>
internal sealed class ConformanceRun(string name, ITestOutputHelper output)
{
    private const int Shown = 20;

    /// <summary>Generous: long inputs made to be slow are answered in milliseconds.</summary>
    private static readonly TimeSpan HostileLimit = TimeSpan.FromSeconds(1);

    /// <summary>Classes that only inform: not counted, and said so beside the line.</summary>
    public IReadOnlyCollection<string> Informing { get; init; } = [];

    /// <summary>Runs a check on every case. A check answers null, or one line for each thing that differs.</summary>
    public void All(Func<JsonElement, string?> check)
    {
        int passed = 0, failed = 0, left = 0;
        var failures = new StringBuilder();
        foreach (JsonElement test in ConformanceData.Read(name))
        {
            if (Informing.Contains(test.GetProperty("class").GetString()!))
            {
                left++;
                continue;
            }

            string? difference = Check(check, test);
            if (difference is null) passed++;
            else if (failed++ < Shown) failures.AppendLine($"{test.GetProperty("id").GetString()} ({test.GetProperty("class").GetString()}): {difference}");
        }

        output.WriteLine($"{name}: {passed} passed, {failed} failed");
        if (left > 0) output.WriteLine($"({left} more, of classes that only inform, left out: {string.Join(", ", Informing)})");
        Assert.True(passed > 0, $"{name}: no case was found in {ConformanceData.Folder}.");
        Assert.True(failed == 0, $"{name}: {failed} failed; the first {Math.Min(failed, Shown)}:\n{failures}");
    }

    /// <summary>One difference between what was got and what was expected; null when there is none.</summary>
    public static string? Compare(string what, string? input, object? expected, object? got)
        => Equals(expected, got) ? null : $"{what} of {Show(input)}: expected {Show(expected)}, got {Show(got)}";

    private static string? Check(Func<JsonElement, string?> check, JsonElement test)
    {
        try
        {
            bool hostile = test.GetProperty("class").GetString() == "hostile-long";
            var watch = new Stopwatch();

            // A busy machine may interrupt one run, hardly three.
            for (int run = 0; run < 3; run++)
            {
                watch.Restart();
                string? difference = check(test);
                if (difference is not null || !hostile || watch.Elapsed < HostileLimit) return difference;
            }

            return $"took {watch.Elapsed}";
        }
        catch (Exception e)
        {
            return $"threw {e}";
        }
    }

    private static string Show(object? value)
    {
        if (value is null) return "null";
        string text = JsonSerializer.Serialize(value.ToString());
        return text.Length <= 300 ? text : $"{text[..200]}… ({text.Length} characters)";
    }
}
