namespace Pulp.Python;

/// <summary>Paths of licence files (PEP 639): relative, with slashes, below the folder, one file each.</summary>
internal static class LicensePath
{
    public static string? Judge(string path)
    {
        string quoted = $"'{PythonText.Excerpt(path)}'";
        if (path.Contains("..", StringComparison.Ordinal))
            return $"{quoted} leads upwards";
        if (path.Contains('*', StringComparison.Ordinal))
            return $"{quoted} is a pattern, not a file";
        bool drive = path.Length > 2 && char.IsAsciiLetter(path[0]) && path[1] == ':' && path[2] is '/' or '\\';
        if (path.StartsWith('/') || path.StartsWith(@"\\", StringComparison.Ordinal) || drive)
            return $"{quoted} is not relative";
        return IsPlain(path) ? null : $"{quoted} is not written with single slashes between names";
    }

    private static bool IsPlain(string path) =>
        path == "." || (!path.Contains('\\', StringComparison.Ordinal) && Array.TrueForAll(path.Split('/'), name => name is not ("" or ".")));
}
