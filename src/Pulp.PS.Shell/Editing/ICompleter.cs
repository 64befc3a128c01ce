namespace Pulp.PS.Shell.Editing;

/// <summary>What Tab asks.</summary>
internal interface ICompleter
{
    /// <summary>What could stand at the cursor; without candidates when nothing is known.</summary>
    Completion Complete(string text, int cursor);
}

/// <summary>Candidates for a part of the text.</summary>
/// <param name="Start">Where that part begins.</param>
/// <param name="Length">Its length, which may be 0.</param>
/// <param name="Candidates">What to put there, and how to call it in a list.</param>
internal sealed record Completion(int Start, int Length, IReadOnlyList<(string Text, string Label)> Candidates)
{
    public static Completion None { get; } = new(0, 0, []);
}
