using System.Management.Automation;
using System.Reflection;
using System.Runtime.CompilerServices;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Pulp.PS.Tests.Guidelines;

/// <summary>What the compiled code may and may not do.</summary>
public sealed class CodeTests : IDisposable
{
    private readonly ModuleDefinition _module = ModuleDefinition.ReadModule(Cmdlets.Assembly.Location);

    public void Dispose() => _module.Dispose();

    [Fact]
    public void OnlyTheEndOfTheProcessSpeaksToTheConsole() =>
        Assert.Equal(["Pulp.PS.Isolation.EndOfProcess"], Callers(m => m.DeclaringType.FullName == "System.Console"));

    [Fact]
    public void OnlyThePumpStartsThreads() =>
        Assert.Equal(["Pulp.PS.Base.PipelinePump"], Callers(m => (m.DeclaringType.FullName == "System.Threading.Tasks.Task" && m.Name is "Run" or "StartNew")
            || (m.DeclaringType.FullName is "System.Threading.Thread" or "System.Threading.ThreadPool" && m.Name is ".ctor" or "QueueUserWorkItem")));

    [Fact]
    public void OnlyTheBaseTouchesTheStreams() =>
        Assert.Equal(["Pulp.PS.Base.PulpCmdlet"], Callers(m => m.DeclaringType.FullName == "System.Management.Automation.Cmdlet"
            && m.Name is "WriteObject" or "WriteError" or "WriteWarning" or "WriteVerbose" or "WriteDebug" or "WriteProgress" or "WriteInformation" or "ShouldProcess" or "ShouldContinue" or "ThrowTerminatingError"));

    [Fact]
    public void WhoAsksWhateverConfirmSaysTakesForce() =>
        Assert.Equal(
            Cmdlets.All.Where(c => c["Force"] is not null).Select(c => c.Type.FullName!).Order(StringComparer.Ordinal),
            Callers(m => m.DeclaringType.Name == "AsyncPipeline" && m.Name == "ShouldContinueAsync").Where(c => c != "Pulp.PS.Base.AsyncPipeline"));

    [Fact]
    public void ParametersAreNeverAssigned()
    {
        var setters = Cmdlets.All.SelectMany(c => c.Parameters.Select(p => $"{c.Type.FullName}.set_{p.Name}")).ToHashSet();
        var bases = Cmdlets.All.SelectMany(c => c.Parameters.Select(p => $"set_{p.Name}")).ToHashSet();
        var assigned = from method in Methods()
                       from instruction in method.Body.Instructions
                       where instruction.OpCode == OpCodes.Call || instruction.OpCode == OpCodes.Callvirt
                       let called = (MethodReference)instruction.Operand
                       where setters.Contains($"{called.DeclaringType.FullName}.{called.Name}")
                           || (called.DeclaringType.Namespace == "Pulp.PS.Base" && bases.Contains(called.Name))
                       select $"{method.FullName} assigns {called.Name}";
        Assert.Equal([], assigned);
    }

    [Fact]
    public void AsyncCodeNeverHoldsTheCmdlet()
    {
        // Closures and state machines: what runs beside the pipeline's thread. The iterator of a base would show here too.
        var holders = Cmdlets.Assembly.GetTypes().Where(t => t.GetCustomAttribute<CompilerGeneratedAttribute>() is not null)
            .SelectMany(t => t.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic))
            .Where(f => typeof(Cmdlet).IsAssignableFrom(f.FieldType)).Select(f => $"{f.DeclaringType} holds {f.FieldType}");
        Assert.Equal([], holders);
    }

    [Fact]
    public void CmdletsAreShort()
    {
        var folder = Path.Combine(Hosting.Module.Root, "src", "Pulp.PS");
        Assert.Equal([], Directory.EnumerateFiles(Path.Combine(folder, "Commands"), "*.cs", SearchOption.AllDirectories).Where(f => File.ReadLines(f).Count() >= 120));
        Assert.Equal([], Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories).Where(f => File.ReadLines(f).Count() > 250));
    }

    [Fact]
    public void NothingOfTheEngineOrAPackageIsReferenced()
    {
        string[] fine = ["Pulp.Model", "System.Management.Automation", "netstandard", "mscorlib"];
        Assert.Equal([], Cmdlets.Assembly.GetReferencedAssemblies().Select(a => a.Name!).Where(n => !fine.Contains(n) && !n.StartsWith("System.", StringComparison.Ordinal)));
    }

    private IEnumerable<MethodDefinition> Methods() => _module.GetTypes().SelectMany(t => t.Methods).Where(m => m.HasBody);

    /// <summary>The top-level types with a call of such a method.</summary>
    private List<string> Callers(Func<MethodReference, bool> called) =>
        [.. Methods().Where(m => m.Body.Instructions.Any(i => i.Operand is MethodReference r && called(r))).Select(m => Outermost(m.DeclaringType).FullName).Distinct().Order(StringComparer.Ordinal)];

    private static TypeDefinition Outermost(TypeDefinition type) => type.DeclaringType is { } outer ? Outermost(outer) : type;
}
