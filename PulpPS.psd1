@{
    RootModule             = 'Pulp.PS.dll'
    ModuleVersion          = '0.1.0'
    GUID                   = '5f0a7c0e-3b7f-4f39-9d0a-6f3c5a4a2b91'
    Author                 = 'PulpPS contributors'
    CompanyName            = 'PulpPS'
    Copyright              = '(c) PulpPS contributors.'
    Description            = 'Mirrors Python package indexes into repositories with immutable versions, from the PowerShell prompt.'
    PowerShellVersion      = '7.6'
    CompatiblePSEditions   = @('Core')
    TypesToProcess         = @('PulpPS.types.ps1xml')
    FormatsToProcess       = @('PulpPS.format.ps1xml')
    CmdletsToExport        = @(
        'Clear-PulpOrphan'
        'Connect-PulpStore'
        'Disconnect-PulpStore'
        'Get-PulpContent'
        'Get-PulpRemote'
        'Get-PulpRepository'
        'Get-PulpRepositoryVersion'
        'Get-PulpStore'
        'Get-PulpSyncPlan'
        'Get-PulpTask'
        'New-PulpPythonRemote'
        'New-PulpRepository'
        'Remove-PulpRemote'
        'Remove-PulpRepository'
        'Remove-PulpTask'
        'Repair-PulpStore'
        'Set-PulpPythonRemote'
        'Set-PulpRepository'
        'Start-PulpSync'
        'Stop-PulpTask'
        'Test-PulpFilter'
        'Test-PulpRemote'
        'Test-PulpStore'
        'Wait-PulpTask'
    )
    FunctionsToExport      = @()
    VariablesToExport      = @()
    AliasesToExport        = @()
    PrivateData            = @{
        PSData = @{
            Tags = @('Python', 'Pulp', 'PyPI', 'Mirror', 'Repository', 'PSEdition_Core', 'Windows', 'Linux', 'MacOS')
        }
    }
}
