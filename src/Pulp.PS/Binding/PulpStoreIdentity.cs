using System.Management.Automation;
using Pulp.Model;
using Pulp.PS.Stores;

namespace Pulp.PS.Binding;

/// <summary>Names a store: by the object or by its path.</summary>
public sealed class PulpStoreIdentity
{
    private readonly string _path;
    private readonly bool _isFull;

    /// <summary>The store itself.</summary>
    public PulpStoreIdentity(PulpStore store)
    {
        _path = store.Path;
        _isFull = true;
        Given = store;
    }

    /// <summary>A path, relative to the session's location.</summary>
    public PulpStoreIdentity(string path) => Given = _path = path;

    /// <summary>A folder.</summary>
    public PulpStoreIdentity(DirectoryInfo folder)
    {
        _path = folder.FullName;
        _isFull = true;
        Given = folder;
    }

    /// <summary>What was given: the target of an error about it.</summary>
    internal object Given { get; }

    /// <summary>The full path. Error: StoreNotFound when the text is no path.</summary>
    internal string FullPath(PathIntrinsics paths) => _isFull ? Path.TrimEndingDirectorySeparator(_path) : ProviderPath.Full(paths, _path, PulpErrors.StoreNotFound);

    /// <inheritdoc/>
    public override string ToString() => _path;
}
