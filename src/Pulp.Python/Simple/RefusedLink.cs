namespace Pulp.Python;

/// <summary>Why a link of a page is not taken.</summary>
public enum LinkRefusal
{
    /// <summary>The url does not parse, has no host, or is missing.</summary>
    Url,

    /// <summary>The url is neither http nor https.</summary>
    Scheme,

    /// <summary>The url has a backslash, or the name a slash or backslash.</summary>
    Separator,

    /// <summary>The name is empty, <c>.</c> or <c>..</c>.</summary>
    Empty,

    /// <summary>The name has a control character.</summary>
    Control,

    /// <summary>The name has one of <c>&lt; &gt; : " | ? *</c>.</summary>
    Character,

    /// <summary>The name begins or ends with a space, or ends with a dot.</summary>
    Edge,

    /// <summary>The name is a device's on Windows (CON, NUL, COM1 …).</summary>
    Device,

    /// <summary>The name has more than 255 bytes of UTF-8.</summary>
    Length,

    /// <summary>The name is not UTF-8 when its percent-encoding is undone, or is half of a surrogate pair.</summary>
    Undecodable,

    /// <summary>By its name it is no distribution of this project, or has no version.</summary>
    NotADistribution,

    /// <summary>The name is listed before, letter case aside, and no digest differs.</summary>
    Duplicate,

    /// <summary>The name is listed before, letter case aside, with another digest of the same kind.</summary>
    Conflict,
}

/// <summary>A link that a page has and a mirror does not take.</summary>
/// <param name="FileName">The name it would have; empty when it cannot be told.</param>
/// <param name="Url">The url, absolute and without fragment where it can be resolved, else as the page has it.</param>
/// <param name="Reason">Why.</param>
/// <param name="Position">Which link of the page it is, counted from 0 over all links, taken and refused.</param>
public sealed record RefusedLink(string FileName, string Url, LinkRefusal Reason, int Position)
{
    /// <summary>The reason in one word: <c>url</c>, <c>scheme</c>, <c>separator</c>, <c>not-a-distribution</c> …</summary>
    public string Code => Reason == LinkRefusal.NotADistribution ? "not-a-distribution" : Reason.ToString().ToLowerInvariant();

    /// <summary>The reason as a clause for people, about the link ("its name has a control character").</summary>
    public string Description => Reason switch
    {
        LinkRefusal.Url => "its url is missing or cannot be read",
        LinkRefusal.Scheme => "its url is neither http nor https",
        LinkRefusal.Separator => "a slash or backslash in its name, or a backslash in its url, could lead out of the folder",
        LinkRefusal.Empty => "it names no file",
        LinkRefusal.Control => "its name has a control character",
        LinkRefusal.Character => "its name has a character that file systems refuse (< > : \" | ? *)",
        LinkRefusal.Edge => "its name begins or ends with a space, or ends with a dot",
        LinkRefusal.Device => "its name is that of a device on Windows",
        LinkRefusal.Length => "its name is longer than 255 bytes",
        LinkRefusal.Undecodable => "its name is not UTF-8",
        LinkRefusal.NotADistribution => "by its name it is no distribution of this project",
        LinkRefusal.Duplicate => "the page lists this name twice",
        LinkRefusal.Conflict => "the page lists this name twice, with different digests",
        _ => throw new InvalidOperationException($"no text for {Reason}"),
    };

    /// <inheritdoc/>
    public override string ToString() => $"{(FileName.Length > 0 ? FileName : Url)}: {Description}";
}
