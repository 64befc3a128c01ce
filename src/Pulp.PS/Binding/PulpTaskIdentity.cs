using Pulp.Model;

namespace Pulp.PS.Binding;

/// <summary>Names a task: by the object, its id or its address. Tasks have no names; another text is an id that no task has.</summary>
public sealed class PulpTaskIdentity : PulpIdentity
{
    /// <summary>The task itself.</summary>
    public PulpTaskIdentity(PulpTask task)
        : base(task.Id, null, task.Store, task)
    {
    }

    /// <summary>The text of an id, or an address.</summary>
    public PulpTaskIdentity(string text)
        : base(text, PulpHref.Task)
    {
    }

    /// <summary>An id.</summary>
    public PulpTaskIdentity(Guid id)
        : base(id, null, null, id)
    {
    }

    /// <summary>The id. Error: TaskNotFound for a text that is none.</summary>
    internal Guid Required() => Id ?? throw new PulpException(PulpErrors.TaskNotFound, $"No task has the id '{Name}': the id of a task is a GUID.", Given);
}
