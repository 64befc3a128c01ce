using System.Runtime.ExceptionServices;

namespace Pulp.Python;

/// <summary>Ends the reading of an archive with a fault.</summary>
internal sealed class ArchiveFaultException(ArchiveFault fault) : Exception(fault.ToString())
{
    internal ArchiveFault Fault { get; } = fault;
}

/// <summary>Runs the reading of an archive: what the libraries throw for its content becomes a fault, what its stream throws passes through.</summary>
internal static class ArchiveGuard
{
    public static ArchiveReading<T> Run<T>(Stream stream, Func<Stream, T> read, CancellationToken cancel)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(stream);
        if (!stream.CanSeek)
            throw new ArgumentException("An archive is read from a stream that can seek.", nameof(stream));
        using var guarded = new GuardedStream(stream, cancel);
        try
        {
            return ArchiveReading<T>.Of(read(guarded));
        }
        catch (ArchiveFaultException e)
        {
            return ArchiveReading<T>.Failed(e.Fault);
        }
        catch (Exception) when (guarded.Fault is not null)
        {
            ExceptionDispatchInfo.Throw(guarded.Fault);
            throw;
        }
        catch (Exception e) when (IsOfContent(e))
        {
            return ArchiveReading<T>.Failed(new ArchiveFault(ArchiveFaultKind.Unreadable, "is damaged or cut"));
        }
    }

    public static ArchiveFaultException Damaged(string what, string? entry = null, string? expected = null) => new(new ArchiveFault(ArchiveFaultKind.Unreadable, what, entry, expected));

    public static ArchiveFaultException Limit(string what, string? entry = null) => new(new ArchiveFault(ArchiveFaultKind.Limit, what, entry));

    // Whatever unpacking and taking tars apart throw for bytes that are not what they should be.
    private static bool IsOfContent(Exception e) => e is IOException or InvalidDataException or NotSupportedException or FormatException or OverflowException
        or ArgumentException or InvalidOperationException;
}

/// <summary>The caller's stream, from its beginning; never closed; what it throws is remembered.</summary>
internal sealed class GuardedStream : Stream
{
    private readonly Stream _stream;
    private readonly CancellationToken _cancel;

    internal GuardedStream(Stream stream, CancellationToken cancel)
    {
        _stream = stream;
        _cancel = cancel;
        stream.Position = 0;
    }

    internal Exception? Fault { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => _stream.Length;

    public override long Position
    {
        get => _stream.Position;
        set => _stream.Position = value;
    }

    public override int Read(Span<byte> buffer)
    {
        try
        {
            _cancel.ThrowIfCancellationRequested();
            return _stream.Read(buffer);
        }
        catch (Exception e)
        {
            Fault = e;
            throw;
        }
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override long Seek(long offset, SeekOrigin origin) => _stream.Seek(offset, origin);

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}

/// <summary>A stream that is read forwards only.</summary>
internal abstract class ForwardStream : Stream
{
    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public abstract override int Read(Span<byte> buffer);

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
