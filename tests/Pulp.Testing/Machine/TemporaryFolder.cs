namespace Pulp.Testing;

/// <summary>A new empty folder, removed with all it holds when the test is done.</summary>
public sealed class TemporaryFolder : IDisposable
{
    /// <summary>Makes one below the system's temporary folder, or below <paramref name="parent"/>.</summary>
    public TemporaryFolder(string? parent = null)
    {
        // Resolved: macOS reaches its temporary folder through a link.
        var place = System.IO.Path.GetFullPath(parent ?? System.IO.Path.GetTempPath());
        Path = Directory.CreateDirectory(System.IO.Path.Combine(place, "pulp-" + Guid.NewGuid().ToString("N")[..12])).FullName;
    }

    /// <summary>The full path, without a separator at the end.</summary>
    public string Path { get; }

    /// <summary>As an absolute url with a slash at the end.</summary>
    public Uri Url => new(Path + System.IO.Path.DirectorySeparatorChar);

    /// <summary>A path in it; the parts are joined.</summary>
    public string this[params string[] parts] => System.IO.Path.Combine([Path, .. parts]);

    /// <summary>Writes a file, with the folders it needs.</summary>
    public string Write(string relative, ReadOnlySpan<byte> bytes)
    {
        var path = this[relative];
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, bytes);
        return path;
    }

    /// <summary>Writes a text file in UTF-8, with the folders it needs.</summary>
    public string Write(string relative, string text) => Write(relative, System.Text.Encoding.UTF8.GetBytes(text));

    /// <inheritdoc/>
    public override string ToString() => Path;

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!Directory.Exists(Path)) return;
        // Artifacts are read-only, and Windows does not delete what is.
        if (OperatingSystem.IsWindows())
        {
            foreach (var file in Directory.EnumerateFiles(Path, "*", SearchOption.AllDirectories)) File.SetAttributes(file, FileAttributes.Normal);
        }

        Directory.Delete(Path, recursive: true);
    }
}
