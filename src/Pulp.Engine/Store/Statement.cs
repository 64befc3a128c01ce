using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Pulp.Engine.Store;

/// <summary>
/// A prepared statement with positional parameters (?1, ?2 …), straight on SQLitePCL.raw: the provider's commands look parameters up by name and cost
/// several times as much a row. It belongs to its connection and its thread.
/// </summary>
internal sealed class Statement : IDisposable
{
    private const int RowReady = raw.SQLITE_ROW;
    private const int StackText = 512;
    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _statement;

    internal Statement(sqlite3 database, string sql)
    {
        _database = database;
        int code = raw.sqlite3_prepare_v3(database, sql, raw.SQLITE_PREPARE_PERSISTENT, out _statement);
        SqliteException.ThrowExceptionForRC(code, database);
    }

    /// <summary>True while a query reads its rows: the cache must not hand it out again.</summary>
    internal bool Busy { get; set; }

    /// <summary>Runs it to its end; rows it yields are dropped.</summary>
    internal void Run(params ReadOnlySpan<SqlValue> values)
    {
        Bind(values);
        try
        {
            while (Step())
            {
            }
        }
        finally
        {
            Reset();
        }
    }

    /// <summary>Binds all parameters, in their order; those not given are null.</summary>
    internal void Bind(ReadOnlySpan<SqlValue> values)
    {
        for (int i = 0; i < values.Length; i++)
        {
            ref readonly SqlValue value = ref values[i];
            int code = value.Kind switch
            {
                SqlValue.SqlKind.Integer => raw.sqlite3_bind_int64(_statement, i + 1, value.Number),
                SqlValue.SqlKind.Text => BindText(i + 1, (string)value.Reference!),
                SqlValue.SqlKind.Blob => BindBlob(i + 1, (byte[])value.Reference!),
                _ => raw.sqlite3_bind_null(_statement, i + 1),
            };
            SqliteException.ThrowExceptionForRC(code, _database);
        }
    }

    /// <summary>Goes to the next row; false at the end.</summary>
    internal bool Step()
    {
        int code = raw.sqlite3_step(_statement);
        if (code == RowReady) return true;
        if (code == raw.SQLITE_DONE) return false;
        // The reset gives the full code; the exception takes its text from the connection.
        raw.sqlite3_reset(_statement);
        SqliteException.ThrowExceptionForRC(raw.sqlite3_extended_errcode(_database), _database);
        return false;
    }

    /// <summary>Ends a run, so that it holds no lock and no snapshot.</summary>
    internal void Reset() => raw.sqlite3_reset(_statement);

    internal bool IsNull(int column) => raw.sqlite3_column_type(_statement, column) == raw.SQLITE_NULL;

    internal long Int64(int column) => raw.sqlite3_column_int64(_statement, column);

    /// <summary>The text, zeros within included.</summary>
    internal string Text(int column) => Encoding.UTF8.GetString(raw.sqlite3_column_blob(_statement, column));

    /// <summary>The bytes in SQLite's memory, good until the next step.</summary>
    internal ReadOnlySpan<byte> Bytes(int column) => raw.sqlite3_column_blob(_statement, column);

    /// <inheritdoc/>
    public void Dispose() => _statement.Dispose();

    private int BindText(int index, string text)
    {
        // An empty span would be a null pointer, which SQLite takes for NULL; a string is cut at a zero.
        if (text.Length == 0) return raw.sqlite3_bind_text(_statement, index, text);
        if (text.Length > StackText) return raw.sqlite3_bind_text(_statement, index, Encoding.UTF8.GetBytes(text));
        Span<byte> buffer = stackalloc byte[StackText * 3];
        return raw.sqlite3_bind_text(_statement, index, buffer[..Encoding.UTF8.GetBytes(text, buffer)]);
    }

    private int BindBlob(int index, byte[] bytes) =>
        bytes.Length == 0 ? raw.sqlite3_bind_zeroblob(_statement, index, 0) : raw.sqlite3_bind_blob(_statement, index, bytes);
}
