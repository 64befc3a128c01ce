using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Pulp.Testing;

/// <summary>
/// A Python package index on the loopback, with content made in code that may change while it runs, faults, and a log of what it was asked.
/// Any number run side by side, each on a free port. Answered below the base, by default:
/// <c>simple/</c>, <c>simple/NAME/</c>, <c>pypi/NAME/json</c>, <c>files/NAME</c>, <c>files/NAME.metadata</c>.
/// </summary>
public sealed class FixtureIndex : IAsyncDisposable
{
    internal const string JsonType = "application/vnd.pypi.simple.v1+json";

    private readonly ConcurrentDictionary<string, FixtureProject> _projects = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, FixtureAnswer> _served = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _closing = new();
    private Fault[] _faults = [];
    private FixtureServer _server = null!;

    private FixtureIndex(FixtureOptions options) => Options = options;

    /// <summary>What kind of index it is.</summary>
    public FixtureOptions Options { get; }

    /// <summary>What it was asked.</summary>
    public FixtureLog Log { get; } = new();

    /// <summary>The index root, with a slash at the end.</summary>
    public Uri Url => UrlAt("127.0.0.1");

    /// <summary>Where its pages lie: the simple root.</summary>
    public Uri SimpleUrl => new(Url, Options.Simple);

    /// <summary>The port.</summary>
    public int Port => _server.Port;

    /// <summary>How many connections it has accepted so far.</summary>
    public int Connections => _server.Connections;

    /// <summary>The projects, by normalised name.</summary>
    public IReadOnlyList<FixtureProject> Projects => [.. _projects.Values.OrderBy(p => p.Normalized, StringComparer.Ordinal)];

    /// <summary>A project, made when it is not there yet; names are compared normalised.</summary>
    public FixtureProject this[string name] => _projects.GetOrAdd(TestMetadata.Normalize(name), _ => new FixtureProject(name));

    internal CancellationToken Closing => _closing.Token;

    /// <summary>Starts one.</summary>
    public static async Task<FixtureIndex> StartAsync(FixtureOptions? options = null)
    {
        var index = new FixtureIndex(options ?? new FixtureOptions());
        index._server = await FixtureServer.StartAsync(index.Options, index.AnswerAsync);
        return index;
    }

    /// <summary>The index root under another name for the loopback: for a client another host.</summary>
    public Uri UrlAt(string host) => new($"http{(Options.Certificate is null ? "" : "s")}://{host}:{Port}{Options.Base}");

    /// <summary>Takes a project away.</summary>
    public void Remove(string project) => _projects.TryRemove(TestMetadata.Normalize(project), out _);

    /// <summary>Breaks something from now on; faults that came first win.</summary>
    public Fault Break(Fault fault)
    {
        _faults = [.. _faults, fault];
        return fault;
    }

    /// <summary>Ends all faults, those that wait too.</summary>
    public void Heal()
    {
        foreach (var fault in Interlocked.Exchange(ref _faults, [])) fault.Release();
    }

    /// <summary>Answers a path (beginning with a slash) with these bytes from now on, whatever else would lie there.</summary>
    public void Serve(string path, string contentType, byte[] body, int status = 200, params (string Name, string Value)[] headers)
    {
        var answer = new FixtureAnswer { Status = status, ContentType = contentType, Body = ByteSource.From(body), Plain = true };
        foreach (var (name, value) in headers) answer.Headers[name] = value;
        _served[path] = answer;
    }

    /// <summary>Takes back what <see cref="Serve"/> put there.</summary>
    public void Unserve(string path) => _served.TryRemove(path, out _);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        Heal();
        await _server.DisposeAsync();
        _closing.Dispose();
    }

    /// <inheritdoc/>
    public override string ToString() => Url.ToString();

    internal byte[] RenderPage(string project, bool json, int files)
    {
        var found = this[project];
        IReadOnlyList<FixtureEntry> entries = [.. found.Entries.Take(files)];
        return json ? FixturePages.Json(found, entries, found.Serial, LinkOf) : FixturePages.Html(found, entries, LinkOf);
    }

    private Task AnswerAsync(HttpContext context)
    {
        var raw = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        var path = raw.Split('?')[0];
        var headers = context.Request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        var request = new FixtureRequest(context.Request.Method, path, raw[path.Length..], headers) { Certificate = context.Connection.ClientCertificate?.Thumbprint };
        var wantsJson = !Options.HtmlOnly && headers.GetValueOrDefault("Accept", "").Contains(JsonType, StringComparison.Ordinal);
        var call = new FixtureCall(this, request, wantsJson);
        var answer = Denied(request) ?? (_served.TryGetValue(path, out var served) ? Copy(served) : Find(request, wantsJson)) ?? FixtureAnswer.Text(404, "not found");
        Log.Add(request);
        foreach (var fault in _faults)
        {
            if (fault.TryApply(answer, call)) break;
        }

        return new FixtureSender(context, call, answer).SendAsync();
    }

    private FixtureAnswer? Denied(FixtureRequest request)
    {
        if (Options.Credential is null || request["Authorization"] == "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes(Options.Credential))) return null;
        var answer = FixtureAnswer.Text(401, "who is it?");
        answer.Headers["WWW-Authenticate"] = "Basic realm=\"index\"";
        return answer;
    }

    private FixtureAnswer? Find(FixtureRequest request, bool wantsJson)
    {
        if (!request.Path.StartsWith(Options.Base, StringComparison.Ordinal)) return null;
        var path = request.Path[Options.Base.Length..];
        if (path.StartsWith("files/", StringComparison.Ordinal)) return FindFile(request, Uri.UnescapeDataString(path[6..]));
        if (Options.Legacy && path.Split('/') is ["pypi", var legacy, "json"] && TryProject(legacy) is { } old)
        {
            request.Kind = FixtureKind.Legacy;
            return Page(old, "legacy", "application/json", (entries, serial) => FixturePages.Legacy(old, entries, serial, LinkOf));
        }

        if (!path.StartsWith(Options.Simple, StringComparison.Ordinal)) return null;
        path = path[Options.Simple.Length..];
        if (path.Length == 0)
        {
            request.Kind = FixtureKind.List;
            if (!Options.RootList) return null;
            var list = wantsJson ? FixturePages.JsonList(Projects, Options.Serials) : FixturePages.HtmlList(Projects);
            return new FixtureAnswer { ContentType = wantsJson ? JsonType : "text/html; charset=utf-8", Body = ByteSource.From(list) };
        }

        request.Kind = FixtureKind.Page;
        if (path.Split('/') is not [var name, ""] || TryProject(name) is not { } project) return null;
        return wantsJson
            ? Page(project, "json", JsonType, (entries, serial) => FixturePages.Json(project, entries, serial, LinkOf))
            : Page(project, "html", "text/html; charset=utf-8", (entries, _) => FixturePages.Html(project, entries, LinkOf));
    }

    private FixtureAnswer? FindFile(FixtureRequest request, string name)
    {
        request.Kind = FixtureKind.File;
        foreach (var project in _projects.Values)
        {
            if (project.TryFind(name) is { } entry) return new FixtureAnswer { ContentType = "application/octet-stream", Body = entry.File.Content };
            if (name.EndsWith(".metadata", StringComparison.Ordinal) && project.TryFind(name[..^9]) is { CoreMetadata: true, File.Metadata: { } text })
            {
                request.Kind = FixtureKind.Metadata;
                return new FixtureAnswer { Body = ByteSource.From(Encoding.UTF8.GetBytes(text)) };
            }
        }

        return null;
    }

    private FixtureProject? TryProject(string name) => _projects.GetValueOrDefault(TestMetadata.Normalize(name));

    private FixtureAnswer Page(FixtureProject project, string form, string type, Func<IReadOnlyList<FixtureEntry>, int, byte[]> render)
    {
        // What a page looks like depends on the links too, which options may change.
        var key = $"{form} {Options.AbsoluteLinks} {Options.FilesAt}";
        return new FixtureAnswer
        {
            ContentType = type,
            Body = project.Page(key, render),
            Modified = DateTimeOffset.UnixEpoch.AddDays(20_000).AddSeconds(project.Serial),
        };
    }

    // From the root, so that it holds for pages and legacy JSON alike.
    private string LinkOf(FixtureEntry entry)
    {
        var file = "files/" + Uri.EscapeDataString(entry.File.FileName);
        if (entry.Url is not null) return entry.Url;
        if (Options.FilesAt is { } elsewhere) return new Uri(elsewhere, file).AbsoluteUri;
        return Options.AbsoluteLinks ? new Uri(Url, file).AbsoluteUri : Options.Base + file;
    }

    private static FixtureAnswer Copy(FixtureAnswer answer)
    {
        var copy = new FixtureAnswer { Status = answer.Status, ContentType = answer.ContentType, Body = answer.Body, Plain = true };
        foreach (var (name, value) in answer.Headers) copy.Headers[name] = value;
        return copy;
    }
}
