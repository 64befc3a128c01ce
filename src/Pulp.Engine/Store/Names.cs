using System.Buffers;
using Pulp.Model;

namespace Pulp.Engine.Store;

/// <summary>Names of things in a store: 1 to 128 ASCII letters, digits, <c>. _ -</c>, and no Guid's text, for that is an id.</summary>
internal static class Names
{
    private const int Longest = 128;

    private static readonly SearchValues<char> Allowed = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-");

    /// <summary>Error: InvalidName, with the reason.</summary>
    internal static void Check(string? name)
    {
        if (Fault(name) is { } fault) throw new PulpException(PulpErrors.InvalidName, $"'{name}' cannot be a name: {fault}.", name);
    }

    private static string? Fault(string? name)
    {
        if (string.IsNullOrEmpty(name)) return "it is empty";
        if (name.Length > Longest) return $"it has {name.Length} characters, and {Longest} are allowed";
        int wrong = name.AsSpan().IndexOfAnyExcept(Allowed);
        if (wrong >= 0) return $"'{Show(name, wrong)}' is no ASCII letter, digit, dot, underscore or dash";
        return Guid.TryParse(name, out _) ? "it is the text of a GUID, which is taken for an id" : null;
    }

    private static string Show(string name, int at) =>
        char.IsHighSurrogate(name[at]) && at + 1 < name.Length ? name.Substring(at, 2) : name[at].ToString();
}
