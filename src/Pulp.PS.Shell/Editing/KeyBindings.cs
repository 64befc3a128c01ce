namespace Pulp.PS.Shell.Editing;

/// <summary>What a key does.</summary>
internal enum EditCommand
{
    None,
    Insert,
    Enter,
    Cancel,
    Escape,
    Complete,
    CompleteBack,
    Older,
    Newer,
    Left,
    Right,
    WordLeft,
    WordRight,
    Home,
    End,
    DeleteLeft,
    DeleteRight,
    DeleteOrEnd,
    DeleteWordLeft,
    DeleteWordRight,
    DeleteToLineStart,
    DeleteToLineEnd,
    ClearScreen,
}

/// <summary>The keys that shells on Windows and on Unix have in common, and the control keys of the latter.</summary>
internal static class KeyBindings
{
    public static EditCommand Of(ConsoleKeyInfo key)
    {
        var isControl = key.Modifiers.HasFlag(ConsoleModifiers.Control);
        var isAlt = key.Modifiers.HasFlag(ConsoleModifiers.Alt);
        // AltGr is Control and Alt on Windows, and makes letters.
        if (isControl && isAlt && !char.IsControl(key.KeyChar))
            return EditCommand.Insert;
        return isControl ? WithControl(key.Key) : isAlt && WithAlt(key.Key) is var alt && alt != EditCommand.None ? alt : Plain(key);
    }

    private static EditCommand WithControl(ConsoleKey key) => key switch
    {
        ConsoleKey.C => EditCommand.Cancel,
        ConsoleKey.A => EditCommand.Home,
        ConsoleKey.E => EditCommand.End,
        ConsoleKey.B => EditCommand.Left,
        ConsoleKey.F => EditCommand.Right,
        ConsoleKey.P => EditCommand.Older,
        ConsoleKey.N => EditCommand.Newer,
        ConsoleKey.D => EditCommand.DeleteOrEnd,
        ConsoleKey.H => EditCommand.DeleteLeft,
        ConsoleKey.W or ConsoleKey.Backspace => EditCommand.DeleteWordLeft,
        ConsoleKey.Delete => EditCommand.DeleteWordRight,
        ConsoleKey.U => EditCommand.DeleteToLineStart,
        ConsoleKey.K => EditCommand.DeleteToLineEnd,
        ConsoleKey.L => EditCommand.ClearScreen,
        ConsoleKey.J or ConsoleKey.M or ConsoleKey.Enter => EditCommand.Enter,
        ConsoleKey.LeftArrow => EditCommand.WordLeft,
        ConsoleKey.RightArrow => EditCommand.WordRight,
        _ => EditCommand.None,
    };

    private static EditCommand WithAlt(ConsoleKey key) => key switch
    {
        ConsoleKey.B or ConsoleKey.LeftArrow => EditCommand.WordLeft,
        ConsoleKey.F or ConsoleKey.RightArrow => EditCommand.WordRight,
        ConsoleKey.D => EditCommand.DeleteWordRight,
        ConsoleKey.Backspace => EditCommand.DeleteWordLeft,
        _ => EditCommand.None,
    };

    private static EditCommand Plain(ConsoleKeyInfo key) => key.Key switch
    {
        ConsoleKey.Enter => EditCommand.Enter,
        ConsoleKey.Escape => EditCommand.Escape,
        ConsoleKey.Tab => key.Modifiers.HasFlag(ConsoleModifiers.Shift) ? EditCommand.CompleteBack : EditCommand.Complete,
        ConsoleKey.UpArrow => EditCommand.Older,
        ConsoleKey.DownArrow => EditCommand.Newer,
        ConsoleKey.LeftArrow => EditCommand.Left,
        ConsoleKey.RightArrow => EditCommand.Right,
        ConsoleKey.Home => EditCommand.Home,
        ConsoleKey.End => EditCommand.End,
        ConsoleKey.Backspace => EditCommand.DeleteLeft,
        ConsoleKey.Delete => EditCommand.DeleteRight,
        _ => key.KeyChar is '\r' or '\n' ? EditCommand.Enter : char.IsControl(key.KeyChar) ? EditCommand.None : EditCommand.Insert,
    };
}
