using System.Management.Automation.Language;
using System.Management.Automation.Runspaces;
using Pulp.PS.Shell.Terminals;

namespace Pulp.PS.Shell.Hosting;

/// <summary>Reads lines and runs them. What the parser calls incomplete goes on in the next line.</summary>
internal sealed class LineLoop(Session session, Terminal terminal)
{
    public int Run()
    {
        while (session.Host.ExitCode is null && ReadCommand() is string text)
        {
            if (!string.IsNullOrWhiteSpace(text))
                session.Run(new Command(text, isScript: true, useLocalScope: false));
            terminal.Progress.Clear();
        }
        return session.Host.ExitCode ?? (session.Succeeded ? ExitCodes.Success : ExitCodes.Failure);
    }

    // A line, and those after it while the parser wants more; at the end of the input whatever there is. Null: nothing is left.
    private string? ReadCommand()
    {
        var text = Read(isContinued: false);
        while (text is not null && IsIncomplete(text) && Read(isContinued: true) is string line)
            text = $"{text}\n{line}";
        return text;
    }

    // Without a line end at its end: with one, the parser takes an open pipe for a fault.
    private static bool IsIncomplete(string text)
    {
        Parser.ParseInput(text, out _, out var errors);
        return errors.Any(error => error.IncompleteInput);
    }

    private string? Read(bool isContinued)
    {
        if (terminal.CanAsk)
            terminal.WriteError(isContinued ? ">> " : "pulp> ");
        return Console.In.ReadLine();
    }
}
