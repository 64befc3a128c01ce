namespace Pulp.PS.Shell.Tests.Support;

/// <summary>Signals and pseudo-terminals are tried where a shell user would have them.</summary>
internal sealed class UnixTheoryAttribute : TheoryAttribute
{
    public UnixTheoryAttribute()
    {
        if (OperatingSystem.IsWindows())
            Skip = "Unix signals";
    }
}
