using Pulp.Model;

namespace Pulp.PS.Binding;

/// <summary>Names a remote: by the object, its name, its id or its address.</summary>
public sealed class PulpRemoteIdentity : PulpIdentity
{
    /// <summary>The remote itself.</summary>
    public PulpRemoteIdentity(PulpPythonRemote remote)
        : base(remote.Id, remote.Name, remote.Store, remote)
    {
    }

    /// <summary>A name; the text of a Guid or an address is an id.</summary>
    public PulpRemoteIdentity(string text)
        : base(text, PulpHref.Remote)
    {
    }

    /// <summary>An id.</summary>
    public PulpRemoteIdentity(Guid id)
        : base(id, null, null, id)
    {
    }
}
