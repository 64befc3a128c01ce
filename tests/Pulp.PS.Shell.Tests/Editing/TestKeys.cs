using Pulp.PS.Shell.Editing;

namespace Pulp.PS.Shell.Tests.Editing;

/// <summary>Keys from a text: letters as they are, others by name in braces, as <c>{Tab}</c>, <c>{LeftArrow}</c> or <c>{^C}</c>.</summary>
internal sealed class TestKeys(string text) : IKeySource
{
    private readonly Queue<ConsoleKeyInfo> _keys = new(Parse(text));

    /// <summary>Every key is painted, as from slow fingers.</summary>
    public bool HasMore => false;

    public ConsoleKeyInfo? Read() => _keys.TryDequeue(out var key) ? key : null;

    private static IEnumerable<ConsoleKeyInfo> Parse(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '{')
            {
                yield return new ConsoleKeyInfo(text[i], ConsoleKey.None, shift: false, alt: false, control: false);
                continue;
            }
            var end = text.IndexOf('}', i + 1);
            var name = text[(i + 1)..end];
            var (control, shift, alt) = (name[0] == '^', name[0] == '+', name[0] == '!');
            yield return new ConsoleKeyInfo('\0', Enum.Parse<ConsoleKey>(name.TrimStart('^', '+', '!')), shift, alt, control);
            i = end;
        }
    }
}
