namespace Pulp.PS.Build;

/// <summary>A fault in what is being built, told in the form that MSBuild and editors read: <c>file(line): error PULPn: text</c>.</summary>
internal sealed class BuildException : Exception
{
    public BuildException(string code, string message, string? file = null, int line = 0)
        : base(message)
    {
        Code = code;
        File = file;
        Line = line;
    }

    public string Code { get; }

    public string? File { get; }

    /// <summary>Counted from 1; 0: the whole file.</summary>
    public int Line { get; }

    public override string ToString()
    {
        var place = File is null ? "Pulp.PS.Build" : Line > 0 ? $"{File}({Line})" : File;
        return $"{place}: error {Code}: {Message}";
    }
}
