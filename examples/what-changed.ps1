<#
.SYNOPSIS
    Lists the files that came and went between two versions of a repository.

.DESCRIPTION
    Without numbers: between the latest version and the one before it. Each line begins with + (came), - (went), or * (other
    bytes under the same name).

.PARAMETER Repository
    The repository.

.PARAMETER From
    The number of the earlier version.

.PARAMETER To
    The number of the later version.

.PARAMETER Store
    The folder of the store. Without it the one in PULP_STORE, else that of the user.
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory)] [string] $Repository,
    [Nullable[int]] $From,
    [Nullable[int]] $To,
    [string] $Store
)
$ErrorActionPreference = 'Stop'
if ($Store) { $null = Connect-PulpStore $Store }

$numbers = @(Get-PulpRepositoryVersion $Repository | ForEach-Object Number)
if ($null -eq $To) { $To = $numbers[0] }
if ($null -eq $From) { $From = @($numbers | Where-Object { $_ -lt $To })[0] }
if ($null -eq $From) {
    'Version {0} of {1} is the first there is.' -f $To, $Repository
    exit 0
}

$before = [System.Collections.Generic.Dictionary[string, string]]::new()
Get-PulpContent -Repository $Repository -Version $From | ForEach-Object { $before["$($_.Name)/$($_.FileName)"] = $_.Sha256 }

'{0}: version {1} against {2}' -f $Repository, $To, $From
Get-PulpContent -Repository $Repository -Version $To | ForEach-Object {
    $key = "$($_.Name)/$($_.FileName)"
    $old = ''
    if (-not $before.Remove($key, [ref] $old)) { "+ $($_.FileName)" }
    elseif ($old -ne $_.Sha256) { "* $($_.FileName)" }
}
foreach ($key in $before.Keys) { '- {0}' -f $key.Split('/')[1] }
