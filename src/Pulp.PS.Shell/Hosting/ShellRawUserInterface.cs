using System.Management.Automation;
using System.Management.Automation.Host;
using Pulp.PS.Shell.Terminals;

namespace Pulp.PS.Shell.Hosting;

/// <summary>The width that views are laid out for, and little else: the screen's buffer is not readable everywhere.</summary>
internal sealed class ShellRawUserInterface(Terminal terminal) : PSHostRawUserInterface
{
    public override ConsoleColor ForegroundColor { get; set; } = ConsoleColor.Gray;

    public override ConsoleColor BackgroundColor { get; set; } = ConsoleColor.Black;

    public override Size BufferSize
    {
        get => new(terminal.Width, Terminal.Height);
        set => throw Unsupported();
    }

    public override Size WindowSize
    {
        get => new(terminal.Width, Terminal.Height);
        set => throw Unsupported();
    }

    public override Size MaxWindowSize => WindowSize;

    public override Size MaxPhysicalWindowSize => WindowSize;

    public override Coordinates WindowPosition { get; set; }

    public override Coordinates CursorPosition
    {
        get => terminal.IsInput && terminal.IsOutput ? new(Console.CursorLeft, Console.CursorTop) : default;
        set => Console.SetCursorPosition(value.X, value.Y);
    }

    public override int CursorSize { get; set; } = 25;

    public override string WindowTitle { get; set; } = "pulpsh";

    public override bool KeyAvailable => terminal.IsInput && Console.KeyAvailable;

    public override KeyInfo ReadKey(ReadKeyOptions options)
    {
        if (!terminal.CanAsk)
            throw new HostException("pulpsh cannot wait for a key, since there is no terminal.", null, "NoTerminal", ErrorCategory.ResourceUnavailable);
        var key = Console.ReadKey(options.HasFlag(ReadKeyOptions.NoEcho));
        return new KeyInfo((int)key.Key, key.KeyChar, default, keyDown: true);
    }

    public override void FlushInputBuffer()
    {
    }

    public override void SetBufferContents(Coordinates origin, BufferCell[,] contents) => throw Unsupported();

    public override void SetBufferContents(Rectangle rectangle, BufferCell fill) => throw Unsupported();

    public override BufferCell[,] GetBufferContents(Rectangle rectangle) => throw Unsupported();

    public override void ScrollBufferContents(Rectangle source, Coordinates destination, Rectangle clip, BufferCell fill) => throw Unsupported();

    private static PSNotSupportedException Unsupported() => new("pulpsh does not reach into the screen.");
}
