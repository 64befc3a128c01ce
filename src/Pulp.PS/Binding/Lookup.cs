using System.Runtime.CompilerServices;
using Pulp.Model;

namespace Pulp.PS.Binding;

/// <summary>What references name, looked up through the store.</summary>
internal static class Lookup
{
    /// <summary>The one repository. Error: RepositoryNotFound.</summary>
    internal static async Task<PulpRepository> RepositoryAsync(IPulp pulp, PulpReference which, CancellationToken cancel)
    {
        await foreach (var repository in pulp.GetRepositoriesAsync(which, cancel))
            return repository;
        throw new PulpException(PulpErrors.RepositoryNotFound, $"There is no repository '{which}'.", which.Given);
    }

    /// <summary>The one remote. Error: RemoteNotFound.</summary>
    internal static async Task<PulpPythonRemote> RemoteAsync(IPulp pulp, PulpReference which, CancellationToken cancel)
    {
        await foreach (var remote in pulp.GetRemotesAsync(which, cancel))
            return remote;
        throw new PulpException(PulpErrors.RemoteNotFound, $"There is no remote '{which}'.", which.Given);
    }

    /// <summary>The one task. Error: TaskNotFound.</summary>
    internal static async Task<PulpTask> TaskAsync(IPulp pulp, PulpTaskIdentity which, CancellationToken cancel)
    {
        await foreach (var task in pulp.GetTasksAsync(new TaskQuery { Ids = [which.Required()] }, cancel))
            return task;
        throw new PulpException(PulpErrors.TaskNotFound, $"There is no task '{which}'.", which.Given);
    }

    /// <summary>The repositories of a pattern, each by its id; another reference stays as it is, to be judged where it is used.</summary>
    internal static async IAsyncEnumerable<PulpReference> ExpandAsync(IPulp pulp, PulpReference which, [EnumeratorCancellation] CancellationToken cancel)
    {
        if (!which.IsPattern)
        {
            yield return which;
            yield break;
        }
        await foreach (var repository in pulp.GetRepositoriesAsync(which, cancel))
            yield return ById(repository, which);
    }

    /// <summary>A repository that was found, so that a new name does not lose it.</summary>
    internal static PulpReference ById(PulpRepository repository, PulpReference which) =>
        new() { Id = repository.Id, Name = repository.Name, Store = repository.Store, Given = which.Given };

    /// <summary>A remote that was found, so that a new name does not lose it.</summary>
    internal static PulpReference ById(PulpPythonRemote remote, PulpReference which) =>
        new() { Id = remote.Id, Name = remote.Name, Store = remote.Store, Given = which.Given };
}
