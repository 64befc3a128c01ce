using System.Buffers;
using System.IO.Compression;

namespace Pulp.Engine.Sync.Upstream;

/// <summary>A body on its way from the network: counted, watched for stalls, its fault remembered.</summary>
internal sealed class WatchedStream(Stream body, IdleTimer idle, long limit) : ReadingStream
{
    /// <summary>Bytes so far.</summary>
    internal long Count { get; private set; }

    /// <summary>What the network threw; null: nothing.</summary>
    internal Exception? Fault { get; private set; }

    /// <inheritdoc/>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        int read;
        try
        {
            read = await idle.Watch(body.ReadAsync(buffer, idle.Token)).ConfigureAwait(false);
        }
        catch (Exception e) when (HttpBroken.IsNetwork(e) || e is OperationCanceledException)
        {
            Fault = e;
            throw;
        }

        Count += read;
        // Packed bytes that unpack to nothing have no end: what is unpacked never reaches a limit.
        return Count <= limit ? read : throw new PageTooLongException();
    }
}

/// <summary>
/// Keeps, deflated, what is read through it. The same bytes give the same body however they came: the packer is fed pieces of one size.
/// </summary>
internal sealed class KeepingStream : ReadingStream
{
    private readonly Stream _from;
    private readonly MemoryStream _kept = new();
    private readonly DeflateStream _deflate;
    private readonly byte[] _piece = ArrayPool<byte>.Shared.Rent(PieceSize);
    private int _filled;

    private const int PieceSize = 64 * 1024;

    // Far above any page, packed; a hostile one that does not pack would fill the memory.
    private const int Most = 64 * 1024 * 1024;

    internal KeepingStream(Stream from)
    {
        _from = from;
        _deflate = new DeflateStream(_kept, CompressionLevel.Fastest, leaveOpen: true);
    }

    /// <inheritdoc/>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await _from.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        Keep(buffer.Span[..read]);
        return read;
    }

    /// <summary>All that was read.</summary>
    internal byte[] Finish()
    {
        _deflate.Write(_piece, 0, _filled);
        _filled = 0;
        _deflate.Dispose();
        return _kept.ToArray();
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _deflate.Dispose();
            ArrayPool<byte>.Shared.Return(_piece);
        }

        base.Dispose(disposing);
    }

    private void Keep(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            var part = bytes[..Math.Min(bytes.Length, PieceSize - _filled)];
            part.CopyTo(_piece.AsSpan(_filled));
            bytes = bytes[part.Length..];
            if ((_filled += part.Length) < PieceSize) return;
            _deflate.Write(_piece, 0, PieceSize);
            _filled = 0;
            if (_kept.Length > Most) throw new PageTooLongException();
        }
    }
}

/// <summary>A page has more bytes, packed, than are read.</summary>
internal sealed class PageTooLongException() : IOException("it is larger than any page");

/// <summary>A stream that is read forwards, asynchronously.</summary>
internal abstract class ReadingStream : Stream
{
    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <inheritdoc/>
    public abstract override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default);

    /// <inheritdoc/>
    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("Pages are read asynchronously.");

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
