using System.Management.Automation.Runspaces;

namespace Pulp.PS.Shell;

/// <summary>What was asked for: a script with its arguments, lines (<see cref="Script"/> is null), or a message to print and an exit code.</summary>
internal sealed class CommandLine
{
    private const string Usage = """
        Usage: pulpsh [[-File] SCRIPT [ARGUMENT...]]

        Runs a PowerShell script with the PulpPS module loaded. Arguments bind as those
        of `pwsh -File` do: -Name value, -Switch, -Switch:$false, and by position.
        Without a script it reads lines: from standard input, or from the terminal, where
        Tab completes, Up and Down bring back what was entered, and Ctrl+D ends.

        The exit code is that of `exit N` in the script, 1 after an error that nothing
        caught, 64 when there is no such script, 130 after Ctrl+C, else 0.

          -h, --help     this text
          --version      the versions of the shell and of PowerShell
        """;

    private CommandLine(string? script, IReadOnlyList<CommandParameter> arguments, string? message = null, int exitCode = 0)
    {
        Script = script;
        ScriptArguments = arguments;
        Message = message;
        ExitCode = exitCode;
    }

    /// <summary>The full path of the script.</summary>
    public string? Script { get; }

    public IReadOnlyList<CommandParameter> ScriptArguments { get; }

    public string? Message { get; }

    public int ExitCode { get; }

    public static CommandLine Parse(string[] args)
    {
        if (args.Length == 0)
            return new CommandLine(null, []);
        var first = args[0];
        if (first is "-h" or "--help" or "-?" or "/?" or "-Help" or "-help")
            return new CommandLine(null, [], Usage);
        if (first is "--version" or "-Version" or "-version")
            return new CommandLine(null, [], $"pulpsh {Versions.Shell}, PowerShell {Versions.PowerShell}");
        var next = 0;
        if (string.Equals(first, "-File", StringComparison.OrdinalIgnoreCase))
        {
            next = 1;
            if (args.Length == 1)
                return new CommandLine(null, [], "-File needs the path of a script." + Environment.NewLine + Environment.NewLine + Usage, ExitCodes.Usage);
        }
        var script = Path.GetFullPath(args[next]);
        if (!File.Exists(script))
        {
            return new CommandLine(
                null,
                [],
                $"The argument '{args[next]}' is not recognized as the name of a script file. Check the spelling of the name, or if a path was included, verify that the path is correct and try again."
                + Environment.NewLine + Environment.NewLine + Usage,
                ExitCodes.Usage);
        }
        if (OperatingSystem.IsWindows() && !script.EndsWith(".ps1", StringComparison.OrdinalIgnoreCase))
            return new CommandLine(null, [], $"'{args[next]}' is not a script: its name does not end in .ps1.", ExitCodes.Usage);
        return new CommandLine(script, ScriptParameters(args.AsSpan(next + 1)));
    }

    /// <summary>Arguments as -File binds them: text stays text, but for <c>-Name:$true</c> and <c>-Name:$false</c>; <c>-Name:</c> takes the next one.</summary>
    internal static List<CommandParameter> ScriptParameters(ReadOnlySpan<string> args)
    {
        var parameters = new List<CommandParameter>();
        string? waiting = null;
        foreach (var arg in args)
        {
            if (waiting is not null)
            {
                parameters.Add(new CommandParameter(waiting, arg));
                waiting = null;
            }
            else if (!IsName(arg))
            {
                parameters.Add(new CommandParameter(null, arg));
            }
            else if (arg.IndexOf(':', StringComparison.Ordinal) is var colon && colon < 0)
            {
                parameters.Add(new CommandParameter(arg));
            }
            else if (colon == arg.Length - 1)
            {
                waiting = arg.TrimEnd(':');
            }
            else
            {
                parameters.Add(new CommandParameter(arg[..colon], Value(arg[(colon + 1)..])));
            }
        }
        return parameters;
    }

    // The engine takes the typographic dashes for a hyphen as well.
    private static bool IsName(string arg) => arg.Length > 1 && arg[0] is '-' or '\u2013' or '\u2014' or '\u2015';

    private static object Value(string text) => bool.TryParse(text.StartsWith('$') ? text[1..] : text, out var value) ? value : text;
}
