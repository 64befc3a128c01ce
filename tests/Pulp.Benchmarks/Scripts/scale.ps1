# Many files on demand: the first sync, the same with nothing changed. Prints `name seconds` lines.
$url, $folder, $more = $args[0], $args[1], [int] $args[2]
$ErrorActionPreference = 'Stop'
. ([IO.Path]::Combine($PSScriptRoot, 'clock.ps1'))
$null = Connect-PulpStore $folder -Create
$null = New-PulpPythonRemote small -Url $url -Include extra-warm -Policy OnDemand
$null = New-PulpRepository warm
Clock warm { Start-PulpSync warm -Remote small -Wait }
$null = New-PulpPythonRemote all -Url $url -AllProjects -Policy OnDemand
$null = New-PulpRepository big
Clock first { Start-PulpSync big -Remote all -Wait }
Clock again { Start-PulpSync big -Remote all -Wait }
"peak $([Diagnostics.Process]::GetCurrentProcess().PeakWorkingSet64 / 1MB)"
for ($i = 0; $i -lt $more; $i++) {
    # One file more: beside all others, and into a repository that has none. In turn, each time a file nobody has.
    Set-PulpPythonRemote small -Include "extra-$($i * 2)"
    Clock more { Start-PulpSync big -Remote small -Mirror $false -Wait }
    $null = New-PulpRepository "empty-$i"
    Set-PulpPythonRemote small -Include "extra-$($i * 2 + 1)"
    Clock empty { Start-PulpSync "empty-$i" -Remote small -Mirror $false -Wait }
}
