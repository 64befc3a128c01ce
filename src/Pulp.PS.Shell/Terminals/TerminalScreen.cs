using Pulp.PS.Shell.Editing;

namespace Pulp.PS.Shell.Terminals;

/// <summary>The terminal as the line editor's screen. Prompts go to standard error, so that redirected output holds output alone.</summary>
internal sealed class TerminalScreen(Terminal terminal) : IScreen
{
    public int Width => terminal.Width;

    public void Write(string text) => terminal.WriteScreen(text);
}
