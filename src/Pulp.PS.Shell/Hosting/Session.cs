using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Runtime.CompilerServices;

namespace Pulp.PS.Shell.Hosting;

/// <summary>A runspace with the module in it, and the pipelines that run there, one at a time.</summary>
internal sealed class Session : IDisposable
{
    private readonly Runspace _runspace;

    private Session(Runspace runspace, ShellHost host, Signals signals)
    {
        _runspace = runspace;
        Host = host;
        Signals = signals;
    }

    public ShellHost Host { get; }

    public Signals Signals { get; }

    /// <summary>Whether the last command succeeded: <c>$?</c>, or false when an error or a signal ended it.</summary>
    public bool Succeeded { get; private set; } = true;

    /// <summary>Opens the session with the module that lies beside the shell; null, with the reason told, when that fails.</summary>
    public static Session? Open(ShellHost host, Signals signals)
    {
        var modules = Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory))!;
        var manifest = Path.Combine(modules, "PulpPS", "PulpPS.psd1");
        // So that a script's own `Import-Module PulpPS` finds this one.
        Environment.SetEnvironmentVariable("PSModulePath", modules + Path.PathSeparator + Environment.GetEnvironmentVariable("PSModulePath"));
        var state = InitialSessionState.CreateDefault2();
        state.ThrowOnRunspaceOpenError = true;
        if (OperatingSystem.IsWindows())
            state.ExecutionPolicy = Microsoft.PowerShell.ExecutionPolicy.RemoteSigned;
        state.ImportPSModule([manifest]);
        state.Commands.Add(new SessionStateCmdletEntry(OutShellCommand.Name, typeof(OutShellCommand), null));
        var runspace = RunspaceFactory.CreateRunspace(host, state);
        runspace.ThreadOptions = PSThreadOptions.ReuseThread;
        try
        {
            runspace.Open();
        }
        catch (Exception e) when (e is RuntimeException or IOException)
        {
            runspace.Dispose();
            host.UI.WriteErrorLine($"pulpsh: the module {manifest} cannot be loaded. {e.Message}");
            return null;
        }
        Runspace.DefaultRunspace = runspace;
        return new Session(runspace, host, signals);
    }

    /// <summary>Runs a command with its output shown, and the error that ends it.</summary>
    /// <param name="command">The script file or the text.</param>
    /// <param name="input">Objects for <c>$input</c>; null: none.</param>
    public void Run(Command command, IEnumerable<object>? input = null)
    {
        Succeeded = false;
        command.MergeMyResults(PipelineResultTypes.Error, PipelineResultTypes.Output);
        try
        {
            Invoke(input, command, OutDefault());
            Succeeded = _runspace.SessionStateProxy.GetVariable("?") is not false;
        }
        catch (PipelineStoppedException)
        {
            // A signal did it; the caller asks which.
        }
        catch (RuntimeException e)
        {
            Show(e.ErrorRecord);
        }
    }

    /// <summary>What could stand at a place of a text, as the engine knows it. The session must be idle.</summary>
    public CommandCompletion? Complete(string text, int cursor)
    {
        using var shell = PowerShell.Create(_runspace);
        try
        {
            return CommandCompletion.CompleteInput(text, cursor, options: null, shell);
        }
        catch (RuntimeException)
        {
            // A script's own completer that fails must not end the line.
            return null;
        }
    }

    /// <summary>Lets <c>exit</c> in the next script file end the session with its code, as pwsh -File does, instead of only that file.</summary>
    public void LetScriptExit() => SetScriptRethrowsExit(GetExecutionContext(_runspace), true);

    public void Dispose()
    {
        Runspace.DefaultRunspace = null;
        _runspace.Dispose();
    }

    // The error view lays the record out as any other object: only where it goes differs.
    private void Show(ErrorRecord record)
    {
        using var toError = Host.Terminal.RedirectToError();
        try
        {
            Invoke([record], OutDefault());
        }
        catch (RuntimeException)
        {
            Host.UI.WriteErrorLine(record.ToString());
        }
    }

    private void Invoke(IEnumerable<object>? input, params ReadOnlySpan<Command> commands)
    {
        using var pipeline = _runspace.CreatePipeline();
        foreach (var command in commands)
            pipeline.Commands.Add(command);
        using var stoppable = Signals.While(pipeline.StopAsync);
        if (input is null)
            pipeline.Invoke();
        else
            pipeline.Invoke(input);
    }

    private static Command OutDefault() => new(OutShellCommand.Name, isScript: false, useLocalScope: true);

    // The engine keeps this switch to itself, and nothing public tells `exit 5` from a program that ended with 5. The package's version is pinned, and tests hold the exit codes.
    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "get_ExecutionContext")]
    [return: UnsafeAccessorType("System.Management.Automation.ExecutionContext, System.Management.Automation")]
    private static extern object GetExecutionContext(Runspace runspace);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "set_ScriptCommandProcessorShouldRethrowExit")]
    private static extern void SetScriptRethrowsExit(
        [UnsafeAccessorType("System.Management.Automation.ExecutionContext, System.Management.Automation")] object context, bool value);
}
