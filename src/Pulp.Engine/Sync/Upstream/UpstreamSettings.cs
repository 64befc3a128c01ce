namespace Pulp.Engine.Sync.Upstream;

/// <summary>What of a remote matters to reading its index.</summary>
/// <param name="Url">An absolute http, https or file url, with a slash at the end.</param>
/// <param name="Layout">What is remembered of its layout; null: to be found.</param>
/// <param name="Concurrency">Files at once.</param>
/// <param name="Timeout">The longest time without a byte.</param>
/// <param name="Retries">Repetitions of a request after an error that may pass.</param>
internal sealed record UpstreamSettings(Uri Url, string? Layout, int Concurrency, TimeSpan Timeout, int Retries)
{
    /// <summary>Headers sent to the origin (scheme, host, port) of <see cref="Url"/> and to no other, also after a redirect: they may be secrets (SYNC rule 7).</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>The name of the remote, for advice; null: not said.</summary>
    public string? Remote { get; init; }

    /// <summary>What connections have to be made with.</summary>
    public ConnectionSettings Connection { get; init; } = ConnectionSettings.Plain;

    /// <summary>Requests a second at most; 0: no limit.</summary>
    public int RateLimit { get; init; }

    /// <summary>True: a user and password, or another authorization, is among <see cref="Headers"/>.</summary>
    internal bool Authorizes => Headers.Any(h => h.Key.Equals("Authorization", StringComparison.OrdinalIgnoreCase));

    /// <summary>The command that gives the remote another value of a parameter.</summary>
    internal string Set(string parameter) => Remote is null ? $"Set-PulpPythonRemote {parameter}" : $"Set-PulpPythonRemote {Remote} {parameter}";

    // The generated text would print the headers.
    private bool PrintMembers(System.Text.StringBuilder text)
    {
        text.Append(System.Globalization.CultureInfo.InvariantCulture, $"{Url}, {Headers.Count} headers");
        return true;
    }
}
