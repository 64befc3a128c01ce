using System.Text.Json;

namespace Pulp.Python.Tests.Conformance;

/// <summary>Reads the members of a case.</summary>
internal static class JsonCase
{
    /// <summary>The text of a member; null when it is null or absent.</summary>
    public static string? Text(this JsonElement test, string name)
        => test.TryGetProperty(name, out JsonElement value) && value.ValueKind != JsonValueKind.Null ? value.GetString() : null;

    /// <summary>A member that is true, false or null.</summary>
    public static bool? Flag(this JsonElement test, string name)
        => test.TryGetProperty(name, out JsonElement value) && value.ValueKind != JsonValueKind.Null ? value.GetBoolean() : null;

    public static string[] Texts(this JsonElement test, string name)
        => [.. test.GetProperty(name).EnumerateArray().Select(item => item.GetString()!)];
}
