namespace Pulp.Python;

/// <summary>Gathers the digests of one file. A default value is ready for use.</summary>
internal struct FileDigestsBuilder
{
    private byte[]? _sha256;
    private List<KeyValuePair<string, string>>? _others;

    // Kinds that were given with a text that is no digest: the first of a name counts, also when it is of no use.
    private List<string>? _spoilt;

    /// <summary>Takes a digest unless its kind was given before (links in HTML: the first of each name).</summary>
    public void AddFirst(ReadOnlySpan<char> kind, ReadOnlySpan<char> hex)
    {
        if (DigestKinds.Find(kind) is not { } known || Has(known))
            return;
        if (DigestKinds.IsDigest(known, hex))
            Add(known, hex);
        else
            (_spoilt ??= []).Add(known);
    }

    /// <summary>Takes a digest in place of an earlier one of its kind (objects in JSON: the last of a name counts).</summary>
    public void AddLast(ReadOnlySpan<char> kind, ReadOnlySpan<char> hex)
    {
        if (DigestKinds.Find(kind) is not { } known)
            return;
        if (known == "sha256")
            _sha256 = null;
        else if (IndexOf(known) is >= 0 and int at)
            _others!.RemoveAt(at);
        if (DigestKinds.IsDigest(known, hex))
            Add(known, hex);
    }

    public readonly FileDigests Build()
    {
        _others?.Sort(static (left, right) => string.CompareOrdinal(left.Key, right.Key));
        return new FileDigests(_sha256, _others?.ToArray());
    }

    private void Add(string known, ReadOnlySpan<char> hex)
    {
        if (known == "sha256")
            _sha256 = Convert.FromHexString(hex);
        else
            (_others ??= []).Add(KeyValuePair.Create(known, hex.ToString().ToLowerInvariant()));
    }

    private readonly bool Has(string known) =>
        (known == "sha256" ? _sha256 is not null : IndexOf(known) >= 0) || _spoilt?.Contains(known) == true;

    private readonly int IndexOf(string known)
    {
        for (int i = 0; i < (_others?.Count ?? 0); i++)
            if (_others![i].Key == known)
                return i;
        return -1;
    }
}
