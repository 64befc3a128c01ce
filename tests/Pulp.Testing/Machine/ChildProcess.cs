using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;

namespace Pulp.Testing;

/// <summary>What a finished process left.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Out">What it wrote to stdout.</param>
/// <param name="Error">What it wrote to stderr.</param>
public sealed record ChildResult(int ExitCode, string Out, string Error)
{
    /// <inheritdoc/>
    public override string ToString() => $"exit code {ExitCode}\n--- stdout\n{Out}\n--- stderr\n{Error}";
}

/// <summary>
/// A process started by a test: no shell, stdin empty or a given text, output captured, killed with its children when the test is done with it or its time is over.
/// </summary>
public sealed class ChildProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly Lock _gate = new();
    private readonly StringBuilder _out = new();
    private readonly StringBuilder _error = new();
    private readonly List<(Regex Pattern, TaskCompletionSource<string> Seen)> _awaited = [];
    private bool _ended;

    private ChildProcess(Process process) => _process = process;

    /// <summary>Its id.</summary>
    public int Id => _process.Id;

    /// <summary>What it wrote to stdout so far.</summary>
    public string Out
    {
        get
        {
            lock (_gate) return _out.ToString();
        }
    }

    /// <summary>What it wrote to stderr so far.</summary>
    public string Error
    {
        get
        {
            lock (_gate) return _error.ToString();
        }
    }

    /// <summary>Runs a program to its end. Throws TimeoutException, with what it wrote, when it takes longer than <paramref name="limit"/> (one minute by default).</summary>
    public static async Task<ChildResult> RunAsync(string program, IEnumerable<string> arguments, TimeSpan? limit = null, IReadOnlyDictionary<string, string?>? environment = null, string? folder = null, string? input = null)
    {
        await using var child = Start(program, arguments, environment, folder, input);
        return await child.WaitAsync(limit);
    }

    /// <summary>Starts a program. An environment value of null removes the variable; <paramref name="input"/> is what it finds on stdin, a few kilobytes at most.</summary>
    public static ChildProcess Start(string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string?>? environment = null, string? folder = null, string? input = null)
    {
        var info = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            CreateNoWindow = true,
            WorkingDirectory = folder ?? "",
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string?>())
        {
            if (value is null) info.Environment.Remove(name);
            else info.Environment[name] = value;
        }

        var process = new Process { StartInfo = info };
        var child = new ChildProcess(process);
        process.OutputDataReceived += (_, line) => child.Take(child._out, line.Data);
        process.ErrorDataReceived += (_, line) => child.Take(child._error, line.Data);
        process.Start();
        process.StandardInput.Write(input);
        process.StandardInput.Close();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return child;
    }

    /// <summary>Waits for the first line, on either stream, that matches; lines that came before count. Throws TimeoutException with what it wrote.</summary>
    public async Task<string> WaitForLineAsync(string pattern, TimeSpan? limit = null)
    {
        var regex = new Regex(pattern, RegexOptions.CultureInvariant, TimeSpan.FromSeconds(5));
        Task<string> seen;
        lock (_gate)
        {
            foreach (var line in $"{_out}{_error}".Split('\n'))
            {
                if (line.Length > 0 && regex.IsMatch(line)) return line;
            }

            if (_ended) throw new InvalidOperationException($"The process wrote no line that matches {pattern}.\n{_out}\n{_error}");
            var source = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
            _awaited.Add((regex, source));
            seen = source.Task;
        }

        _ = EndedAsync();
        return await WithLimit(seen, limit, $"a line that matches {pattern}");
    }

    /// <summary>Waits for its end.</summary>
    public async Task<ChildResult> WaitAsync(TimeSpan? limit = null)
    {
        await WithLimit(EndedAsync(), limit, "its end");
        return new ChildResult(_process.ExitCode, Out, Error);
    }

    /// <summary>Kills it at once, as kill -9 does, without its children, and waits until it is gone.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await EndedAsync();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        await EndedAsync();
        _process.Dispose();
    }

    private void Take(StringBuilder to, string? line)
    {
        if (line is null) return;
        lock (_gate)
        {
            to.Append(line).Append('\n');
            _awaited.RemoveAll(a => a.Pattern.IsMatch(line) && a.Seen.TrySetResult(line));
        }
    }

    private async Task<bool> EndedAsync()
    {
        // Waits for the end of both streams too.
        await _process.WaitForExitAsync();
        lock (_gate)
        {
            _ended = true;
            foreach (var (pattern, seen) in _awaited) seen.TrySetException(new InvalidOperationException($"The process ended and wrote no line that matches {pattern}.\n{_out}\n{_error}"));
            _awaited.Clear();
        }

        return true;
    }

    private async Task<T> WithLimit<T>(Task<T> task, TimeSpan? limit, string what)
    {
        var span = limit ?? TimeSpan.FromMinutes(1);
        try
        {
            return await task.WaitAsync(span);
        }
        catch (TimeoutException late)
        {
            if (!_process.HasExited) _process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{_process.StartInfo.FileName} was killed: waited {span} for {what}.\n--- stdout\n{Out}\n--- stderr\n{Error}", late);
        }
    }
}
