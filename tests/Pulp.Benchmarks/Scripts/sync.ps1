# A first sync of a fresh process, the same again with nothing changed, and a first sync into another store. Prints `name seconds` lines.
$url, $folder, $projects = $args[0], $args[1], $args[2].Split(',')
$ErrorActionPreference = 'Stop'
. ([IO.Path]::Combine($PSScriptRoot, 'clock.ps1'))
foreach ($store in 'first', 'other') {
    $null = Connect-PulpStore ([IO.Path]::Combine($folder, $store)) -Create
    $null = New-PulpRepository foo
    $null = New-PulpPythonRemote bar -Url $url -Include $projects
    Clock $store { Start-PulpSync foo -Remote bar -Wait }
    Clock "$store-again" { Start-PulpSync foo -Remote bar -Wait }
}
"peak $([Diagnostics.Process]::GetCurrentProcess().PeakWorkingSet64 / 1MB)"
