using System.Globalization;
using System.Management.Automation;
using System.Runtime.CompilerServices;
using Pulp.Model;

namespace Pulp.PS.Completion;

/// <summary>Completes numbers of versions of the repository on the line, newest first.</summary>
public sealed class VersionCompleter : PulpCompleter
{
    private protected override async IAsyncEnumerable<CompletionResult> FindAsync(IPulp pulp, CompletionQuery asked, [EnumeratorCancellation] CancellationToken cancel)
    {
        if (asked.Repository is not { } repository)
            yield break;
        await foreach (var version in pulp.GetRepositoryVersionsAsync(repository.Reference(), new VersionQuery(), cancel))
        {
            var number = version.Number.ToString(CultureInfo.InvariantCulture);
            if (asked.Word.Fits(number))
                yield return asked.Word.Result(number, $"Version {number}: {version.Added} added, {version.Removed} removed, {version.Present} files");
        }
    }
}
