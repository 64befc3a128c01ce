namespace Pulp.Engine.Tests.Faults;

/// <summary>The tables of about_PulpPS_Errors are those that are run: a line more or less, or another word, and one of them lies.</summary>
public sealed class FaultDocTests
{
    [Theory]
    [InlineData("Pages")]
    [InlineData("Files")]
    [InlineData("Index, store and machine")]
    public void The_documented_faults_are_the_tested_ones(string table)
    {
        IEnumerable<string> tested = table switch
        {
            "Pages" => FaultTable.WritePages(),
            "Files" => FaultTable.WriteFiles(),
            _ => OtherFaults.Write(),
        };
        var told = Read().SkipWhile(l => !l.StartsWith($"    {table}  ", StringComparison.Ordinal)).Skip(2).TakeWhile(l => l.Length > 0);
        Assert.Equal(tested, told);
    }

    private static string[] Read()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Pulp.PS.sln"))) return File.ReadAllText(Path.Combine(folder.FullName, "docs", "about_PulpPS_Errors.help.txt")).ReplaceLineEndings("\n").Split('\n');
        }

        throw new InvalidOperationException("The tests do not run inside the repository.");
    }
}
