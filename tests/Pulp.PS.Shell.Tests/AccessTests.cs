using Pulp.PS.Shell.Tests.Support;
using Pulp.Testing;

namespace Pulp.PS.Shell.Tests;

/// <summary>Secrets and proxies in a process of their own: what is loaded where, what the environment says, and what is left on the disk.</summary>
public sealed class AccessTests : IDisposable
{
    private const string Word = "Zaubergarten-71";

    private const string Loaded = """
        $global:ErrorActionPreference = 'Stop'
        function Loaded { @(foreach ($context in [System.Runtime.Loader.AssemblyLoadContext]::All) { foreach ($assembly in $context.Assemblies) {
            if ($assembly.GetName().Name -match '^Microsoft\.(AspNetCore|Extensions)\.') { $context.Name } } }) | ForEach-Object { $_ } }
        function Show($what) { $all = @(Loaded); "${what}: $($all.Count -gt 0) $(@($all | Where-Object { $_ -ne 'PulpPS' }).Count)" }

        """;

    private readonly Pulpsh _shell = new();

    public AccessTests()
    {
        _shell.Environment["PULP_KEYS"] = Path.Combine(_shell.Folder, "keys");
        foreach (var name in new[] { "http_proxy", "https_proxy", "all_proxy", "no_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY" })
            _shell.Environment[name] = null;
    }

    public void Dispose() => _shell.Dispose();

    [Fact]
    public async Task What_seals_secrets_is_loaded_with_the_first_one_and_only_for_the_engine()
    {
        await using var index = await FixtureIndex.StartAsync(new FixtureOptions { Credential = $"me:{Word}" });
        index["a"].AddWheels("1");
        var made = await _shell.ScriptAsync(Loaded + """
            $null = Connect-PulpStore ./store -Create
            $null = New-PulpRepository foo
            $null = New-PulpPythonRemote bar -Url $args[0] -Include a -MaximumRetryCount 0
            $null = Get-PulpRemote
            $null = Start-PulpSync foo -Remote bar -Wait -ErrorAction SilentlyContinue
            Show plain
            $word = [securestring]::new()
            foreach ($c in $args[1].ToCharArray()) { $word.AppendChar($c) }
            Set-PulpPythonRemote bar -Credential ([pscredential]::new('me', $word))
            Show sealed
            "state: $((Start-PulpSync foo -Remote bar -Wait).State)"
            """, index.Url.ToString(), Word);
        Assert.Equal(("plain: False 0\nsealed: True 0\nstate: Completed\n", ""), (made.Out, made.Error));

        // Another process of the same user reads it; one without the keys says what to do.
        const string Again = """
            $null = Connect-PulpStore ./store
            Get-PulpRemote | Out-Null
            Show looked
            $task = Start-PulpSync foo -Remote bar -Refresh -Wait -ErrorAction Continue
            "state: $($task.State) $($task.Error.Code) $("$($task.Error.Description)".Contains('Set-PulpPythonRemote bar -Credential …'))"
            """;
        Assert.Equal("looked: False 0\nstate: Completed  False\n", (await _shell.ScriptAsync(Loaded + Again)).Out);
        _shell.Environment["PULP_KEYS"] = Path.Combine(_shell.Folder, "others");
        var moved = await _shell.ScriptAsync(Loaded + Again);
        Assert.Equal("looked: False 0\nstate: Failed secret.unreadable True\n", moved.Out);
        Assert.False(Directory.Exists(Path.Combine(_shell.Folder, "others")));
        Assert.DoesNotContain(Word, moved.Out + moved.Error + made.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_proxy_of_the_environment_is_for_other_machines_and_minds_no_proxy()
    {
        await using var index = await FixtureIndex.StartAsync();
        await using var proxy = ForwardProxy.Start().Map("index.example", index.Port);
        index["a"].AddWheels("1");
        _shell.Environment["http_proxy"] = proxy.Url.ToString();
        _shell.Environment["no_proxy"] = "inner.invalid";
        var result = await _shell.ScriptAsync("""
            $null = Connect-PulpStore ./store -Create
            foreach ($url in $args) {
                $null = New-PulpPythonRemote "r$($url.Length)" -Url $url -Include a -MaximumRetryCount 0
                Test-PulpRemote "r$($url.Length)"
            }
            """, "http://index.example/", index.Url.ToString(), "http://inner.invalid/simple/");
        Assert.Equal(("True\nTrue\nFalse\n", ""), (result.Out, result.Error));
        Assert.All(proxy.Calls, c => Assert.StartsWith("http://index.example/", c.Target, StringComparison.Ordinal));
        Assert.NotEmpty(proxy.Calls);
    }
}
