<#
.SYNOPSIS
    Checks a store and what happened in it lately, for a monitoring system.

.DESCRIPTION
    Tells of files that are missing or damaged, of little space, of syncs that failed, and of repositories that have a remote
    but were not synced for some days. One line for each finding.

    Exit codes: 0 nothing found. 1 something found, or the script could not work at all.

.PARAMETER Days
    How far back to look.

.PARAMETER MinimumFree
    How many bytes must be free.

.PARAMETER Quick
    Does not read the files of the store, which takes as long as reading the disk.

.PARAMETER Store
    The folder of the store. Without it the one in PULP_STORE, else that of the user.
#>
[CmdletBinding()]
param(
    [int] $Days = 2,
    [long] $MinimumFree = 5GB,
    [switch] $Quick,
    [string] $Store
)
$ErrorActionPreference = 'Stop'
if ($Store) { $null = Connect-PulpStore $Store }

$found = @(
    $state = Get-PulpStore
    if ($state.Free -lt $MinimumFree) { 'Space: {0:n1} GB free at {1}' -f ($state.Free / 1GB), $state.Path }
    if (-not $Quick -and -not (Test-PulpStore)) { 'Store: files are missing or damaged at {0}' -f $state.Path }

    $since = [DateTimeOffset]::UtcNow.AddDays(-$Days)
    $tasks = @(Get-PulpTask -After $since)
    foreach ($task in $tasks) {
        if ($task.State -in 'Failed', 'Canceled') { '{0} {1}: {2}: {3}' -f $task.Name, $task.Repository, $task.State, $task.Error }
    }
    $synced = $tasks | Where-Object State -eq Completed | ForEach-Object Repository
    foreach ($repository in Get-PulpRepository) {
        if ($repository.Remote -and $repository.Name -notin $synced -and $repository.CreatedAt -lt $since) {
            '{0}: not synced since {1:u}' -f $repository.Name, $since
        }
    }
)
if (-not $found) {
    'Well: {0} repositories, {1} files, {2:n1} GB' -f $state.Repositories, $state.Files, ($state.Size / 1GB)
    exit 0
}
$found
exit 1
