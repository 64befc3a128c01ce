using System.Diagnostics.CodeAnalysis;

namespace Pulp.Python;

/// <summary>
/// A version by PEP 440, immutable. Numbers may be of any length, and all work is linear in the text.
/// Two versions are equal when PEP 440 orders them the same: <c>1.0</c>, <c>v1</c> and <c>0!1.0.0</c> are, <c>1.0+0</c> is another.
/// </summary>
public sealed partial class PythonVersion : IComparable<PythonVersion>, IComparable, IEquatable<PythonVersion>
{
    // Packed: three integers that compare as the public version does. Nearly every version fits; the rest has _wide.
    //   _head: release 0 (32 bits), release 1 (32)
    //   _tail: release 2 (32), release 3 (28), kind (4)
    //   _suffix: pre-number (14), post-number + 1 or 0 (25), dev-number or all ones (25)
    // Of a wide version only the kind, and whether there is a post- and a dev-number, stand here.
    private const ulong ReleaseLimit = 1UL << 32;
    private const ulong LastReleaseLimit = 1UL << 28;
    private const ulong PreLimit = 1UL << 14;
    private const ulong NoDev = (1UL << 25) - 1;
    private const ulong PostLimit = NoDev;
    private const int KindBits = 4;
    private const int PostShift = 25;
    private const int PreShift = 50;

    private readonly ulong _head;
    private readonly ulong _tail;
    private readonly ulong _suffix;
    private readonly int _releaseLength;
    private readonly string? _local;
    private readonly WideVersion? _wide;

    private PythonVersion(ulong head, ulong tail, ulong suffix, int releaseLength, string? local, WideVersion? wide)
    {
        _head = head;
        _tail = tail;
        _suffix = suffix;
        _releaseLength = releaseLength;
        _local = local;
        _wide = wide;
    }

    /// <summary>The epoch in digits, <c>0</c> when none is given.</summary>
    public string Epoch => EpochNumber.ToString();

    /// <summary>The release numbers joined by dots, trailing zeros kept, such as <c>1.0.0</c>.</summary>
    public string Release => Write(VersionParts.Release);

    /// <summary>The pre-release with its letter normalised to <c>a</c>, <c>b</c> or <c>rc</c>, such as <c>rc1</c>; null when there is none.</summary>
    public string? Pre => HasPre ? LetterOf(Kind) + PreNumber : null;

    /// <summary>The number of the post-release in digits; null when this is none.</summary>
    public string? Post => IsPostrelease ? PostNumber.ToString() : null;

    /// <summary>The number of the dev-release in digits; null when this is none.</summary>
    public string? Dev => IsDevrelease ? DevNumber.ToString() : null;

    /// <summary>The local part, normalised (lower case, dots, no leading zeros), without its plus; null when there is none.</summary>
    public string? Local => _local;

    /// <summary>The normalised version without its local part.</summary>
    public string Public => _local is null ? ToString() : Write(VersionParts.Public);

    /// <summary>Epoch (when not 0) and release, such as <c>1!1.0</c>.</summary>
    public string BaseVersion => Write(VersionParts.Base);

    /// <summary>The normalised version without trailing zeros of the release: the same text for equal versions, another for others.</summary>
    public string Canonical => Write(VersionParts.All | VersionParts.Trimmed);

    /// <summary>Is this a pre-release or a dev-release?</summary>
    public bool IsPrerelease => HasPre || IsDevrelease;

    /// <summary>Is this a post-release, be it of a pre-release?</summary>
    public bool IsPostrelease => ((_suffix >> PostShift) & NoDev) != 0;

    /// <summary>Is this a dev-release, be it of a pre- or post-release?</summary>
    public bool IsDevrelease => (_suffix & NoDev) != NoDev;

    internal int ReleaseLength => _releaseLength;

    internal VersionNumber EpochNumber => _wide?.Epoch ?? default;

    internal VersionNumber PreNumber => _wide?.Pre ?? new VersionNumber(_suffix >> PreShift);

    internal VersionNumber PostNumber => _wide?.Post ?? new VersionNumber(((_suffix >> PostShift) & NoDev) - 1);

    internal VersionNumber DevNumber => _wide?.Dev ?? new VersionNumber(_suffix & NoDev);

    private PreKind Kind => (PreKind)(_tail & ((1 << KindBits) - 1));

    private bool HasPre => Kind is not (PreKind.None or PreKind.DevOnly);

    /// <summary>Reads a version in any of PEP 440's spellings; white space at the ends (Python's idea of it) does not count.</summary>
    /// <param name="text">The text; null is no version.</param>
    /// <param name="version">The version, or null when the text is none.</param>
    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out PythonVersion? version)
        => TryParse(text.AsSpan(), out version);

    /// <inheritdoc cref="TryParse(string?, out PythonVersion?)"/>
    public static bool TryParse(ReadOnlySpan<char> text, [NotNullWhen(true)] out PythonVersion? version)
    {
        var scan = new VersionScan(PythonText.Trim(text));
        version = scan.Run() ? Make(ref scan) : null;
        return version is not null;
    }

    /// <summary>Reads a version.</summary>
    /// <param name="text">The text.</param>
    /// <exception cref="FormatException">The text is no version by PEP 440; the message names it.</exception>
    public static PythonVersion Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return TryParse(text.AsSpan(), out PythonVersion? version)
            ? version
            : throw new FormatException($"'{PythonText.Excerpt(text)}' is not a version by PEP 440.");
    }

    internal static PythonVersion? ParseOrNull(string text) => TryParse(text.AsSpan(), out PythonVersion? version) ? version : null;

    /// <summary>The release number at a place, counted from 0; zero beyond the end.</summary>
    internal VersionNumber ReleaseAt(int index)
    {
        if (_wide is not null) return index < _wide.Release.Length ? _wide.Release[index] : default;
        return new VersionNumber(index switch
        {
            0 => _head >> 32,
            1 => (uint)_head,
            2 => _tail >> 32,
            3 => (uint)_tail >> KindBits,
            _ => 0,
        });
    }

    /// <summary>The first of all versions of this one's release, post-releases apart: the same with dev-number 0 and no local part.</summary>
    internal PythonVersion WithDevZero()
    {
        ulong tail = HasPre || IsPostrelease ? _tail : (_tail & ~((1UL << KindBits) - 1)) | (ulong)PreKind.DevOnly;
        return new PythonVersion(_head, tail, _suffix & ~NoDev, _releaseLength, null, _wide?.WithDevZero());
    }

    private static PythonVersion Make(ref VersionScan scan)
    {
        PreKind kind = scan is { Pre: PreKind.None, HasPost: false, HasDev: true } ? PreKind.DevOnly : scan.Pre;
        string? local = scan.LocalStart < 0 ? null : LocalVersion.Normalize(scan.Text[scan.LocalStart..]);
        bool fits = scan is
        {
            Epoch: 0, MoreRelease: false, Release0: < ReleaseLimit, Release1: < ReleaseLimit, Release2: < ReleaseLimit,
            Release3: < LastReleaseLimit, PreNumber: < PreLimit, PostNumber: < PostLimit, DevNumber: < NoDev
        };
        if (fits)
        {
            ulong suffix = (scan.PreNumber << PreShift)
                | (scan.HasPost ? (scan.PostNumber + 1) << PostShift : 0)
                | (scan.HasDev ? scan.DevNumber : NoDev);
            ulong tail = (scan.Release2 << 32) | (scan.Release3 << KindBits) | (ulong)kind;
            return new PythonVersion((scan.Release0 << 32) | scan.Release1, tail, suffix, scan.ReleaseLength, local, null);
        }

        ulong marks = (scan.HasPost ? 1UL << PostShift : 0) | (scan.HasDev ? 0 : NoDev);
        return new PythonVersion(0, (ulong)kind, marks, scan.ReleaseLength, local, WideVersion.Read(ref scan));
    }
}
