using Pulp.Testing;

namespace Pulp.Engine.Tests.Faults;

/// <summary>What becomes of content. The words are those of the table in about_PulpPS_Errors.</summary>
internal enum Becomes
{
    /// <summary>What is held stays; the rest is synced.</summary>
    Stays,

    /// <summary>The fault passes: all is synced.</summary>
    Synced,

    /// <summary>A mirror takes the files away, as long as another page was found.</summary>
    Goes,

    /// <summary>A mirror follows the page, for it can be believed.</summary>
    Listed,
}

/// <summary>A line of the table: a fault of a page or a file, what is reported, and what becomes of content.</summary>
/// <param name="Fault">The fault, in the words of the documentation.</param>
/// <param name="One">The code when it strikes one page, or one file; empty: nothing is reported.</param>
/// <param name="All">The code when it strikes every page: the task is Failed then. Every file: the task is Completed, each file has the code.</param>
/// <param name="Becomes">What becomes of content.</param>
/// <param name="Strike">Breaks what matches the pattern.</param>
internal sealed record FaultRow(string Fault, string One, string All, Becomes Becomes, Func<string, Fault> Strike)
{
    /// <summary>The remote's MaximumRetryCount.</summary>
    internal int Retries { get; init; }

    /// <summary>The remote's TimeoutSec: short where a time-out is the fault.</summary>
    internal int TimeoutSec { get; init; } = 20;

    public override string ToString() => Fault;
}
