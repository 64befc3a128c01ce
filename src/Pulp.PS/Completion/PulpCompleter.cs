using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using Pulp.Model;
using Pulp.PS.Base;
using Pulp.PS.Isolation;

namespace Pulp.PS.Completion;

/// <summary>
/// The base of the completers that look into a store: the one that -Store on the line names, else the session's.
/// It never makes a store, never waits longer than <see cref="Patience"/>, and never throws.
/// </summary>
public abstract class PulpCompleter : IArgumentCompleter
{
    internal static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(300);

    private protected PulpCompleter()
    {
    }

    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        try
        {
            var asked = new CompletionQuery(commandName, parameterName, CompletionWord.Of(wordToComplete), fakeBoundParameters);
            var place = CompletionStore.Place(fakeBoundParameters);
            var found = new List<CompletionResult>();
            using var patience = new CancellationTokenSource(Patience);
            var looking = PipelinePump.Start(async () =>
            {
                var pulp = await EngineLoader.Host.OpenAsync(place, create: false, patience.Token);
                await foreach (var candidate in FindAsync(pulp, asked, patience.Token))
                {
                    lock (found)
                        found.Add(candidate);
                }
                return true;
            });
            looking.Wait(Patience, CancellationToken.None);
            lock (found)
                return [.. found];
        }
#pragma warning disable CA1031 // Whatever went wrong, a Tab key must not answer with an error: there is just nothing to offer.
        catch (Exception)
#pragma warning restore CA1031
        {
            return [];
        }
    }

    private protected abstract IAsyncEnumerable<CompletionResult> FindAsync(IPulp pulp, CompletionQuery asked, CancellationToken cancel);
}
