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

    // The generated text would print the headers.
    private bool PrintMembers(System.Text.StringBuilder text)
    {
        text.Append(System.Globalization.CultureInfo.InvariantCulture, $"{Url}, {Headers.Count} headers");
        return true;
    }
}
