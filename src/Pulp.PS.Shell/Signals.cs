using System.Runtime.InteropServices;

namespace Pulp.PS.Shell;

/// <summary>
/// Ctrl+C and the signals that end a process stop the running pipeline first. A second one, or one while nothing runs, has its usual effect.
/// </summary>
internal sealed class Signals : IDisposable
{
    private readonly List<PosixSignalRegistration> _registrations;
    private readonly Lock _lock = new();
    private Action? _stop;
    private Action? _interrupt;

    public Signals()
    {
        _registrations =
        [
            PosixSignalRegistration.Create(PosixSignal.SIGINT, context => Handle(context, 2)),
            PosixSignalRegistration.Create(PosixSignal.SIGTERM, context => Handle(context, 15)),
            PosixSignalRegistration.Create(PosixSignal.SIGHUP, context => Handle(context, 1)),
        ];
    }

    /// <summary>The number of the signal that stopped something; null: none yet.</summary>
    public int? Received { get; private set; }

    /// <summary>While the result is not disposed, a signal runs <paramref name="stop"/> (on a thread of its own) instead of ending the process.</summary>
    public IDisposable While(Action stop)
    {
        lock (_lock)
        {
            _stop = stop;
            Received = null;
        }
        return new Guard(this);
    }

    /// <summary>What Ctrl+C does while nothing runs; null: ends the process.</summary>
    public void OnInterrupt(Action? action)
    {
        lock (_lock)
            _interrupt = action;
    }

    public void Dispose() => _registrations.ForEach(registration => registration.Dispose());

    private void Handle(PosixSignalContext context, int number)
    {
        Action? action;
        lock (_lock)
        {
            if (_stop is not null)
            {
                if (Received is not null)
                    return;
                Received = number;
                action = _stop;
            }
            else
            {
                action = number == 2 ? _interrupt : null;
            }
        }
        if (action is null)
            return;
        context.Cancel = true;
        action();
    }

    private sealed class Guard(Signals signals) : IDisposable
    {
        public void Dispose()
        {
            lock (signals._lock)
                signals._stop = null;
        }
    }
}
