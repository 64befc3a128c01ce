# A first sync of a fresh process, the same again with nothing changed, and a first sync into another store. Prints `name seconds` lines.
$url, $folder, $projects = $args[0], $args[1], $args[2].Split(',')
$ErrorActionPreference = 'Stop'
$clock = [Diagnostics.Stopwatch]::new()
function Clock([string] $Name, [scriptblock] $Work) {
    $clock.Restart()
    $task = & $Work
    $seconds = $clock.Elapsed.TotalSeconds
    if ($task.State -ne 'Completed' -or $task.NonFatalErrors.Count) { throw "$Name`: $($task.State) $($task.Error) $($task.NonFatalErrors)" }
    "$Name $($seconds.ToString('0.0000', [cultureinfo]::InvariantCulture)) $($task.Result.Fetched)"
}
foreach ($store in 'first', 'other') {
    $null = Connect-PulpStore ([IO.Path]::Combine($folder, $store)) -Create
    $null = New-PulpRepository foo
    $null = New-PulpPythonRemote bar -Url $url -Include $projects
    Clock $store { Start-PulpSync foo -Remote bar -Wait }
    Clock "$store-again" { Start-PulpSync foo -Remote bar -Wait }
}
"peak $([Diagnostics.Process]::GetCurrentProcess().PeakWorkingSet64 / 1MB)"
