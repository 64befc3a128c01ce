using System.Collections;
using System.Management.Automation;

namespace Pulp.PS.Binding;

/// <summary>The fields of one item or digest as given: of a hashtable its keys, of an object its properties.</summary>
internal sealed class FilterFields
{
    private readonly Dictionary<string, object?> _values = new(StringComparer.Ordinal);
    private readonly List<string> _faults = [];

    private FilterFields()
    {
    }

    /// <summary>What is wrong, in words that follow the item's text; null: nothing.</summary>
    internal string? Fault => _faults.Count == 0 ? null : string.Join("; ", _faults);

    /// <summary>Reads the fields of the given names, in any case, with or without underscores. A key of a hashtable that is none of them is a fault: it may have been meant to narrow.</summary>
    internal static FilterFields Of(object given, string[] keys)
    {
        var fields = new FilterFields();
        // What ConvertFrom-Json gives has no type either: as strict as a hashtable.
        var strict = given is IDictionary or PSObject { BaseObject: IDictionary or PSCustomObject, TypeNames: ["System.Management.Automation.PSCustomObject", ..] };
        foreach (var (key, value) in Pairs(given, keys, strict))
        {
            if (keys.FirstOrDefault(k => Plain(k) == Plain(key)) is not { } known)
            {
                if (strict)
                    fields.Wrong($"has an unknown key '{key}' (did you mean '{Nearest(key, keys)}'?)");
            }
            else if (!fields._values.TryAdd(known, value))
            {
                fields.Wrong($"gives '{known}' twice");
            }
        }
        return fields;
    }

    internal bool Has(string key) => _values.GetValueOrDefault(key) is not null;

    internal object? Value(string key) => _values.GetValueOrDefault(key);

    /// <summary>The value as a text; a list or an object is a fault.</summary>
    internal string? Text(string key)
    {
        var value = Value(key);
        var plain = value is PSObject wrapped ? wrapped.BaseObject : value;
        if (plain is null or string)
            return (string?)plain;
        if (plain is IEnumerable or PSCustomObject)
        {
            Wrong($"has a list or an object as '{key}' where a text belongs");
            return null;
        }
        return LanguagePrimitives.ConvertTo<string>(value);
    }

    internal void Wrong(string fault) => _faults.Add(fault);

    private static IEnumerable<(string Key, object? Value)> Pairs(object given, string[] keys, bool strict)
    {
        var plain = given is PSObject wrapped ? wrapped.BaseObject : given;
        if (plain is IDictionary table)
        {
            foreach (DictionaryEntry entry in table)
                yield return (entry.Key.ToString() ?? "", entry.Value);
            yield break;
        }
        // Of a typed object only what is needed is read: its other properties may be costly or throw.
        foreach (var property in PSObject.AsPSObject(given).Properties)
        {
            if (strict || keys.Any(k => Plain(k) == Plain(property.Name)))
                yield return (property.Name, property.Value);
        }
    }

    private static string Plain(string key) => key.Replace("_", "", StringComparison.Ordinal).ToLowerInvariant();

    /// <summary>The key that begins alike or holds the word, else the one with the fewest letters to change.</summary>
    private static string Nearest(string key, string[] keys) =>
        keys.OrderBy(k => Akin(Plain(k), Plain(key)) ? 0 : 1).ThenBy(k => Distance(Plain(k), Plain(key))).First();

    private static bool Akin(string a, string b) =>
        a.Zip(b).TakeWhile(p => p.First == p.Second).Count() >= 3 || (b.Length >= 3 && a.Contains(b, StringComparison.Ordinal));

    private static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var corner = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var change = corner + (a[i - 1] == b[j - 1] ? 0 : 1);
                corner = row[j];
                row[j] = Math.Min(change, Math.Min(row[j], row[j - 1]) + 1);
            }
        }
        return row[^1];
    }
}
