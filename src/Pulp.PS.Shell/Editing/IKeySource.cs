namespace Pulp.PS.Shell.Editing;

/// <summary>Where keys come from.</summary>
internal interface IKeySource
{
    /// <summary>Whether a key is there already: text that was pasted is then painted once, not letter by letter.</summary>
    bool HasMore { get; }

    /// <summary>Waits for the next key; null: there will be none.</summary>
    ConsoleKeyInfo? Read();
}
