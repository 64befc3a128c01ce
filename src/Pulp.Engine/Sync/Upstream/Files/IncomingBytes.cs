using System.Globalization;
using Pulp.Engine.Store;

namespace Pulp.Engine.Sync.Upstream;

/// <summary>Bytes of a file on their way to its incoming file, checked as they come (SYNC rule 7): size, sha256, or other digests where there is none.</summary>
internal sealed class IncomingBytes(FileRequest request, IncomingFile target, Action<int>? arrived) : IDisposable
{
    private readonly OtherDigests _others = new(request);

    /// <summary>How many are there.</summary>
    internal long Length => target.Length;

    /// <summary>The code and reason of the fault that makes more bytes useless; null: none yet.</summary>
    internal (string Code, string What)? Fault { get; private set; }

    /// <summary>True: what is there can be gone on with, when the rest comes without a validator.</summary>
    internal bool HasSha256 => request.Sha256 is not null;

    /// <summary>Takes a piece. False: stop, <see cref="Fault"/> says why.</summary>
    internal bool Take(ReadOnlySpan<byte> piece)
    {
        if (request.Size is { } size && target.Length + piece.Length > size)
        {
            Fault = ("file.size", string.Create(CultureInfo.InvariantCulture, $"is larger than the {size} bytes its page says"));
            return false;
        }

        try
        {
            target.Append(piece);
        }
        catch (IOException e) when (StoreErrors.IsFull(e))
        {
            Fault = ("store.full", "could not be stored: the disk is full");
            return false;
        }

        _others.Append(piece);
        arrived?.Invoke(piece.Length);
        return true;
    }

    /// <summary>Starts again from nothing.</summary>
    internal void Restart()
    {
        Fault = null;
        if (target.Length == 0) return;
        target.Restart();
        _others.Restart();
    }

    /// <summary>Judges a whole answer's announced length before any of it is read. False: it cannot be the file.</summary>
    internal bool Announce(long? length)
    {
        if (length is null || request.Size is not { } size || length == size) return true;
        Fault = OtherSize(length.Value, size);
        return false;
    }

    /// <summary>After the last byte: the digest when all is right; null: <see cref="Fault"/> says what is not.</summary>
    internal byte[]? Complete()
    {
        if (request.Size is { } size && target.Length != size)
        {
            Fault = OtherSize(target.Length, size);
            return null;
        }

        var sha256 = target.GetSha256();
        if (request.Sha256 is { } expected)
        {
            if (sha256.AsSpan().SequenceEqual(expected)) return sha256;
            Fault = ("file.digest", $"has the sha256 {Convert.ToHexStringLower(sha256)}, its page says {Convert.ToHexStringLower(expected)}");
            return null;
        }

        if (_others.FindFault() is not { } differs) return sha256;
        Fault = ("file.digest", differs);
        return null;
    }

    /// <inheritdoc/>
    public void Dispose() => _others.Dispose();

    private static (string Code, string What) OtherSize(long length, long size) =>
        ("file.size", string.Create(CultureInfo.InvariantCulture, $"has {length} bytes, its page says {size}"));
}
