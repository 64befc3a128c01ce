using System.Management.Automation;
using Pulp.Model;

namespace Pulp.PS.Stores;

/// <summary>Paths as users write them: relative to the session's location, with drives and ~.</summary>
internal static class ProviderPath
{
    /// <summary>The full path in the file system. What is not a path there is an error of the given id.</summary>
    internal static string Full(PathIntrinsics paths, string text, string error)
    {
        try
        {
            var path = paths.GetUnresolvedProviderPathFromPSPath(text, out var provider, out _);
            if (provider.Name == "FileSystem")
                return Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
            throw new PulpException(error, $"'{text}' is not a path in the file system but in {provider.Name}.", text);
        }
        catch (Exception fault) when (fault is RuntimeException or ArgumentException or NotSupportedException or IOException)
        {
            throw new PulpException(error, $"'{text}' is not a path: {fault.Message}", text, fault);
        }
    }
}
