using AngleSharp.Html.Parser.Tokens.Struct;

namespace Pulp.Python;

/// <summary>The attributes of a tag by name. Of an attribute that is repeated the last counts; the tokenizer gives the first.</summary>
internal readonly ref struct HtmlAttributes
{
    private readonly ref StructHtmlToken _tag;
    private readonly ReadOnlySpan<char> _source;

    public HtmlAttributes(ref StructHtmlToken tag, ReadOnlySpan<char> source)
    {
        _tag = ref tag;
        _source = source;
    }

    /// <summary>The value of an attribute; empty when it has none.</summary>
    /// <returns>False when the tag has no such attribute.</returns>
    public bool TryGet(ReadOnlySpan<char> name, out ReadOnlySpan<char> value)
    {
        for (int i = 0; i < _tag.Attributes.Count; i++)
        {
            MemoryHtmlAttributeToken attribute = _tag.Attributes[i];
            if (attribute.Name.Memory.Span.SequenceEqual(name))
            {
                value = attribute.Value.Memory.Span;
                return true;
            }
        }
        value = default;
        return false;
    }
}
