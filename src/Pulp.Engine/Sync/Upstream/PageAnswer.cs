namespace Pulp.Engine.Sync.Upstream;

/// <summary>What came of asking for a page (SYNC rule 3). Only <see cref="Found"/> says anything about what upstream holds.</summary>
internal enum PageOutcome
{
    /// <summary>200 and a page that can be believed, or 304.</summary>
    Found,

    /// <summary>404 or 410.</summary>
    NotFound,

    /// <summary>401, 403 or 407.</summary>
    Denied,

    /// <summary>Any other status, or no whole answer.</summary>
    Unreachable,

    /// <summary>200 and something that cannot be believed.</summary>
    Invalid,
}

/// <summary>Which of a project's pages.</summary>
internal enum PageKind
{
    /// <summary>The simple page; with an empty name the root list.</summary>
    Simple = 0,

    /// <summary>The legacy JSON.</summary>
    Legacy = 1,
}

/// <summary>A page as it is kept: its body and what is needed to ask whether it changed and to read it again.</summary>
/// <param name="Url">The address the body came from, after redirects: links resolve against it.</param>
/// <param name="ContentType">The Content-Type as given, for the reader; empty: none.</param>
/// <param name="ETag">The validator, as given; null: none.</param>
/// <param name="LastModified">The other validator, as given; null: none. For a folder the modification time and length of what was read.</param>
/// <param name="Body">The body, unpacked from its transfer encoding and deflated.</param>
internal sealed record KeptPage(string Url, string ContentType, string? ETag, string? LastModified, byte[] Body);

/// <summary>The answer for one page.</summary>
/// <typeparam name="T">What the page is read into.</typeparam>
internal sealed record PageAnswer<T>
    where T : class
{
    /// <summary>What came of it.</summary>
    public required PageOutcome Outcome { get; init; }

    /// <summary>The address asked last, without secrets.</summary>
    public required string Url { get; init; }

    /// <summary>The code of a non-fatal error (page.status, page.invalid …); null when Found.</summary>
    public string? Code { get; init; }

    /// <summary>What happened, for people; null when Found.</summary>
    public string? Description { get; init; }

    /// <summary>The HTTP status answered last; 0: none, or a folder's page.</summary>
    public int Status { get; init; }

    /// <summary>False when no request got any answer (name, refused, TLS, time-out): then the whole index may be unreachable.</summary>
    public bool Answered { get; init; } = true;

    /// <summary>True: 304, the kept page still holds; <see cref="Content"/> and <see cref="Fresh"/> are null then.</summary>
    public bool NotModified { get; init; }

    /// <summary>The page, read; null unless Found and modified.</summary>
    public T? Content { get; init; }

    /// <summary>What is to be kept of it; null unless Found and modified.</summary>
    public KeptPage? Fresh { get; init; }
}
