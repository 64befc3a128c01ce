using Pulp.Model;

namespace Pulp.Engine.Remotes;

/// <summary>What may be the address of a proxy.</summary>
internal static class ProxyRules
{
    /// <summary>The address as it is stored. Error: InvalidUrl.</summary>
    internal static string Check(string given)
    {
        if (given.Any(c => char.IsWhiteSpace(c) || char.IsControl(c))) throw Invalid(given, "it holds white space");
        if (!given.StartsWith("http://", StringComparison.OrdinalIgnoreCase) && !given.StartsWith("https://", StringComparison.OrdinalIgnoreCase))
            throw Invalid(given, "it begins with neither http:// nor https://");
        if (given.Contains('@', StringComparison.Ordinal)) throw Invalid(given, "it holds a user; -ProxyCredential is for that");
        if (!Uri.TryCreate(given, UriKind.Absolute, out Uri? uri) || uri.Host.Length == 0 || uri.Port == 0) throw Invalid(given, "it is no address");
        if (uri.PathAndQuery != "/" || given.Contains('#', StringComparison.Ordinal)) throw Invalid(given, "it has a path");
        return uri.GetLeftPart(UriPartial.Authority) + "/";
    }

    // What may be a password does not go into messages.
    private static PulpException Invalid(string given, string why)
    {
        int user = given.LastIndexOf('@');
        string shown = user < 0 ? given.Split('?', '#')[0] : "…" + given[user..].Split('?', '#')[0];
        return new PulpException(PulpErrors.InvalidUrl, $"'{shown}' cannot be the address of a proxy: {why}. Give it as http://proxy.example:3128.", user < 0 ? given : shown);
    }
}
