using System.Management.Automation;
using Pulp.Model;

namespace Pulp.PS.Binding;

/// <summary>How a parameter names something: by the object itself, by its id, or by its name. Binding does not look whether it exists.</summary>
public abstract class PulpIdentity
{
    private protected PulpIdentity(Guid? id, string? name, string? store, object given)
    {
        Id = id;
        Name = name;
        Store = store;
        Given = given;
    }

    /// <summary>A text: an id when it is a Guid or an address that begins so, else a name.</summary>
    private protected PulpIdentity(string text, string address)
        : this(PulpHref.Read(text, address)?.Id, PulpHref.Read(text, address) is null ? text : null, null, text)
    {
    }

    /// <summary>The id, when it is known.</summary>
    public Guid? Id { get; }

    /// <summary>The name as given; null when only the id is known.</summary>
    public string? Name { get; }

    /// <summary>The path of the store the object came from; null when it was only named.</summary>
    public string? Store { get; }

    /// <summary>What was given: the target of an error about it.</summary>
    internal object Given { get; }

    /// <inheritdoc/>
    public override string ToString() => Name ?? Id?.ToString() ?? "";

    /// <summary>For the store: to be taken to the letter.</summary>
    internal PulpReference Reference() => new() { Id = Id, Name = Name, Store = Store, Given = Given };

    /// <summary>For the store: a name with wildcards is a pattern.</summary>
    internal PulpReference Pattern() => Reference() with { IsPattern = Id is null && WildcardPattern.ContainsWildcardCharacters(Name) };
}
