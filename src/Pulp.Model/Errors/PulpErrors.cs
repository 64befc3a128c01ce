using System.Collections.Frozen;

namespace Pulp.Model;

/// <summary>One row of the table of errors: an id that scripts rely on, with its category.</summary>
/// <param name="Id">The stable id, the first half of PowerShell's FullyQualifiedErrorId.</param>
/// <param name="Category">The category, as PowerShell names it.</param>
/// <param name="Terminating">True when it ends the cmdlet; false when the rest of the pipeline goes on.</param>
/// <param name="Meaning">What happened and what to do, in a sentence or two (about_PulpPS_Errors).</param>
public sealed record PulpErrorDefinition(string Id, PulpErrorCategory Category, bool Terminating, string Meaning);

/// <summary>
/// The one table of error ids. Ids, categories and targets are a contract (about_PulpPS_Errors). What a plan or a filter test meets at
/// the index is an error whose id is the code that a sync would note for it.
/// </summary>
public static class PulpErrors
{
    /// <summary>All ids, by name (exact letter case).</summary>
    public static IReadOnlyDictionary<string, PulpErrorDefinition> All => Table;

    private static readonly FrozenDictionary<string, PulpErrorDefinition> Table = new PulpErrorDefinition[]
    {
        new(nameof(RepositoryNotFound), PulpErrorCategory.ObjectNotFound, false, "No repository has that name or id. Get-PulpRepository lists those there are."),
        new(nameof(RemoteNotFound), PulpErrorCategory.ObjectNotFound, false, "No remote has that name or id, or none was given and the repository has none. Give -Remote, or set one with Set-PulpRepository -Remote."),
        new(nameof(VersionNotFound), PulpErrorCategory.ObjectNotFound, false, "The repository has no version of that number. Get-PulpRepositoryVersion lists those there are."),
        new(nameof(TaskNotFound), PulpErrorCategory.ObjectNotFound, false, "No task has that id. Get-PulpTask lists those there are."),
        new(nameof(ContentNotFound), PulpErrorCategory.ObjectNotFound, false, "No content has that name, file name or sha256 where it was looked for."),
        new(nameof(RepositoryExists), PulpErrorCategory.ResourceExists, false, "A repository of that name exists (letter case does not count). Take another name, or Set-PulpRepository."),
        new(nameof(RemoteExists), PulpErrorCategory.ResourceExists, false, "A remote of that name exists (letter case does not count). Take another name, or Set-PulpPythonRemote."),
        new(nameof(InvalidName), PulpErrorCategory.InvalidArgument, true, "A name has 1 to 128 ASCII letters, digits, dots, underscores and dashes, and is not the text of a GUID."),
        new(nameof(InvalidUrl), PulpErrorCategory.InvalidArgument, true, "A remote's url is http, https, file or a local folder, without user, query and fragment; a proxy's is http or https and a host."),
        new(nameof(InvalidFilter), PulpErrorCategory.InvalidArgument, true, "Entries of -Include or -Exclude, or another rule of selection, cannot be used. The message quotes every bad one with its reason; see about_PulpPS_Filters."),
        new(nameof(InvalidSpecifier), PulpErrorCategory.InvalidArgument, true, "The text is not a version specifier by PEP 440."),
        new(nameof(InvalidPackage), PulpErrorCategory.InvalidData, false, "A file is no wheel or source distribution that can be read: damaged, cut, hostile, of another project than its name says, or of a kind that is not read. The message says what is wrong and where."),
        new(nameof(InvalidSetting), PulpErrorCategory.InvalidArgument, true, "A number or a choice is outside what is allowed. The message says what is."),
        new(nameof(InvalidPlan), PulpErrorCategory.InvalidData, true, "The plan was changed after it was made, so that it cannot be done. Take a plan as Get-PulpSyncPlan wrote it."),
        new(nameof(StoreNotFound), PulpErrorCategory.ObjectNotFound, true, "There is no store at that place. Connect-PulpStore -Create makes one in a new or empty folder."),
        new(nameof(StoreCorrupt), PulpErrorCategory.InvalidData, true, "The store's database cannot be read, or is not one of PulpPS. Keep the folder, and restore a backup beside it."),
        new(nameof(StoreTooNew), PulpErrorCategory.InvalidData, true, "The store was made or migrated by a newer PulpPS. Update the module in every session that uses it."),
        new(nameof(StoreNotLocal), PulpErrorCategory.InvalidArgument, true, "A store must lie on a local file system: locks on network shares cannot be trusted."),
        new(nameof(StoreMismatch), PulpErrorCategory.InvalidArgument, true, "The objects of one call belong to different stores."),
        new(nameof(StoreFull), PulpErrorCategory.ResourceUnavailable, true, "The disk of the store is full. Nothing was lost; free some space and run it again."),
        new(nameof(StoreLocksDisabled), PulpErrorCategory.ResourceUnavailable, true, "File locks do not work here (DOTNET_SYSTEM_IO_DISABLEFILELOCKING?), so that several processes could damage the store."),
        new(nameof(StoreBusy), PulpErrorCategory.ResourceBusy, true, "Another process held the store for 30 seconds, or a migration waits for the processes that the message names."),
        new(nameof(StoreAccessDenied), PulpErrorCategory.ResourceUnavailable, true, "The account may not read or write the store's folder."),
        new(nameof(ModuleMismatch), PulpErrorCategory.InvalidOperation, true, "Parts of two versions of PulpPS are loaded. A new version of the module needs a new session."),
        new(nameof(ServerUnavailable), PulpErrorCategory.ResourceUnavailable, true, "The work cannot be done here. The message says what is missing."),
        new(nameof(PlanStale), PulpErrorCategory.InvalidOperation, true, "Since the plan was made the repository has got another version, or the remote was changed. Make a new plan with Get-PulpSyncPlan."),
        new(nameof(TaskFailed), PulpErrorCategory.OperationStopped, false, "A task that was waited for Failed or was Canceled. Its Error says why; the task is the target."),
        new(nameof(RemovalLimitExceeded), PulpErrorCategory.LimitsExceeded, false, "A sync would have removed more files than -MaximumRemoval allows, and changed nothing. The task is the target; with -WhatIf the plan is."),
        new(nameof(TaskTimeout), PulpErrorCategory.OperationTimeout, false, "The time of Wait-PulpTask -Timeout has passed. The task goes on; wait again or Stop-PulpTask."),
        new(nameof(TaskNotFinished), PulpErrorCategory.InvalidOperation, false, "Only finished tasks can be removed. Stop-PulpTask -Wait first."),
        new(nameof(RepositoryBusy), PulpErrorCategory.ResourceBusy, false, "A task holds or waits for the repository. Wait for it or stop it."),
        new(nameof(ConfirmationNeeded), PulpErrorCategory.InvalidOperation, false, "Files would be lost for good, and nobody could be asked: the session is not interactive. -Force answers the question."),
        new(IndexUnreachable, PulpErrorCategory.ConnectionError, false, "No request to the index got an answer. Test-PulpRemote says more."),
        new(PageUnreachable, PulpErrorCategory.ConnectionError, false, "No whole answer came for a project's page, after all repetitions."),
        new(PageStatus, PulpErrorCategory.ConnectionError, false, "The index answered for a project's page with another status than 200, 304 or those below."),
        new(PageDenied, PulpErrorCategory.PermissionDenied, false, "The index refused access to a project's page (401, 403, 407)."),
        new(PageInvalid, PulpErrorCategory.InvalidData, false, "What came for a project is no page of it."),
        new(SecretUnreadable, PulpErrorCategory.PermissionDenied, false, "A credential, header or certificate of the remote was set by another user or on another machine. Give it again with Set-PulpPythonRemote."),
        new(ProjectMissing, PulpErrorCategory.ObjectNotFound, false, "The index says that it has no such project (404, 410)."),
        new(nameof(UnexpectedError), PulpErrorCategory.InvalidOperation, true, "A fault in PulpPS itself. The message has what is known; the exception's InnerException is the cause."),
    }.ToFrozenDictionary(d => d.Id, StringComparer.Ordinal);

    /// <summary>No repository has that name or id.</summary>
    public const string RepositoryNotFound = nameof(RepositoryNotFound);

    /// <summary>No remote has that name or id, or none was given.</summary>
    public const string RemoteNotFound = nameof(RemoteNotFound);

    /// <summary>The repository has no such version.</summary>
    public const string VersionNotFound = nameof(VersionNotFound);

    /// <summary>No task has that id.</summary>
    public const string TaskNotFound = nameof(TaskNotFound);

    /// <summary>No such content.</summary>
    public const string ContentNotFound = nameof(ContentNotFound);

    /// <summary>A repository of that name exists.</summary>
    public const string RepositoryExists = nameof(RepositoryExists);

    /// <summary>A remote of that name exists.</summary>
    public const string RemoteExists = nameof(RemoteExists);

    /// <summary>The text cannot be a name.</summary>
    public const string InvalidName = nameof(InvalidName);

    /// <summary>The text cannot be a remote's url.</summary>
    public const string InvalidUrl = nameof(InvalidUrl);

    /// <summary>Filter entries that cannot be used; the target is the array of the bad ones as given.</summary>
    public const string InvalidFilter = nameof(InvalidFilter);

    /// <summary>Not a version specifier.</summary>
    public const string InvalidSpecifier = nameof(InvalidSpecifier);

    /// <summary>A file that is no distribution that can be read; the target is the package.</summary>
    public const string InvalidPackage = nameof(InvalidPackage);

    /// <summary>A number or choice outside its range.</summary>
    public const string InvalidSetting = nameof(InvalidSetting);

    /// <summary>A plan that Get-PulpSyncPlan cannot have made; the target is the plan.</summary>
    public const string InvalidPlan = nameof(InvalidPlan);

    /// <summary>There is no store at that place.</summary>
    public const string StoreNotFound = nameof(StoreNotFound);

    /// <summary>The database cannot be read or is another program's.</summary>
    public const string StoreCorrupt = nameof(StoreCorrupt);

    /// <summary>The schema is newer than this module.</summary>
    public const string StoreTooNew = nameof(StoreTooNew);

    /// <summary>Not on a local file system.</summary>
    public const string StoreNotLocal = nameof(StoreNotLocal);

    /// <summary>Objects of two stores in one call.</summary>
    public const string StoreMismatch = nameof(StoreMismatch);

    /// <summary>The disk is full.</summary>
    public const string StoreFull = nameof(StoreFull);

    /// <summary>File locks do not work.</summary>
    public const string StoreLocksDisabled = nameof(StoreLocksDisabled);

    /// <summary>Another process holds the store.</summary>
    public const string StoreBusy = nameof(StoreBusy);

    /// <summary>No right to the folder.</summary>
    public const string StoreAccessDenied = nameof(StoreAccessDenied);

    /// <summary>Two versions of the module in one session.</summary>
    public const string ModuleMismatch = nameof(ModuleMismatch);

    /// <summary>The work cannot be done here.</summary>
    public const string ServerUnavailable = nameof(ServerUnavailable);

    /// <summary>The repository or the remote is not as it was when the plan was made; the target is the plan.</summary>
    public const string PlanStale = nameof(PlanStale);

    /// <summary>More files would go than was allowed; the target is the task.</summary>
    public const string RemovalLimitExceeded = nameof(RemovalLimitExceeded);

    /// <summary>A task did not complete; the target is the task.</summary>
    public const string TaskFailed = nameof(TaskFailed);

    /// <summary>The time given has passed; the target is the task.</summary>
    public const string TaskTimeout = nameof(TaskTimeout);

    /// <summary>The task has not ended.</summary>
    public const string TaskNotFinished = nameof(TaskNotFinished);

    /// <summary>A task holds the repository.</summary>
    public const string RepositoryBusy = nameof(RepositoryBusy);

    /// <summary>A question about a loss could not be asked; the target is what would lose it.</summary>
    public const string ConfirmationNeeded = nameof(ConfirmationNeeded);

    /// <summary>The index did not answer at all.</summary>
    public const string IndexUnreachable = "index.unreachable";

    /// <summary>No whole answer for a page.</summary>
    public const string PageUnreachable = "page.unreachable";

    /// <summary>A status that says nothing of the project.</summary>
    public const string PageStatus = "page.status";

    /// <summary>No access to a page.</summary>
    public const string PageDenied = "page.denied";

    /// <summary>Not a page of the project.</summary>
    public const string PageInvalid = "page.invalid";

    /// <summary>The index does not have the project.</summary>
    public const string ProjectMissing = "project.missing";

    /// <summary>A secret of the remote cannot be read by this user on this machine.</summary>
    public const string SecretUnreadable = "secret.unreadable";

    /// <summary>True: the id is the code of what was met at the index.</summary>
    public static bool IsOfIndex(string id) => id is IndexUnreachable or PageUnreachable or PageStatus or PageDenied or PageInvalid or ProjectMissing;

    /// <summary>A fault in PulpPS itself.</summary>
    public const string UnexpectedError = nameof(UnexpectedError);
}
