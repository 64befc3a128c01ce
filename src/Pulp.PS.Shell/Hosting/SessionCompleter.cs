using Pulp.PS.Shell.Editing;

namespace Pulp.PS.Shell.Hosting;

/// <summary>Tab, answered by PowerShell itself: cmdlets, parameters, our names and values, variables, files.</summary>
internal sealed class SessionCompleter(Session session) : ICompleter
{
    public Completion Complete(string text, int cursor) =>
        session.Complete(text, cursor) is { CompletionMatches.Count: > 0 } found
            ? new Completion(
                found.ReplacementIndex, found.ReplacementLength, [.. found.CompletionMatches.Select(match => (match.CompletionText, match.ListItemText))])
            : Completion.None;
}
