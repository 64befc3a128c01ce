using System.Management.Automation;

namespace Pulp.PS.Shell.Hosting;

/// <summary>
/// Out-Default, begun anew where objects of the module follow objects of another type, or a text. A script is one pipeline, and the
/// engine lays out all of a pipeline in the shape of its first object: versions after repositories would come as lists, and rows after
/// a heading without a head.
/// </summary>
[Cmdlet("Out", Noun)]
public sealed class OutShellCommand : PSCmdlet, IDisposable
{
    internal const string Name = "Out-" + Noun;

    private const string Noun = "PulpShell";
    private const string Ours = "Pulp.Model.";

    private SteppablePipeline? _out;
    private string? _shape;
    private bool _text;

    /// <summary>What is to be shown; anything.</summary>
    [Parameter(ValueFromPipeline = true)]
    [AllowNull]
    public PSObject? InputObject { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (Shape(InputObject) is { } shape)
        {
            if (_shape is not null && (shape != _shape || _text) && (shape.StartsWith(Ours, StringComparison.Ordinal) || _shape.StartsWith(Ours, StringComparison.Ordinal)))
                End();
            (_shape, _text) = (shape, false);
        }
        _text |= InputObject?.BaseObject is string;
        if (_out is null)
        {
            _out = ScriptBlock.Create(@"Microsoft.PowerShell.Core\Out-Default").GetSteppablePipeline(CommandOrigin.Internal);
            _out.Begin(true);
        }
        _out.Process(InputObject);
    }

    /// <inheritdoc/>
    protected override void EndProcessing() => End();

    /// <inheritdoc/>
    public void Dispose() => _out?.Dispose();

    private void End()
    {
        _out?.End();
        _out?.Dispose();
        _out = null;
    }

    // Texts, numbers and records of the other streams are shown anywhere and give no shape; nor do objects that bring their own (Format-Table).
    private static string? Shape(PSObject? shown) => shown?.BaseObject switch
    {
        null or string or ValueType or ErrorRecord or InformationRecord or InformationalRecord => null,
        var value when value.GetType().Namespace == "Microsoft.PowerShell.Commands.Internal.Format" => null,
        _ => shown.TypeNames.FirstOrDefault(),
    };
}
