using System.Globalization;

namespace Pulp.Engine.Sync.Upstream;

/// <summary>Length and modification time of a file, of what a symbolic link leads to: a folder's only validators.</summary>
/// <param name="Length">Bytes.</param>
/// <param name="Modified">Ticks, UTC.</param>
internal readonly record struct FileState(long Length, long Modified)
{
    /// <summary>Of a file that is open: nothing can come in between.</summary>
    internal static FileState Of(FileStream file) => new(file.Length, File.GetLastWriteTimeUtc(file.SafeFileHandle).Ticks);

    /// <summary>Of a path; null: there is no file.</summary>
    internal static FileState? Of(string path)
    {
        try
        {
            var info = new FileInfo(path);
            if (info.LinkTarget is not null) info = info.ResolveLinkTarget(returnFinalTarget: true) as FileInfo ?? info;
            return info.Exists ? new FileState(info.Length, info.LastWriteTimeUtc.Ticks) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Modified} {Length}");
}
