namespace Pulp.Engine.Store;

/// <summary>A value for a parameter of a statement. Made by conversion, without a box.</summary>
internal readonly struct SqlValue
{
    private SqlValue(SqlKind kind, long number, object? reference)
    {
        Kind = kind;
        Number = number;
        Reference = reference;
    }

    internal enum SqlKind : byte
    {
        Null,
        Integer,
        Text,
        Blob,
    }

    /// <summary>What it is.</summary>
    internal SqlKind Kind { get; }

    /// <summary>The value of an integer.</summary>
    internal long Number { get; }

    /// <summary>The string or the bytes.</summary>
    internal object? Reference { get; }

    public static implicit operator SqlValue(long value) => new(SqlKind.Integer, value, null);

    public static implicit operator SqlValue(int value) => new(SqlKind.Integer, value, null);

    public static implicit operator SqlValue(bool value) => new(SqlKind.Integer, value ? 1 : 0, null);

    public static implicit operator SqlValue(long? value) => value is { } v ? v : default(SqlValue);

    public static implicit operator SqlValue(int? value) => value is { } v ? v : default(SqlValue);

    public static implicit operator SqlValue(string? value) => value is null ? default : new(SqlKind.Text, 0, value);

    public static implicit operator SqlValue(byte[]? value) => value is null ? default : new(SqlKind.Blob, 0, value);

    /// <summary>As text of 36 characters, the form ids are stored in.</summary>
    public static implicit operator SqlValue(Guid value) => new(SqlKind.Text, 0, value.ToString());

    public static implicit operator SqlValue(Guid? value) => value is { } v ? v : default(SqlValue);

    /// <summary>As microseconds (<see cref="StoreTime"/>).</summary>
    public static implicit operator SqlValue(DateTimeOffset value) => StoreTime.From(value);

    public static implicit operator SqlValue(DateTimeOffset? value) => value is { } v ? v : default(SqlValue);
}
