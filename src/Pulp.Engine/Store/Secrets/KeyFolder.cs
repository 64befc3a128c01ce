using Pulp.Model;

namespace Pulp.Engine.Store;

/// <summary>The folder of the keys that secrets are sealed with: the user's own, never a store's, so that a store alone tells nothing.</summary>
internal static class KeyFolder
{
    /// <summary>Names another folder, for accounts without a data folder.</summary>
    internal const string Variable = "PULP_KEYS";

    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>That of this user. Error: ServerUnavailable, when there is none.</summary>
    internal static string OfUser()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } named)
        {
            return Path.IsPathFullyQualified(named) ? Path.GetFullPath(named)
                : throw Unavailable($"the environment variable {Variable} is not the full path of a folder", named, null);
        }

        // Not verified: with a fresh home the folder is missing, and the path would be empty.
        string data = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify);
        if (!Path.IsPathFullyQualified(data)) throw Unavailable($"this account has no data folder; set the environment variable {Variable} to a folder of its own", null, null);
        return Path.Combine(data, OperatingSystem.IsWindows() || OperatingSystem.IsMacOS() ? "PulpPS-keys" : "pulpps-keys");
    }

    /// <summary>Makes it, for its owner alone. Error: ServerUnavailable.</summary>
    /// <param name="folder">The full path.</param>
    /// <param name="store">The folder of the store whose secrets are to be sealed.</param>
    internal static void Prepare(string folder, string store)
    {
        string real = StorePaths.Real(folder) + Path.DirectorySeparatorChar;
        if (real.StartsWith(StorePaths.Real(store) + Path.DirectorySeparatorChar, OperatingSystem.IsLinux() ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase))
            throw Unavailable($"the folder of keys, '{folder}', lies in the store: whoever has the store would have its secrets; set {Variable} to another folder", folder, null);
        try
        {
            if (OperatingSystem.IsWindows())
            {
                // DPAPI seals the keys themselves.
                Directory.CreateDirectory(folder);
                return;
            }

            Directory.CreateDirectory(folder, OwnerOnly);
            if (File.GetUnixFileMode(folder) != OwnerOnly) File.SetUnixFileMode(folder, OwnerOnly);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw Unavailable($"the folder of keys, '{folder}', cannot be made, or not for its owner alone ({error.Message.TrimEnd('.')})", folder, error);
        }
    }

    /// <summary>The error for secrets that cannot be sealed here.</summary>
    internal static PulpException Unavailable(string why, object? target, Exception? inner) =>
        new(PulpErrors.ServerUnavailable, $"Credentials, headers and certificates cannot be kept: {why}.", target, inner);
}
