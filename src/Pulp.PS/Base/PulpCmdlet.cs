using System.Management.Automation;
using System.Management.Automation.Host;
using System.Reflection;
using Pulp.Model;
using Pulp.PS.Binding;

namespace Pulp.PS.Base;

/// <summary>
/// The base of all cmdlets. A block (Begin, Process, End) reads its parameters on the pipeline's thread and returns the work,
/// which the pump runs; a block without work returns null. Errors of work are reported by the table of <see cref="PulpErrors"/>.
/// </summary>
public abstract class PulpCmdlet : PSCmdlet, IDisposable
{
    private static readonly string[] SubjectNames = ["Repository", "Remote", "Task", "Id", "Name", "Path", "Store"];

    private readonly CancellationTokenSource _stop = new();
    private readonly PipelineThread _thread;

    private protected PulpCmdlet() => _thread = new(this);

    private protected virtual PipelineWork? Begin() => null;

    private protected virtual PipelineWork? Process() => null;

    private protected virtual PipelineWork? End() => null;

    /// <inheritdoc/>
    protected sealed override void BeginProcessing() => Run(Begin);

    /// <inheritdoc/>
    protected sealed override void ProcessRecord() => Run(Process);

    /// <inheritdoc/>
    protected sealed override void EndProcessing() => Run(End);

    /// <inheritdoc/>
    protected sealed override void StopProcessing()
    {
        try
        {
            // Another thread calls this and must not be held up by those who listen to the token.
            _ = _stop.CancelAsync();
        }
        catch (ObjectDisposedException)
        {
            // The cmdlet ended at the same moment: there is nothing left to stop.
        }
    }

    /// <summary>True when the parameter was given, by name, position or pipeline, whatever its value.</summary>
    private protected bool IsGiven(string parameter) => MyInvocation.BoundParameters.ContainsKey(parameter);

    /// <summary>True under -WhatIf, given or set for the session, in a cmdlet that heeds it.</summary>
    private protected bool IsDryRun()
    {
        if (GetType().GetCustomAttribute<CmdletAttribute>() is not { SupportsShouldProcess: true })
            return false;
        return MyInvocation.BoundParameters.TryGetValue("WhatIf", out var given) ? given is SwitchParameter { IsPresent: true }
            : LanguagePrimitives.IsTrue(GetVariableValue("WhatIfPreference"));
    }

    private void Run(Func<PipelineWork?> prepare)
    {
        PipelineWork? work;
        try
        {
            work = prepare();
        }
        catch (PulpException fault)
        {
            Report(fault);
            return;
        }
        if (work is not null && PipelinePump.Run(work, _thread, _stop.Token) is { } error)
            Report(error);
    }

    private void Report(Exception fault)
    {
        if (fault is OperationCanceledException && _stop.IsCancellationRequested)
            return;
        if (ErrorRecords.EndsCmdlet(fault))
            ThrowTerminatingError(ErrorRecords.Of(fault, Subject()));
        _thread.Do(new(PipelineCall.Error, fault));
    }

    /// <summary>What was given first of the parameters that say what to work on, as it was given; null: none was.</summary>
    private object? Subject() => SubjectNames.Select(n => Given(MyInvocation.BoundParameters.GetValueOrDefault(n))).FirstOrDefault(v => v is not null);

    private static object? Given(object? bound) => bound switch
    {
        PulpIdentity identity => identity.Given,
        PulpStoreIdentity store => store.Given,
        PulpIdentity[] and [var only] => only.Given,
        PulpIdentity[] several => Array.ConvertAll(several, i => i.Given),
        _ => bound,
    };

    /// <summary>The last moment of the cmdlet, however its pipeline ended: for what a block has begun and no later one took over.</summary>
    private protected virtual void Abandon()
    {
    }

    /// <summary>Lets go of what stops the work.</summary>
    public void Dispose()
    {
        Abandon();
        _stop.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>What the pump does on the pipeline's thread.</summary>
    private sealed class PipelineThread(PulpCmdlet cmdlet) : IPipelineThread
    {
        private bool _yesToAll;
        private bool _noToAll;

        public bool Do(PipelineItem item)
        {
#pragma warning disable RS0030 // The one place where the streams are touched: on the pipeline's thread.
            switch (item.Call)
            {
                case PipelineCall.Object: cmdlet.WriteObject(item.Value); break;
                case PipelineCall.Error: cmdlet.WriteError(ErrorRecords.Of((Exception)item.Value!, cmdlet.Subject())); break;
                case PipelineCall.Warning: cmdlet.WriteWarning((string)item.Value!); break;
                case PipelineCall.Verbose: cmdlet.WriteVerbose((string)item.Value!); break;
                case PipelineCall.Debug: cmdlet.WriteDebug((string)item.Value!); break;
                case PipelineCall.Progress: cmdlet.WriteProgress((ProgressRecord)item.Value!); break;
                case PipelineCall.ShouldProcess: return cmdlet.ShouldProcess((string)item.Value!, item.Action);
                case PipelineCall.ShouldContinue: return Ask(item);
                default: throw new InvalidOperationException($"Unknown call {item.Call}.");
            }
#pragma warning restore RS0030
            return true;
        }

        private bool Ask(PipelineItem question)
        {
            var query = (string)question.Value!;
            try
            {
                return cmdlet.ShouldContinue(query, question.Action, ref _yesToAll, ref _noToAll);
            }
            catch (Exception nobody) when (MeansNobody(nobody))
            {
                throw new PulpException(PulpErrors.ConfirmationNeeded, $"{query} Nobody can be asked here: give -Force if they may go.", question.Target, nobody);
            }
        }

        // The last is what the console of pwsh throws at the end of its standard input, as under cron.
        private static bool MeansNobody(Exception fault) =>
            fault is PSInvalidOperationException or HostException or NotImplementedException or NotSupportedException or NullReferenceException;
    }
}
