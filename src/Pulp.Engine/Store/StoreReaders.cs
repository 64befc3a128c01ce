using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;

namespace Pulp.Engine.Store;

/// <summary>Connections for reading, kept for the next reader. Each read is one snapshot, and ends with its function.</summary>
internal sealed class StoreReaders(StoreFolder folder, int schemaVersion) : IDisposable
{
    private const int Maximum = 8;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly ConcurrentBag<StoreConnection> _idle = [];
    private readonly SemaphoreSlim _places = new(Maximum);
    private volatile bool _closed;

    internal async Task<T> ReadAsync<T>(Func<StoreConnection, T> read, CancellationToken cancel)
    {
        await _places.WaitAsync(cancel).ConfigureAwait(false);
        try
        {
            return await Task.Run(() => Read(read, cancel), cancel).ConfigureAwait(false);
        }
        finally
        {
            _places.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _closed = true;
        while (_idle.TryTake(out StoreConnection? connection)) connection.Dispose();
    }

    private T Read<T>(Func<StoreConnection, T> read, CancellationToken cancel)
    {
        ObjectDisposedException.ThrowIf(_closed, this);
        long start = Environment.TickCount64;
        while (true)
        {
            cancel.ThrowIfCancellationRequested();
            StoreConnection? connection = null;
            bool sound = false;
            try
            {
                if (!_idle.TryTake(out connection)) connection = Open();
                T result = ReadOnce(connection, read, cancel);
                sound = true;
                return result;
            }
            catch (SqliteException error) when (StoreErrors.IsBusy(error) && Environment.TickCount64 - start < Patience.TotalMilliseconds)
            {
                // A write-ahead log in recovery or in its last checkpoint; SQLite has already waited.
            }
            catch (SqliteException error)
            {
                cancel.ThrowIfCancellationRequested();
                if (StoreErrors.Translate(error, folder, cancel) is { } told) throw told;
                throw;
            }
            finally
            {
                Return(connection, sound);
            }
        }
    }

    private T ReadOnce<T>(StoreConnection connection, Func<StoreConnection, T> read, CancellationToken cancel)
    {
        using CancellationTokenRegistration _ = connection.EndsWith(cancel);
        connection.Execute("BEGIN");
        try
        {
            int found = connection.UserVersion;
            if (found != schemaVersion) throw StoreErrors.TooNew(folder, found, schemaVersion);
            return read(connection);
        }
        finally
        {
            connection.Try("ROLLBACK");
        }
    }

    private StoreConnection Open()
    {
        var connection = new StoreConnection(folder.Database);
        connection.Script("PRAGMA query_only=1; PRAGMA temp_store=MEMORY;");
        return connection;
    }

    private void Return(StoreConnection? connection, bool sound)
    {
        if (connection is null) return;
        if (sound && !_closed) _idle.Add(connection);
        else connection.Dispose();
    }
}
