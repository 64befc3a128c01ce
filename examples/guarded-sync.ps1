<#
.SYNOPSIS
    Looks at what a sync would do, and syncs only if little would be removed.

.DESCRIPTION
    A mirror follows its index, also when somebody there removes half of it, or when a filter was changed by mistake. This
    script makes a plan first and stops when the plan would remove more than a share of the files, or when a page could not
    be read. Otherwise it does what was planned, and nothing else. Earlier versions of the repository keep what they hold in
    any case. Where a limit alone is wanted, Start-PulpSync -MaximumRemoval '10%' will do.

    Exit codes: 0 synced. 1 the sync failed. 3 not synced: somebody should look at the plan.

.PARAMETER Repository
    The repository.

.PARAMETER Remote
    The remote. Without it that of the repository.

.PARAMETER MaximumRemovalPercent
    How much of the latest version may go, in percent of its files.

.PARAMETER Store
    The folder of the store. Without it the one in PULP_STORE, else that of the user.
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory)] [string] $Repository,
    [string] $Remote,
    [double] $MaximumRemovalPercent = 10,
    [string] $Store
)
$ErrorActionPreference = 'Stop'
if ($Store) { $null = Connect-PulpStore $Store }

$from = @{}
if ($Remote) { $from.Remote = $Remote }
$plan = Get-PulpSyncPlan $Repository @from
'{0} from {1}: {2} to add ({3:n1} MB to fetch), {4} to remove, {5} to replace, {6} stay' -f $plan.Repository, $plan.Remote,
    $plan.Add, ($plan.Size / 1MB), $plan.Remove, $plan.Replace, $plan.Keep

foreach ($fault in $plan.Errors) { [Console]::Error.WriteLine(('{0}: {1}' -f $fault.Project, $fault)) }
# A project that the index does not have is an answer, not a fault: what would be removed for it is counted below.
if ($plan.Errors | Where-Object Code -ne project.missing) { exit 3 }
$held = (Get-PulpRepository $Repository).ContentCount
if ($plan.Remove * 100 -gt $held * $MaximumRemovalPercent) {
    [Console]::Error.WriteLine(('{0} of {1} files would be removed, more than {2} %. Not synced.' -f $plan.Remove, $held, $MaximumRemovalPercent))
    $plan.Entries | Where-Object Action -eq Remove | ForEach-Object { '  {0}  {1}' -f $_.FileName, $_.Reason }
    exit 3
}

$task = $plan | Start-PulpSync -Wait
'{0}: {1}' -f $task.State, $task.Result
