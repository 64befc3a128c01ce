using System.Globalization;
using System.Management.Automation;

namespace Pulp.PS.Shell.Terminals;

/// <summary>
/// Progress as a few lines at the foot of the output, on standard error and only where that is a terminal: at most five drawings a second,
/// taken away before other output is written and at the end.
/// </summary>
internal sealed class ProgressLines(Terminal terminal)
{
    private const int MostLines = 5;
    private const int BarWidth = 20;
    private const int WideTerminal = 120;
    private const int ShortestActivity = 12;
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

    /// <summary>One record as a line shorter than <paramref name="width"/>. What is being done gives way to how far it is.</summary>
    internal static string Line(ProgressRecord record, int width)
    {
        var bar = "";
        if (record.PercentComplete >= 0)
        {
            var length = width < WideTerminal ? BarWidth / 2 : BarWidth;
            var filled = Math.Min(record.PercentComplete, 100) * length / 100;
            bar = string.Create(CultureInfo.InvariantCulture, $"[{new string('#', filled)}{new string('.', length - filled)}] {record.PercentComplete,3} % ");
        }
        var status = string.IsNullOrWhiteSpace(record.StatusDescription) ? "" : $": {record.StatusDescription}";
        if (record.SecondsRemaining >= 0)
            status += string.Create(CultureInfo.InvariantCulture, $", {TimeSpan.FromSeconds(record.SecondsRemaining):g} left");
        var room = Math.Max(ShortestActivity, width - 1 - bar.Length - status.Length);
        return Cut(WithoutControls(bar + Cut(record.Activity, room) + status), width - 1);
    }

    private static string Cut(string text, int length) => text.Length <= length ? text : string.Concat(text.AsSpan(0, Math.Max(0, length - 1)), "…");

    // They would move the cursor.
    private static string WithoutControls(string text) =>
        string.Create(text.Length, text, (into, from) =>
        {
            for (var i = 0; i < into.Length; i++)
                into[i] = char.IsControl(from[i]) ? ' ' : from[i];
        });

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
