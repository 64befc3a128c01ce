using static Pulp.Testing.Fault;

namespace Pulp.Engine.Tests.Faults;

/// <summary>
/// Every fault of pages and files, what is reported, and what becomes of content: the table of about_PulpPS_Errors, which a test compares with this one.
/// </summary>
internal static class FaultTable
{
    private const string Unreachable = "index.unreachable";
    private const string Nothing = "";

    private static readonly byte[] Huge = new byte[100_000];

    internal static IReadOnlyList<FaultRow> Pages { get; } =
    [
        new("500, 502, 503 or 504", "page.status", "page.status", Becomes.Stays, p => Statuses(p, 500, 502, 503, 504)),
        new("503 once, then well", Nothing, Nothing, Becomes.Synced, p => Status(p, 503, times: 1, retryAfter: "0")) { Retries = 1 },
        new("429, to wait more than 60 s", "page.status", "page.status", Becomes.Stays, p => Status(p, 429, retryAfter: "3600")) { Retries = 3 },
        new("another status, such as 418", "page.status", "page.status", Becomes.Stays, p => Status(p, 418)),
        new("401, 403 or 407", "page.denied", "page.denied", Becomes.Stays, p => Statuses(p, 401, 403, 407)),
        new("404", "project.missing", "project.missing", Becomes.Goes, p => Status(p, 404)),
        new("410", "project.missing", "project.missing", Becomes.Goes, p => Status(p, 410)),
        new("cut in the middle", "page.unreachable", "page.unreachable", Becomes.Stays, p => Cut(p, 0.5)),
        new("cut once, then well", Nothing, Nothing, Becomes.Synced, p => Cut(p, 0.5, times: 1)) { Retries = 1 },
        new("connection closed, no answer", "page.unreachable", Unreachable, Becomes.Stays, p => NoAnswer(p)),
        new("no answer in time", "page.unreachable", Unreachable, Becomes.Stays, p => Stall(p)) { TimeoutSec = 1 },
        new("stops in the middle", "page.unreachable", "page.unreachable", Becomes.Stays, p => StallAt(p, 100)) { TimeoutSec = 1 },
        new("slow", Nothing, Nothing, Becomes.Synced, p => Slow(p, 600)) { TimeoutSec = 1 },
        new("empty", "page.invalid", "page.invalid", Becomes.Stays, p => Empty(p)),
        new("an HTML page of another kind", "page.invalid", "page.invalid", Becomes.Stays, p => Html(p)),
        new("half of the page, as a whole", "page.invalid", "page.invalid", Becomes.Stays, p => Half(p)),
        new("neither JSON nor HTML", "page.invalid", "page.invalid", Becomes.Stays, p => Body(p, "application/json", "]["u8.ToArray())),
        new("damaged, no JSON any more", "page.invalid", "page.invalid", Becomes.Stays, p => DamageAfter(p, "\"files\":")),
        new("damaged in a digest", "file.digest", "file.digest", Becomes.Stays, p => DamageAfter(p, "\"sha256\":\"")),
        new("the page of another project", "page.invalid", "page.invalid", Becomes.Stays, p => OtherProject(p, "c")),
        new("a redirect in a circle", "page.status", "page.status", Becomes.Stays, p => Redirect(p, path => path)),
        new("a redirect to a dead host", "page.unreachable", "page.unreachable", Becomes.Stays, p => Redirect(p, "http://nosuchhost.invalid/")),
        new("fewer files listed", Nothing, Nothing, Becomes.Listed, p => Shrunk(p, 0)),
    ];

    internal static IReadOnlyList<FaultRow> Files { get; } =
    [
        new("404 or 410", "file.missing", "file.missing", Becomes.Stays, p => Statuses(p, 404, 410)),
        new("401, 403 or 407", "file.denied", "file.denied", Becomes.Stays, p => Statuses(p, 401, 403, 407)),
        new("500, 503 or another status", "file.status", "file.status", Becomes.Stays, p => Statuses(p, 500, 503, 418, 402)),
        new("503 once, then well", Nothing, Nothing, Becomes.Synced, p => Status(p, 503, times: 1, retryAfter: "0")) { Retries = 1 },
        new("429, to wait more than 60 s", "file.status", "file.status", Becomes.Stays, p => Status(p, 429, retryAfter: "3600")) { Retries = 3 },
        new("cut in the middle", "file.cut", "file.cut", Becomes.Stays, p => Cut(p, 0.5)),
        new("cut once, then well", Nothing, Nothing, Becomes.Synced, p => Cut(p, 0.5, times: 1)) { Retries = 1 },
        new("connection reset", "file.cut", "file.cut", Becomes.Stays, p => Reset(p, 0.5)),
        new("connection closed, no answer", "file.cut", "file.cut", Becomes.Stays, p => NoAnswer(p)),
        new("no answer in time", "file.cut", "file.cut", Becomes.Stays, p => Stall(p)) { TimeoutSec = 1 },
        new("stops in the middle", "file.cut", "file.cut", Becomes.Stays, p => StallAt(p, 100)) { TimeoutSec = 1 },
        new("slow", Nothing, Nothing, Becomes.Synced, p => Slow(p, 600)) { TimeoutSec = 1 },
        new("a bit of it flipped", "file.digest", "file.digest", Becomes.Stays, p => Corrupt(p)),
        new("empty", "file.size", "file.size", Becomes.Stays, p => Empty(p)),
        new("an HTML page instead", "file.size", "file.size", Becomes.Stays, p => Html(p)),
        new("larger than its page says", "file.size", "file.size", Becomes.Stays, p => Body(p, "application/octet-stream", Huge)),
        new("shorter than its page says", "file.size", "file.size", Becomes.Stays, p => WrongLength(p, -1)),
        new("a redirect in a circle", "file.status", "file.status", Becomes.Stays, p => Redirect(p, path => path)),
        new("a redirect to a dead host", "file.cut", "file.cut", Becomes.Stays, p => Redirect(p, "http://nosuchhost.invalid/")),
    ];

    /// <summary>The lines of pages as the documentation has them.</summary>
    internal static IEnumerable<string> WritePages() => Pages.Select(r => $"    {r.Fault,-30}  {Or(r.One),-16}  {Or(r.All),-17}  {Word(r.Becomes)}");

    /// <summary>The lines of files as the documentation has them.</summary>
    internal static IEnumerable<string> WriteFiles() => Files.Select(r => $"    {r.Fault,-34}  {Or(r.One),-24}  {Word(r.Becomes)}");

    /// <summary>The word of the documentation.</summary>
    internal static string Word(Becomes becomes) => becomes.ToString().ToLowerInvariant();

    private static string Or(string code) => code.Length == 0 ? "none" : code;
}
