namespace Pulp.Testing;

/// <summary>A project of a fixture index. Safe to change while the index runs; every change makes new pages and a greater serial.</summary>
public sealed class FixtureProject
{
    private readonly Lock _gate = new();
    private readonly List<FixtureEntry> _entries = [];
    private readonly Dictionary<string, ByteSource> _pages = new(StringComparer.Ordinal);

    private Dictionary<string, FixtureEntry>? _byName;

    internal FixtureProject(string name)
    {
        Name = name;
        Normalized = TestMetadata.Normalize(name);
    }

    /// <summary>The name as spelt.</summary>
    public string Name { get; }

    /// <summary>The name normalised.</summary>
    public string Normalized { get; }

    /// <summary>Grows with every change; <c>_last-serial</c> in root list and pages.</summary>
    public int Serial { get; private set; } = 1;

    /// <summary>The files listed, in order.</summary>
    public IReadOnlyList<FixtureEntry> Entries
    {
        get
        {
            lock (_gate) return [.. _entries];
        }
    }

    /// <summary>Lists and serves files.</summary>
    public FixtureProject Add(params TestFile[] files) => Change(() => _entries.AddRange(files.Select(f => new FixtureEntry(f))));

    /// <summary>Lists files as their entries say.</summary>
    public FixtureProject Add(params FixtureEntry[] entries) => Change(() => _entries.AddRange(entries));

    /// <summary>Adds a wheel for each of these versions.</summary>
    public FixtureProject AddWheels(params string[] versions) => Add([.. versions.Select(v => TestWheel.Create(Name, v))]);

    /// <summary>Adds a source distribution for each of these versions.</summary>
    public FixtureProject AddSdists(params string[] versions) => Add([.. versions.Select(v => TestSdist.Create(Name, v))]);

    /// <summary>Takes a file away, listed and served.</summary>
    public FixtureProject Remove(string fileName) => Change(() => _entries.Remove(Find(fileName)));

    /// <summary>Takes all files away; the page stays, empty.</summary>
    public FixtureProject Clear() => Change(_entries.Clear);

    /// <summary>Puts other bytes under a file's name, listed with their digest.</summary>
    public FixtureProject Replace(TestFile file) => Edit(file.FileName, e => e.File = file);

    /// <summary>Yanks a file.</summary>
    public FixtureProject Yank(string fileName, string reason = "") => Edit(fileName, e => e.Yanked = reason);

    /// <summary>Takes a yank back.</summary>
    public FixtureProject Unyank(string fileName) => Edit(fileName, e => e.Yanked = null);

    /// <summary>Changes what the pages say of a file.</summary>
    public FixtureProject Edit(string fileName, Action<FixtureEntry> edit) => Change(() => edit(Find(fileName)));

    /// <summary>Counts as changed, without a change.</summary>
    public FixtureProject Touch() => Change(() => { });

    internal FixtureEntry? TryFind(string fileName)
    {
        lock (_gate)
        {
            if (_byName is null)
            {
                _byName = new Dictionary<string, FixtureEntry>(StringComparer.Ordinal);
                foreach (var entry in _entries) _byName.TryAdd(entry.File.FileName, entry);
            }

            return _byName.GetValueOrDefault(fileName);
        }
    }

    /// <summary>A page, rendered once for each state.</summary>
    internal ByteSource Page(string form, Func<IReadOnlyList<FixtureEntry>, int, byte[]> render)
    {
        lock (_gate)
        {
            if (!_pages.TryGetValue(form, out var page)) _pages[form] = page = ByteSource.From(render(_entries, Serial));
            return page;
        }
    }

    private FixtureEntry Find(string fileName) =>
        _entries.FirstOrDefault(e => e.File.FileName == fileName) ?? throw new ArgumentException($"{Name} has no file {fileName}.", nameof(fileName));

    private FixtureProject Change(Action change)
    {
        lock (_gate)
        {
            change();
            Serial++;
            _pages.Clear();
            _byName = null;
        }

        return this;
    }
}
