using System.Text;
using Pulp.Engine.Store;
using Pulp.Model;
using Pulp.Testing;

namespace Pulp.Engine.Tests.Remotes;

/// <summary>Where secrets are, and who can open them.</summary>
public sealed class SecretTests : IDisposable
{
    private static readonly Guid Owner = Guid.NewGuid();
    private readonly TemporaryFolder _folder = new();

    private string Keys => _folder["keys"];

    [Fact]
    public void What_is_sealed_opens_for_its_owner_and_use_alone()
    {
        SecretVault vault = Vault();
        byte[] closed = vault.Seal(Owner, "credential", "word"u8.ToArray());
        Assert.DoesNotContain("word", Encoding.Latin1.GetString(closed), StringComparison.Ordinal);
        Assert.Equal("word"u8.ToArray(), Vault().Open(Owner, "credential", closed));
        Assert.Null(vault.Open(Owner, "header", closed));
        Assert.Null(vault.Open(Guid.NewGuid(), "credential", closed));
        Assert.Null(vault.Open(Owner, "credential", [.. closed[..^1], (byte)~closed[^1]]));
        Assert.Null(vault.Open(Owner, "credential", [1, 2, 3]));
    }

    [Fact]
    public void Another_user_or_machine_opens_nothing_and_leaves_nothing()
    {
        byte[] closed = Vault().Seal(Owner, "credential", "word"u8.ToArray());
        string other = _folder["other"];
        Assert.Null(new SecretVault(_folder["store"], other).Open(Owner, "credential", closed));
        Assert.False(Directory.Exists(other));
        // One that has keys of its own.
        new SecretVault(_folder["store"], other).Seal(Owner, "credential", "x"u8.ToArray());
        int files = Directory.GetFiles(other).Length;
        Assert.Null(new SecretVault(_folder["store"], other).Open(Owner, "credential", closed));
        Assert.Equal(files, Directory.GetFiles(other).Length);
    }

    [Fact]
    public void The_keys_are_their_owners_alone()
    {
        if (OperatingSystem.IsWindows()) return;
        Directory.CreateDirectory(Keys);
        File.SetUnixFileMode(Keys, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
        Vault().Seal(Owner, "credential", "word"u8.ToArray());
        UnixFileMode others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;
        Assert.Equal(UnixFileMode.None, File.GetUnixFileMode(Keys) & others);
        string key = Assert.Single(Directory.GetFiles(Keys));
        Assert.Equal(UnixFileMode.None, File.GetUnixFileMode(key) & others);
    }

    [Fact]
    public void Keys_in_the_store_are_refused()
    {
        PulpException error = Assert.Throws<PulpException>(() => new SecretVault(_folder["store"], Path.Combine(_folder["store"], "keys")).Seal(Owner, "credential", [1]));
        Assert.Equal(PulpErrors.ServerUnavailable, error.Id);
        Assert.Contains("PULP_KEYS", error.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder["store"]));
    }

    [Fact]
    public async Task Keys_of_several_that_begin_at_once_all_stay()
    {
        byte[][] closed = await Task.WhenAll(Enumerable.Range(0, 4).Select(i => Task.Run(() => Vault().Seal(Owner, "header", [(byte)i]))));
        for (int i = 0; i < closed.Length; i++) Assert.Equal([(byte)i], Vault().Open(Owner, "header", closed[i])!);
    }

    public void Dispose() => _folder.Dispose();

    private SecretVault Vault() => new(_folder["store"], Keys);
}
