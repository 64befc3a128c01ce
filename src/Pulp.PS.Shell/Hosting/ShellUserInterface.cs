using System.Management.Automation;
using System.Management.Automation.Host;
using Pulp.PS.Shell.Terminals;

namespace Pulp.PS.Shell.Hosting;

/// <summary>Output as pwsh has it: all streams but errors on standard output, with VERBOSE:, WARNING: and DEBUG: before theirs.</summary>
internal sealed partial class ShellUserInterface(Terminal terminal) : PSHostUserInterface
{
    private readonly ShellRawUserInterface _raw = new(terminal);

    public override PSHostRawUserInterface RawUI => _raw;

    public override bool SupportsVirtualTerminal => terminal.HasColor;

    public override void Write(string value) => terminal.Write(value);

    public override void Write(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value) => terminal.Write(Colored(foregroundColor, value));

    public override void WriteLine(string value) => terminal.Write(value + Environment.NewLine);

    public override void WriteErrorLine(string value) => terminal.WriteError(value + Environment.NewLine);

    public override void WriteDebugLine(string message) => WriteMarked("DEBUG", message, PSStyle.Instance.Formatting.Debug);

    public override void WriteVerboseLine(string message) => WriteMarked("VERBOSE", message, PSStyle.Instance.Formatting.Verbose);

    public override void WriteWarningLine(string message) => WriteMarked("WARNING", message, PSStyle.Instance.Formatting.Warning);

    public override void WriteProgress(long sourceId, ProgressRecord record) => terminal.Progress.Report(sourceId, record);

    private void WriteMarked(string mark, string message, string style) => WriteLine($"{style}{mark}: {message}{PSStyle.Instance.Reset}");

    private static string Colored(ConsoleColor color, string value) => $"{PSStyle.MapForegroundColorToEscapeSequence(color)}{value}{PSStyle.Instance.Reset}";
}
