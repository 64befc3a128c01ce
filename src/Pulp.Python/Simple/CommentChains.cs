namespace Pulp.Python;

/// <summary>
/// Breaks chains of <c>--!</c> before the tokenizer sees them: inside a comment it calls itself once for each link of such a chain, so that a page of a
/// few hundred kilobytes would exhaust the stack and end the process. No name or url has such a chain; what is changed lies in a comment.
/// </summary>
internal struct CommentChains
{
    private const int MostLinks = 16;
    private int _links;
    private int _inLink;

    /// <summary>Looks through the next characters, and changes every sixteenth link of a chain so that the chain ends there.</summary>
    internal void Break(Span<char> next)
    {
        int i = 0;
        while (i < next.Length)
        {
            if (_inLink == 0 && _links == 0)
            {
                int dash = next[i..].IndexOf('-');
                if (dash < 0) return;
                i += dash;
            }
            char expected = _inLink < 2 ? '-' : '!';
            if (next[i] != expected)
            {
                // A third dash is as good as the second: the tokenizer stays where it is.
                if (_inLink == 2 && next[i] == '-')
                {
                    i++;
                    continue;
                }
                (_links, _inLink) = (0, 0);
                if (next[i] != '-') i++;
                continue;
            }
            if (++_inLink == 3)
            {
                _inLink = 0;
                if (++_links == MostLinks)
                {
                    next[i] = '.';
                    _links = 0;
                }
            }
            i++;
        }
    }
}
