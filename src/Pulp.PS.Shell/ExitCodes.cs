namespace Pulp.PS.Shell;

/// <summary>What pwsh gives too; see about_PulpPS_Automation.</summary>
internal static class ExitCodes
{
    public const int Success = 0;

    /// <summary>The script ended in an error.</summary>
    public const int Failure = 1;

    /// <summary>The command line is wrong: above all, there is no such script.</summary>
    public const int Usage = 64;

    /// <summary>The session could not be opened: the module is missing or does not load.</summary>
    public const int InitFailure = 70;

    /// <summary>Stopped by a signal: 128 and its number, as shells have it.</summary>
    public const int Signal = 128;
}
