using System.Management.Automation.Language;
using System.Management.Automation.Runspaces;
using System.Text;
using Pulp.PS.Shell.Terminals;

namespace Pulp.PS.Shell.Hosting;

/// <summary>Reads lines and runs them. What the parser calls incomplete goes on in the next line.</summary>
internal sealed class LineLoop(Session session, Terminal terminal)
{
    public int Run()
    {
        var text = new StringBuilder();
        while (session.Host.ExitCode is null)
        {
            var line = Read(isContinued: text.Length > 0);
            if (line is not null)
                text.Append(line).Append('\n');
            if (line is not null && IsIncomplete(text.ToString()))
                continue;
            if (text.Length > 0 && !string.IsNullOrWhiteSpace(text.ToString()))
                session.Run(new Command(text.ToString(), isScript: true, useLocalScope: false));
            terminal.Progress.Clear();
            text.Clear();
            if (line is null)
                break;
        }
        return session.Host.ExitCode ?? (session.Succeeded ? ExitCodes.Success : ExitCodes.Failure);
    }

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
