using Pulp.Model;
using Pulp.PS.Tests.Hosting;

namespace Pulp.PS.Tests.Commands;

/// <summary>Which store a session works on.</summary>
public sealed class StoreCommandTests : IDisposable
{
    private readonly TestSession _session = new();

    public void Dispose() => _session.Dispose();

    [Fact]
    public void ConnectMakesOpensAndIsTheSessionsStore()
    {
        _session.Run("Connect-PulpStore $args[0]", _session.StorePath).Error(PulpErrors.StoreNotFound);
        var store = _session.Run("Connect-PulpStore $args[0] -Create", _session.StorePath).Succeed().One<PulpStore>();
        Assert.Equal(_session.StorePath, store.Path);
        Assert.Equal(store.Id, _session.Run("Connect-PulpStore $args[0] -Create", _session.StorePath).Succeed().One<PulpStore>().Id);
        Assert.Equal(_session.StorePath, _session.Run("Get-PulpStore").Succeed().One<PulpStore>().Path);
        Assert.True(_session.Run("Test-PulpStore").Succeed().One<bool>());
    }

    [Fact]
    public void AFolderWithOtherThingsIsNoStore()
    {
        _session.Folder.Write("store/notes.txt", "mine");
        var error = _session.Run("Connect-PulpStore $args[0] -Create", _session.StorePath).Error(PulpErrors.StoreNotFound);
        Assert.Equal(_session.StorePath, error.TargetObject);
        Assert.Single(Directory.GetFileSystemEntries(_session.StorePath));
    }

    [Fact]
    public void RelativePathIsTakenAgainstTheSessionsLocation()
    {
        _session.Runspace.SessionStateProxy.Path.SetLocation(_session.Folder.Path);
        Assert.Equal(_session.StorePath, _session.Run("Connect-PulpStore ./store/ -Create").Succeed().One<PulpStore>().Path);
        // An error has it as it was given.
        foreach (var script in (string[])["Connect-PulpStore ./none", "Get-PulpStore -Store ./none", "Test-PulpStore -Store ./none"])
            Assert.Equal("./none", _session.Run(script).Error(PulpErrors.StoreNotFound).TargetObject);
    }

    [Fact]
    public void WhatIfMakesNoStoreAndConfirmAsks()
    {
        Assert.Empty(_session.Run("Connect-PulpStore $args[0] -Create -WhatIf", _session.StorePath).Succeed().Output);
        Assert.False(Directory.Exists(_session.StorePath));
        Assert.Contains("What if: ", _session.Host.Recorded.Text, StringComparison.Ordinal);
        _session.Host.Recorded.Answer = "No";
        Assert.Empty(_session.Run("Connect-PulpStore $args[0] -Create -Confirm", _session.StorePath).Succeed().Output);
        Assert.Single(_session.Host.Recorded.Questions);
        Assert.False(Directory.Exists(_session.StorePath));
    }

    [Fact]
    public void SessionsDoNotSeeEachOthersStore()
    {
        using var other = TestSession.WithStore();
        _session.Run("Connect-PulpStore $args[0] -Create", _session.StorePath).Succeed();
        Assert.Equal(other.StorePath, other.Run("Get-PulpStore").One<PulpStore>().Path);
        other.Run("Disconnect-PulpStore -Store $args[0]", _session.StorePath).Error(PulpErrors.StoreMismatch);
        Assert.Single(other.Run("Disconnect-PulpStore -Verbose").Succeed().Verbose);
        Assert.Empty(other.Run("Disconnect-PulpStore -Verbose").Succeed().Verbose);
        Assert.Equal(_session.StorePath, _session.Run("Get-PulpStore").One<PulpStore>().Path);
        _session.Run("Disconnect-PulpStore -Store $args[0]", _session.StorePath).Succeed();
    }

    [Fact]
    public void DamageIsFalseAndStraysAreNot()
    {
        _session.Run("Connect-PulpStore $args[0] -Create", _session.StorePath).Succeed();
        var name = new string('a', 62);
        _session.Folder.Write($"store/artifacts/bb/{name}", "whatever");
        Assert.True(_session.Run("Test-PulpStore").Succeed().One<bool>());
        _session.Run("Test-PulpStore -Store $args[0]", _session.StorePath + "x").Error(PulpErrors.StoreNotFound);
        _session.Folder.Write("broken/pulp.db", "this is no database");
        Assert.False(_session.Run("Test-PulpStore -Store $args[0]", _session.Folder["broken"]).Succeed().One<bool>());
    }
}
