namespace Pulp.Model;

/// <summary>
/// The one door to the work: everything cmdlets ask for. It hides where the work is done; nothing in it presumes a file or a database.
/// Errors for users are <see cref="PulpException"/>. Every method may be called from any thread, and ends soon after its token is cancelled.
/// </summary>
public interface IPulp
{
    /// <summary>The place that was opened: the full path of the store.</summary>
    string Store { get; }

    /// <summary>What should be known of the place and is no error, for instance a file system whose locks nobody has tried; empty: nothing.</summary>
    IReadOnlyList<string> Warnings { get; }

    /// <summary>What the store is and how much it holds.</summary>
    Task<PulpStore> GetStoreAsync(CancellationToken cancel);

    /// <summary>
    /// Looks for what is missing, damaged or wrong in the database, and fetches files again from where they came. Gives each problem as it ends, repaired or with the
    /// reason why not. Damaged bytes are kept aside; nothing is deleted. Errors: RemoteNotFound, StoreFull.
    /// </summary>
    IAsyncEnumerable<PulpStoreProblem> RepairAsync(RepairRequest request, CancellationToken cancel);

    /// <summary>What <see cref="ClearOrphansAsync"/> would take away now. Changes nothing. Errors: InvalidSetting (a time below zero).</summary>
    Task<PulpOrphans> GetOrphansAsync(TimeSpan protectionTime, CancellationToken cancel);

    /// <summary>
    /// Takes away what no version needs: files stored or used longer ago than the protection time, and what is known of them. Work that goes on at the same
    /// time loses nothing. Errors: InvalidSetting (a time below zero).
    /// </summary>
    Task<PulpCleanup> ClearOrphansAsync(TimeSpan protectionTime, IProgress<PulpStoreProgress>? progress, CancellationToken cancel);

    /// <summary>Makes a repository with its empty version 0. Errors: InvalidName, RepositoryExists, RemoteNotFound.</summary>
    Task<PulpRepository> NewRepositoryAsync(NewRepository repository, CancellationToken cancel);

    /// <summary>Repositories by name. Null: all. An exact unknown name or id: RepositoryNotFound.</summary>
    IAsyncEnumerable<PulpRepository> GetRepositoriesAsync(PulpReference? which, CancellationToken cancel);

    /// <summary>Changes a repository. Errors: RepositoryNotFound, InvalidName, RepositoryExists, RemoteNotFound.</summary>
    Task<PulpRepository> SetRepositoryAsync(PulpReference which, RepositoryChange change, IProgress<string>? waiting, CancellationToken cancel);

    /// <summary>Removes a repository with all its versions. It waits for tasks that hold it, telling <paramref name="waiting"/> what for.</summary>
    Task RemoveRepositoryAsync(PulpReference which, IProgress<string>? waiting, CancellationToken cancel);

    /// <summary>What removing the repository would lose for good.</summary>
    Task<PulpLoss> GetRepositoryLossAsync(PulpReference which, CancellationToken cancel);

    /// <summary>Versions of a repository, newest first. A number that is not there: VersionNotFound.</summary>
    IAsyncEnumerable<PulpRepositoryVersion> GetRepositoryVersionsAsync(PulpReference repository, VersionQuery query, CancellationToken cancel);

    /// <summary>Makes a remote. Errors: InvalidName, RemoteExists, InvalidUrl, InvalidFilter (one for all bad entries), InvalidSetting.</summary>
    Task<PulpPythonRemote> NewRemoteAsync(RemoteSettings settings, CancellationToken cancel);

    /// <summary>Checks settings as New- and Set- would and changes nothing: for -WhatIf. <paramref name="which"/> null: a new remote.</summary>
    Task CheckRemoteAsync(PulpReference? which, RemoteSettings settings, CancellationToken cancel);

    /// <summary>Remotes by name. Null: all. An exact unknown name or id: RemoteNotFound.</summary>
    IAsyncEnumerable<PulpPythonRemote> GetRemotesAsync(PulpReference? which, CancellationToken cancel);

    /// <summary>Changes a remote; all or nothing.</summary>
    Task<PulpPythonRemote> SetRemoteAsync(PulpReference which, RemoteSettings settings, CancellationToken cancel);

    /// <summary>Removes a remote. Repositories that used it have none afterwards.</summary>
    Task RemoveRemoteAsync(PulpReference which, CancellationToken cancel);

    /// <summary>What removing the remote would lose: files not downloaded that no other remote has.</summary>
    Task<PulpLoss> GetRemoteLossAsync(PulpReference which, CancellationToken cancel);

    /// <summary>Asks the remote's index for a page, as a sync would, and says what came of it. Writes nothing.</summary>
    Task<PulpRemoteStatus> TestRemoteAsync(PulpReference which, CancellationToken cancel);

    /// <summary>What the remote's filters say of the files of its index, by project and in the page's order. Writes nothing. A project whose page is not found: an error of its code (PulpErrors.PageStatus …), after all others.</summary>
    IAsyncEnumerable<PulpFilterDecision> TestFilterAsync(PulpReference remote, FilterQuery query, CancellationToken cancel);

    /// <summary>
    /// Starts a sync and returns its task at once. Errors: RepositoryNotFound, RemoteNotFound, InvalidFilter (a name the remote does not include), InvalidSetting; of a
    /// plan also PlanStale, InvalidPlan, and the code of its fault.
    /// </summary>
    Task<PulpTask> StartSyncAsync(SyncRequest request, CancellationToken cancel);

    /// <summary>
    /// What a sync would do now. Writes nothing. Errors as those of <see cref="StartSyncAsync"/>; a limit that it would exceed is the plan's fault. Asked of a plan it is
    /// that plan, checked as if it were to be done.
    /// </summary>
    Task<PulpSyncPlan> GetSyncPlanAsync(SyncRequest request, CancellationToken cancel);

    /// <summary>Tasks, newest first.</summary>
    IAsyncEnumerable<PulpTask> GetTasksAsync(TaskQuery query, CancellationToken cancel);

    /// <summary>
    /// Snapshots of tasks whenever one of them has moved, the first of each at once; ends when all are finished and the last snapshot of each was given.
    /// Signalled for tasks of this process, asked every 200 ms for others. An unknown id: TaskNotFound.
    /// </summary>
    IAsyncEnumerable<PulpTask> WatchAsync(IReadOnlyList<Guid> tasks, CancellationToken cancel);

    /// <summary>Asks a task to stop, wherever it runs, and returns at once. A finished one stays as it is.</summary>
    Task<PulpTask> CancelTaskAsync(Guid task, CancellationToken cancel);

    /// <summary>Forgets a finished task. Errors: TaskNotFound, TaskNotFinished.</summary>
    Task RemoveTaskAsync(Guid task, CancellationToken cancel);

    /// <summary>Content by project name, version newest first, file name. Errors: RepositoryNotFound, VersionNotFound, InvalidSpecifier, InvalidFilter (a package type there is not).</summary>
    IAsyncEnumerable<PulpPythonPackage> GetContentAsync(ContentQuery query, CancellationToken cancel);

    /// <summary>Of the exact project names, file names and digests of a query, those that nothing in its version has, as given.</summary>
    Task<IReadOnlyList<string>> GetMissingContentAsync(ContentQuery query, CancellationToken cancel);

    /// <summary>Tasks of this process that have not ended.</summary>
    IReadOnlyList<PulpTask> RunningHere { get; }
}
