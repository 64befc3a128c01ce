namespace Pulp.Python;

/// <summary>The local part of a version: normalised text, and its order.</summary>
internal static class LocalVersion
{
    /// <summary>Lower case, dots between the parts, no leading zeros in numbers. The text must be a local part already.</summary>
    public static string Normalize(ReadOnlySpan<char> text)
    {
        Span<char> target = text.Length <= 128 ? stackalloc char[128] : new char[text.Length];
        int length = 0;
        for (int start = 0; start < text.Length;)
        {
            int end = start;
            bool number = true;
            while (end < text.Length && !ProjectName.IsSeparator(text[end])) number &= PythonText.IsDigit(text[end++]);
            if (number)
            {
                while (start < end - 1 && text[start] == '0') start++;
            }

            if (length > 0) target[length++] = '.';
            for (; start < end; start++) target[length++] = text[start] is >= 'A' and <= 'Z' ? (char)(text[start] | 0x20) : text[start];
            start = end + 1;
        }

        return target[..length].ToString();
    }

    /// <summary>Compares two normalised local parts: none comes first, then part by part, words before numbers, the longer after its beginning.</summary>
    public static int Compare(string? left, string? right)
    {
        if (left is null || right is null) return left is null ? (right is null ? 0 : -1) : 1;
        ReadOnlySpan<char> a = left, b = right;
        while (true)
        {
            ReadOnlySpan<char> x = TakePart(ref a), y = TakePart(ref b);
            if (x.IsEmpty || y.IsEmpty) return x.IsEmpty ? (y.IsEmpty ? 0 : -1) : 1;
            int order = ComparePart(x, y);
            if (order != 0) return order;
        }
    }

    /// <summary>Appends a form whose bytes sort as the local parts do.</summary>
    public static void AppendTo(ref SortKeyWriter key, string? local)
    {
        ReadOnlySpan<char> rest = local;
        for (ReadOnlySpan<char> part = TakePart(ref rest); !part.IsEmpty; part = TakePart(ref rest))
        {
            if (IsNumber(part))
            {
                key.Add(2);
                VersionNumber.Read(part).AppendTo(ref key);
            }
            else
            {
                key.Add(1);
                key.AddAscii(part);
                key.Add(0);
            }
        }

        key.Add(0);
    }

    private static int ComparePart(ReadOnlySpan<char> x, ReadOnlySpan<char> y)
    {
        bool number = IsNumber(x);
        if (number != IsNumber(y)) return number ? 1 : -1;
        if (number && x.Length != y.Length) return x.Length.CompareTo(y.Length);
        return x.SequenceCompareTo(y);
    }

    private static bool IsNumber(ReadOnlySpan<char> part) => !part.ContainsAnyExceptInRange('0', '9');

    private static ReadOnlySpan<char> TakePart(ref ReadOnlySpan<char> rest)
    {
        int length = rest.IndexOf('.');
        ReadOnlySpan<char> part = length < 0 ? rest : rest[..length];
        rest = length < 0 ? default : rest[(length + 1)..];
        return part;
    }
}
