using System.Buffers;

namespace Pulp.Python;

/// <summary>Pulls a page out of a stream and through its parser, never more than the limit.</summary>
internal static class PageStream
{
    private const int PieceSize = 64 * 1024;

    public static PageReading<T> Read<T>(Stream stream, long limit, Func<byte, PageParser<T>?> open)
        where T : class
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(PieceSize);
        PageParser<T>? parser = null;
        try
        {
            long total = 0;
            for (int read; (read = stream.Read(buffer)) > 0;)
            {
                total += read;
                if (total > limit)
                    return TooLarge<T>(limit);
                parser ??= open(FirstOf(buffer.AsSpan(0, read)));
                if (parser is null)
                    return PageReading<T>.Failed(new PageError(PageFault.Unreadable, "the page is in a character encoding that is not known"));
                parser.Write(buffer.AsSpan(0, read), last: false);
                if (parser.HasFailed)
                    break;
            }
            return Complete(parser);
        }
        finally
        {
            parser?.Dispose();
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    public static async ValueTask<PageReading<T>> ReadAsync<T>(Stream stream, long limit, Func<byte, PageParser<T>?> open, CancellationToken cancel)
        where T : class
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(PieceSize);
        PageParser<T>? parser = null;
        try
        {
            long total = 0;
            for (int read; (read = await stream.ReadAsync(buffer, cancel).ConfigureAwait(false)) > 0;)
            {
                total += read;
                if (total > limit)
                    return TooLarge<T>(limit);
                parser ??= open(FirstOf(buffer.AsSpan(0, read)));
                if (parser is null)
                    return PageReading<T>.Failed(new PageError(PageFault.Unreadable, "the page is in a character encoding that is not known"));
                parser.Write(buffer.AsSpan(0, read), last: false);
                if (parser.HasFailed)
                    break;
            }
            return Complete(parser);
        }
        finally
        {
            parser?.Dispose();
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static PageReading<T> Complete<T>(PageParser<T>? parser)
        where T : class
    {
        if (parser is null)
            return PageReading<T>.Failed(new PageError(PageFault.Unreadable, "the page is empty"));
        parser.Write([], last: true);
        return parser.Complete();
    }

    private static PageReading<T> TooLarge<T>(long limit)
        where T : class =>
        PageReading<T>.Failed(new PageError(PageFault.TooLarge, $"the page is larger than {limit / (1024.0 * 1024.0):0.#} MiB"));

    // What decides between JSON and HTML where no type does: the first byte that is neither white space nor of a byte-order mark.
    private static byte FirstOf(ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith("\uFEFF"u8))
            bytes = bytes[3..];
        bytes = bytes.TrimStart(" \t\r\n"u8);
        return bytes.IsEmpty ? (byte)' ' : bytes[0];
    }
}
