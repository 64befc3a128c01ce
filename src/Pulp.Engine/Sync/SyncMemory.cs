using System.Security.Cryptography;
using System.Text;
using Pulp.Engine.Sync.Rows;

namespace Pulp.Engine.Sync;

/// <summary>What the last sync of this repository from this remote left, and when it makes looking again needless (SYNC rule 5). Pure.</summary>
internal sealed class SyncMemory
{
    private readonly LastSync? _last;

    internal SyncMemory(SyncScope scope, LastSync? last)
    {
        Selection = SHA256.HashData(Encoding.UTF8.GetBytes(
            $"{scope.Remote.SelectionText}\n{(scope.Rules.Mirror ? "mirror" : "additive")}\n{(scope.Rules.Immediate ? "immediate" : "on_demand")}"));
        Holds = last is not null && last.Version == scope.BaseVersion && last.Selection.AsSpan().SequenceEqual(Selection);
        _last = last;
    }

    /// <summary>A digest of the filters, policy and mode.</summary>
    internal byte[] Selection { get; }

    /// <summary>True: filters, policy and mode are those of the last sync, and nothing else has changed the repository since.</summary>
    internal bool Holds { get; }

    /// <summary>True when an unchanged page of this revision ends the work on its project.</summary>
    internal bool Ends(string project, int revision) =>
        Holds && !_last!.Unfinished.Contains(project) && _last.Revisions.TryGetValue(project, out var read) && read == revision;

    /// <summary>True when nothing that syncs brought can lie in a project outside <paramref name="projects"/>: the last sync knew all there is, and nothing has changed since.</summary>
    internal bool KnowsNoneBeside(IReadOnlySet<string> projects) =>
        Holds && _last!.Revisions.Keys.All(projects.Contains) && _last.Unfinished.All(projects.Contains);

    /// <summary>Of the revisions read now, those that have to be written; a project that was unfinished is, too.</summary>
    internal IReadOnlyDictionary<string, int> News(IReadOnlyDictionary<string, int> read) => Holds
        ? read.Where(r => !Ends(r.Key, r.Value)).ToDictionary(r => r.Key, r => r.Value, StringComparer.Ordinal)
        : read;
}
