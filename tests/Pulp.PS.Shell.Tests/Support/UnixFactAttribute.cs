namespace Pulp.PS.Shell.Tests.Support;

/// <summary>What Windows does in another way.</summary>
internal sealed class UnixFactAttribute : FactAttribute
{
    public UnixFactAttribute()
    {
        if (OperatingSystem.IsWindows())
            Skip = "Unix only";
    }
}
