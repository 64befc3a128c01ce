using System.Globalization;
using Pulp.PS.Shell.Hosting;
using Pulp.PS.Shell.Terminals;

namespace Pulp.PS.Shell;

/// <summary>pulpsh: PowerShell's engine with the PulpPS module, for machines without pwsh.</summary>
internal static class Program
{
    private static int Main(string[] args)
    {
        // Before the engine is touched: it would phone home otherwise.
        Environment.SetEnvironmentVariable("POWERSHELL_TELEMETRY_OPTOUT", "1");
        var line = CommandLine.Parse(args);
        if (line.Message is not null)
        {
            (line.ExitCode == 0 ? Console.Out : Console.Error).WriteLine(line.Message);
            return line.ExitCode;
        }
        UseWordWrap();
        return Run(line);
    }

    // The engine breaks help texts at words only in languages it knows, which "none" is not: the case under cron and in containers.
    private static void UseWordWrap()
    {
        if (CultureInfo.CurrentCulture.Name.Length > 0)
            return;
        try
        {
            CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("en-US");
        }
        catch (CultureNotFoundException)
        {
            // The runtime was told to know no cultures.
        }
    }

    private static int Run(CommandLine line)
    {
        var terminal = new Terminal();
        var host = new ShellHost(terminal);
        using var signals = new Signals();
        using var session = Session.Open(host, signals);
        if (session is null)
            return ExitCodes.InitFailure;
        var code = line.Script is null ? new LineLoop(session, terminal).Run() : new ScriptRun(session).Run(line.Script, line.ScriptArguments);
        terminal.Progress.Clear();
        return code;
    }
}
