# The packed module, as users get it. By tests/Pester/Invoke-PulpPester.ps1, which runs this in a fresh pwsh.
[Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSUseDeclaredVarsMoreThanAssignments', '', Justification = 'Blocks of Pester share variables.')]
[Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSReviewUnusedParameter', '', Justification = 'Blocks of Pester share variables.')]
param(
    [string] $ModulePath = (Join-Path $PSScriptRoot ../../out/PulpPS),
    # Not below TestDrive: Pester empties that after each block.
    [string] $WorkPath = (Join-Path ([IO.Path]::GetTempPath()) "pulpps-pester-$PID")
)

BeforeDiscovery {
    $manifest = Import-PowerShellDataFile (Join-Path $ModulePath PulpPS.psd1)
    $cmdlets = $manifest.CmdletsToExport | ForEach-Object { @{ Name = $_ } }
    $topics = '', '_Errors', '_Filters', '_Automation' | ForEach-Object { @{ Topic = "about_PulpPS$_" } }
}

BeforeAll {
    $ModulePath = (Resolve-Path $ModulePath).Path
    Import-Module $ModulePath -ErrorAction Stop
    . (Join-Path $PSScriptRoot SmallIndex.ps1)
    $index = Start-SmallIndex
    Set-SmallProject $index demo '1.0', '1.1', '2.0', '2.1rc1'
    Set-SmallProject $index other '0.1', '0.2'
    $storePath = Join-Path $WorkPath store
    $null = Connect-PulpStore $storePath -Create
    $PSDefaultParameterValues = @{ 'New-PulpPythonRemote:Url' = $index.Url }
}

AfterAll {
    Get-PulpTask -State Running, Waiting | Stop-PulpTask -Wait
    Disconnect-PulpStore
    Stop-SmallIndex $index
    # Where open files cannot be removed, the runner does it after this process.
    Remove-Item $WorkPath -Recurse -Force -ErrorAction Ignore
}

Describe 'The module' {
    It 'has a valid manifest' {
        $module = Test-ModuleManifest (Join-Path $ModulePath PulpPS.psd1)
        $module.Version.ToString(3) | Should -Be (Get-Module PulpPS).Version.ToString(3)
        $module.CompatiblePSEditions | Should -Be Core
    }

    It 'exports the cmdlets of its manifest and nothing else' {
        $module = Get-Module PulpPS
        $listed = (Import-PowerShellDataFile (Join-Path $ModulePath PulpPS.psd1)).CmdletsToExport | Sort-Object
        $module.ExportedCmdlets.Keys | Sort-Object | Should -Be $listed
        $module.ExportedFunctions.Count + $module.ExportedAliases.Count + $module.ExportedVariables.Count | Should -Be 0
    }

    It 'imports again, with -Force and after Remove-Module' {
        Import-Module $ModulePath -Force
        (Get-PulpStore).Path | Should -Be $storePath
        Remove-Module PulpPS
        Import-Module $ModulePath
        (Get-PulpStore).Path | Should -Be $storePath
    }

    It 'keeps its libraries out of the default load context' {
        $null = Get-PulpStore
        $default = [System.Runtime.Loader.AssemblyLoadContext]::Default.Assemblies | ForEach-Object { $_.GetName().Name }
        $default | Should -Contain Pulp.Model
        Get-ChildItem (Join-Path $ModulePath lib) -Filter *.dll | ForEach-Object BaseName | Where-Object { $_ -in $default } | Should -BeNullOrEmpty
    }

    It 'has types that scripts can name' {
        [Pulp.Model.PulpTaskState]::Completed | Should -Be Completed
        Get-PulpStore | Should -BeOfType ([Pulp.Model.PulpStore])
    }
}

Describe 'Help of <Name>' -ForEach $cmdlets {
    BeforeAll { $help = Get-Help $Name -Full }

    It 'has a synopsis and a description' {
        $help.Synopsis | Should -Not -Match "^\s*$Name"
        ($help.description | Out-String).Trim().Length | Should -BeGreaterThan 60
    }

    It 'has a text for every parameter' {
        $common = [System.Management.Automation.Cmdlet]::CommonParameters
        $own = (Get-Command $Name).Parameters.Keys | Where-Object { $_ -notin $common }
        foreach ($parameter in $own) {
            ($help.parameters.parameter | Where-Object name -EQ $parameter | ForEach-Object { $_.description.Text } | Out-String).Trim() |
                Should -Not -BeNullOrEmpty -Because "-$parameter needs a text"
        }
    }

    It 'has an example' {
        @($help.examples.example).Count | Should -BeGreaterThan 0
        ($help.examples | Out-String) | Should -Match "(?m)^.*\b$Name\b"
    }
}

Describe 'Help topic <Topic>' -ForEach $topics {
    It 'is found' {
        $text = Get-Help $Topic | Out-String
        $text | Should -Match "^\s*TOPIC\s+$Topic"
        $text | Should -Match 'SEE ALSO'
    }
}

Describe 'The walk' {
    BeforeAll {
        New-PulpRepository foo | Should -BeOfType ([Pulp.Model.PulpRepository])
        $remote = New-PulpPythonRemote bar -Include @{ name = 'demo'; version_specifier = '~=1.0' }
        $task = Start-PulpSync foo -Remote bar
        $done = $task | Wait-PulpTask
    }

    It 'makes a remote of what was given' {
        $remote.Url | Should -Be ([uri] $index.Url)
        $remote.Include[0].VersionSpecifier | Should -Be '~=1.0'
        $remote.Policy | Should -Be Immediate
    }

    It 'gives the task at once, and the same task finished' {
        $task | Should -BeOfType ([Pulp.Model.PulpTask])
        $done.Id | Should -Be $task.Id
        $done.State | Should -Be Completed
        $done.Error | Should -BeNullOrEmpty
        $done.NonFatalErrors | Should -BeNullOrEmpty
        $done.ProgressReports.Code | Should -Be sync.fetching.project, sync.downloading.artifacts, associating.content, unassociating.content
        $done.ProgressReports | ForEach-Object { $_.Done | Should -Be $_.Total }
        (Get-PulpTask $task.Id).FinishedAt | Should -Be $done.FinishedAt
    }

    It 'makes one version, after the empty one' {
        $versions = Get-PulpRepositoryVersion foo
        $versions.Number | Should -Be 1, 0
        $versions | Where-Object Added -GT 0 | ForEach-Object Number | Should -Be 1
        $done.CreatedResources | Get-PulpRepositoryVersion | ForEach-Object Present | Should -Be 4
    }

    It 'brings the files that the filter admits, whole' {
        $content = Get-PulpContent -Repository foo
        $content.FileName | Should -Be demo-1.1-py3-none-any.whl, demo-1.1.tar.gz, demo-1.0-py3-none-any.whl, demo-1.0.tar.gz
        $content | Where-Object PackageType -EQ sdist | ForEach-Object Version | Should -Be '1.1', '1.0'
        foreach ($file in $content) {
            (Get-FileHash -LiteralPath $file.Path -Algorithm SHA256).Hash | Should -Be $file.Sha256
        }
        Test-PulpStore | Should -BeTrue
    }

    It 'sees a byte that changed, and a file that is gone' {
        $file = (Get-PulpContent -Repository foo)[0].Path
        $bytes = [IO.File]::ReadAllBytes($file)
        $mode = if (-not $IsWindows) { [IO.File]::GetUnixFileMode($file) }
        $aside = Join-Path $TestDrive aside
        [IO.File]::Move($file, $aside)
        Test-PulpStore | Should -BeFalse
        $bytes[10] = $bytes[10] -bxor 1
        [IO.File]::WriteAllBytes($file, $bytes)
        Test-PulpStore | Should -BeFalse
        [IO.File]::Delete($file)
        [IO.File]::Move($aside, $file)
        if (-not $IsWindows) { [IO.File]::SetUnixFileMode($file, $mode) }
        Test-PulpStore | Should -BeTrue
    }

    It 'makes no version and fetches no file when nothing is new' {
        $index.Requests.Clear()
        $again = Start-PulpSync foo -Remote bar -Wait
        $again.State | Should -Be Completed
        $again.CreatedResources | Should -BeNullOrEmpty
        $index.Requests | Where-Object { $_ -like '/files/*' } | Should -BeNullOrEmpty
        (Get-PulpRepository foo).LatestVersion | Should -Be 1
    }

    It 'says beforehand what a changed filter would do, then does it, and keeps the old version' {
        Set-PulpPythonRemote bar -Include 'demo>=1.1,<2.1'
        $plan = Get-PulpSyncPlan foo -Remote bar
        $plan.Add, $plan.Remove, $plan.Keep | Should -Be 2, 2, 2
        $plan.Entries | Where-Object Action -EQ Remove | ForEach-Object FileName | Should -Be demo-1.0-py3-none-any.whl, demo-1.0.tar.gz
        $null = Start-PulpSync foo -Remote bar -Wait
        Get-PulpContent -Repository foo | ForEach-Object Version | Sort-Object -Unique | Should -Be '1.1', '2.0'
        Get-PulpContent -Repository foo -Version 1 | ForEach-Object Version | Sort-Object -Unique | Should -Be '1.0', '1.1'
    }

    It 'only adds with -Mirror $false' {
        Set-PulpPythonRemote bar -Include other
        $null = Start-PulpSync foo -Remote bar -Mirror $false -Wait
        Get-PulpContent -Repository foo | ForEach-Object Name | Sort-Object -Unique | Should -Be demo, other
    }

    It 'says why a file is not taken' {
        $remote = New-PulpPythonRemote why -Include demo
        $decision = Test-PulpFilter why -FileName demo-2.1rc1.tar.gz
        $decision.Selected | Should -BeFalse
        $decision.Reason | Should -Match 'pre-release'
        Test-PulpFilter $remote | Where-Object Selected | Should -HaveCount 6
    }

    It 'takes entries from JSON and CSV' {
        $json = '[{"name": "demo", "version_specifier": "==1.0"}, {"name": "other"}]' | ConvertFrom-Json
        (New-PulpPythonRemote of-json -Include $json).Include | ForEach-Object { "$_" } | Should -Be demo==1.0, other
        $csv = "Name,VersionSpecifier`ndemo,>=2" | ConvertFrom-Csv
        (New-PulpPythonRemote of-csv -Include $csv).Include[0].VersionSpecifier | Should -Be '>=2'
    }
}

Describe 'Pipelines' {
    BeforeAll {
        $null = New-PulpPythonRemote both -Include demo, other
        1..3 | ForEach-Object { $null = New-PulpRepository "r$_" -Remote both }
    }

    It 'syncs many side by side and follows what they made' {
        $versions = Get-PulpRepository r? | Start-PulpSync | Wait-PulpTask | ForEach-Object CreatedResources | Get-PulpRepositoryVersion
        $versions.Repository | Sort-Object | Should -Be r1, r2, r3
        $versions.Present | Should -Be 10, 10, 10
    }

    It 'ends early when nothing more is wanted' {
        (Get-PulpContent -Repository r1 | Select-Object -First 1).FileName | Should -Be demo-2.0-py3-none-any.whl
        Get-PulpRepository r? | Start-PulpSync | Wait-PulpTask | Select-Object -First 1 | Should -HaveCount 1
        Get-PulpTask -State Running, Waiting | Wait-PulpTask | Out-Null
        # What is wrong is told in verbose lines.
        Test-PulpStore -Verbose 4>&1 | Should -Be $true
    }

    It 'goes on after an unknown name' {
        $found = Get-PulpRepository r1, nobody, r2 -ErrorAction SilentlyContinue -ErrorVariable fault
        $found.Name | Should -Be r1, r2
        $fault | Should -HaveCount 1
        $fault[0].TargetObject | Should -Be nobody
    }

    It 'works in a parallel block, which names its store' {
        $counts = 1..3 | ForEach-Object -Parallel { Import-Module $using:ModulePath; (Get-PulpRepository "r$_" -Store $using:storePath).ContentCount }
        $counts | Should -Be 10, 10, 10
    }

    It 'sorts, groups and measures' {
        $content = Get-PulpContent -Repository r1
        ($content | Group-Object PackageType | Sort-Object Name).Name | Should -Be bdist_wheel, sdist
        ($content | Measure-Object Size -Sum).Sum | Should -BeGreaterThan 1000
        (Get-PulpTask | Sort-Object CreatedAt | Select-Object -Last 1).Id | Should -Be (Get-PulpTask -Newest 1).Id
    }
}

Describe 'Errors' {
    BeforeDiscovery {
        $faults = @(
            @{ Id = 'RepositoryNotFound'; Command = 'GetPulpRepository'; Script = { Get-PulpRepository nobody } }
            @{ Id = 'RepositoryNotFound'; Command = 'StartPulpSync'; Script = { Start-PulpSync nobody } }
            @{ Id = 'RemoteNotFound'; Command = 'GetPulpRemote'; Script = { Get-PulpRemote nobody } }
            @{ Id = 'RemoteNotFound'; Command = 'StartPulpSync'; Script = { Start-PulpSync bare } }
            @{ Id = 'VersionNotFound'; Command = 'GetPulpRepositoryVersion'; Script = { Get-PulpRepositoryVersion bare -Number 7 } }
            @{ Id = 'TaskNotFound'; Command = 'GetPulpTask'; Script = { Get-PulpTask ([guid]::NewGuid()) } }
            @{ Id = 'TaskNotFound'; Command = 'GetPulpTask'; Script = { Get-PulpTask nonsense } }
            @{ Id = 'ContentNotFound'; Command = 'GetPulpContent'; Script = { Get-PulpContent -Repository bare -Name nobody } }
            @{ Id = 'RepositoryExists'; Command = 'NewPulpRepository'; Script = { New-PulpRepository BARE } }
            @{ Id = 'RemoteExists'; Command = 'NewPulpPythonRemote'; Script = { New-PulpPythonRemote taken -Include demo } }
            @{ Id = 'InvalidName'; Command = 'NewPulpRepository'; Script = { New-PulpRepository 'a b' } }
            @{ Id = 'InvalidName'; Command = 'NewPulpRepository'; Script = { New-PulpRepository ([guid]::NewGuid()) } }
            @{ Id = 'InvalidUrl'; Command = 'NewPulpPythonRemote'; Script = { New-PulpPythonRemote bad -Url ftp://index.example/ -Include demo } }
            @{ Id = 'InvalidUrl'; Command = 'NewPulpPythonRemote'; Script = { New-PulpPythonRemote bad -Url 'http://[' -Include demo } }
            @{ Id = 'InvalidFilter'; Command = 'NewPulpPythonRemote'; Script = { New-PulpPythonRemote bad } }
            @{ Id = 'InvalidFilter'; Command = 'NewPulpPythonRemote'; Script = { New-PulpPythonRemote bad -Include @() } }
            @{ Id = 'InvalidFilter'; Command = 'NewPulpPythonRemote'; Script = { New-PulpPythonRemote bad -Include demo -PackageType wheel } }
            @{ Id = 'InvalidFilter'; Command = 'StartPulpSync'; Script = { Start-PulpSync bare -Remote taken -Name other } }
            @{ Id = 'InvalidSpecifier'; Command = 'GetPulpContent'; Script = { Get-PulpContent -Repository bare -VersionSpecifier 'new' } }
            @{ Id = 'StoreNotFound'; Command = 'ConnectPulpStore'; Script = { Connect-PulpStore (Join-Path $TestDrive nowhere) } }
            @{ Id = 'StoreNotFound'; Command = 'GetPulpRepository'; Script = { Get-PulpRepository -Store (Join-Path $TestDrive nowhere) } }
        )
    }

    BeforeAll {
        $null = New-PulpRepository bare
        $null = New-PulpPythonRemote taken -Include demo
    }

    It '<Id> of <Command>: <Script>' -ForEach $faults {
        $remotes = @(Get-PulpRemote).Count
        $ErrorActionPreference = 'Stop'
        $Script | Should -Throw -ErrorId "$Id,Pulp.PS.Commands.${Command}Command"
        @(Get-PulpRemote).Count | Should -Be $remotes
    }

    It 'names every bad entry in one error, and no good one' {
        $bad = 'demo~=1', 'six[extra]', @{ name = 'demo'; version = '1.0' }
        $fault = { New-PulpPythonRemote bad -Include (@('other') + $bad) -ErrorAction Stop } | Should -Throw -PassThru
        $fault.FullyQualifiedErrorId | Should -BeLike 'InvalidFilter,*'
        $fault.Exception.Message | Should -Match 'demo~=1' -Because 'a single number is no compatible release'
        $fault.Exception.Message | Should -Match 'six\[extra\]'
        $fault.Exception.Message | Should -Match 'version_specifier|VersionSpecifier' -Because 'the nearest key is named'
        $fault.Exception.Message | Should -Not -Match '\bother\b'
        $fault.TargetObject | Should -HaveCount 3
    }

    It 'reports a task that failed, after the task, with the task as target' {
        $gone = New-PulpPythonRemote gone -Url http://127.0.0.1:9/ -Include demo -MaximumRetryCount 0
        $task = Start-PulpSync bare -Remote $gone -Wait -ErrorAction SilentlyContinue -ErrorVariable fault
        $task.State | Should -Be Failed
        $task.Error.Code | Should -Be index.unreachable
        $fault[0].FullyQualifiedErrorId | Should -BeLike 'TaskFailed,*'
        $fault[0].TargetObject.Id | Should -Be $task.Id
        (Get-PulpRepository bare).LatestVersion | Should -Be 0
    }
}

Describe 'Changes and their guards' {
    It 'changes nothing under -WhatIf' {
        $before = @(Get-PulpRepository).Count
        New-PulpRepository whatif -WhatIf
        Remove-PulpRepository * -WhatIf -Force
        @(Get-PulpRepository).Count | Should -Be $before
    }

    It 'does not remove a repository when one of its versions is piped' {
        $null = New-PulpRepository keep
        { Get-PulpRepositoryVersion keep | Remove-PulpRepository -Confirm:$false -ErrorAction Stop } | Should -Throw
        Get-PulpRepository keep | Should -HaveCount 1
    }

    It 'renames, describes and removes' {
        $null = New-PulpRepository old
        (Set-PulpRepository old -NewName new -Description 'for tests' -PassThru).Description | Should -Be 'for tests'
        Set-PulpRepository new -Description $null
        (Get-PulpRepository new).Description | Should -BeNullOrEmpty
        Get-PulpRepository ne[w] | Remove-PulpRepository
        Get-PulpRepository new* | Should -BeNullOrEmpty
    }
}

Describe 'At the prompt' {
    BeforeAll {
        $null = New-PulpRepository prompt
        $null = New-PulpPythonRemote prompt -Include demo
        $null = Start-PulpSync prompt -Remote prompt -Wait
    }

    It 'completes <Line>' -ForEach @(
        @{ Line = 'Get-PulpRepository prom'; Word = 'prompt' }
        @{ Line = 'Start-PulpSync foo -Remote prom'; Word = 'prompt' }
        @{ Line = 'Get-PulpTask -State Comp'; Word = 'Completed' }
        @{ Line = 'New-PulpPythonRemote x -Policy On'; Word = 'OnDemand' }
        @{ Line = 'Get-PulpContent -PackageType sd'; Word = 'sdist' }
    ) {
        (TabExpansion2 $Line $Line.Length).CompletionMatches.CompletionText | Should -Contain $Word
    }

    It 'shows <Script> as a table of 80 columns' -ForEach @(
        @{ Script = { Get-PulpStore } }
        @{ Script = { Get-PulpRepository } }
        @{ Script = { Get-PulpRepositoryVersion prompt } }
        @{ Script = { Get-PulpRemote } }
        @{ Script = { Get-PulpTask } }
        @{ Script = { Get-PulpContent } }
        @{ Script = { Get-PulpSyncPlan prompt -Remote prompt } }
        @{ Script = { (Get-PulpSyncPlan prompt -Remote prompt).Entries } }
        @{ Script = { Test-PulpFilter prompt } }
    ) {
        $lines = (& $Script | Out-String -Width 80) -split '\r?\n' | Where-Object { $_ }
        $lines | ForEach-Object { ($_ -replace '\e\[[0-9;]*m').Length | Should -BeLessOrEqual 80 }
        # A table has a line of dashes below its header; a list has none.
        ($lines[1] -replace '\e\[[0-9;]*m') | Should -Match '^[- ]+$'
    }
}

Describe 'Scripts in a process of their own' {
    BeforeAll {
        $pwsh = [Environment]::ProcessPath
        $examples = Join-Path $PSScriptRoot ../../examples
        function Invoke-Script([string] $Text, [string[]] $Argument) {
            $file = $Text
            if (-not (Test-Path $Text)) {
                $file = Join-Path $TestDrive "$([guid]::NewGuid()).ps1"
                Set-Content $file "Import-Module '$ModulePath'`n$Text"
            }
            $log = Join-Path $TestDrive "$([guid]::NewGuid()).log"
            $before = $env:PSModulePath
            $env:PSModulePath = (Split-Path $ModulePath) + [IO.Path]::PathSeparator + $before
            $output = & $pwsh -NoProfile -NonInteractive -File $file @Argument 2> $log | Out-String
            $env:PSModulePath = $before
            [pscustomobject]@{ Code = $LASTEXITCODE; Output = $output; Errors = Get-Content $log -Raw }
        }
        $null = New-PulpPythonRemote night -Include demo
        $null = New-PulpRepository night -Remote night
        $place = "-Store '$storePath'"
    }

    It 'ends with 1 when a sync fails under the preference Stop' {
        $run = Invoke-Script "`$ErrorActionPreference = 'Stop'; Start-PulpSync bare -Remote gone -Wait $place; 'not reached'"
        $run.Code | Should -Be 1
        $run.Output | Should -Not -Match 'not reached'
        $run.Errors | Should -Match 'index.unreachable'
    }

    It 'tells of a task that nobody waited for' {
        $run = Invoke-Script "`$null = New-PulpRepository hasty -Store '$storePath'; Start-PulpSync hasty -Remote night $place | ForEach-Object { `"`$(`$_.Id)`" }"
        $run.Errors | Should -Match 'Wait-PulpTask'
        $run.Errors | Should -Match $run.Output.Trim()
    }

    It 'runs examples/nightly-sync.ps1' {
        $run = Invoke-Script (Join-Path $examples nightly-sync.ps1) -Argument '-Name', 'night', '-Store', $storePath
        $run.Errors | Should -BeNullOrEmpty
        $run.Output | Should -Match 'night: version 1; 6 added, 0 removed'
        $run.Code | Should -Be 0
    }

    It 'runs examples/guarded-sync.ps1, which stops before much is removed' {
        Set-PulpPythonRemote night -Include other
        $run = Invoke-Script (Join-Path $examples guarded-sync.ps1) -Argument 'night', '-Store', $storePath
        $run.Code | Should -Be 3
        $run.Output | Should -Match '-? ?demo-1.0.tar.gz'
        (Get-PulpRepository night).LatestVersion | Should -Be 1
        $run = Invoke-Script (Join-Path $examples guarded-sync.ps1) -Argument 'night', '-MaximumRemovalPercent', '100', '-Store', $storePath
        $run.Code | Should -Be 0
        (Get-PulpRepository night).LatestVersion | Should -Be 2
    }

    It 'runs examples/what-changed.ps1' {
        $run = Invoke-Script (Join-Path $examples what-changed.ps1) -Argument 'night', '-Store', $storePath
        $run.Code | Should -Be 0
        $run.Output | Should -Match '(?m)^\+ other-0\.1\.tar\.gz'
        $run.Output | Should -Match '(?m)^- demo-1\.0\.tar\.gz'
    }

    It 'runs examples/store-health.ps1, which finds the sync that failed' {
        $run = Invoke-Script (Join-Path $examples store-health.ps1) -Argument '-MinimumFree', '1', '-Store', $storePath
        $run.Code | Should -Be 1
        $run.Output | Should -Match 'sync bare: Failed: index.unreachable'
    }
}
