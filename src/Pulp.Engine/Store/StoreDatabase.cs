namespace Pulp.Engine.Store;

/// <summary>
/// A store's database. Reads run on pool threads, each in one snapshot; writes run one after another on the writer's thread, each in one transaction.
/// Errors for the user come as PulpException (StoreBusy, StoreFull, StoreCorrupt, StoreTooNew, StoreAccessDenied).
/// Functions must be quick to end when their token is cancelled: running statements are interrupted, loops should look.
/// </summary>
internal sealed class StoreDatabase : IDisposable
{
    /// <summary>The most rows that one transaction of facts should hold (STORE).</summary>
    internal const int BatchSize = 5000;

    private readonly StoreReaders _readers;
    private readonly StoreWriter _writer;

    /// <param name="folder">The store's folder.</param>
    /// <param name="schemaVersion">The schema it has.</param>
    /// <param name="opened">The connection that saw to it, which becomes the writer's; null: the writer opens one.</param>
    /// <param name="patience">How long a write waits for another process before it is StoreBusy; null: 30 seconds.</param>
    internal StoreDatabase(StoreFolder folder, int schemaVersion, StoreConnection? opened = null, TimeSpan? patience = null)
    {
        Folder = folder;
        SchemaVersion = schemaVersion;
        _readers = new StoreReaders(folder, schemaVersion);
        _writer = new StoreWriter(folder, schemaVersion, opened, patience ?? TimeSpan.FromSeconds(30));
    }

    /// <summary>The store's folder.</summary>
    internal StoreFolder Folder { get; }

    /// <summary>The schema it was opened with; a write into a store that was migrated since is StoreTooNew.</summary>
    internal int SchemaVersion { get; }

    /// <summary>Reads in one snapshot. What was read must be in memory when the function ends.</summary>
    internal Task<T> ReadAsync<T>(Func<StoreConnection, T> read, CancellationToken cancel) => _readers.ReadAsync(read, cancel);

    /// <summary>
    /// Writes in one transaction; an exception of the function or a cancelled token rolls it back and reaches the caller. A commit that has begun is not cancelled:
    /// what ended without an exception is committed. No network and no waiting in the function. <paramref name="references"/> false: foreign keys are not looked at,
    /// for deletions whose own condition holds them.
    /// </summary>
    internal Task<T> WriteAsync<T>(Func<StoreConnection, T> write, CancellationToken cancel, bool references = true) => _writer.WriteAsync(write, references, cancel);

    /// <summary>As <see cref="WriteAsync{T}"/>, without a result.</summary>
    internal Task WriteAsync(Action<StoreConnection> write, CancellationToken cancel) => WriteAsync(
        connection =>
        {
            write(connection);
            return true;
        },
        cancel);

    /// <summary>
    /// Writes facts that no version shows yet: many rows, in transactions of at most <see cref="BatchSize"/> rows, so that other processes get their turn in between.
    /// Not atomic as a whole: the function must do nothing a second time.
    /// </summary>
    internal async Task WriteRowsAsync<T>(IReadOnlyList<T> rows, Action<StoreConnection, T> write, CancellationToken cancel)
    {
        for (int from = 0; from < rows.Count; from += BatchSize)
        {
            int start = from;
            int end = Math.Min(rows.Count, start + BatchSize);
            await WriteAsync(
                connection =>
                {
                    for (int i = start; i < end; i++) write(connection, rows[i]);
                },
                cancel).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _readers.Dispose();
        _writer.Dispose();
    }
}
