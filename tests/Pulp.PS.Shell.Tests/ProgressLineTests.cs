using System.Management.Automation;
using Pulp.PS.Shell.Terminals;

namespace Pulp.PS.Shell.Tests;

public sealed class ProgressLineTests
{
    private const string Status = "Downloading Artifacts: 2 of 9, 12 KB, 40 KB/s";

    [Theory]
    [InlineData(120, 22, "[####................]  22 % Sync of tools from example: Downloading Artifacts: 2 of 9, 12 KB, 40 KB/s")]
    [InlineData(80, 22, "[##........]  22 % Sync of tool…: Downloading Artifacts: 2 of 9, 12 KB, 40 KB/s")]
    [InlineData(80, -1, "Sync of tools from example: Downloading Artifacts: 2 of 9, 12 KB, 40 KB/s")]
    [InlineData(40, -1, "Sync of too…: Downloading Artifacts: 2…")]
    public void How_far_it_is_stays_in_sight(int width, int percent, string line)
    {
        var record = new ProgressRecord(1, "Sync of tools from example", Status) { PercentComplete = percent };
        Assert.Equal(line, ProgressLines.Line(record, width));
        Assert.True(line.Length < width);
    }

    [Fact]
    public void Control_characters_do_not_reach_the_screen() =>
        Assert.Equal("a b: c d, 0:01:05 left", ProgressLines.Line(new ProgressRecord(1, "a\nb", "c\u001bd") { SecondsRemaining = 65 }, 80));
}
