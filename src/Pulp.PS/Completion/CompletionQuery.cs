using System.Collections;
using System.Globalization;
using System.Management.Automation;
using Pulp.PS.Binding;

namespace Pulp.PS.Completion;

/// <summary>What is being completed, and what else stands on the line.</summary>
internal sealed record CompletionQuery(string Command, string Parameter, CompletionWord Word, IDictionary Bound)
{
    /// <summary>The repository on the line; null: none, or several.</summary>
    internal PulpRepositoryIdentity? Repository => Read<PulpRepositoryIdentity>("Repository");

    /// <summary>The remote on the line; null: none, or several.</summary>
    internal PulpRemoteIdentity? Remote => Read<PulpRemoteIdentity>("Remote");

    /// <summary>The version number on the line; null: none.</summary>
    internal int? Version => Bound["Version"] is { } value && LanguagePrimitives.TryConvertTo<int>(value, CultureInfo.InvariantCulture, out var number) ? number : null;

    private T? Read<T>(string parameter)
        where T : class =>
        Bound[parameter] is { } value && LanguagePrimitives.TryConvertTo<T>(value, CultureInfo.InvariantCulture, out var identity) ? identity : null;
}
