using System.Text;

namespace Pulp.Python;

/// <summary>What a Content-Type says of a page: JSON or HTML, and in which character encoding.</summary>
internal readonly record struct PageFormat
{
    private const string JsonType = "application/vnd.pypi.simple.v1+json";
    private const string HtmlType = "application/vnd.pypi.simple.v1+html";

    /// <summary>True: JSON; false: HTML; null: the type says neither, the first character decides.</summary>
    public bool? IsJson { get; private init; }

    /// <summary>The encoding announced, which throws on bytes that are none of it; null when one is announced that is not known.</summary>
    public Encoding? Encoding { get; private init; }

    /// <summary>The encoding as announced; empty: none.</summary>
    public string Charset { get; private init; }

    public static PageFormat Read(string? contentType)
    {
        ReadOnlySpan<char> rest = contentType;
        int semicolon = rest.IndexOf(';');
        ReadOnlySpan<char> type = (semicolon < 0 ? rest : rest[..semicolon]).Trim();
        string charset = semicolon < 0 ? "" : FindCharset(rest[(semicolon + 1)..]);
        return new PageFormat { IsJson = Judge(type), Charset = charset, Encoding = Find(charset) };
    }

    private static bool? Judge(ReadOnlySpan<char> type)
    {
        if (type.Equals(JsonType, StringComparison.OrdinalIgnoreCase) || type.Equals("application/json", StringComparison.OrdinalIgnoreCase))
            return true;
        return type.Equals(HtmlType, StringComparison.OrdinalIgnoreCase) || type.Equals("text/html", StringComparison.OrdinalIgnoreCase)
            || type.Equals("application/xhtml+xml", StringComparison.OrdinalIgnoreCase)
            ? false
            : null;
    }

    private static string FindCharset(ReadOnlySpan<char> parameters)
    {
        foreach (Range range in parameters.Split(';'))
        {
            ReadOnlySpan<char> parameter = parameters[range].Trim();
            int equal = parameter.IndexOf('=');
            if (equal > 0 && parameter[..equal].Trim().Equals("charset", StringComparison.OrdinalIgnoreCase))
                return parameter[(equal + 1)..].Trim(" \t\"'").ToString();
        }
        return "";
    }

    private static Encoding? Find(string charset)
    {
        if (charset.Length == 0 || charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase) || charset.Equals("utf8", StringComparison.OrdinalIgnoreCase))
            return new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
        // UTF-7 can hide any character from a check of the bytes; no index sends it.
        if (charset.Equals("utf-7", StringComparison.OrdinalIgnoreCase))
            return null;
        try
        {
            return CodePagesEncodingProvider.Instance.GetEncoding(charset, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)
                ?? Encoding.GetEncoding(charset, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback);
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }
}
