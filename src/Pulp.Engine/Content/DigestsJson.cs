using System.Text.Json;
using System.Text.Json.Serialization;

namespace Pulp.Engine.Content;

/// <summary>The column content.digests: kinds other than sha256, with their hex digits.</summary>
[JsonSerializable(typeof(Dictionary<string, string>))]
internal sealed partial class DigestsJson : JsonSerializerContext
{
    /// <summary>The column's text; null when there are none.</summary>
    internal static string? Write(IEnumerable<KeyValuePair<string, string>> digests)
    {
        var kept = new Dictionary<string, string>(digests.Where(d => d.Key != "sha256"), StringComparer.Ordinal);
        return kept.Count == 0 ? null : JsonSerializer.Serialize(kept, Default.DictionaryStringString);
    }

    /// <summary>Kinds and hex digits.</summary>
    internal static Dictionary<string, string> Read(string? text) =>
        text is null ? [] : JsonSerializer.Deserialize(text, Default.DictionaryStringString) ?? [];
}
