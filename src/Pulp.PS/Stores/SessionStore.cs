using System.Management.Automation.Runspaces;
using System.Runtime.CompilerServices;

namespace Pulp.PS.Stores;

/// <summary>The store each runspace is connected to. Runspaces do not see each other's.</summary>
internal static class SessionStore
{
    private static readonly ConditionalWeakTable<Runspace, string> Paths = [];

    /// <summary>The path of the current runspace's store; null: it is not connected.</summary>
    internal static string? Current => Runspace.DefaultRunspace is { } runspace && Paths.TryGetValue(runspace, out var path) ? path : null;

    internal static void Connect(Runspace runspace, string path) => Paths.AddOrUpdate(runspace, path);

    internal static void Disconnect(Runspace runspace) => Paths.Remove(runspace);
}
