using System.Text;

namespace Pulp.Python;

/// <summary>
/// Reads one page from pieces of its bytes, as they come. A fault ends it: what follows is ignored, and <see cref="Complete"/> tells it. Memory is that of
/// the entries, and of one token of the page.
/// </summary>
/// <typeparam name="T">What the page is read into.</typeparam>
internal abstract class PageParser<T> : IDisposable
    where T : class
{
    private PageError? _error;

    /// <summary>True: a fault was found, more bytes change nothing.</summary>
    public bool HasFailed => _error is not null;

    /// <summary>Takes the next bytes.</summary>
    /// <param name="bytes">May be empty.</param>
    /// <param name="last">True: nothing follows.</param>
    public void Write(ReadOnlySpan<byte> bytes, bool last)
    {
        if (_error is not null)
            return;
        try
        {
            Take(bytes, last);
        }
        catch (DecoderFallbackException)
        {
            Fail(PageFault.Unreadable, "the page is not in the character encoding it is announced in");
        }
    }

    /// <summary>The page, after the last bytes.</summary>
    public PageReading<T> Complete() => _error is { } error ? PageReading<T>.Failed(error) : Finish();

    /// <summary>Gives buffers back.</summary>
    public abstract void Dispose();

    protected void Fail(PageFault fault, string description) => _error ??= new PageError(fault, description);

    protected abstract void Take(ReadOnlySpan<byte> bytes, bool last);

    /// <summary>The page; called once, only when nothing failed.</summary>
    protected abstract PageReading<T> Finish();

    /// <summary>True when a version of the interface is one that this code knows (PEP 629); else this has failed.</summary>
    protected bool AcceptVersion(string? version)
    {
        if (IsSupported(version))
            return true;
        Fail(PageFault.UnsupportedVersion, $"the page follows version {PythonText.Excerpt(version)} of the simple repository interface, only 1.x is known");
        return false;
    }

    // Missing or malformed counts as 1.0; the major version is what precedes the first dot.
    private static bool IsSupported(ReadOnlySpan<char> version)
    {
        version = version.Trim();
        int dot = version.IndexOf('.');
        ReadOnlySpan<char> major = dot < 0 ? version : version[..dot];
        return major.IsEmpty || major.ContainsAnyExceptInRange('0', '9') || major.TrimStart('0') is "" or "1";
    }
}
