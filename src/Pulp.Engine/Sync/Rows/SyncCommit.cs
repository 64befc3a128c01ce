using Pulp.Engine.Store;

namespace Pulp.Engine.Sync.Rows;

/// <summary>What becomes of one file of a repository.</summary>
internal enum StagedKind : byte
{
    /// <summary>It comes.</summary>
    Add,

    /// <summary>It goes.</summary>
    Remove,

    /// <summary>Other bytes come under its name.</summary>
    Replace,

    /// <summary>Other words of the index come for it.</summary>
    Change,
}

/// <summary>One change of membership, ready to be written; small, because a sync may hold millions.</summary>
internal readonly record struct Staged(StagedKind Kind, long File, long Content, long Said);

/// <summary>All that the last transaction of a sync writes.</summary>
internal sealed record SyncCommit
{
    /// <summary>The repository's row.</summary>
    internal required long Repository { get; init; }

    /// <summary>The remote's row.</summary>
    internal required long Remote { get; init; }

    /// <summary>The version the plan was made against.</summary>
    internal required int BaseVersion { get; init; }

    /// <summary>The task that makes it.</summary>
    internal required Guid Task { get; init; }

    /// <summary>When.</summary>
    internal required DateTimeOffset Now { get; init; }

    /// <summary>The changes; none: no version.</summary>
    internal required IReadOnlyList<Staged> Changes { get; init; }

    /// <summary>A digest of the filters, policy and mode.</summary>
    internal byte[] Selection { get; init; } = [];

    /// <summary>
    /// False: a sync of some projects after something else had changed the repository. Nothing may be remembered of it: the others are not as this remote has them.
    /// </summary>
    internal bool Remembers { get; init; }

    /// <summary>True: what earlier syncs remembered does not hold any more, and the next one looks at everything anew.</summary>
    internal bool Forgets { get; init; }

    /// <summary>True: what the last sync remembered of other projects holds still, because this one asked for some only and nothing else moved.</summary>
    internal bool KeepsOthers { get; init; }

    /// <summary>The revisions of the pages that were read, by project.</summary>
    internal IReadOnlyDictionary<string, int> Revisions { get; init; } = new Dictionary<string, int>();

    /// <summary>Projects of this sync that must be looked at again, whatever a 304 says.</summary>
    internal IReadOnlySet<string> Unfinished { get; init; } = new HashSet<string>();

    internal int Added => Changes.Count(c => c.Kind is StagedKind.Add or StagedKind.Replace);

    internal int Removed => Changes.Count(c => c.Kind is StagedKind.Remove or StagedKind.Replace);

    internal int Changed => Changes.Count(c => c.Kind is StagedKind.Change);

    /// <summary>Writes it in the open transaction.</summary>
    /// <returns>The number of the version made; null: none.</returns>
    internal int? Write(StoreConnection connection)
    {
        int? number = Changes.Count > 0 ? WriteVersion(connection) : null;
        if (Remembers) WriteMemory(connection, number ?? BaseVersion);
        if (Forgets) connection.Execute("DELETE FROM synced WHERE repository = ?1 AND remote = ?2", Repository, Remote);
        return number;
    }

    private int WriteVersion(StoreConnection connection)
    {
        // The ticket keeps others away; this is the last look before something that cannot be taken back.
        if (SyncReads.LatestVersion(connection, Repository) != BaseVersion)
            throw new InvalidOperationException($"version {BaseVersion} is no longer the latest");
        var number = (int)connection.Int64("UPDATE repository SET next_version = next_version + 1 WHERE id = ?1 RETURNING next_version - 1", Repository)!.Value;
        var present = connection.Int64("SELECT present FROM version WHERE repository = ?1 AND number = ?2", Repository, BaseVersion) ?? 0;
        present += Changes.Count(c => c.Kind == StagedKind.Add) - Changes.Count(c => c.Kind == StagedKind.Remove);
        connection.Execute(
            "INSERT INTO version(repository, number, created, task, added, removed, changed, present) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
            Repository, number, Now, Task, Added, Removed, Changed, present);
        var close = connection.Get("UPDATE member SET removed = ?3 WHERE repository = ?1 AND file = ?2 AND removed IS NULL");
        var open = connection.Get("INSERT INTO member(repository, file, added, content, said) VALUES (?1, ?2, ?3, ?4, ?5)");
        // In the order of the key, so that pages of the tree are written once.
        foreach (var change in Changes.OrderBy(c => c.File))
        {
            if (change.Kind != StagedKind.Add) close.Run(Repository, change.File, number);
            if (change.Kind != StagedKind.Remove) open.Run(Repository, change.File, number, change.Content, change.Said);
        }

        return number;
    }

    private void WriteMemory(StoreConnection connection, int version)
    {
        connection.Execute(
            "INSERT INTO synced(repository, remote, version, selection) VALUES (?1, ?2, ?3, ?4) ON CONFLICT(repository, remote) DO UPDATE SET version = excluded.version, selection = excluded.selection",
            Repository, Remote, version, Selection);
        if (!KeepsOthers)
        {
            connection.Execute("DELETE FROM synced_page WHERE repository = ?1 AND remote = ?2", Repository, Remote);
            connection.Execute("DELETE FROM unfinished WHERE repository = ?1 AND remote = ?2", Repository, Remote);
        }

        var page = connection.Get("INSERT INTO synced_page(repository, remote, name, revision) VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO UPDATE SET revision = excluded.revision");
        var done = connection.Get("DELETE FROM unfinished WHERE repository = ?1 AND remote = ?2 AND name = ?3");
        foreach (var (name, revision) in Revisions)
        {
            page.Run(Repository, Remote, name, revision);
            if (KeepsOthers) done.Run(Repository, Remote, name);
        }

        var open = connection.Get("INSERT OR IGNORE INTO unfinished(repository, remote, name) VALUES (?1, ?2, ?3)");
        foreach (var name in Unfinished) open.Run(Repository, Remote, name);
    }
}
