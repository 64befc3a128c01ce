using System.Runtime.CompilerServices;
using Pulp.Testing;

namespace Pulp.PS.Tests.Hosting;

/// <summary>Secrets of tests are sealed with keys of theirs: the user's own stay as they are.</summary>
internal static class OwnKeys
{
    private static readonly TemporaryFolder Folder = new();

#pragma warning disable CA2255 // The one thing that must be so before any test of this process runs.
    [ModuleInitializer]
    internal static void Use()
#pragma warning restore CA2255
    {
        Environment.SetEnvironmentVariable("PULP_KEYS", Folder["keys"]);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Folder.Dispose();
    }
}
