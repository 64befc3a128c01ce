using Pulp.Model;

namespace Pulp.PS.Binding;

/// <summary>Names a repository: by the object, its name, its id or its address; where versions are read, also by one of its versions.</summary>
public sealed class PulpRepositoryIdentity : PulpIdentity
{
    /// <summary>The repository itself.</summary>
    public PulpRepositoryIdentity(PulpRepository repository)
        : base(repository.Id, repository.Name, repository.Store, repository)
    {
    }

    /// <summary>A name; the text of a Guid or an address is an id.</summary>
    public PulpRepositoryIdentity(string text)
        : base(text, PulpHref.Repository) => Number = PulpHref.Read(text, PulpHref.Repository)?.Number;

    /// <summary>An id.</summary>
    public PulpRepositoryIdentity(Guid id)
        : base(id, null, null, id)
    {
    }

    /// <summary>The repository of a version, and that version.</summary>
    public PulpRepositoryIdentity(PulpRepositoryVersion version)
        : base(version.RepositoryId, version.Repository, version.Store, version) => Number = version.Number;

    /// <summary>The repository of a version that a task made, and that version.</summary>
    public PulpRepositoryIdentity(PulpCreatedResource resource)
        : base(resource.Id, resource.Repository, resource.Store, resource) => Number = resource.Number;

    private PulpRepositoryIdentity(PulpSyncPlan plan)
        : base(plan.RepositoryId, plan.Repository, plan.Store, plan)
    {
    }

    /// <summary>The number of the version it was named by; null when the repository itself was named.</summary>
    public int? Number { get; }

    /// <summary>The repository of a plan. No public constructor: a plan that is piped is to be carried out, not taken for its repository.</summary>
    internal static PulpRepositoryIdentity Of(PulpSyncPlan plan) => new(plan);
}
