# What a scheduled job does: one sync, and the end.
$ErrorActionPreference = 'Stop'
$null = Connect-PulpStore $args[1] -Create
$null = New-PulpRepository foo
$null = New-PulpPythonRemote bar -Url $args[0] -Include $args[2].Split(',')
$task = Start-PulpSync foo -Remote bar -Wait
"fetched $($task.Result.Fetched)"
