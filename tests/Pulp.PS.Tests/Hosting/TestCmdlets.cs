using System.Management.Automation;
using System.Reflection;
using Pulp.PS.Base;

namespace Pulp.PS.Tests.Hosting;

/// <summary>Cmdlets for tests: stand-ins for those of Utility, which the bare engine lacks, and one that runs any work.</summary>
internal static class TestCmdlets
{
    internal static readonly (string Name, Type Type)[] All =
    [
        ("Select-First", typeof(SelectFirstCommand)),
        ("Invoke-Work", typeof(InvokeWorkCommand)),
        ("Invoke-Slowly", typeof(InvokeSlowlyCommand)),
    ];
}

/// <summary>Ends the pipeline after n objects, in the way of Select-Object -First.</summary>
[Cmdlet(VerbsCommon.Select, "First")]
public sealed class SelectFirstCommand : PSCmdlet
{
    private int _left;

    [Parameter(Position = 0)]
    public int Count { get; set; } = 1;

    [Parameter(ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    protected override void BeginProcessing() => _left = Count;

    protected override void ProcessRecord()
    {
        WriteObject(InputObject);
        if (--_left > 0)
            return;
        var type = typeof(PSCmdlet).Assembly.GetType("System.Management.Automation.StopUpstreamCommandsException", throwOnError: true)!;
        throw (Exception)Activator.CreateInstance(type, BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic, null, [this], null)!;
    }
}

/// <summary>Takes its time with each object, as a consumer that must slow the producer.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "Slowly")]
public sealed class InvokeSlowlyCommand : PSCmdlet
{
    [Parameter(Mandatory = true, Position = 0)]
    public Action<object> Action { get; set; } = null!;

    [Parameter(ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    protected override void ProcessRecord() => Action(InputObject!.BaseObject);
}

/// <summary>Runs work that a test brings, in each block.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "Work", SupportsShouldProcess = true)]
public sealed class InvokeWorkCommand : PulpCmdlet
{
    [Parameter(Position = 0)]
    public object? Work { get; set; }

    [Parameter]
    public object? AtEnd { get; set; }

    [Parameter(ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    private protected override PipelineWork? Process() => Of(Work);

    private protected override PipelineWork? End() => Of(AtEnd);

    private static PipelineWork? Of(object? work) => (PipelineWork?)(work is PSObject wrapped ? wrapped.BaseObject : work);
}
