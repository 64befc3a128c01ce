namespace Pulp.PS.Shell.Editing;

/// <summary>What was entered, as long as the shell runs. It is never written to a file: lines may hold secrets.</summary>
internal sealed class LineHistory
{
    private const int Most = 1000;

    private readonly List<string> _entries = [];
    private int _at;
    private string _unfinished = "";

    /// <summary>Remembers an entry, unless it is blank or the last one again, and goes back to the newest.</summary>
    public void Add(string text)
    {
        if (!string.IsNullOrWhiteSpace(text) && (_entries.Count == 0 || _entries[^1] != text))
            _entries.Add(text);
        if (_entries.Count > Most)
            _entries.RemoveAt(0);
        Leave();
    }

    /// <summary>Goes back to the newest without remembering anything.</summary>
    public void Leave()
    {
        _at = _entries.Count;
        _unfinished = "";
    }

    /// <summary>The entry before; null: there is none. What is being edited comes back by <see cref="Newer"/>.</summary>
    public string? Older(string current)
    {
        if (_at == 0)
            return null;
        if (_at == _entries.Count)
            _unfinished = current;
        return _entries[--_at];
    }

    /// <summary>The entry after, at last what was being edited; null: it is there already.</summary>
    public string? Newer()
    {
        if (_at == _entries.Count)
            return null;
        return ++_at == _entries.Count ? _unfinished : _entries[_at];
    }
}
