using Pulp.Model;

namespace Pulp.PS.Stores;

/// <summary>Where a store is.</summary>
/// <param name="Path">The full path.</param>
/// <param name="MadeAtFirstUse">True: nobody named it in this session, and it is made when it is missing.</param>
/// <param name="Given">What named it: the target of an error about it.</param>
internal sealed record StorePlace(string Path, bool MadeAtFirstUse, object Given)
{
    /// <summary>The environment variable that names a store for a whole session.</summary>
    internal const string Variable = "PULP_STORE";

    /// <summary>The same error, with what named the place as its target.</summary>
    internal PulpException As(PulpException error) => new(error.Id, error.Message, Given, error.InnerException);

    /// <summary>True: the error is about this place.</summary>
    internal bool IsTargetOf(PulpException error) => Path.Equals(error.Target as string, StringComparison.Ordinal);

    /// <summary>The store in the user's data folder. Errors: StoreNotFound when the account has none.</summary>
    internal static StorePlace OfUser()
    {
        // Not verified: with a fresh home the folder is missing, and the path would be empty.
        var data = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify);
        if (!System.IO.Path.IsPathFullyQualified(data))
            throw new PulpException(PulpErrors.StoreNotFound, $"This account has no data folder. Give -Store, or set $env:{Variable}.", data);
        var name = OperatingSystem.IsWindows() || OperatingSystem.IsMacOS() ? "PulpPS" : "pulpps";
        var path = System.IO.Path.Combine(data, name);
        return new(path, MadeAtFirstUse: true, path);
    }
}
