using System.Management.Automation;
using System.Reflection;
using Pulp.Model;

namespace Pulp.PS.Base;

/// <summary>Errors as PowerShell has them: id, category and target from the one table, a sentence for the user, never a stack trace.</summary>
internal static class ErrorRecords
{
    /// <param name="fault">What was thrown.</param>
    /// <param name="subject">What the cmdlet was working on: the target of a fault that names none.</param>
    internal static ErrorRecord Of(Exception fault, object? subject)
    {
        var error = ForUser(fault);
        var category = Row(error) is { } row ? Enum.Parse<ErrorCategory>(row.Category.ToString()) : ErrorCategory.InvalidOperation;
        return new ErrorRecord(error, error.Id, category, error.Target ?? subject);
    }

    /// <summary>True: it ends the cmdlet. False: it concerns one subject, and the pipeline goes on.</summary>
    internal static bool EndsCmdlet(Exception fault) => fault is CmdletEndException || Row(ForUser(fault)) is not { Terminating: false };

    private static PulpErrorDefinition? Row(PulpException error) => PulpErrors.All.GetValueOrDefault(error.Id);

    private static PulpException ForUser(Exception fault) => fault switch
    {
        PulpException error => error,
        CmdletEndException end => end.Error,
        TargetInvocationException or TypeInitializationException or AggregateException { InnerExceptions.Count: 1 } when fault.InnerException is { } inner => ForUser(inner),
        DllNotFoundException or BadImageFormatException or FileLoadException or FileNotFoundException { FileName: not null } => new PulpException(PulpErrors.ServerUnavailable, fault.Message, null, fault),
        _ => new PulpException(PulpErrors.UnexpectedError, $"A fault in PulpPS: {fault.Message} ({fault.GetType().Name})", null, fault),
    };
}

/// <summary>Ends the cmdlet with an error that elsewhere would concern one subject only.</summary>
internal sealed class CmdletEndException(PulpException error) : Exception(error.Message, error)
{
    internal PulpException Error => error;
}
