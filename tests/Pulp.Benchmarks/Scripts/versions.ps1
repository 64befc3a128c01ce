# A repository that gains a file a version. Prints `version-N seconds` lines.
$url, $folder, $count = $args[0], $args[1], [int] $args[2]
$ErrorActionPreference = 'Stop'
. ([IO.Path]::Combine($PSScriptRoot, 'clock.ps1'))
$null = Connect-PulpStore $folder -Create
$null = New-PulpRepository foo
$null = New-PulpPythonRemote bar -Url $url -Include extra-0 -Policy OnDemand
for ($i = 0; $i -lt $count; $i++) {
    Set-PulpPythonRemote bar -Include "extra-$i"
    Clock "version-$($i + 1)" {
        $task = Start-PulpSync foo -Remote bar -Mirror $false -Wait
        if ($task.Result.Added -ne 1) { throw "version $i`: $($task.State) $($task.Error)" }
        $task
    }
}
