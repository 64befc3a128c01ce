namespace Pulp.PS.Shell.Editing;

/// <summary>The candidates that Tab goes through, in turn, and the list of them below the line.</summary>
internal sealed class CompletionMenu
{
    private const int MostRows = 5;
    private const int Gap = 2;

    private readonly Completion _completion;
    private readonly string _original;
    private int _length;
    private int _chosen = -1;

    /// <param name="completion">At least one candidate.</param>
    /// <param name="text">The text that it was made for.</param>
    public CompletionMenu(Completion completion, string text)
    {
        _completion = completion;
        _original = text.Substring(completion.Start, completion.Length);
        _length = completion.Length;
    }

    public bool HasChoice => _completion.Candidates.Count > 1;

    /// <summary>Puts the next candidate, or with -1 the one before, into the text.</summary>
    public void Step(EditBuffer buffer, int by)
    {
        var count = _completion.Candidates.Count;
        _chosen = _chosen < 0 && by < 0 ? count - 1 : (_chosen + by + count) % count;
        Put(buffer, _completion.Candidates[_chosen].Text);
    }

    /// <summary>Puts back what stood there before.</summary>
    public void Undo(EditBuffer buffer) => Put(buffer, _original);

    /// <summary>The list, with the chosen one marked; when it is long, the part around that one.</summary>
    public IReadOnlyList<string> Lines(int width)
    {
        var labels = _completion.Candidates.Select(candidate => candidate.Label).ToList();
        var column = Math.Min(labels.Max(CellWidth.Total), Math.Max(1, width - 1 - Gap));
        var columns = Math.Max(1, (width - 1 + Gap) / (column + Gap));
        var rows = labels.Select((label, i) => Cell(label, column, i == _chosen)).Chunk(columns).Select(row => string.Concat(row).TrimEnd()).ToList();
        if (rows.Count <= MostRows)
            return rows;
        var first = Math.Max(0, _chosen / columns / (MostRows - 1) * (MostRows - 1));
        return [.. rows.Skip(first).Take(MostRows - 1), CellWidth.Cut($"({_chosen + 1} of {labels.Count})", width - 1)];
    }

    private static string Cell(string label, int width, bool isChosen)
    {
        var text = CellWidth.Cut(new string([.. label.Select(c => char.IsControl(c) ? ' ' : c)]), width);
        return (isChosen ? $"\e[7m{text}\e[0m" : text) + new string(' ', width - CellWidth.Total(text) + Gap);
    }

    private void Put(EditBuffer buffer, string text)
    {
        buffer.Replace(_completion.Start, _length, text);
        _length = text.Length;
    }
}
