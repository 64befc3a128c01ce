using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using Pulp.Model;
using Pulp.PS.Stores;

namespace Pulp.PS.Completion;

/// <summary>Which store a completer looks into.</summary>
internal static class CompletionStore
{
    /// <summary>The full path: of -Store on the line, else of the session. Nothing is opened or made.</summary>
    internal static string Place(IDictionary bound)
    {
        var given = bound["Store"] is { } value ? PSObject.AsPSObject(value).BaseObject : null;
        var text = given switch
        {
            PulpStore store => store.Path,
            null => SessionStore.Current ?? Environment.GetEnvironmentVariable(StorePlace.Variable),
            _ => given.ToString(),
        };
        if (string.IsNullOrEmpty(text))
            return StorePlace.OfUser().Path;
        return Path.IsPathFullyQualified(text) ? Path.TrimEndingDirectorySeparator(text)
            : ProviderPath.Full(Runspace.DefaultRunspace.SessionStateProxy.Path, text, PulpErrors.StoreNotFound);
    }
}
