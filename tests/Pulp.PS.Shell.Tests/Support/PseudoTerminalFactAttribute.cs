namespace Pulp.PS.Shell.Tests.Support;

/// <summary>Needs the program <c>script</c> of util-linux, which runs another one in a pseudo-terminal.</summary>
internal sealed class PseudoTerminalFactAttribute : FactAttribute
{
    public PseudoTerminalFactAttribute()
    {
        if (!OperatingSystem.IsLinux() || !File.Exists("/usr/bin/script"))
            Skip = "There is no way to a pseudo-terminal here";
    }
}
