using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using Pulp.Model;

namespace Pulp.Engine.Store;

/// <summary>
/// Seals secrets so that only this user on this machine can open them (STORE, Secrets). ASP.NET's data protection does it, with a ring of keys in the user's
/// profile; it is not touched, nor loaded, where no secret is. Nothing is held between calls: another process may have added a key.
/// </summary>
/// <param name="store">The folder of the store.</param>
/// <param name="keys">Where the keys are, other than the user's folder; null: there.</param>
internal sealed class SecretVault(string store, string? keys = null)
{
    /// <summary>Seals a secret for its owner and use. Error: ServerUnavailable.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal byte[] Seal(Guid owner, string use, byte[] secret)
    {
        string folder = keys ?? KeyFolder.OfUser();
        KeyFolder.Prepare(folder, store);
        try
        {
            using ServiceProvider services = Build(folder, mayAddKeys: true);
            return Protector(services, owner, use).Protect(secret);
        }
        catch (Exception error) when (IsFault(error))
        {
            throw KeyFolder.Unavailable($"the keys in '{folder}' cannot be used ({error.Message.TrimEnd('.')})", folder, error);
        }
    }

    /// <summary>Opens what was sealed; null: not by this user on this machine.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal byte[]? Open(Guid owner, string use, byte[] sealedSecret)
    {
        try
        {
            string folder = keys ?? KeyFolder.OfUser();
            if (!Directory.Exists(folder)) return null;
            using ServiceProvider services = Build(folder, mayAddKeys: false);
            return Protector(services, owner, use).Unprotect(sealedSecret);
        }
        catch (Exception error) when (IsFault(error) || error is PulpException)
        {
            return null;
        }
    }

    private static IDataProtector Protector(ServiceProvider services, Guid owner, string use) =>
        services.GetRequiredService<IDataProtectionProvider>().CreateProtector("PulpPS.Remote", owner.ToString("D"), use);

    private static ServiceProvider Build(string folder, bool mayAddKeys)
    {
        var services = new ServiceCollection();
        IDataProtectionBuilder protection = services.AddDataProtection().SetApplicationName("PulpPS").PersistKeysToFileSystem(new DirectoryInfo(folder));
        if (OperatingSystem.IsWindows()) protection.ProtectKeysWithDpapi();
        // Reading writes nothing.
        if (!mayAddKeys) protection.DisableAutomaticKeyGeneration();
        return services.BuildServiceProvider();
    }

    // The last is what a ring without any usable key gives.
    private static bool IsFault(Exception error) => error is CryptographicException or IOException or UnauthorizedAccessException or InvalidOperationException;
}
