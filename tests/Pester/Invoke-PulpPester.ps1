<#
.SYNOPSIS
    Runs the Pester tests of the packed module in a fresh pwsh.

.DESCRIPTION
    Assemblies are never unloaded, so a session that has used the module cannot test a new build of it. Needs pwsh 7.6 and
    Pester 5 or 6. Ends with the number of failed tests.

.PARAMETER ModulePath
    The folder of the module. Without it out/PulpPS.

.PARAMETER PesterVersion
    The version of Pester to use. Without it the newest there is.

.PARAMETER ResultPath
    Writes the results in NUnit's format to this file.
#>
[CmdletBinding()]
param(
    [string] $ModulePath = (Join-Path $PSScriptRoot ../../out/PulpPS),
    [version] $PesterVersion,
    [string] $ResultPath
)
$script = {
    param([string] $Tests, [string] $Module, [string] $Work, [string] $Version, [string] $Result)
    $pester = @{ Name = 'Pester' }
    if ($Version) { $pester.RequiredVersion = $Version }
    Import-Module @pester -ErrorAction Stop
    $configuration = New-PesterConfiguration
    $configuration.Run.Container = New-PesterContainer -Path $Tests -Data @{ ModulePath = $Module; WorkPath = $Work }
    $configuration.Run.Exit = $true
    $configuration.Output.Verbosity = 'Detailed'
    if ($Result) {
        $configuration.TestResult.Enabled = $true
        $configuration.TestResult.OutputFormat = 'NUnitXml'
        $configuration.TestResult.OutputPath = $Result
    }
    Invoke-Pester -Configuration $configuration
}
$work = Join-Path ([IO.Path]::GetTempPath()) "pulpps-pester-$([guid]::NewGuid())"
$values = (Join-Path $PSScriptRoot PulpPS.Tests.ps1), $ModulePath, $work, "$PesterVersion", $ResultPath
& ([Environment]::ProcessPath) -NoProfile -NonInteractive -Command $script -args $values
$code = $LASTEXITCODE
Remove-Item $work -Recurse -Force -ErrorAction Ignore
exit $code
