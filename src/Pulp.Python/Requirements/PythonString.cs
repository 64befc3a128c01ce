using System.Globalization;
using System.Text;

namespace Pulp.Python;

/// <summary>A quoted string in a marker: Python's own string literal, with its escapes.</summary>
internal static class PythonString
{
    /// <summary>The value of what stands between the quotes; null when Python would not take it.</summary>
    public static string? Decode(ReadOnlySpan<char> body)
    {
        if (body.IndexOfAny("\\\r\n\0") < 0 && !body.ContainsAnyInRange('\ud800', '\udfff')) return body.ToString();
        var value = new StringBuilder(body.Length);
        for (int i = 0; i < body.Length;)
        {
            char c = body[i];
            if (c == '\\')
            {
                int length = Escape(body[i..], value);
                if (length == 0) return null;
                i += length;
            }
            else if (c is '\r' or '\n' or '\0' || Rune.DecodeFromUtf16(body[i..], out Rune rune, out int taken) != System.Buffers.OperationStatus.Done)
            {
                return null;
            }
            else
            {
                value.Append(body.Slice(i, taken));
                i += taken;
            }
        }

        return value.ToString();
    }

    /// <summary>What stands between double quotes for a value, whatever is in it.</summary>
    public static string Encode(string value)
    {
        var body = new StringBuilder(value.Length + 8);
        for (int i = 0; i < value.Length; i++)
        {
            char c = value[i];
            _ = c switch
            {
                '\\' => body.Append("\\\\"),
                '"' or < ' ' => body.Append(CultureInfo.InvariantCulture, $"\\x{(int)c:x2}"),
                _ when char.IsSurrogatePair(value, i) => body.Append(value, i++, 2),
                _ when char.IsSurrogate(c) => body.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
                _ => body.Append(c),
            };
        }

        return body.ToString();
    }

    /// <summary>Appends what an escape stands for; answers its length, 0 when it is malformed.</summary>
    private static int Escape(ReadOnlySpan<char> text, StringBuilder value)
    {
        if (text.Length < 2) return 0;
        char c = text[1];
        switch (c)
        {
            case '\r': return text.Length > 2 && text[2] == '\n' ? 3 : 2;
            case '\n': return 2;
            case 'x': return Hexadecimal(text, 2, value);
            case 'u': return Hexadecimal(text, 4, value);
            case 'U': return Hexadecimal(text, 8, value);
            case >= '0' and <= '7': return Octal(text, value);

            // A character by its Unicode name: nobody has been seen to do it, and the names are a large table.
            case 'N' or '\0': return 0;
        }

        int simple = "\\'\"abfnrtv".IndexOf(c, StringComparison.Ordinal);
        if (simple >= 0) value.Append("\\'\"\a\b\f\n\r\t\v"[simple]);
        else if (!char.IsSurrogate(c)) value.Append('\\').Append(c);
        else value.Append('\\');
        return simple < 0 && char.IsSurrogate(c) ? 1 : 2;
    }

    private static int Octal(ReadOnlySpan<char> text, StringBuilder value)
    {
        int code = 0, length = 1;
        while (length < 4 && length < text.Length && text[length] is >= '0' and <= '7') code = (code * 8) + (text[length++] - '0');
        value.Append((char)code);
        return length;
    }

    private static int Hexadecimal(ReadOnlySpan<char> text, int digits, StringBuilder value)
    {
        if (text.Length < 2 + digits) return 0;
        ReadOnlySpan<char> number = text.Slice(2, digits);
        if (!uint.TryParse(number, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out uint code) || code > 0x10FFFF) return 0;
        if (code < 0x10000) value.Append((char)code);
        else value.Append(char.ConvertFromUtf32((int)code));
        return 2 + digits;
    }
}
