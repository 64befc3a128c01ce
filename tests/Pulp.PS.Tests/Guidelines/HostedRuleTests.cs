using System.Diagnostics;
using System.Management.Automation;
using System.Security.Cryptography;
using Pulp.Model;
using Pulp.PS.Tests.Commands;
using Pulp.Testing;

namespace Pulp.PS.Tests.Guidelines;

/// <summary>The guidelines that only a runspace shows: every cmdlet run, record by record.</summary>
public sealed class HostedRuleTests : IAsyncLifetime
{
    // One line for each cmdlet, in an order that works: it writes or does something, and does it well.
    private static readonly string[] EveryCmdlet =
    [
        "Connect-PulpStore $store -Create",
        "Get-PulpStore",
        "Test-PulpStore ; [IO.File]::WriteAllText(\"$store/stray\", 'x'); Test-PulpStore -Detailed",
        "New-PulpPythonRemote other -Url $url -Include django, six",
        "Get-PulpRemote",
        "Set-PulpPythonRemote other -KeepLatest 1 -PassThru",
        "Test-PulpRemote bar -Detailed; Test-PulpRemote bar",
        "Test-PulpFilter bar",
        "New-PulpRepository again -Remote other",
        "Get-PulpRepository",
        "Set-PulpRepository again -Description x -PassThru",
        "Get-PulpSyncPlan foo",
        "Start-PulpSync foo",
        "Get-PulpTask | Wait-PulpTask",
        "Get-PulpTask",
        "Get-PulpTask | Stop-PulpTask -PassThru",
        "Get-PulpRepositoryVersion foo",
        "Get-PulpContent foo",
        "$file = Get-PulpContent foo | ForEach-Object Path; [IO.File]::Delete(@($file)[0]); Repair-PulpStore",
        "Remove-PulpRepository again",
        "Remove-PulpRemote other",
        "Get-PulpTask | Remove-PulpTask",
        "Clear-PulpOrphan -ProtectionTime 0",
        "Disconnect-PulpStore",
    ];

    private SyncSession _sync = null!;

    public async Task InitializeAsync()
    {
        _sync = await SyncSession.StartAsync();
        _sync.Run("$global:url = $args[0]; $global:store = $args[1]", _sync.Index.Url, _sync.Session.StorePath).Succeed();
    }

    public async Task DisposeAsync()
    {
        _sync.Run("$null = Connect-PulpStore $store");
        await _sync.DisposeAsync();
    }

    [Fact]
    public void WhatIsWrittenIsWhatIsDeclared()
    {
        Assert.Equal(Cmdlets.All.Select(c => c.Name), EveryCmdlet.SelectMany(Named).Distinct().Order(StringComparer.Ordinal));
        foreach (var script in EveryCmdlet)
        {
            var cmdlet = Cmdlets.All.Single(c => c.Name == Named(script).Last());
            var written = _sync.Run(script).Succeed().Output.Select(o => o.GetType()).Distinct().ToList();
            Assert.True(written.TrueForAll(cmdlet.Outputs.Contains), $"{cmdlet} writes {string.Join(", ", written)}");
            // Only those that declare nothing write nothing.
            Assert.Equal(cmdlet.Outputs.Any(), written.Count > 0);
        }
    }

    [Fact]
    public void EachChangeIsToldToTheVerbose()
    {
        foreach (var script in EveryCmdlet)
        {
            var told = _sync.Run(script + " -Verbose").Succeed().Verbose;
            if (Cmdlets.All.Single(c => c.Name == Named(script).Last()).Changes())
                Assert.NotEmpty(told);
        }
    }

    [Fact]
    public void UnderWhatIfNotAByteOfTheStoreChanges()
    {
        _sync.Run("$null = Start-PulpSync foo -Wait; $null = New-PulpRepository empty").Succeed();
        // Something to clean, and something to repair.
        _sync.Run("$null = New-PulpRepository gone; $null = Start-PulpSync gone -Remote bar -Wait; [IO.File]::Delete((Get-PulpContent foo)[0].Path)").Succeed();
        _sync.Session.Folder.Write("store/artifacts/stray", "x");
        var before = Bytes();
        string[] scripts =
        [
            "New-PulpRepository new -WhatIf", "Set-PulpRepository foo -NewName bar -Description x -Remote $null -WhatIf", "Get-PulpRepository | Remove-PulpRepository -Force -WhatIf",
            "New-PulpPythonRemote new -Url $url -Include a -WhatIf", "Set-PulpPythonRemote bar -Include a -Policy OnDemand -WhatIf", "Remove-PulpRemote * -Force -WhatIf",
            "Start-PulpSync foo, empty -Remote bar -Wait -WhatIf", "Get-PulpTask | Stop-PulpTask -Wait -WhatIf", "Get-PulpTask | Remove-PulpTask -WhatIf",
            "Remove-PulpTask -FinishedBefore 2100-01-01 -WhatIf", "Clear-PulpOrphan 0 -Force -WhatIf", "Repair-PulpStore -WhatIf", "Connect-PulpStore \"$store-new\" -Create -WhatIf",
        ];
        Assert.Equal(Cmdlets.All.Where(c => c.Attribute.SupportsShouldProcess).Select(c => c.Name), scripts.Select(s => Named(s).Last()).Distinct().Order(StringComparer.Ordinal));
        foreach (var script in scripts)
            Assert.Empty(_sync.Run(script).Succeed().Output);
        Assert.Equal(before, Bytes());
        Assert.False(Directory.Exists(_sync.Session.StorePath + "-new"));
    }

    [Theory]
    [InlineData("Get-PulpRepositoryVersion -Latest", 2)]
    [InlineData("Get-PulpSyncPlan", 2)]
    [InlineData("Get-PulpContent -FileName *.gz", 2)]
    [InlineData("Set-PulpRepository -Description x -PassThru", 2)]
    [InlineData("Start-PulpSync", 2)]
    [InlineData("Start-PulpSync -Wait", 2)]
    [InlineData("Start-PulpSync | Wait-PulpTask", 2)]
    [InlineData("Start-PulpSync | Stop-PulpTask -PassThru", 2)]
    [InlineData("Start-PulpSync | Stop-PulpTask -Wait -PassThru", 2)]
    [InlineData("Start-PulpSync -Wait | Remove-PulpTask; Get-PulpTask", 0)]
    [InlineData("Remove-PulpRepository -Force; Get-PulpRepository", 0)]
    public void TwoRecordsAreTwoActions(string script, int written)
    {
        _sync.Run("$null = New-PulpRepository two -Remote bar; $null = 'foo', 'two' | Start-PulpSync -Wait").Succeed();
        _sync.Run("Get-PulpTask | Remove-PulpTask").Succeed();
        Assert.Equal(written, _sync.Run($"'foo', 'two' | {script}").Succeed().Output.Count);
    }

    [Theory]
    [InlineData("Test-PulpRemote")]
    [InlineData("Test-PulpFilter -FileName six-1.16.0-py3-none-any.whl")]
    [InlineData("Set-PulpPythonRemote -Prerelease -PassThru")]
    public void TwoRemotesAreTwoActions(string script) =>
        Assert.Equal(2, _sync.Run($"$null = New-PulpPythonRemote two -Url $url -Include six; 'bar', 'two' | {script}").Succeed().Output.Count);

    [Theory]
    [InlineData("Test-PulpRemote bar")]
    [InlineData("Test-PulpFilter bar")]
    [InlineData("Get-PulpSyncPlan foo")]
    [InlineData("Start-PulpSync foo -Wait")]
    [InlineData("Start-PulpSync foo | Wait-PulpTask")]
    public async Task WhatWaitsForAnIndexStopsSoon(string script)
    {
        var stall = _sync.Index.Break(Fault.Stall("simple/"));
        using var shell = _sync.Session.Shell(script);
        var running = shell.BeginInvoke();
        await stall.ReachedAsync();
        var clock = Stopwatch.StartNew();
        shell.Stop();
        // A second is what users get; more is what a machine under load may need. What does not stop would take the remote's 30.
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(5), $"{script}: {clock.Elapsed}");
        Assert.Throws<PipelineStoppedException>(() => shell.EndInvoke(running));
        stall.Release();
        Assert.Equal(0, _sync.Run("Get-PulpRepository foo").Succeed().One<PulpRepository>().LatestVersion);
        Assert.True(_sync.Run("Test-PulpStore").Succeed().One<bool>());
    }

    private string Bytes() => string.Join('\n', Directory.EnumerateFiles(_sync.Session.StorePath, "*", SearchOption.AllDirectories)
        // The index of the log is memory that happens to have a name.
        .Where(f => !f.EndsWith("-shm", StringComparison.Ordinal)).Order(StringComparer.Ordinal)
        .Select(f => $"{f} {Convert.ToHexString(SHA256.HashData(ReadShared(f)))}"));

    private static byte[] ReadShared(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }

    private static IEnumerable<string> Named(string script) =>
        script.Split(' ').Where(w => w.Contains("-Pulp", StringComparison.Ordinal));
}
