namespace Pulp.Python;

/// <summary>Why a page of an index could not be read.</summary>
public enum PageFault
{
    /// <summary>Empty, cut, not in the character encoding announced (UTF-8 without one), not JSON, or without what such a page must have.</summary>
    Unreadable,

    /// <summary>The page says that it is of a major version above 1 (PEP 629): what it means is not known.</summary>
    UnsupportedVersion,

    /// <summary>More bytes than the caller allows.</summary>
    TooLarge,
}

/// <summary>Why a page could not be read, for code and for people.</summary>
/// <param name="Fault">The kind of fault.</param>
/// <param name="Description">What is wrong, as a clause without a full stop ("the page is empty").</param>
public sealed record PageError(PageFault Fault, string Description)
{
    /// <summary>A stable text: <c>unreadable</c>, <c>unsupported-repository-version</c>, <c>too-large</c>.</summary>
    public string Code => Fault switch
    {
        PageFault.UnsupportedVersion => "unsupported-repository-version",
        PageFault.TooLarge => "too-large",
        _ => "unreadable",
    };

    /// <inheritdoc/>
    public override string ToString() => Description;
}

/// <summary>What came of reading a page: the page, or why there is none. Exactly one of both is set.</summary>
/// <typeparam name="T">What the page is read into.</typeparam>
public sealed class PageReading<T>
    where T : class
{
    private PageReading(T? page, PageError? error)
    {
        Page = page;
        Error = error;
    }

    /// <summary>The page; null when it could not be read.</summary>
    public T? Page { get; }

    /// <summary>Why it could not be read; null when it could.</summary>
    public PageError? Error { get; }

    internal static PageReading<T> Of(T page) => new(page, error: null);

    internal static PageReading<T> Failed(PageError error) => new(page: null, error);
}
