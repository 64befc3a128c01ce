<#
.SYNOPSIS
    Syncs every repository that has a remote, and ends with an exit code for the scheduler.

.DESCRIPTION
    All syncs run side by side. One line for each says what came of it; what went wrong goes to the error stream of the
    process, so that cron mails it and a service logs it. A repository whose sync still runs is left alone.

    Exit codes: 0 all is well. 1 a sync failed or took too long, or the script could not work at all.
    2 all syncs completed, but of some projects or files something could not be had; they stay as they were.

    It uses the language, .NET and PulpPS only, so it runs in pwsh and in pulpsh:
        pwsh -NoProfile -NonInteractive -File nightly-sync.ps1 -Store /srv/pulp
        dotnet pulpsh.dll nightly-sync.ps1 -Store /srv/pulp

.PARAMETER Name
    Names of repositories, wildcards allowed. All, if not given.

.PARAMETER Store
    The folder of the store. Without it the one in PULP_STORE, else that of the user.

.PARAMETER TimeoutMinutes
    The time after which syncs that have not ended are stopped.

.PARAMETER KeepTaskDays
    The records of tasks that finished longer ago are removed.
#>
[CmdletBinding()]
param(
    [string[]] $Name = '*',
    [string] $Store,
    [int] $TimeoutMinutes = 240,
    [int] $KeepTaskDays = 90
)
$ErrorActionPreference = 'Stop'
if ($Store) { $null = Connect-PulpStore $Store }

$busy = Get-PulpTask -State Waiting, Running, Canceling | ForEach-Object Repository
$repositories = @(Get-PulpRepository $Name | Where-Object { $_.Remote -and $_.Name -notin $busy })
if (-not $repositories) {
    'Nothing to sync: no repository has a remote, or all of them are being synced.'
    exit 0
}

# Errors of single tasks are told below; none of them may end the script before the others are done.
$tasks = @($repositories | Start-PulpSync)
$null = $tasks | Wait-PulpTask -Timeout ($TimeoutMinutes * 60) -ErrorAction SilentlyContinue -WarningAction SilentlyContinue
$tasks | Stop-PulpTask -Wait

$code = 0
foreach ($task in $tasks | Get-PulpTask) {
    if ($task.State -ne 'Completed') {
        $code = 1
        [Console]::Error.WriteLine(('{0}: {1}: {2}' -f $task.Repository, $task.State, $task.Error))
        continue
    }
    if ($task.NonFatalErrors.Count -gt 0) {
        if ($code -eq 0) { $code = 2 }
        foreach ($fault in $task.NonFatalErrors) {
            $what = @($fault.Project, $fault.FileName | Where-Object { $_ }) -join ' '
            [Console]::Error.WriteLine(('{0}: {1}: {2}' -f $task.Repository, $what, $fault))
        }
    }
    $made = $task.CreatedResources | ForEach-Object Number
    '{0}: {1}; {2} added, {3} removed, {4:n1} MB fetched in {5:n0} s' -f $task.Repository,
        $(if ($null -ne $made) { "version $made" } else { 'nothing new' }),
        $task.Result.Added, $task.Result.Removed, ($task.Result.Bytes / 1MB), $task.Duration.TotalSeconds
}

Remove-PulpTask -FinishedBefore ([DateTimeOffset]::UtcNow.AddDays(-$KeepTaskDays))
exit $code
