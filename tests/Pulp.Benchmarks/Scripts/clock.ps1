# For the other scripts: runs a sync, which must complete without any error, and prints a line `name seconds`.
$clock = [Diagnostics.Stopwatch]::new()
function Clock([string] $Name, [scriptblock] $Work) {
    $clock.Restart()
    $task = & $Work
    $seconds = $clock.Elapsed.TotalSeconds
    if ($task.State -ne 'Completed' -or $task.NonFatalErrors.Count) { throw "$Name`: $($task.State) $($task.Error) $($task.NonFatalErrors)" }
    "$Name $($seconds.ToString('0.0000', [cultureinfo]::InvariantCulture))"
}
