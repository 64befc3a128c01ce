using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Internal;

namespace Pulp.PS.Shell.Terminals;

/// <summary>
/// The three standard streams: who of them is a terminal, and what may be sent there. Output goes to standard output; errors, prompts and progress to standard error.
/// Standard input is never read here unless someone is asked something: it belongs to the script.
/// </summary>
internal sealed class Terminal
{
    private readonly Lock _lock = new();
    private bool _isRedirected;

    public Terminal()
    {
        IsInput = !Console.IsInputRedirected;
        IsOutput = !Console.IsOutputRedirected;
        IsError = !Console.IsErrorRedirected;
        HasAnsi = !string.Equals(Environment.GetEnvironmentVariable("TERM"), "dumb", StringComparison.Ordinal) && (IsOutput || IsError) && WindowsConsole.EnableAnsi();
        HasColor = HasAnsi && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));
        Progress = new ProgressLines(this);
    }

    public bool IsInput { get; }

    public bool IsOutput { get; }

    public bool IsError { get; }

    /// <summary>Whether the terminal understands escape sequences at all.</summary>
    public bool HasAnsi { get; }

    /// <summary>Whether output may carry colours.</summary>
    public bool HasColor { get; }

    /// <summary>Whether somebody can be asked: the question is seen, and the answer comes from a keyboard.</summary>
    public bool CanAsk => IsInput && IsError;

    public ProgressLines Progress { get; }

    /// <summary>Whether the cursor stands at the start of a line, as far as this process wrote.</summary>
    public bool AtLineStart { get; private set; } = true;

    public int Width
    {
        get
        {
            if (!IsOutput && int.TryParse(Environment.GetEnvironmentVariable("COLUMNS"), NumberStyles.None, CultureInfo.InvariantCulture, out var columns) && columns > 0)
                return columns;
            return Console.WindowWidth > 0 ? Console.WindowWidth : 80;
        }
    }

    public static int Height => Console.WindowHeight > 0 ? Console.WindowHeight : 25;

    /// <summary>Sends all output to standard error until the result is disposed.</summary>
    public IDisposable RedirectToError()
    {
        _isRedirected = true;
        return new Restore(this);
    }

    public void Write(string text)
    {
        if (_isRedirected)
        {
            WriteError(text);
            return;
        }
        lock (_lock)
        {
            Progress.Hide();
            Console.Out.Write(Fit(text, IsOutput));
            Note(text);
        }
    }

    public void WriteError(string text)
    {
        lock (_lock)
        {
            Progress.Hide();
            Console.Error.Write(Fit(text, IsError));
            Note(text);
        }
    }

    /// <summary>Sends text as it is, for progress, which leaves no trace.</summary>
    public void WriteRaw(string text)
    {
        lock (_lock)
            Console.Error.Write(text);
    }

    /// <summary>Sends text as it is, for the line editor.</summary>
    public void WriteScreen(string text)
    {
        lock (_lock)
        {
            Progress.Hide();
            Console.Error.Write(text);
            Note(text);
        }
    }

    private string Fit(string text, bool isTerminal) =>
        isTerminal && HasColor || !text.Contains('\x1b', StringComparison.Ordinal) ? text : new StringDecorated(text).ToString(OutputRendering.PlainText);

    private void Note(string text)
    {
        if (text.Length > 0)
            AtLineStart = text[^1] == '\n';
    }

    private sealed class Restore(Terminal terminal) : IDisposable
    {
        public void Dispose() => terminal._isRedirected = false;
    }
}
