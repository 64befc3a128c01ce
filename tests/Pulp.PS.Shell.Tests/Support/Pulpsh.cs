using Pulp.Testing;

namespace Pulp.PS.Shell.Tests.Support;

/// <summary>Runs out/shell/pulpsh.dll as a process of its own, in a folder of its own.</summary>
internal sealed class Pulpsh : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public string Folder => _folder.Path;

    /// <summary>Variables of the processes. The store and the home are never those of the machine.</summary>
    public Dictionary<string, string?> Environment { get; } = new(StringComparer.Ordinal)
    {
        ["PULP_STORE"] = null,
        ["PSModulePath"] = null,
        ["NO_COLOR"] = null,
        ["COLUMNS"] = null,
        ["DOTNET_TieredCompilation"] = null,
    };

    public string Write(string name, string text) => _folder.Write(name, text);

    public void CopyIn(string file, string name)
    {
        var target = Path.Combine(Folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        File.Copy(file, target);
    }

    /// <summary>Runs a script of the given text with arguments.</summary>
    public Task<ChildResult> ScriptAsync(string text, params string[] arguments) => ScriptAsync(text, null, arguments);

    /// <summary>The same, with a text on standard input.</summary>
    public Task<ChildResult> ScriptAsync(string text, string? input, string[] arguments)
    {
        Write("script.ps1", text);
        return RunAsync(["script.ps1", .. arguments], input);
    }

    public Task<ChildResult> RunAsync(string[] arguments, string? input = null) =>
        ChildProcess.RunAsync("dotnet", [Path.Combine(Built.Shell, "pulpsh.dll"), .. arguments], environment: Environment, folder: Folder, input: input);

    public ChildProcess Start(string text, params string[] arguments)
    {
        Write("script.ps1", text);
        return ChildProcess.Start("dotnet", [Path.Combine(Built.Shell, "pulpsh.dll"), "script.ps1", .. arguments], Environment, Folder);
    }

    public void Dispose() => _folder.Dispose();
}
