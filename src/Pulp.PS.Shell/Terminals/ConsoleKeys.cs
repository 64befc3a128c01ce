using Pulp.PS.Shell.Editing;

namespace Pulp.PS.Shell.Terminals;

/// <summary>The console's keyboard. Between <see cref="Begin"/> and the end of its result Ctrl+C is a key like any other, and no signal.</summary>
internal sealed class ConsoleKeys : IKeySource
{
    public bool HasMore => Console.KeyAvailable;

    public static IDisposable Begin() => new Scope();

    public ConsoleKeyInfo? Read()
    {
        try
        {
            return Console.ReadKey(intercept: true);
        }
        catch (InvalidOperationException)
        {
            // The terminal is gone.
            return null;
        }
    }

    private sealed class Scope : IDisposable
    {
        public Scope() => Console.TreatControlCAsInput = true;

        public void Dispose() => Console.TreatControlCAsInput = false;
    }
}
