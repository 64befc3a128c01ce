namespace Pulp.Engine.Store;

/// <summary>The rows of a query, while they are read. Dispose it at once after: until then it pins the write-ahead log.</summary>
internal readonly ref struct Rows
{
    private readonly Statement _statement;
    private readonly bool _own;

    internal Rows(Statement statement, bool own)
    {
        _statement = statement;
        _own = own;
        statement.Busy = true;
    }

    /// <summary>Goes to the next row; false at the end.</summary>
    public bool Next() => _statement.Step();

    public bool IsNull(int column) => _statement.IsNull(column);

    public long Int64(int column) => _statement.Int64(column);

    public int Int32(int column) => (int)_statement.Int64(column);

    public bool Bool(int column) => _statement.Int64(column) != 0;

    public string Text(int column) => _statement.Text(column);

    /// <summary>A copy of the bytes.</summary>
    public byte[] Blob(int column) => _statement.Bytes(column).ToArray();

    /// <summary>The bytes in SQLite's memory, good until the next row.</summary>
    public ReadOnlySpan<byte> Bytes(int column) => _statement.Bytes(column);

    public Guid Guid(int column) => System.Guid.Parse(_statement.Text(column));

    public DateTimeOffset Time(int column) => StoreTime.To(_statement.Int64(column));

    public long? Int64OrNull(int column) => IsNull(column) ? null : Int64(column);

    public int? Int32OrNull(int column) => IsNull(column) ? null : Int32(column);

    public string? TextOrNull(int column) => IsNull(column) ? null : Text(column);

    public byte[]? BlobOrNull(int column) => IsNull(column) ? null : Blob(column);

    public Guid? GuidOrNull(int column) => IsNull(column) ? null : Guid(column);

    public DateTimeOffset? TimeOrNull(int column) => IsNull(column) ? null : Time(column);

    public void Dispose()
    {
        if (_own)
        {
            _statement.Dispose();
            return;
        }

        _statement.Reset();
        _statement.Busy = false;
    }
}
