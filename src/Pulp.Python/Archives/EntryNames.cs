namespace Pulp.Python;

/// <summary>Names of an archive's entries: where they lead, and whether every file system takes them.</summary>
internal static class EntryNames
{
    // Longer ones no system opens.
    public const int Longest = 4096;

    /// <summary>Why a name must not be followed, as a clause; null: it stays below the folder.</summary>
    public static string? Leads(ReadOnlySpan<char> name)
    {
        if (name.IsEmpty)
            return "has no name";
        if (name.Contains('\0'))
            return "has a NUL in its name";
        if (name.Contains('\\'))
            return "has a backslash in its name";
        if (name[0] == '/')
            return "has an absolute name";
        if (name.Length > 1 && name[1] == ':' && char.IsAsciiLetter(name[0]))
            return "has a name that begins with a drive letter";
        foreach (Range range in name.Split('/'))
            if (name[range] is "..")
                return "has a name that climbs out";
        return null;
    }

    /// <summary>Why some file system refuses a name that stays below, as a clause; null: all take it.</summary>
    public static string? Refused(ReadOnlySpan<char> name)
    {
        foreach (Range range in name.Split('/'))
        {
            ReadOnlySpan<char> segment = name[range];
            if (segment.IsEmpty || segment is ".")
                continue;
            string? why = FileNameRules.Judge(segment) switch
            {
                null => null,
                LinkRefusal.Device => "has the name of a device on Windows",
                LinkRefusal.Edge => "has a name that begins or ends with a space, or ends with a dot",
                LinkRefusal.Character => "has a character in its name that file systems refuse (< > : \" | ? *)",
                LinkRefusal.Length => "has a name longer than 255 bytes",
                LinkRefusal.Control => "has a control character in its name",
                _ => "has a name that cannot be written",
            };
            if (why is not null)
                return why;
        }
        return null;
    }

    /// <summary>The path as it would be on disk: without empty segments and dots.</summary>
    public static string Path(string name) => name.StartsWith('.') || name.EndsWith('/') || name.Contains("//", StringComparison.Ordinal) || name.Contains("/.", StringComparison.Ordinal)
        ? string.Join('/', name.Split('/').Where(segment => segment is not ("" or ".")))
        : name;

    /// <summary>A name as a message shows it.</summary>
    public static string Show(ReadOnlySpan<char> name) => $"'{PythonText.Excerpt(name)}'";
}

/// <summary>An entry, as both kinds of archive have it.</summary>
/// <param name="Name">The name as it stands in the archive.</param>
/// <param name="Path">The same, as a path below the folder.</param>
/// <param name="IsFolder">A folder.</param>
/// <param name="IsLink">A link, symbolic or hard.</param>
/// <param name="Target">What a link leads to; null: not known.</param>
internal readonly record struct EntryFacts(string Name, string Path, bool IsFolder, bool IsLink, string? Target);

/// <summary>Gathers the faults of an archive's entries, for a check of the whole.</summary>
internal sealed class EntryJudge(List<ArchiveFault> faults)
{
    private const int Most = 100;

    private readonly Dictionary<string, string> _paths = new(StringComparer.OrdinalIgnoreCase);

    public void Add(ArchiveFault fault)
    {
        if (faults.Count < Most)
            faults.Add(fault);
    }

    public void Judge(in EntryFacts entry)
    {
        string shown = EntryNames.Show(entry.Name);
        if (EntryNames.Leads(entry.Name) is { } leads)
            Add(new ArchiveFault(ArchiveFaultKind.Name, leads, shown));
        else if (EntryNames.Refused(entry.Path) is { } refused)
            Add(new ArchiveFault(ArchiveFaultKind.Name, refused, shown));
        if (entry.IsLink && (entry.Target is null || LeadsOut(entry.Path, entry.Target)))
            Add(new ArchiveFault(ArchiveFaultKind.Link, entry.Target switch
            {
                null => "is a link",
                "" => "is neither a file nor a folder",
                _ => $"is a link that leads out, to {EntryNames.Show(entry.Target)}",
            }, shown));
        if (!_paths.TryAdd(entry.Path, entry.Path) && !entry.IsFolder)
            Add(new ArchiveFault(ArchiveFaultKind.Twice, $"is there twice, letter case aside ({EntryNames.Show(_paths[entry.Path])})", shown));
    }

    // Of a hard link the target is a name in the archive, of a symbolic one it is relative to the link: both must stay below.
    private static bool LeadsOut(string path, string target)
    {
        if (target.Length == 0 || target[0] == '/' || target.Contains('\\') || target.Contains('\0') || (target.Length > 1 && target[1] == ':'))
            return true;
        int depth = path.AsSpan().Count('/');
        foreach (Range range in target.AsSpan().Split('/'))
        {
            ReadOnlySpan<char> segment = target.AsSpan()[range];
            depth += segment is ".." ? -1 : segment is "" or "." ? 0 : 1;
            if (depth < 0)
                return true;
        }
        return false;
    }
}
