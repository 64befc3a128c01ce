using AngleSharp.Html.Parser.Tokens.Struct;

namespace Pulp.Python;

/// <summary>The attributes of a tag by name. Of one that is repeated the last counts.</summary>
internal readonly ref struct HtmlAttributes
{
    private readonly ref StructHtmlToken _tag;
    private readonly ReadOnlySpan<char> _source;

    /// <param name="tag">The tag.</param>
    /// <param name="source">The tag as it stands in the page, when it has an attribute twice; else empty.</param>
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
            if (!attribute.Name.Memory.Span.SequenceEqual(name))
                continue;
            value = _source.IsEmpty ? attribute.Value.Memory.Span : RepeatedAttributes.FindLast(_source, name);
            return true;
        }
        value = default;
        return false;
    }
}
