using System.Buffers;
using System.Text;
using AngleSharp.Dom;
using AngleSharp.Html;
using AngleSharp.Html.Parser;
using AngleSharp.Html.Parser.Tokens.Struct;
using AngleSharp.Text;

namespace Pulp.Python;

/// <summary>
/// Reads HTML from pieces: a window of the text, in which AngleSharp's tokenizer goes on token by token; no tree is built, for tags that are nested wrongly
/// would repeat links in it. A token that reaches the end of the window may be cut, so it is read again when there is twice as much text: so the work stays
/// linear. What lies between tags is passed over before the tokenizer sees it. The window holds one token at most beside a piece.
/// </summary>
/// <typeparam name="T">What the page is read into.</typeparam>
internal abstract class HtmlPageParser<T> : PageParser<T>
    where T : class
{
    private const int FirstWindow = 64 * 1024;

    // Characters of one token; far above any, so that a page of one endless tag does not fill the memory.
    private const int LongestToken = 8 * 1024 * 1024;

    private readonly Encoding _encoding;
    private readonly Decoder _decoder;
    private char[] _window = ArrayPool<char>.Shared.Rent(FirstWindow);
    private int _start;
    private int _end;
    private bool _began;

    // How much text must be there before what was left is tried again.
    private int _enough;

    // While text in which no tags count is read (a script, a style), the name of the element; then nothing before its end is settled.
    private string? _inside;

    // The tag that is read has an attribute twice.
    private bool _repeats;

    /// <param name="encoding">The encoding announced; it throws on bytes that are none of it.</param>
    protected HtmlPageParser(Encoding encoding)
    {
        _encoding = encoding;
        _decoder = encoding.GetDecoder();
    }

    /// <summary>True: the page ended within a tag, a comment, or an element whose content is text: something is missing.</summary>
    protected bool EndsWithinTag { get; private set; }

    /// <summary>True: text between tags matters.</summary>
    protected virtual bool WantsText => false;

    /// <inheritdoc/>
    public override void Dispose()
    {
        ArrayPool<char>.Shared.Return(_window);
        _window = [];
    }

    /// <summary>A start tag, its name in lower case, entities in the values undone.</summary>
    /// <param name="tag">The tag; its texts hold until the next one is read.</param>
    /// <param name="attributes">Its attributes.</param>
    protected abstract void OnStartTag(ref StructHtmlToken tag, HtmlAttributes attributes);

    /// <summary>An end tag, its name in lower case.</summary>
    protected virtual void OnEndTag(ReadOnlySpan<char> name)
    {
    }

    /// <summary>Text between tags; a run of it may come in several pieces.</summary>
    protected virtual void OnText(ReadOnlySpan<char> text)
    {
    }

    /// <inheritdoc/>
    protected sealed override void Take(ReadOnlySpan<byte> bytes, bool last)
    {
        MakeRoom(_encoding.GetMaxCharCount(bytes.Length));
        _end += _decoder.GetChars(bytes, _window.AsSpan(_end), last);
        if (!_began && _end > _start)
        {
            _began = true;
            if (_window[_start] == '\uFEFF')
                _start++;
        }
        if (!last && _end - _start < _enough)
            return;
        ReadTokens(last);
        _enough = 2 * (_end - _start);
        if (_end - _start > LongestToken)
            Fail(PageFault.TooLarge, $"a tag, comment, script or text of the page has more than {LongestToken >> 20} Mi characters");
    }

    private void ReadTokens(bool last)
    {
        ReadOnlyMemory<char> text = _window.AsMemory(_start, _end - _start);
        using var source = new TextSource(new ReadOnlyMemoryTextSource(text));
        using var tokenizer = new HtmlTokenizer(source, (IEntityProviderExtended)HtmlEntityProvider.Resolver)
        {
            DisableElementPositionTracking = true,
            SkipScriptText = true,
            SkipRawText = true,
            SkipRCDataText = true,
            SkipDataText = !WantsText,
        };
        // Text in which no tags count is read again from its start tag on, where the tokenizer learns what ends it.
        _inside = null;
        tokenizer.Error += (_, error) => _repeats |= error.Code == (int)HtmlParseError.AttributeDuplicateOmitted;
        int at = 0, settled = 0;
        while (!HasFailed)
        {
            if (_inside is null)
            {
                bool more = HtmlGap.TrySkip(text.Span, ref at, WantsText);
                settled = at;
                if (!more)
                    break;
                source.Index = at;
            }
            _repeats = false;
            ref StructHtmlToken token = ref tokenizer.GetStructToken();
            int position = Math.Min(tokenizer.Position, text.Length);
            if (token.Type == HtmlTokenType.EndOfFile || (position == text.Length && !last))
                break;
            Handle(ref token, tokenizer, text.Span[at..position]);
            at = position;
        }
        EndsWithinTag = last && (_inside is not null || HtmlGap.IsCut(text.Span[at..]));
        _start = last ? _end : _start + settled;
    }

    private void Handle(ref StructHtmlToken token, HtmlTokenizer tokenizer, ReadOnlySpan<char> source)
    {
        if (_inside is not null)
        {
            if (token.Type == HtmlTokenType.EndTag && token.Name == _inside)
                _inside = null;
            return;
        }
        switch (token.Type)
        {
            case HtmlTokenType.StartTag when StateInside(ref token) is { } state:
                tokenizer.State = state;
                _inside = token.Name.ToString();
                break;
            case HtmlTokenType.StartTag:
                OnStartTag(ref token, new HtmlAttributes(ref token, _repeats ? source : default));
                break;
            case HtmlTokenType.EndTag:
                OnEndTag(token.Name.Memory.Span);
                break;
            case HtmlTokenType.Character when WantsText:
                OnText(token.Data.Memory.Span);
                break;
        }
    }

    // The tokenizer knows tags, not elements: what is inside of these is text, and it has to be told.
    private static HtmlParseMode? StateInside(ref StructHtmlToken token) => token.Name.Memory.Span switch
    {
        "script" => HtmlParseMode.Script,
        "style" or "xmp" or "iframe" or "noembed" or "noframes" => HtmlParseMode.Rawtext,
        "title" or "textarea" => HtmlParseMode.RCData,
        _ => null,
    };

    private void MakeRoom(int count)
    {
        if (_end + count <= _window.Length)
            return;
        int kept = _end - _start;
        if (kept + count <= _window.Length)
        {
            _window.AsSpan(_start, kept).CopyTo(_window);
        }
        else
        {
            char[] larger = ArrayPool<char>.Shared.Rent(Math.Max(_window.Length * 2, kept + count));
            _window.AsSpan(_start, kept).CopyTo(larger);
            ArrayPool<char>.Shared.Return(_window);
            _window = larger;
        }
        (_start, _end) = (0, kept);
    }
}
