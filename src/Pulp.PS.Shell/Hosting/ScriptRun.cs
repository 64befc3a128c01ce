using System.Management.Automation.Language;
using System.Management.Automation.Runspaces;

namespace Pulp.PS.Shell.Hosting;

/// <summary>Runs one script and says the exit code.</summary>
internal sealed class ScriptRun(Session session)
{
    public int Run(string script, IReadOnlyList<CommandParameter> arguments)
    {
        var command = ToCommand(script);
        foreach (var argument in arguments)
            command.Parameters.Add(argument);
        session.LetScriptExit();
        session.Run(command, UsesInput(script) ? ReadInput() : null);
        if (session.Signals.Received is int signal)
            return ExitCodes.Signal + signal;
        if (session.Host.ExitCode is int code)
            return code;
        return session.Succeeded ? ExitCodes.Success : ExitCodes.Failure;
    }

    // As in pwsh: a file without the extension is run as text, so that a script may start with #! under any name.
    private static Command ToCommand(string script) =>
        script.EndsWith(".ps1", StringComparison.OrdinalIgnoreCase)
            ? new Command(script, isScript: false, useLocalScope: false)
            : new Command(File.ReadAllText(script), isScript: true, useLocalScope: false);

    // Standard input is the script's own, unless it asks for it as $input.
    private static bool UsesInput(string script) =>
        Console.IsInputRedirected
        && Parser.ParseFile(script, out _, out _).Find(
            node => node is VariableExpressionAst variable && variable.VariablePath.UserPath.Equals("input", StringComparison.OrdinalIgnoreCase), searchNestedScriptBlocks: false) is not null;

    private static IEnumerable<object> ReadInput()
    {
        while (Console.In.ReadLine() is string line)
            yield return line;
    }
}
