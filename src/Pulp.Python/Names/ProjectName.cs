namespace Pulp.Python;

/// <summary>Names of projects and extras (PEP 503, PEP 508).</summary>
public static class ProjectName
{
    /// <summary>May this be a project's name: ASCII letters, digits and <c>-_.</c>, a letter or digit at both ends (PEP 508)?</summary>
    /// <param name="name">The name as spelt; no white space is trimmed.</param>
    public static bool IsValid(string? name)
    {
        if (string.IsNullOrEmpty(name) || !PythonText.IsAlphanumeric(name[0]) || !PythonText.IsAlphanumeric(name[^1])) return false;
        foreach (char c in name)
        {
            if (!PythonText.IsAlphanumeric(c) && !IsSeparator(c)) return false;
        }

        return true;
    }

    /// <summary>The one spelling by which names are compared (PEP 503): lower case, every run of <c>-_.</c> a single dash.</summary>
    /// <param name="name">Any text; what is no valid name is treated likewise and stays invalid.</param>
    /// <returns>The normalised name; <paramref name="name"/> itself when it is normalised already.</returns>
    public static string Normalize(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (IsNormalized(name)) return name;
        string lower = PythonText.Lower(name);
        return string.Create(NormalizedLength(lower), lower, static (target, source) =>
        {
            int at = 0;
            for (int i = 0; i < source.Length; i++)
            {
                if (!IsSeparator(source[i])) target[at++] = source[i];
                else if (i == 0 || !IsSeparator(source[i - 1])) target[at++] = '-';
            }
        });
    }

    /// <summary>Is this a valid name in its normalised spelling?</summary>
    /// <param name="name">The name as spelt.</param>
    public static bool IsNormalized(string? name)
    {
        if (string.IsNullOrEmpty(name)) return false;
        bool afterDash = true;
        foreach (char c in name)
        {
            if (c == '-' && !afterDash) afterDash = true;
            else if (c is (>= 'a' and <= 'z') or (>= '0' and <= '9')) afterDash = false;
            else return false;
        }

        return !afterDash;
    }

    internal static bool IsSeparator(char c) => c is '-' or '_' or '.';

    private static int NormalizedLength(string text)
    {
        int length = 0;
        for (int i = 0; i < text.Length; i++)
        {
            if (!IsSeparator(text[i]) || i == 0 || !IsSeparator(text[i - 1])) length++;
        }

        return length;
    }
}
