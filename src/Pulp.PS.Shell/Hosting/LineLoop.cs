using System.Management.Automation.Language;
using System.Management.Automation.Runspaces;
using Pulp.PS.Shell.Editing;
using Pulp.PS.Shell.Terminals;

namespace Pulp.PS.Shell.Hosting;

/// <summary>Reads commands and runs them: with the line editor where the terminal can, else as plain lines.</summary>
internal sealed class LineLoop(Session session, Terminal terminal)
{
    private const string Prompt = "pulp> ";
    private const string Continuation = ">> ";

    public int Run()
    {
        Func<string?> read = terminal.CanAsk && terminal.HasAnsi ? Edited() : Plain;
        while (session.Host.ExitCode is null && read() is string text)
        {
            if (!string.IsNullOrWhiteSpace(text))
                session.Run(new Command(text, isScript: true, useLocalScope: false));
            terminal.Progress.Clear();
        }
        return session.Host.ExitCode ?? (session.Succeeded ? ExitCodes.Success : ExitCodes.Failure);
    }

    // Without a line end at its end: with one, the parser takes an open pipe for a fault.
    private static bool IsIncomplete(string text)
    {
        Parser.ParseInput(text, out _, out var errors);
        return errors.Any(error => error.IncompleteInput);
    }

    private Func<string?> Edited()
    {
        var editor = new LineEditor(new ConsoleKeys(), new TerminalScreen(terminal), new SessionCompleter(session), IsIncomplete);
        return () =>
        {
            using var keys = ConsoleKeys.Begin();
            return editor.Read(Prompt, Continuation);
        };
    }

    // A line, and those after it while the parser wants more; at the end of the input whatever there is. Null: nothing is left.
    private string? Plain()
    {
        var text = PlainLine(Prompt);
        while (text is not null && IsIncomplete(text) && PlainLine(Continuation) is string line)
            text = $"{text}\n{line}";
        return text;
    }

    private string? PlainLine(string prompt)
    {
        if (terminal.CanAsk)
            terminal.WriteError(prompt);
        return Console.In.ReadLine();
    }
}
