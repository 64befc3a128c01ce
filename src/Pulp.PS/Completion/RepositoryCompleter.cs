using System.Management.Automation;
using System.Runtime.CompilerServices;
using Pulp.Model;

namespace Pulp.PS.Completion;

/// <summary>Completes names of repositories.</summary>
public sealed class RepositoryCompleter : PulpCompleter
{
    private protected override async IAsyncEnumerable<CompletionResult> FindAsync(IPulp pulp, CompletionQuery asked, [EnumeratorCancellation] CancellationToken cancel)
    {
        await foreach (var repository in pulp.GetRepositoriesAsync(null, cancel))
        {
            if (asked.Word.Fits(repository.Name))
                yield return asked.Word.Result(repository.Name, $"{repository.Name}, version {repository.LatestVersion}, {repository.ContentCount} files. {repository.Description}".TrimEnd());
        }
    }
}
