using System.Text.Json;
using System.Text.Json.Serialization;

namespace Pulp.Engine.Remotes;

/// <summary>What a remote's secrets are for: the keys of their column.</summary>
internal static class SecretUse
{
    internal const string Credential = "credential";
    internal const string Header = "header";
    internal const string ProxyCredential = "proxyCredential";
    internal const string Certificate = "certificate";

    /// <summary>The parameter that gives it.</summary>
    internal static string Parameter(string use) => use switch
    {
        Credential => "-Credential",
        Header => "-Header",
        ProxyCredential => "-ProxyCredential",
        _ => "-Certificate",
    };
}

/// <summary>
/// The secrets of a remote as the database has them: each sealed on its own, so that one can be given anew where the others cannot be opened. Which there are
/// is no secret.
/// </summary>
internal sealed record SealedSecrets(IReadOnlyDictionary<string, byte[]> ByUse)
{
    internal static readonly SealedSecrets None = new(new Dictionary<string, byte[]>(StringComparer.Ordinal));

    internal bool Has(string use) => ByUse.ContainsKey(use);

    /// <summary>The column; null: there are none.</summary>
    internal byte[]? Write() => ByUse.Count == 0 ? null : JsonSerializer.SerializeToUtf8Bytes(ByUse, SecretsJson.Default.IReadOnlyDictionaryStringByteArray);

    internal static SealedSecrets Read(byte[]? column) =>
        column is null || JsonSerializer.Deserialize(column, SecretsJson.Default.DictionaryStringByteArray) is not { } secrets ? None : new SealedSecrets(secrets);

    /// <summary>These with others in their place; a null takes one away.</summary>
    internal SealedSecrets With(IReadOnlyDictionary<string, byte[]?> changes)
    {
        var all = new Dictionary<string, byte[]>(ByUse, StringComparer.Ordinal);
        foreach ((string use, byte[]? secret) in changes)
        {
            if (secret is null) all.Remove(use);
            else all[use] = secret;
        }

        return new SealedSecrets(all);
    }
}

/// <summary>JSON of secrets, sealed and open.</summary>
[JsonSerializable(typeof(IReadOnlyDictionary<string, byte[]>))]
[JsonSerializable(typeof(Dictionary<string, byte[]>))]
[JsonSerializable(typeof(Dictionary<string, string>))]
internal sealed partial class SecretsJson : JsonSerializerContext;
