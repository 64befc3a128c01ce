using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Loader;
using Pulp.Model;

namespace Pulp.PS.Isolation;

/// <summary>
/// The private load context of the engine and its packages: other modules' versions of the same packages neither see nor disturb them.
/// Pulp.Model is shared, so that objects of the engine are the objects scripts know.
/// </summary>
internal sealed class EngineContext(string folder) : AssemblyLoadContext("PulpPS")
{
    protected override Assembly? Load(AssemblyName assemblyName)
    {
        var shared = typeof(IPulpHost).Assembly;
        if (assemblyName.Name == shared.GetName().Name)
            return shared;
        // What is not ours is the framework's: a second copy of it would not be the same types.
        return Find(assemblyName.Name + ".dll") is { } file ? LoadFromAssemblyPath(file) : null;
    }

    /// <summary>The file of an assembly: the one compiled ahead of time for this platform where there is one; null: not ours.</summary>
    internal string? Find(string file)
    {
        var everywhere = Path.Combine(folder, file);
        if (!File.Exists(everywhere))
            return null;
        var here = Path.Combine(folder, "precompiled", NativeLibraries.Platform, file);
        return File.Exists(here) ? here : everywhere;
    }

    protected override IntPtr LoadUnmanagedDll(string unmanagedDllName)
    {
        var name = Path.GetFileNameWithoutExtension(unmanagedDllName);
        if (name != NativeLibraries.Sqlite)
            return IntPtr.Zero;
        var tried = NativeLibraries.Candidates(folder, name);
        foreach (var path in tried.Where(File.Exists))
        {
            // A file for another C library is there and does not load: the next one may.
            if (NativeLibrary.TryLoad(path, out var handle))
                return handle;
        }
        throw new DllNotFoundException(
            $"PulpPS has no SQLite for this platform ({RuntimeInformation.RuntimeIdentifier}). Tried: {string.Join(", ", tried)}");
    }
}
