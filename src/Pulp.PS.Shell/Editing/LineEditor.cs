namespace Pulp.PS.Shell.Editing;

/// <summary>Reads one command from keys: a line, or several while the parser calls it incomplete.</summary>
/// <param name="keys">The keyboard.</param>
/// <param name="screen">The terminal.</param>
/// <param name="completer">Answers Tab.</param>
/// <param name="isIncomplete">Whether Enter begins another line instead of ending the command.</param>
internal sealed class LineEditor(IKeySource keys, IScreen screen, ICompleter completer, Func<string, bool> isIncomplete)
{
    private readonly LineHistory _history = new();
    private readonly EditBuffer _buffer = new();
    private CompletionMenu? _menu;
    private char? _half;

    /// <summary>What was entered; empty after Ctrl+C; null when there is nothing more: Ctrl+D on an empty line, or no keys.</summary>
    public string? Read(string prompt, string continuation)
    {
        var painter = new LinePainter(screen, prompt, continuation);
        painter.Begin();
        _buffer.Set("");
        _menu = null;
        _history.Leave();
        while (true)
        {
            if (!keys.HasMore)
                painter.Paint(_buffer.Text, _buffer.Cursor, _menu is { HasChoice: true } menu ? menu.Lines(screen.Width) : []);
            if (keys.Read() is not ConsoleKeyInfo key)
                return End(painter, null);
            switch (KeyBindings.Of(key))
            {
                case EditCommand.Enter when isIncomplete(_buffer.Text):
                    _menu = null;
                    _buffer.Set(_buffer.Text + "\n");
                    break;
                case EditCommand.Enter:
                    _history.Add(_buffer.Text);
                    return End(painter, _buffer.Text);
                case EditCommand.Cancel:
                    _buffer.Set(_buffer.Text + "^C");
                    return End(painter, "");
                case EditCommand.DeleteOrEnd when _buffer.Text.Length == 0:
                    return End(painter, null);
                case EditCommand.ClearScreen:
                    painter.ClearScreen();
                    break;
                case var command:
                    Edit(command, key);
                    break;
            }
        }
    }

    private string? End(LinePainter painter, string? result)
    {
        painter.Finish(_buffer.Text);
        return result;
    }

    private void Edit(EditCommand command, ConsoleKeyInfo key)
    {
        if (command is EditCommand.Complete or EditCommand.CompleteBack)
        {
            Complete(command == EditCommand.Complete ? 1 : -1);
            return;
        }
        var menu = _menu;
        _menu = null;
        switch (command)
        {
            case EditCommand.Insert: Insert(key.KeyChar); break;
            case EditCommand.Escape when menu is not null: menu.Undo(_buffer); break;
            case EditCommand.Escape: _buffer.Set(""); break;
            case EditCommand.Older: Recall(_history.Older(_buffer.Text)); break;
            case EditCommand.Newer: Recall(_history.Newer()); break;
            case EditCommand.Left: _buffer.Left(); break;
            case EditCommand.Right: _buffer.Right(); break;
            case EditCommand.WordLeft: _buffer.WordLeft(); break;
            case EditCommand.WordRight: _buffer.WordRight(); break;
            case EditCommand.Home: _buffer.Home(); break;
            case EditCommand.End: _buffer.End(); break;
            case EditCommand.DeleteLeft: _buffer.DeleteLeft(); break;
            case EditCommand.DeleteRight or EditCommand.DeleteOrEnd: _buffer.DeleteRight(); break;
            case EditCommand.DeleteWordLeft: _buffer.DeleteWordLeft(); break;
            case EditCommand.DeleteWordRight: _buffer.DeleteWordRight(); break;
            case EditCommand.DeleteToLineStart: _buffer.DeleteToLineStart(); break;
            case EditCommand.DeleteToLineEnd: _buffer.DeleteToLineEnd(); break;
        }
    }

    // A letter of two units comes as two keys.
    private void Insert(char c)
    {
        if (char.IsHighSurrogate(c))
        {
            _half = c;
            return;
        }
        if (!char.IsLowSurrogate(c))
            _buffer.Insert(c.ToString());
        else if (_half is char high)
            _buffer.Insert(new string([high, c]));
        _half = null;
    }

    private void Recall(string? text)
    {
        if (text is not null)
            _buffer.Set(text);
    }

    private void Complete(int by)
    {
        if (_menu is null && completer.Complete(_buffer.Text, _buffer.Cursor) is { Candidates.Count: > 0 } found)
            _menu = new CompletionMenu(found, _buffer.Text);
        _menu?.Step(_buffer, by);
        // The only candidate is taken; the next Tab asks anew, for what may follow.
        if (_menu is { HasChoice: false })
            _menu = null;
    }
}
