#!/usr/bin/env pwsh
# For those with PowerShell: a thin wrapper over the dotnet commands of the README. Everything works without it.
#   ./build.ps1 [build|test|help|pack] [-Configuration Release|Debug]
[CmdletBinding()]
param(
    [ValidateSet('build', 'test', 'help', 'pack')] [string] $Task = 'build',
    [ValidateSet('Release', 'Debug')] [string] $Configuration = 'Release'
)
$ErrorActionPreference = 'Stop'
$PSNativeCommandUseErrorActionPreference = $true
Set-Location $PSScriptRoot
switch ($Task) {
    # Help is part of the build: docs/ becomes out/PulpPS/en-US.
    { $_ -in 'build', 'help' } { dotnet build Pulp.PS.sln -c $Configuration -v quiet }
    'test' { dotnet test -c $Configuration }
    'pack' {
        dotnet build Pulp.PS.sln -c $Configuration -v quiet
        $version = (Import-PowerShellDataFile PulpPS.psd1).ModuleVersion
        $target = Join-Path out "PulpPS-$version.zip"
        Compress-Archive -Path out/PulpPS -DestinationPath $target -Force
        Get-Item $target
    }
}
