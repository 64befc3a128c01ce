using Pulp.Testing;

namespace Pulp.Engine.Tests.Processes;

/// <summary>Starts this assembly again as another process of the store.</summary>
internal static class SecondProcess
{
    internal static ChildProcess Start(params string[] arguments) => ChildProcess.Start("dotnet", Arguments(arguments));

    internal static Task<ChildResult> RunAsync(IReadOnlyDictionary<string, string?>? environment, params string[] arguments) =>
        ChildProcess.RunAsync("dotnet", Arguments(arguments), environment: environment);

    internal static string[] Arguments(params string[] arguments) => ["exec", typeof(SecondProcess).Assembly.Location, .. arguments];
}
