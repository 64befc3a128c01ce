namespace Pulp.Engine.Sync.Upstream;

/// <summary>What the file system's exceptions mean for a page or a file, and in which words.</summary>
internal static class FolderFault
{
    /// <summary>Whether it is one of them.</summary>
    internal static bool Is(Exception exception) => exception is IOException or UnauthorizedAccessException;

    /// <summary>True: there is nothing by that name.</summary>
    internal static bool IsMissing(Exception exception) => exception is FileNotFoundException or DirectoryNotFoundException;

    /// <summary>The sentence for people.</summary>
    internal static string Describe(string path, Exception exception) => exception switch
    {
        _ when IsMissing(exception) => $"{path} is not there.",
        UnauthorizedAccessException => $"{path} could not be read: this account may not.",
        _ => $"{path} could not be read: {exception.Message}",
    };
}
