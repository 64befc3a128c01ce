using Pulp.Model;

namespace Pulp.Engine;

/// <content>Repositories and their versions.</content>
internal sealed partial class LocalPulp
{
    /// <inheritdoc/>
    public Task<PulpRepository> NewRepositoryAsync(NewRepository repository, CancellationToken cancel) => _repositoryWriter.NewAsync(repository, cancel);

    /// <inheritdoc/>
    public IAsyncEnumerable<PulpRepository> GetRepositoriesAsync(PulpReference? which, CancellationToken cancel) => _repositories.GetAsync(which, cancel);

    /// <inheritdoc/>
    public Task<PulpRepository> SetRepositoryAsync(PulpReference which, RepositoryChange change, IProgress<string>? waiting, CancellationToken cancel) =>
        _repositoryWriter.SetAsync(which, change, waiting, cancel);

    /// <inheritdoc/>
    public Task RemoveRepositoryAsync(PulpReference which, IProgress<string>? waiting, CancellationToken cancel) =>
        _repositoryWriter.RemoveAsync(which, waiting, cancel);

    /// <inheritdoc/>
    public Task<PulpLoss> GetRepositoryLossAsync(PulpReference which, CancellationToken cancel) => _losses.OfRepositoryAsync(which, cancel);

    /// <inheritdoc/>
    public IAsyncEnumerable<PulpRepositoryVersion> GetRepositoryVersionsAsync(PulpReference repository, VersionQuery query, CancellationToken cancel) =>
        _versions.GetAsync(repository, query, cancel);
}
