using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Pulp.Python;

/// <summary>
/// Reads JSON from pieces: a window of the text, in which the reader goes on step by step. A step that needs more than the window holds is taken again
/// when there is more. The window holds one step's text at most, and grows by doubling, so that the work stays linear.
/// </summary>
/// <typeparam name="T">What the page is read into.</typeparam>
internal abstract class JsonPageParser<T> : PageParser<T>
    where T : class
{
    // No page nests deeper than ten; the bound keeps a hostile one from deep recursion in whatever reads after us.
    private const int DeepestNesting = 256;
    private const int FirstWindow = 64 * 1024;

    // Bytes of one step; far above any, so that a page of one endless value does not fill the memory.
    private const int LongestStep = 16 * 1024 * 1024;

    private readonly Utf8Watch _watch = new();
    private readonly Decoder? _decoder;
    private byte[] _window = ArrayPool<byte>.Shared.Rent(FirstWindow);
    private int _start;
    private int _end;
    private int _enough;
    private bool _began;
    private JsonReaderState _state = new(new JsonReaderOptions { MaxDepth = DeepestNesting });

    /// <param name="encoding">The encoding announced; UTF-8 is read as it is.</param>
    protected JsonPageParser(Encoding encoding)
    {
        if (encoding is not UTF8Encoding)
            _decoder = encoding.GetDecoder();
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_window);
        _window = [];
    }

    /// <summary>Takes one step: a token, or a value with all that is in it.</summary>
    /// <returns>False: the window ends before the step does, or the text is at its end. The reader is then put back.</returns>
    protected abstract bool Step(ref Utf8JsonReader reader);

    /// <inheritdoc/>
    protected sealed override void Take(ReadOnlySpan<byte> bytes, bool last)
    {
        if (_decoder is null)
            TakeUtf8(bytes, last);
        else
            Transcode(bytes, last);
    }

    private void Transcode(ReadOnlySpan<byte> bytes, bool last)
    {
        char[] chars = ArrayPool<char>.Shared.Rent(_decoder!.GetCharCount(bytes, last) + 1);
        try
        {
            int count = _decoder.GetChars(bytes, chars, last);
            // A surrogate pair is never cut: a decoder keeps the half until the other comes.
            TakeUtf8(Encoding.UTF8.GetBytes(chars, 0, count), last);
        }
        finally
        {
            ArrayPool<char>.Shared.Return(chars);
        }
    }

    private void TakeUtf8(ReadOnlySpan<byte> bytes, bool last)
    {
        if (!_watch.Take(bytes, last))
        {
            Fail(PageFault.Unreadable, "the page is not UTF-8");
            return;
        }
        Append(bytes);
        if (!SkipMark(last) || (_end - _start < _enough && !last))
            return;
        try
        {
            var reader = new Utf8JsonReader(_window.AsSpan(_start, _end - _start), last, _state);
            Utf8JsonReader before = reader;
            while (!HasFailed && Step(ref reader))
                before = reader;
            // A step that is longer than the window (a text, white space) is tried again when that holds twice as much: else its bytes would be read for each piece.
            _enough = before.BytesConsumed == 0 ? 2 * (_end - _start) : 0;
            _start += (int)before.BytesConsumed;
            _state = before.CurrentState;
            if (!last && _end - _start > LongestStep)
                Fail(PageFault.TooLarge, $"a value of the page has more than {LongestStep >> 20} MiB");
        }
        catch (JsonException e)
        {
            // "Depth" alone is in the message about a page that is cut as well.
            bool deep = e.Message.Contains("maximum configured depth", StringComparison.Ordinal);
            Fail(PageFault.Unreadable, deep
                ? $"the page's JSON is nested more than {DeepestNesting} deep"
                : $"the page is not JSON (line {(e.LineNumber ?? 0) + 1}, byte {(e.BytePositionInLine ?? 0) + 1})");
        }
    }

    private void Append(ReadOnlySpan<byte> bytes)
    {
        if (_end + bytes.Length > _window.Length)
        {
            int kept = _end - _start;
            if (kept + bytes.Length <= _window.Length)
            {
                _window.AsSpan(_start, kept).CopyTo(_window);
            }
            else
            {
                byte[] larger = ArrayPool<byte>.Shared.Rent(Math.Max(_window.Length * 2, kept + bytes.Length));
                _window.AsSpan(_start, kept).CopyTo(larger);
                ArrayPool<byte>.Shared.Return(_window);
                _window = larger;
            }
            (_start, _end) = (0, kept);
        }
        bytes.CopyTo(_window.AsSpan(_end));
        _end += bytes.Length;
    }

    // A byte-order mark is no JSON, but there are indexes that send one.
    private bool SkipMark(bool last)
    {
        if (_began)
            return true;
        ReadOnlySpan<byte> window = _window.AsSpan(_start, _end - _start);
        ReadOnlySpan<byte> mark = "\uFEFF"u8;
        if (!last && window.Length < mark.Length)
            return false;
        if (window.StartsWith(mark))
            _start += mark.Length;
        return _began = true;
    }
}
