using System.IO.Compression;

namespace Pulp.Engine.Sync.Upstream;

/// <summary>Makes answers: which fault is which outcome and code (SYNC rule 3), and kept bodies read again.</summary>
internal static class PageAnswers
{
    internal static PageAnswer<T> NotModified<T>(Uri url)
        where T : class => new() { Outcome = PageOutcome.Found, Url = HttpAddress.Show(url), NotModified = true, Status = 304 };

    internal static PageAnswer<T> Of<T>(HttpFault fault, Uri asked, int tries, bool answered, PageFormat<T> format)
        where T : class
    {
        var (outcome, code) = fault switch
        {
            { Kind: HttpFaultKind.Invalid } => (PageOutcome.Invalid, "page.invalid"),
            { Kind: HttpFaultKind.Broken } => (PageOutcome.Unreachable, "page.unreachable"),
            { Status: 404 or 410 } => (PageOutcome.NotFound, format.MissingCode),
            { Status: 401 or 403 or 407 } => (PageOutcome.Denied, "page.denied"),
            _ => (PageOutcome.Unreachable, "page.status"),
        };
        return new PageAnswer<T> { Outcome = outcome, Url = HttpAddress.Show(fault.Url), Code = code, Description = fault.Describe(asked, tries), Status = fault.Status, Answered = answered };
    }

    /// <summary>Reads a kept page by the same code as a fetched one.</summary>
    internal static PageAnswer<T> Read<T>(KeptPage kept, PageFormat<T> format)
        where T : class
    {
        string? fault;
        try
        {
            using var body = new DeflateStream(new MemoryStream(kept.Body, writable: false), CompressionMode.Decompress);
            (var page, fault) = format.Read(body, kept.Url, kept.ContentType);
            if (page is not null) return new PageAnswer<T> { Outcome = PageOutcome.Found, Url = kept.Url, Content = page };
        }
        catch (InvalidDataException)
        {
            fault = "its body is damaged";
        }

        return new PageAnswer<T> { Outcome = PageOutcome.Invalid, Url = kept.Url, Code = "page.invalid", Description = $"The kept page of {kept.Url} cannot be used: {fault}." };
    }
}
