using Pulp.Model;

namespace Pulp.Engine;

/// <content>Content.</content>
internal sealed partial class LocalPulp
{
    /// <inheritdoc/>
    public IAsyncEnumerable<PulpPythonPackage> GetContentAsync(ContentQuery query, CancellationToken cancel) => _content.GetAsync(query, cancel);

    /// <inheritdoc/>
    public Task<IReadOnlyList<string>> GetMissingContentAsync(ContentQuery query, CancellationToken cancel) => _content.GetMissingAsync(query, cancel);
}
