<#
.SYNOPSIS
    Mirrors a small index in front of your eyes: a plan, a sync, what came, what changed the day after, and an index that is down.

.DESCRIPTION
    All of it stays on this machine. The index lies in the folder `index` beside this script and is served from here; the store is
    a temporary folder, removed at the end.
#>
$ErrorActionPreference = 'Stop'

# pulpsh has loaded the module. Elsewhere: the installed one, else what the build left.
if (-not (Get-Command Start-PulpSync -ErrorAction Ignore)) { Import-Module ([IO.Path]::Combine($PSScriptRoot, '..', 'out', 'PulpPS')) }

# How it looks: a heading, a few words, each command as one would type it, and what it shows.
function Title([string] $Text) { "$($PSStyle.Bold)$Text$($PSStyle.BoldOff)`n$('-' * $Text.Length)" | Out-Host }
function Say([string] $Text) { "$Text`n" | Out-Host }
function Show([scriptblock] $Command) {
    "PS> $($PSStyle.Foreground.Cyan)$("$Command".Trim())$($PSStyle.Reset)" | Out-Host
    . $Command | Out-Host
}

# The index: a short loop that answers requests, in a runspace of its own. In real life there is one already.
$index = [hashtable]::Synchronized(@{ Folder = [IO.Path]::Combine($PSScriptRoot, 'index'); Day = 'monday'; Pause = 100 })
$listener = [Net.HttpListener]::new()
for ($try = 1; -not $listener.IsListening; $try++) {
    $url = "http://127.0.0.1:$([Random]::Shared.Next(20000, 60000))/"
    $listener.Prefixes.Add($url)
    # Another program may have the port.
    try { $listener.Start() } catch { if ($try -eq 20) { throw }; $listener = [Net.HttpListener]::new() }
}
$server = [powershell]::Create([initialsessionstate]::CreateDefault2())
$null = $server.AddScript([IO.File]::ReadAllText([IO.Path]::Combine($index.Folder, 'serve.ps1'))).AddArgument($listener).AddArgument($index)
$serving = $server.BeginInvoke()

$store = [IO.Path]::Combine([IO.Path]::GetTempPath(), "pulpps-quickstart-$([guid]::NewGuid().ToString('n').Substring(0, 8))")
try {
    $null = Connect-PulpStore $store -Create

    '' | Out-Host
    Title '1. A remote says where to sync from, and what; a repository keeps what came'
    Show { New-PulpPythonRemote example -Url $url -ExcludePlatform windows `
        -Include kitelet, mossery, 'tidely>=1.0' }
    Show { New-PulpRepository tools -Remote example }

    Title '2. The plan: what a sync would do, file by file, and why'
    Show { Get-PulpSyncPlan tools }
    Show { (Get-PulpSyncPlan tools).Entries }

    Title '3. The sync'
    Show { Start-PulpSync tools -Wait }
    Show { (Get-PulpTask -Newest 1).ProgressReports }
    Say 'Something came, so there is a new version, number 1. It will never change.'
    Show { Get-PulpRepository }
    Show { Get-PulpRepositoryVersion tools }
    Show { Get-PulpContent -Repository tools }

    $index.Day = 'tuesday'
    Title '4. A day later the index has changed'
    Show { (Get-PulpSyncPlan tools).Entries | Where-Object Action -notin Keep, Skip }
    Show { Start-PulpSync tools -Wait }
    Show { Get-PulpRepositoryVersion tools }
    Say 'What is gone from the index is gone from version 2, not from version 1:'
    Show { Get-PulpContent -Repository tools -Name mossery }
    Show { Get-PulpContent -Repository tools -Name mossery -Version 1 }

    $listener.Stop()
    $null = $server.EndInvoke($serving)
    Title '5. The index is down'
    Show { Set-PulpPythonRemote example -MaximumRetryCount 0 }
    Show { try { Start-PulpSync tools -Wait -ErrorAction Stop } catch { $_ } }
    Say "The code, index.unreachable, is what scripts go by. Nothing was lost: a failure`nis never taken for an absence. All tasks so far, and the repository:"
    Show { Get-PulpTask }
    Show { Get-PulpRepository }

    $listener.Start()
    $serving = $server.BeginInvoke()
    Say 'When the index is back there is nothing new, so there is no new version:'
    Show { (Start-PulpSync tools -Wait).Result }
    Show { Get-PulpRepositoryVersion tools -Latest }

    Title 'Where to go on'
    Say @'
dotnet run --project src/Pulp.PS.Shell     a prompt, to try it by hand
Get-Help about_PulpPS                      the words, and how all hangs together
README.md                                  this walk, with an index of your own
'@
}
finally {
    Disconnect-PulpStore
    $listener.Close()
    $null = $server.EndInvoke($serving)
    $server.Dispose()
    # Windows keeps files that are open; what is left is small, and lies where temporary files lie.
    try { [IO.Directory]::Delete($store, $true) } catch { Say "Left behind: $store" }
}
