using System.Management.Automation;
using System.Management.Automation.Runspaces;
using Pulp.Testing;

namespace Pulp.PS.Tests.Hosting;

/// <summary>A real runspace with the assembled module in it, and a host that keeps what it is told.</summary>
public sealed class TestSession : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public TestSession()
    {
        var state = InitialSessionState.CreateDefault2();
        state.ThrowOnRunspaceOpenError = true;
        state.ImportPSModule([Module.Manifest]);
        foreach (var (name, type) in TestCmdlets.All)
            state.Commands.Add(new SessionStateCmdletEntry(name, type, null));
        Runspace = RunspaceFactory.CreateRunspace(Host, state);
        Runspace.Open();
    }

    /// <summary>A session with a new store of its own, connected.</summary>
    public static TestSession WithStore()
    {
        var session = new TestSession();
        session.Run("Connect-PulpStore $args[0] -Create", session.StorePath).Succeed();
        return session;
    }

    public RecordingHost Host { get; } = new();

    public Runspace Runspace { get; }

    /// <summary>A folder of the session's own.</summary>
    public TemporaryFolder Folder => _folder;

    /// <summary>Where the session's store is.</summary>
    public string StorePath => _folder["store"];

    /// <summary>Runs a script; its arguments are <c>$args</c>. An error that ends a statement ends it.</summary>
    public Ran Run(string script, params object?[] arguments)
    {
        using var shell = Shell($"$global:Fatal = $null; try {{ {script} }} catch {{ $global:Fatal = $_ }}", arguments);
        return Ran.Of(shell, () => (Runspace.SessionStateProxy.GetVariable("Fatal") as PSObject)?.BaseObject as ErrorRecord
            ?? Runspace.SessionStateProxy.GetVariable("Fatal") as ErrorRecord);
    }

    /// <summary>A pipeline to be run by the test itself.</summary>
    public PowerShell Shell(string script, params object?[] arguments)
    {
        var shell = PowerShell.Create(Runspace);
        shell.AddScript(script);
        foreach (var argument in arguments)
            shell.AddArgument(argument);
        return shell;
    }

    public void Dispose()
    {
        Runspace.Dispose();
        _folder.Dispose();
    }
}

/// <summary>The module as it was assembled.</summary>
public static class Module
{
    public static string Root { get; } = FindRoot();

    public static string Folder => Path.Combine(Root, "out", "PulpPS");

    public static string Manifest => Path.Combine(Folder, "PulpPS.psd1");

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "PulpPS.psd1")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("The repository was not found above the tests.");
    }
}
