using System.Globalization;

namespace Pulp.PS.Binding;

/// <summary>Addresses in Pulp's form, read as ids. Names have no slash, so nothing else looks like one.</summary>
internal static class PulpHref
{
    internal const string Repository = "/pulp/api/v3/repositories/python/python/";
    internal const string Remote = "/pulp/api/v3/remotes/python/python/";
    internal const string Task = "/pulp/api/v3/tasks/";

    /// <summary>The id in a text, a Guid or an address of the given kind, and of a version's address its number; null: it is a name.</summary>
    internal static (Guid Id, int? Number)? Read(string text, string address)
    {
        if (Guid.TryParse(text, out var plain))
            return (plain, null);
        if (!text.StartsWith(address, StringComparison.OrdinalIgnoreCase))
            return null;
        return text[address.Length..].TrimEnd('/').Split('/') switch
        {
            [var id] when Guid.TryParse(id, out var guid) => (guid, null),
            [var id, "versions", var n] when address == Repository && Guid.TryParse(id, out var guid)
                && int.TryParse(n, NumberStyles.None, CultureInfo.InvariantCulture, out var number) => (guid, number),
            _ => null,
        };
    }
}
