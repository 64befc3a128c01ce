using System.Management.Automation;
using System.Runtime.CompilerServices;
using Pulp.Model;

namespace Pulp.PS.Completion;

/// <summary>Completes names of remotes.</summary>
public sealed class RemoteCompleter : PulpCompleter
{
    private protected override async IAsyncEnumerable<CompletionResult> FindAsync(IPulp pulp, CompletionQuery asked, [EnumeratorCancellation] CancellationToken cancel)
    {
        await foreach (var remote in pulp.GetRemotesAsync(null, cancel))
        {
            if (asked.Word.Fits(remote.Name))
                yield return asked.Word.Result(remote.Name, $"{remote.Name}, {remote.Url}");
        }
    }
}
