using Pulp.Model;

namespace Pulp.Engine;

/// <content>Remotes.</content>
internal sealed partial class LocalPulp
{
    /// <inheritdoc/>
    public Task<PulpPythonRemote> NewRemoteAsync(RemoteSettings settings, CancellationToken cancel) => _remoteWriter.NewAsync(settings, cancel);

    /// <inheritdoc/>
    public Task CheckRemoteAsync(PulpReference? which, RemoteSettings settings, CancellationToken cancel) => _remoteWriter.CheckAsync(which, settings, cancel);

    /// <inheritdoc/>
    public IAsyncEnumerable<PulpPythonRemote> GetRemotesAsync(PulpReference? which, CancellationToken cancel) => _remotes.GetAsync(which, cancel);

    /// <inheritdoc/>
    public Task<PulpPythonRemote> SetRemoteAsync(PulpReference which, RemoteSettings settings, CancellationToken cancel) =>
        _remoteWriter.SetAsync(which, settings, cancel);

    /// <inheritdoc/>
    public Task RemoveRemoteAsync(PulpReference which, CancellationToken cancel) => _remoteWriter.RemoveAsync(which, cancel);

    /// <inheritdoc/>
    public Task<PulpLoss> GetRemoteLossAsync(PulpReference which, CancellationToken cancel) => _losses.OfRemoteAsync(which, cancel);
}
