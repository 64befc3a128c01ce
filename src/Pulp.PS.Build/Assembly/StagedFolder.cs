namespace Pulp.PS.Build.Assembly;

/// <summary>
/// A folder that is made aside and put in its place whole, by renaming: who imports from it meanwhile sees the old one or the new one.
/// Files are never written over, since a running process may have them mapped.
/// </summary>
internal sealed class StagedFolder : IDisposable
{
    private readonly string _place;
    private readonly string _staging;
    private readonly string _old;

    public StagedFolder(string place)
    {
        _place = place;
        var parent = Path.GetDirectoryName(place)!;
        var name = Path.GetFileName(place);
        foreach (var left in Directory.Exists(parent) ? Directory.GetDirectories(parent, $".{name}-*") : [])
            TryDelete(left);
        var mark = Guid.NewGuid().ToString("N")[..8];
        _staging = Path.Combine(parent, $".{name}-new-{mark}");
        _old = Path.Combine(parent, $".{name}-old-{mark}");
        Directory.CreateDirectory(_staging);
    }

    /// <summary>Where to write the new files until <see cref="Commit"/>.</summary>
    public string Root => _staging;

    public void Add(string source, string target)
    {
        var file = Path.Combine(_staging, target);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        if (File.Exists(file))
            throw new BuildException("PULP005", $"two files for {target}", source);
        File.Copy(source, file);
    }

    /// <summary>Puts the folder in its place, unless the very same files are there already.</summary>
    public void Commit()
    {
        if (IsSame(_staging, _place))
            return;
        if (Directory.Exists(_place))
        {
            try
            {
                Directory.Move(_place, _old);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw new BuildException("PULP006", $"cannot be replaced; end the PowerShell sessions that imported it ({e.Message})", _place);
            }
        }
        Directory.Move(_staging, _place);
        TryDelete(_old);
    }

    public void Dispose() => TryDelete(_staging);

    private static bool IsSame(string left, string right)
    {
        if (!Directory.Exists(right))
            return false;
        var files = Relative(left);
        return files.SetEquals(Relative(right)) && files.All(file =>
        {
            var (a, b) = (new FileInfo(Path.Combine(left, file)), new FileInfo(Path.Combine(right, file)));
            return a.Length == b.Length && File.ReadAllBytes(a.FullName).AsSpan().SequenceEqual(File.ReadAllBytes(b.FullName));
        });
    }

    private static HashSet<string> Relative(string folder) =>
        [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(folder, file))];

    private static void TryDelete(string folder)
    {
        try
        {
            if (Directory.Exists(folder))
                Directory.Delete(folder, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Still in use on Windows: the next build clears it.
        }
    }
}
