using Pulp.PS.Shell.Tests.Support;

namespace Pulp.PS.Shell.Tests;

public sealed class LineTests : IDisposable
{
    private readonly Pulpsh _shell = new();

    [Theory]
    [InlineData("1 + 1\n'two'\n", "2\ntwo\n", 0)]
    [InlineData("if ($true) {\n'yes'\n}\n'on'", "yes\non\n", 0)]
    [InlineData("$x = @'\nhere\n'@\n$x", "here\n", 0)]
    [InlineData("1..2 |\nForEach-Object { $_ }", "1\n2\n", 0)]
    [InlineData("'a'\nexit 4\n'b'", "a\n", 4)]
    [InlineData("'a'\nthrow 'boom'\n'b'", "a\nb\n", 0)]
    [InlineData("throw 'boom'", "", 1)]
    [InlineData("", "", 0)]
    public async Task Lines_from_standard_input_run_one_by_one(string input, string output, int code)
    {
        var result = await _shell.RunAsync([], input);
        Assert.Equal((output, code), (result.Out, result.ExitCode));
        Assert.Equal(input.Contains("boom", StringComparison.Ordinal), result.Error.Contains("boom", StringComparison.Ordinal));
    }

    public void Dispose() => _shell.Dispose();
}
