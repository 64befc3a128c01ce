using System.Globalization;
using System.Management.Automation;
using System.Text;

namespace Pulp.PS.Shell.Terminals;

/// <summary>
/// Progress as a few lines at the foot of the output, on standard error and only where that is a terminal: at most five drawings a second,
/// taken away before other output is written and at the end.
/// </summary>
internal sealed class ProgressLines(Terminal terminal)
{
    private const int MostLines = 5;
    private const int BarWidth = 20;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private readonly Lock _lock = new();
    private readonly List<(long Source, ProgressRecord Record)> _records = [];
    private long _drawnAt;
    private int _drawn;

    private bool IsShown => terminal.IsError && terminal.HasAnsi;

    public void Report(long source, ProgressRecord record)
    {
        if (!IsShown)
            return;
        lock (_lock)
        {
            var index = _records.FindIndex(known => known.Source == source && known.Record.ActivityId == record.ActivityId);
            if (record.RecordType == ProgressRecordType.Completed)
            {
                if (index < 0)
                    return;
                _records.RemoveAt(index);
                // The last one leaves the screen as it was; others can wait for the next drawing.
                if (_records.Count == 0)
                    Erase();
                return;
            }
            if (index < 0)
                _records.Add((source, record));
            else
                _records[index] = (source, record);
            if (_drawn > 0 && Environment.TickCount64 - _drawnAt < Pause.TotalMilliseconds || !terminal.AtLineStart)
                return;
            Draw();
        }
    }

    /// <summary>Takes the lines off the screen; the next report brings them back.</summary>
    public void Hide()
    {
        if (!IsShown)
            return;
        lock (_lock)
            Erase();
    }

    /// <summary>Forgets what was reported: nothing runs any more.</summary>
    public void Clear()
    {
        if (!IsShown)
            return;
        lock (_lock)
        {
            _records.Clear();
            Erase();
        }
    }

    internal static string Line(ProgressRecord record, int width)
    {
        var text = new StringBuilder();
        if (record.PercentComplete >= 0)
        {
            var filled = Math.Min(record.PercentComplete, 100) * BarWidth / 100;
            text.Append('[').Append('#', filled).Append('.', BarWidth - filled).Append(CultureInfo.InvariantCulture, $"] {record.PercentComplete,3} % ");
        }
        text.Append(record.Activity);
        if (!string.IsNullOrWhiteSpace(record.StatusDescription))
            text.Append(": ").Append(record.StatusDescription);
        if (record.SecondsRemaining >= 0)
            text.Append(CultureInfo.InvariantCulture, $", {TimeSpan.FromSeconds(record.SecondsRemaining):g} left");
        // Control characters would move the cursor.
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsControl(text[i]))
                text[i] = ' ';
        }
        if (text.Length >= width)
        {
            text.Length = Math.Max(0, width - 2);
            text.Append('…');
        }
        return text.ToString();
    }

    private void Draw()
    {
        var width = terminal.Width;
        var lines = _records.TakeLast(Math.Max(1, Math.Min(MostLines, Terminal.Height / 2))).Select(known => Line(known.Record, width)).ToList();
        terminal.WriteRaw(Erasure() + string.Join("\n", lines));
        _drawn = lines.Count;
        _drawnAt = Environment.TickCount64;
    }

    private void Erase()
    {
        if (_drawn == 0)
            return;
        terminal.WriteRaw(Erasure());
        _drawn = 0;
    }

    // To the first line's start, and everything below cleared.
    private string Erasure() => _drawn switch { 0 => "", 1 => "\r\x1b[J", _ => $"\r\x1b[{_drawn - 1}A\x1b[J" };
}
