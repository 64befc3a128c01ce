using System.Globalization;
using Pulp.Engine.Tests.Processes;
using Pulp.Testing;

namespace Pulp.Engine.Tests.Hostile;

/// <summary>Answers that mean harm: a clear error, memory bounded, and the sync goes on with the rest.</summary>
public sealed class HostileSyncTests
{
    // The whole process, four pages at once.
    private const int MostMegabytes = 800;

    [Fact]
    public async Task Pages_that_mean_harm_are_errors_and_the_rest_is_synced()
    {
        var answers = HostileAnswers.All.Where(a => !a.Slow || Environment.GetEnvironmentVariable("PULP_FUZZ") is not null).ToList();
        await using var index = new RawIndex();
        for (var i = 0; i < answers.Count; i++) index[$"/simple/{Project(i)}/"] = HostileAnswers.Of(answers[i].Name);
        using var folder = new TemporaryFolder();
        var result = await SecondProcess.RunAsync(
            null, ["hostile", folder["store"], index.Url.ToString(), "good", .. Enumerable.Range(0, answers.Count).Select(Project)]);

        Assert.True(result.ExitCode == 0, result.ToString());
        var lines = result.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var wrong = answers.Select((a, i) => (a.Name, a.Expected, Line: Array.Find(lines, l => l.StartsWith(Project(i) + " ", StringComparison.Ordinal)) ?? "found"))
            .Where(a => !a.Expected.Split(' ', 2).All(part => a.Line.Contains(part, StringComparison.Ordinal))).Select(a => $"{a.Name}: {a.Line}");
        Assert.True(!wrong.Any(), string.Join('\n', wrong.Append(lines[^1])));

        var done = lines[^1].Split(' ');
        Assert.Equal(("Completed", "1"), (done[1], done[2]));
        Assert.InRange(int.Parse(done[3], CultureInfo.InvariantCulture), 1, MostMegabytes);
    }

    private static string Project(int i) => string.Create(CultureInfo.InvariantCulture, $"bad{i}");
}
