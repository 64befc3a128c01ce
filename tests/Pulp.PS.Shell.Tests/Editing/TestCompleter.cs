using Pulp.PS.Shell.Editing;

namespace Pulp.PS.Shell.Tests.Editing;

/// <summary>Completes the word before the cursor from a list.</summary>
internal sealed class TestCompleter(params string[] words) : ICompleter
{
    public Completion Complete(string text, int cursor)
    {
        var start = text.LastIndexOf(' ', Math.Max(0, cursor - 1)) + 1;
        var word = text[start..cursor];
        return new Completion(start, word.Length, [.. words.Where(w => w.StartsWith(word, StringComparison.Ordinal)).Select(w => (w, w))]);
    }
}
