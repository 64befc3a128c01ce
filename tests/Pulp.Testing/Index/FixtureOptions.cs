using System.Security.Cryptography.X509Certificates;

namespace Pulp.Testing;

/// <summary>How pages are packed on the way, for clients that accept it.</summary>
public enum FixtureCompression
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>gzip.</summary>
    Gzip,

    /// <summary>br.</summary>
    Brotli,
}

/// <summary>What kind of index it is. All but the certificates, <see cref="Base"/> and <see cref="Port"/> may be changed while it runs.</summary>
public sealed class FixtureOptions
{
    /// <summary>The path everything lies below, with a slash at both ends.</summary>
    public string Base { get; set; } = "/";

    /// <summary>Where pages lie below the base: <c>simple/</c>, or empty for an index whose pages lie at its root.</summary>
    public string Simple { get; set; } = "simple/";

    /// <summary>True: only HTML, whatever the client accepts.</summary>
    public bool HtmlOnly { get; set; }

    /// <summary>True: the root list has <c>_last-serial</c>, of the whole and of each project (JSON only).</summary>
    public bool Serials { get; set; }

    /// <summary>True: <c>pypi/NAME/json</c> is answered, beside the pages.</summary>
    public bool Legacy { get; set; } = true;

    /// <summary>False: the root list is answered with 404.</summary>
    public bool RootList { get; set; } = true;

    /// <summary>True: pages and files have an ETag.</summary>
    public bool ETags { get; set; } = true;

    /// <summary>True: the ETags are weak.</summary>
    public bool WeakETags { get; set; }

    /// <summary>True: pages have Last-Modified.</summary>
    public bool LastModified { get; set; }

    /// <summary>False: Range is ignored, the whole file answered with 200.</summary>
    public bool Ranges { get; set; } = true;

    /// <summary>True: bodies come in chunks, without Content-Length.</summary>
    public bool Chunked { get; set; }

    /// <summary>How pages are packed on the way.</summary>
    public FixtureCompression Compression { get; set; }

    /// <summary>True: links are absolute.</summary>
    public bool AbsoluteLinks { get; set; }

    /// <summary>Where links to files lead, another index's url for instance; null: to this one.</summary>
    public Uri? FilesAt { get; set; }

    /// <summary><c>user:password</c> that everything asks for; null: nothing does.</summary>
    public string? Credential { get; set; }

    /// <summary>Served with TLS and this certificate; null: plain http.</summary>
    public X509Certificate2? Certificate { get; set; }

    /// <summary>True: over TLS a client certificate is asked for; what came is in the log (<see cref="FixtureRequest.Certificate"/>).</summary>
    public bool AsksForCertificate { get; set; }

    /// <summary>True: without a client certificate there is no connection.</summary>
    public bool NeedsCertificate { get; set; }

    /// <summary>The port; 0: any free one.</summary>
    public int Port { get; set; }
}
