using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Host;
using Pulp.PS.Shell.Terminals;

namespace Pulp.PS.Shell.Hosting;

/// <summary>What the engine knows of the program it runs in.</summary>
internal sealed class ShellHost(Terminal terminal) : PSHost
{
    private readonly ShellUserInterface _ui = new(terminal);

    public Terminal Terminal => terminal;

    public override string Name => "pulpsh";

    public override Version Version => Versions.Shell;

    public override Guid InstanceId { get; } = Guid.NewGuid();

    public override CultureInfo CurrentCulture { get; } = CultureInfo.CurrentCulture;

    public override CultureInfo CurrentUICulture { get; } = CultureInfo.CurrentUICulture;

    public override PSHostUserInterface UI => _ui;

    /// <summary>What <c>exit N</c> asked for; null: nothing did.</summary>
    public int? ExitCode { get; private set; }

    public override void SetShouldExit(int exitCode) => ExitCode = exitCode;

    public override void EnterNestedPrompt() => throw new PSNotSupportedException("pulpsh has no nested prompt.");

    public override void ExitNestedPrompt() => throw new PSNotSupportedException("pulpsh has no nested prompt.");

    public override void NotifyBeginApplication() => terminal.Progress.Hide();

    public override void NotifyEndApplication()
    {
    }
}
