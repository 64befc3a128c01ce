using Pulp.Model;

namespace Pulp.PS.Tests.Views;

/// <summary>One of everything that is shown, with long names and big numbers.</summary>
internal static class Samples
{
    private static readonly Guid Id = new("6c9d9a52-5c2a-4b0e-9a37-0c1d2e3f4a5b");
    private static readonly DateTimeOffset Time = new(2026, 11, 24, 10, 12, 56, TimeSpan.Zero);
    private static readonly string Long = new('n', 128);
    private static readonly string Sha = new('a', 64);

    private static readonly PulpTaskMessage Message = new() { Code = "page.unreachable", Project = "django", FileName = "django-2.0-py3-none-any.whl", Url = "http://index.example/", Description = "The index did not answer within 30 s." };

    internal static PulpTask Task { get; } = new()
    {
        Id = Id,
        Href = $"/pulp/api/v3/tasks/{Id}/",
        Name = "sync",
        Repository = Long,
        Remote = "bar",
        State = PulpTaskState.Completed,
        CreatedAt = Time,
        StartedAt = Time,
        FinishedAt = Time.AddSeconds(3725),
        Worker = "host-1234",
        NonFatalErrors = [Message, Message with { Code = "file.digest" }],
        Warnings = [Message with { Code = "file.nodigest" }],
        ProgressReports = [new() { Message = "Downloading Artifacts", Code = "sync.downloading.artifacts", State = PulpProgressState.Completed, Done = 481, Total = 481, Bytes = 94_371_840 }],
        CreatedResources = [Resource],
        Result = new() { Added = 481, Bytes = 94_371_840, Fetched = 481 },
        Store = "/s",
    };

    private static PulpCreatedResource Resource => new() { Kind = PulpResourceKind.RepositoryVersion, Href = $"/pulp/api/v3/repositories/python/python/{Id}/versions/1/", Id = Id, Repository = Long, Number = 1_234_567, Store = "/s" };

    private static PulpSyncPlanEntry Entry => new() { Action = PulpPlanAction.Replace, Name = Long, Version = Long, FileName = Long, Size = long.MaxValue, Reason = Long, Fetch = true, Url = "http://index.example/" + Long, Sha256 = Sha, RequiresPython = Long, Yanked = true, YankedReason = Long, UploadTime = Time };

    internal static IEnumerable<object> All =>
    [
        new PulpStore { Path = "/" + Long, Id = Id, SchemaVersion = 1, Repositories = int.MaxValue, Files = 999_999_999, Size = 94_371_840, DatabaseSize = 1, Free = long.MaxValue },
        new PulpStoreProblem { Kind = PulpStoreProblemKind.Database, Path = "/" + Long, Sha256 = Sha, FileName = Long, Repositories = [Long], Description = Long, Repaired = false, Store = "/s" },
        new PulpCleanup { Files = 999_999_999, Size = 94_371_840, Store = "/s" },
        new PulpRepository { Name = Long, Id = Id, Href = "h", Description = Long, Remote = Long, LatestVersion = 9_999_999, ContentCount = 999_999_999, CreatedAt = Time, UpdatedAt = Time, Store = "/s" },
        new PulpRepositoryVersion { Repository = Long, RepositoryId = Id, Number = 999_999, Href = "h", CreatedAt = Time, Added = 99_999_999, Removed = 99_999_999, Changed = 99_999_999, Present = 99_999_999, Store = "/s" },
        new PulpPythonRemote { Name = Long, Id = Id, Href = "h", Url = new("http://index.example/" + Long), Include = [new() { Name = "django", VersionSpecifier = "~=2.0" }], Policy = PulpPolicy.Immediate, CreatedAt = Time, UpdatedAt = Time, Store = "/s" },
        new PulpRemoteStatus { Remote = Long, Url = "http://index.example/", Kind = "simple", Error = new() { Code = "index.unreachable", Description = Long }, Store = "/s" },
        new PulpFilterItem { Name = Long, VersionSpecifier = Long, Digests = [new() { Type = "sha256", Digest = Sha }] },
        new PulpFilterDecision { Name = Long, FileName = Long, Version = Long, PackageType = "bdist_wininst", Selected = false, Reason = Long, Store = "/s" },
        Task,
        Message,
        Task.ProgressReports[0],
        Resource,
        Task.Result!,
        new PulpSyncPlan { Repository = Long, RepositoryId = Id, RemoteId = Id, RemoteRevision = Sha, Remote = Long, Mirror = true, BaseVersion = 1, Add = 999_999, Remove = 999_999, Replace = 999_999, Change = 1, Keep = 999_999, Skip = 999_999, Size = long.MaxValue, Entries = [Entry], Errors = [Message], Store = "/s" },
        Entry,
        new PulpPythonPackage { Name = Long, ProjectName = Long, Version = Long, FileName = Long, PackageType = "bdist_wininst", Size = 94_371_840, Sha256 = Sha, IsDownloaded = true, Store = "/s", UploadTime = Time },
    ];
}
