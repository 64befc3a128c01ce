using System.Collections;
using System.Management.Automation;
using Pulp.Model;

namespace Pulp.PS.Binding;

/// <summary>Reads filter items from strings, hashtables and objects. Judges no name, specifier or digest: that is the store's.</summary>
internal static class FilterItemReader
{
    private static readonly string[] ItemKeys = ["name", "version_specifier", "digests"];
    private static readonly string[] DigestKeys = ["type", "digest"];

    /// <summary>Every item in it, lists in lists included.</summary>
    internal static PulpFilterItem[] Read(object? given) => [.. Elements(given).Select(Item)];

    private static IEnumerable<object?> Elements(object? given)
    {
        if (given is null)
            return [];
        return given.Base() is IEnumerable list and not string and not IDictionary ? list.Cast<object?>().SelectMany(ElementsOrNull) : [given];
    }

    // A null within a list was meant to be something.
    private static IEnumerable<object?> ElementsOrNull(object? given) => given is null ? [null] : Elements(given);

    private static PulpFilterItem Item(object? given)
    {
        try
        {
            return given?.Base() switch
            {
                null => Faulty(given, "is empty"),
                PulpFilterItem item => item with { Given = item.Given ?? item },
                string text => new() { Text = text, Given = text },
                ValueType value => new() { Text = LanguagePrimitives.ConvertTo<string>(value), Given = value },
                _ => FromFields(FilterFields.Of(given, ItemKeys), given.Base()),
            };
        }
#pragma warning disable CA1031 // A property of a foreign object may throw anything; it is the item's fault then, among the others.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            return Faulty(given, $"cannot be read: {fault.Message}");
        }
    }

    private static PulpFilterItem FromFields(FilterFields fields, object given)
    {
        var name = fields.Text("name");
        var item = new PulpFilterItem
        {
            Name = name,
            VersionSpecifier = fields.Text("version_specifier") ?? "",
            Digests = [.. Elements(fields.Value("digests")).Select(d => Digest(d, fields))],
            Given = given,
        };
        if (!fields.Has("name"))
            fields.Wrong("has no name");
        return item with { Fault = fields.Fault };
    }

    private static PulpDigest Digest(object? given, FilterFields item)
    {
        if (given?.Base() is PulpDigest digest)
            return digest;
        if (given is null || given.Base() is string or ValueType)
        {
            item.Wrong($"has a digest '{given}' where @{{ type = …; digest = … }} belongs");
            return new();
        }
        var fields = FilterFields.Of(given, DigestKeys);
        var read = new PulpDigest { Type = fields.Text("type") ?? "", Digest = fields.Text("digest") ?? "" };
        if (fields.Fault is { } fault)
            item.Wrong($"has a digest that {fault}");
        return read;
    }

    private static PulpFilterItem Faulty(object? given, string fault) => new() { Given = given?.Base(), Fault = fault };

    /// <summary>The object itself, without PowerShell's wrapper; an object that is only a wrapper stays one.</summary>
    private static object Base(this object given) => given is PSObject wrapped ? wrapped.BaseObject is PSCustomObject ? wrapped : wrapped.BaseObject : given;
}
