namespace Pulp.Model;

/// <summary>Opens stores. There is one in a process; it keeps one <see cref="IPulp"/> for each store it opened.</summary>
public interface IPulpHost
{
    /// <summary>
    /// Opens a store, once in a process. <paramref name="create"/>: makes it when the folder is missing or empty.
    /// Errors: StoreNotFound, StoreCorrupt, StoreTooNew, StoreNotLocal, StoreBusy, StoreLocksDisabled, StoreAccessDenied, StoreFull, ModuleMismatch.
    /// </summary>
    Task<IPulp> OpenAsync(string place, bool create, CancellationToken cancel);

    /// <summary>
    /// Looks for what is wrong with a store, also with one that does not open; every file is read. <paramref name="detailed"/>: what does no harm (Stray, Orphan)
    /// is told too. Changes nothing. Errors: StoreNotFound, StoreTooNew, StoreNotLocal.
    /// </summary>
    IAsyncEnumerable<PulpStoreProblem> CheckAsync(string place, bool detailed, IProgress<PulpStoreProgress>? progress, CancellationToken cancel);

    /// <summary>The stores that are open in this process.</summary>
    IReadOnlyList<IPulp> Open { get; }

    /// <summary>Stops the tasks of this process, gives them a moment to end, and lets go of every store. For the end of a process and for tests.</summary>
    Task CloseAsync(TimeSpan grace);
}
