using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Pulp.Engine.Store;

/// <summary>
/// A connection to a store's database with its prepared statements, kept as long as it lives. Used by one thread at a time; handed to the functions of
/// <see cref="StoreDatabase.ReadAsync{T}"/> and <see cref="StoreDatabase.WriteAsync{T}"/>, which must not keep it.
/// </summary>
internal sealed class StoreConnection : IDisposable
{
    // More than all texts of ours; only made-up ones (by filters) could grow without end.
    private const int MaximumKept = 256;

    // So many steps of SQLite's machine take a millisecond or so.
    private const int StepsBetweenLooks = 20_000;
    private readonly Dictionary<string, Statement> _statements = new(StringComparer.Ordinal);
    private CancellationToken _cancel;

    // The first SqliteConnection of a process costs 40 ms (System.Data, providers found by reflection); a cmdlet waits for it. This costs 5.
    static StoreConnection() => Batteries_V2.Init();

    /// <summary>Opens a database. Errors: SqliteException.</summary>
    /// <param name="database">The full path.</param>
    /// <param name="create">True: it may be missing.</param>
    internal StoreConnection(string database, bool create = false)
    {
        // Shared cache is process-wide, and its SQLITE_LOCKED escapes busy_timeout.
        int flags = raw.SQLITE_OPEN_READWRITE | raw.SQLITE_OPEN_PRIVATECACHE | raw.SQLITE_OPEN_FULLMUTEX | (create ? raw.SQLITE_OPEN_CREATE : 0);
        int code = raw.sqlite3_open_v2(database, out sqlite3 handle, flags, null);
        Handle = handle;
        try
        {
            SqliteException.ThrowExceptionForRC(code, handle);
            raw.sqlite3_extended_result_codes(Handle, 1);
            raw.sqlite3_progress_handler(Handle, StepsBetweenLooks, _ => _cancel.IsCancellationRequested ? 1 : 0, null);
            // Short, because interrupt does not end a wait for a lock: our own loops around it look at their token.
            Execute("PRAGMA busy_timeout=100");
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>The native connection, for interrupt and backup.</summary>
    internal sqlite3 Handle { get; }

    /// <summary>The rowid of the last INSERT.</summary>
    internal long LastId => raw.sqlite3_last_insert_rowid(Handle);

    /// <summary>Rows the last INSERT, UPDATE or DELETE changed.</summary>
    internal int Changes => raw.sqlite3_changes(Handle);

    /// <summary>The schema's number.</summary>
    internal int UserVersion => (int)(Int64("PRAGMA user_version") ?? 0);

    /// <summary>Runs a statement; gives the number of rows it changed.</summary>
    internal int Execute(string sql, params ReadOnlySpan<SqlValue> values)
    {
        Statement statement = Get(sql, out bool own);
        try
        {
            statement.Run(values);
        }
        finally
        {
            if (own) statement.Dispose();
        }

        return Changes;
    }

    /// <summary>Runs a query; the rows are read before anything else is done.</summary>
    internal Rows Query(string sql, params ReadOnlySpan<SqlValue> values)
    {
        Statement statement = Get(sql, out bool own);
        try
        {
            statement.Bind(values);
        }
        catch when (own)
        {
            statement.Dispose();
            throw;
        }

        return new Rows(statement, own);
    }

    /// <summary>The first column of the first row as a number; null: no row, or NULL.</summary>
    internal long? Int64(string sql, params ReadOnlySpan<SqlValue> values)
    {
        using Rows rows = Query(sql, values);
        return rows.Next() ? rows.Int64OrNull(0) : null;
    }

    /// <summary>The first column of the first row as text; null: no row, or NULL.</summary>
    internal string? Text(string sql, params ReadOnlySpan<SqlValue> values)
    {
        using Rows rows = Query(sql, values);
        return rows.Next() ? rows.TextOrNull(0) : null;
    }

    /// <summary>Every row, read by a function.</summary>
    internal List<T> List<T>(string sql, Func<Rows, T> read, params ReadOnlySpan<SqlValue> values)
    {
        var list = new List<T>();
        using Rows rows = Query(sql, values);
        while (rows.Next()) list.Add(read(rows));
        return list;
    }

    /// <summary>A statement for a loop, prepared once: <c>Get(sql).Run(a, b)</c>. Not for queries whose rows are read.</summary>
    internal Statement Get(string sql) => Get(sql, out _);

    /// <summary>Runs a script of statements without parameters.</summary>
    internal void Script(string sql) => SqliteException.ThrowExceptionForRC(raw.sqlite3_exec(Handle, sql), Handle);

    /// <summary>Runs one statement without preparing it for later, and gives SQLite's code instead of an exception.</summary>
    internal int Try(string sql) => raw.sqlite3_exec(Handle, sql);

    /// <summary>
    /// Ends statements when the token is cancelled, until what it gives is disposed: the one that runs by interrupt, one that begins just then by a look now and
    /// then (an interrupt between two statements is forgotten).
    /// </summary>
    internal CancellationTokenRegistration EndsWith(CancellationToken cancel)
    {
        _cancel = cancel;
        // Disposing it waits for a callback that runs, so that no interrupt reaches the next user.
        return cancel.UnsafeRegister(static handle => raw.sqlite3_interrupt((sqlite3)handle!), Handle);
    }

    /// <summary>Statements are no longer ended: for COMMIT.</summary>
    internal void EndsWithNothing() => _cancel = CancellationToken.None;

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (Statement statement in _statements.Values) statement.Dispose();
        _statements.Clear();
        Handle.Dispose();
    }

    private void Forget()
    {
        foreach ((string sql, Statement statement) in _statements.Where(s => !s.Value.Busy).ToArray())
        {
            statement.Dispose();
            _statements.Remove(sql);
        }
    }

    private Statement Get(string sql, out bool own)
    {
        own = false;
        if (_statements.TryGetValue(sql, out Statement? statement))
        {
            if (!statement.Busy) return statement;
            // The same query within itself: a second one, not kept.
            own = true;
            return new Statement(Handle, sql);
        }

        if (_statements.Count >= MaximumKept) Forget();
        statement = new Statement(Handle, sql);
        _statements.Add(sql, statement);
        return statement;
    }
}
