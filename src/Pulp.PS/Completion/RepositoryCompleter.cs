using System.Collections;
using System.Management.Automation;
using System.Runtime.CompilerServices;
using Pulp.Model;

namespace Pulp.PS.Completion;

/// <summary>Completes names of repositories.</summary>
public sealed class RepositoryCompleter : PulpCompleter
{
    private protected override async IAsyncEnumerable<CompletionResult> FindAsync(IPulp pulp, IDictionary bound, CompletionWord word, [EnumeratorCancellation] CancellationToken cancel)
    {
        await foreach (var repository in pulp.GetRepositoriesAsync(null, cancel))
        {
            if (word.Fits(repository.Name))
                yield return word.Result(repository.Name, $"{repository.Name}, version {repository.LatestVersion}, {repository.ContentCount} files. {repository.Description}".TrimEnd());
        }
    }
}
