using System.Management.Automation;

namespace Pulp.PS.Base;

/// <summary>What work can ask of the pipeline's thread.</summary>
internal enum PipelineCall
{
    Object,
    Error,
    Warning,
    Verbose,
    Debug,
    Progress,
    ShouldProcess,
    ShouldContinue,
}

/// <summary>One thing the pipeline's thread is to do.</summary>
/// <param name="Call">What.</param>
/// <param name="Value">The object, record, text or target.</param>
/// <param name="Action">The action or caption of a question.</param>
/// <param name="Target">What a question is about: the target of the error when nobody can be asked.</param>
/// <param name="Answer">Where the answer to a question goes.</param>
internal readonly record struct PipelineItem(PipelineCall Call, object? Value, string? Action = null, object? Target = null, TaskCompletionSource<bool>? Answer = null)
{
    internal static PipelineItem Progress(ProgressRecord record) => new(PipelineCall.Progress, record);
}
