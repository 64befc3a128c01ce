using Pulp.Model;
using Pulp.Testing;

namespace Pulp.PS.Tests.Commands;

public sealed class ContentMetadataTests : IAsyncLifetime
{
    private SyncSession _sync = null!;

    public async Task InitializeAsync() => _sync = await SyncSession.StartAsync();

    public async Task DisposeAsync() => await _sync.DisposeAsync();

    [Fact]
    public void A_bad_archive_is_an_error_and_the_rest_of_the_pipeline_goes_on()
    {
        _sync.Index["django"].Clear().Add(TestFile.Any("django-3.0-py3-none-any.whl", 100)).AddWheels("2.0");
        _sync.Run("$null = Start-PulpSync foo -Wait").Succeed();
        Assert.Null(_sync.Run("Get-PulpContent foo -Name six").One<PulpPythonPackage>().Metadata);
        var ran = _sync.Run("Get-PulpContent foo -Metadata");
        Assert.Equal([null, "django, made for a test", "six, made for a test"], ran.All<PulpPythonPackage>().Select(p => p.Metadata?.Summary));
        var error = ran.Error(PulpErrors.InvalidPackage);
        Assert.Equal(
            "The metadata of 'django-3.0-py3-none-any.whl' cannot be read: the archive is no zip, or cut (expected: the end record of a zip).", error.Exception.Message);
        Assert.Equal("django-3.0-py3-none-any.whl", Assert.IsType<PulpPythonPackage>(error.TargetObject).FileName);
        Assert.Equal(["MIT"], _sync.Run("Get-PulpContent foo -Name six | Where-Object { $_.Metadata.License -eq 'MIT' } | ForEach-Object { $_.Metadata.License }").Output);
    }
}
