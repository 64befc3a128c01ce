using Pulp.Engine.Remotes;
using Pulp.Engine.Store;
using Pulp.Engine.Sync.Planning;
using Pulp.Engine.Sync.Rows;
using Pulp.Model;
using Pulp.Python;

namespace Pulp.Engine.Sync;

/// <summary>What one sync or plan is about: fixed when it begins to run (SYNC rule 15).</summary>
/// <param name="Repository">The repository's row.</param>
/// <param name="RepositoryId">The repository's id.</param>
/// <param name="RepositoryName">Its name then.</param>
/// <param name="Remote">The remote as it was then.</param>
/// <param name="Selector">Its filters, compiled.</param>
/// <param name="Rules">Mirror or additive, immediate or on demand.</param>
/// <param name="Names">Only these projects, normalised and sorted; empty: all the remote asks for.</param>
/// <param name="BaseVersion">The latest version then.</param>
internal sealed record SyncScope(
    long Repository,
    Guid RepositoryId,
    string RepositoryName,
    SyncRemote Remote,
    Selector Selector,
    DiffRules Rules,
    IReadOnlyList<string> Names,
    int BaseVersion)
{
    /// <summary>How long what is under way may go on after the first error; null: errors do not stop it.</summary>
    internal TimeSpan? ErrorGrace { get; init; }

    /// <summary>How many files may go; null: any number.</summary>
    internal RemovalLimit? Limit { get; init; }

    /// <summary>True: nothing that is kept of the index is believed or sent.</summary>
    internal bool Refresh { get; init; }
}

/// <summary>A remote as a sync uses it.</summary>
/// <param name="Id">Its row.</param>
/// <param name="Settings">What the user set.</param>
/// <param name="Layout">Where its pages lie, once that was found.</param>
/// <param name="Revision">Tells these settings from all others (PulpSyncPlan.RemoteRevision).</param>
/// <param name="Secrets">Its secrets, sealed.</param>
internal sealed record SyncRemote(long Id, PulpPythonRemote Settings, string? Layout, string Revision, SealedSecrets Secrets)
{
    /// <summary>The remote of a row as it is now; null: it is not there any more.</summary>
    internal static SyncRemote? Read(StoreConnection connection, long row, string store) => RemoteRow.Read(connection, row) is { } read
        ? new(read.Row, read.ToModel(store), read.Layout, SyncReads.RemoteRevision(connection, read.Row), read.Secrets)
        : null;

    internal string Name => Settings.Name;

    internal Uri Url => Settings.Url;

    internal bool AllProjects => Settings.AllProjects;

    internal int Concurrency => Settings.Concurrency;

    internal bool Immediate => Settings.Policy == PulpPolicy.Immediate;

    /// <summary>All of it that decides what a sync takes, as one text; lists in a form that no entry can imitate.</summary>
    internal string SelectionText => System.Text.Json.JsonSerializer.Serialize(new object[]
    {
        Entries(Settings.Include),
        Entries(Settings.Exclude),
        Settings.AllProjects,
        Settings.Prerelease,
        Settings.PackageType,
        Settings.ExcludePlatform,
        Settings.KeepLatest,
    });

    private static object Entries(IReadOnlyList<PulpFilterItem> items) =>
        items.Select(i => new object?[] { i.Name, i.VersionSpecifier, i.Digests.Select(d => new[] { d.Type, d.Digest }) });
}
