using System.Reflection;
using Pulp.Model;

namespace Pulp.PS.Isolation;

/// <summary>Opens the engine, once in a process. However often the module is imported, the process has one engine and its running tasks.</summary>
internal static class EngineLoader
{
    private const string TypeName = "Pulp.Engine.PulpHost";

    private static readonly Lazy<IPulpHost> Loaded = new(Load);

    /// <summary>The engine; loaded at first use. Errors: ServerUnavailable (the module is incomplete), ModuleMismatch.</summary>
    internal static IPulpHost Host => Loaded.Value;

    private static IPulpHost Load()
    {
        var folder = Path.Combine(Path.GetDirectoryName(typeof(EngineLoader).Assembly.Location)!, "lib");
        var context = new EngineContext(folder);
        const string Name = "Pulp.Engine.dll";
        if (context.Find(Name) is not { } file)
            throw new PulpException(PulpErrors.ServerUnavailable, $"The module is not complete: '{Path.Combine(folder, Name)}' is missing. Install it again.", folder);
        var type = context.LoadFromAssemblyPath(file).GetType(TypeName, throwOnError: false);
        if (type is null || Create(type) is not IPulpHost host)
            throw new PulpException(PulpErrors.ModuleMismatch, $"'{file}' is not the engine of this PulpPS. A new version of the module needs a new session.", file);
        EndOfProcess.Watch(host);
        return host;
    }

    private static object? Create(Type type) =>
        Activator.CreateInstance(type, BindingFlags.DoNotWrapExceptions | BindingFlags.Public | BindingFlags.Instance, null, null, null);
}
