#Requires -Version 5.1
# Carries out the runbook of one target: lists, runs, verifies, resumes and undoes its steps.
Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
foreach ($name in 'System', 'State', 'Results', 'Settings', 'Gates', 'StepRuns', 'UndoRuns', 'Recall') {
    Import-Module -Name (Join-Path -Path $PSScriptRoot -ChildPath "$name.psm1")
}

<#
.SYNOPSIS
    Shows the steps of this target with what is known of each.
#>
function Show-MimGmsaStep {
    [CmdletBinding()]
    param(
        [Parameter(Mandatory = $true)]
        [hashtable] $Run
    )
    foreach ($step in $Run.Settings['Steps']) {
        $known = 'open'
        foreach ($kind in 'before', 'finished', 'confirmed') {
            if ($null -ne (Get-MimGmsaRecord -Folder $Run.Folder -Kind $kind -Id $step['Id'])) {
                $known = @{ before = 'begun'; finished = 'done'; confirmed = 'done' }[$kind]
            }
        }
        Write-MimGmsaLine -Text ('{0,-6} {1,-9} {2}  {3}' -f $known, $step['Automation'], $step['Id'], $step['Title'])
    }
    Write-MimGmsaLine -Text 'Run one with -Step, check with -Verify, go on with -Resume, take back with -Undo; -WhatIf rehearses.'
}

<#
.SYNOPSIS
    Finds steps by their ids. An unknown id stops everything before anything has begun.
#>
function Select-MimGmsaStep {
    [CmdletBinding()]
    [OutputType([System.Collections.IDictionary])]
    param(
        [Parameter(Mandatory = $true)]
        [AllowEmptyCollection()]
        [string[]] $Id,

        [Parameter(Mandatory = $true)]
        [System.Collections.IDictionary] $Settings
    )
    foreach ($wanted in $Id) {
        # F-02 is enough where only one step of this target has that code
        $found = @($Settings['Steps'] | Where-Object -FilterScript { $_['Id'] -eq $wanted })
        if ($found.Count -eq 0) {
            $found = @($Settings['Steps'] | Where-Object -FilterScript { $_['Step'] -eq $wanted })
        }
        if ($found.Count -ne 1) {
            throw (New-MimGmsaRefusal -ExitCode 2 -Message "This runbook has $($found.Count) steps called $wanted; exactly one is needed.")
        }
        $found[0]
    }
}

<#
.SYNOPSIS
    Tells about the bundle itself. That its files are those of the manifest was checked before this module was loaded; here Windows judges
    the signatures of the scripts.
#>
function Test-MimGmsaBundle {
    [CmdletBinding()]
    [OutputType([bool])]
    param(
        [Parameter(Mandatory = $true)]
        [string] $Root
    )
    $valid = $true
    foreach ($file in [System.IO.Directory]::GetFiles((Resolve-MimGmsaPath -Path $Root), '*', [System.IO.SearchOption]::AllDirectories)) {
        if (@('.ps1', '.psm1', '.psd1') -contains [System.IO.Path]::GetExtension($file)) {
            $status = [string](Get-AuthenticodeSignature -LiteralPath $file).Status
            if ($status -ne 'Valid') {
                Write-MimGmsaLine -Text ('{0}: signature {1}' -f [System.IO.Path]::GetFileName($file), $status)
                $valid = $false
            }
        }
    }
    if ($valid) {
        Write-MimGmsaLine -Text 'Every file is as the manifest says, and every script has a valid signature.'
    }
    $valid
}

<#
.SYNOPSIS
    Takes the host for this run and opens its journal.
#>
function Open-MimGmsaRun {
    [CmdletBinding()]
    param(
        [Parameter(Mandatory = $true)]
        [string] $Root,

        [Parameter(Mandatory = $true)]
        [hashtable] $Run
    )
    $holder = '{0}, process {1}, runbook {2}' -f $Run.Session['User'], $PID, $Run.Folder
    $Run.Lock = Enter-MimGmsaLock -Folder (Split-Path -Path $Run.Folder -Parent) -Holder $holder
    $null = Repair-MimGmsaJournal -Folder $Run.Folder
    $head = Get-MimGmsaResultHead -Root $Root -Session $Run.Session -Settings $Run.Settings
    $Run.ScriptSha256 = Get-MimGmsaSha256 -Path (Join-Path -Path $Root -ChildPath 'Start-Runbook.ps1')
    $Run.Journal = New-MimGmsaJournal -Folder $Run.Folder -Head $head -Confirm:$false
}

<#
.SYNOPSIS
    Carries out the chosen action on the chosen steps, and stops at the first step that did not end well. A rehearsal goes on to the end.
#>
function Invoke-MimGmsaAction {
    [CmdletBinding()]
    param(
        [Parameter(Mandatory = $true)]
        [string] $Action,

        [Parameter(Mandatory = $true)]
        [object[]] $Steps,

        [Parameter(Mandatory = $true)]
        [hashtable] $Run
    )
    if ($Action -eq 'Verify') {
        Invoke-MimGmsaVerification -Steps $Steps -Run $Run
        return
    }
    foreach ($step in $Steps) {
        if ($Action -eq 'Undo') {
            $consent = $Run.Consent
            Invoke-MimGmsaUndo -Step $step -Run $Run -WhatIf:$Run.IsRehearsal @consent
        }
        else {
            $null = Invoke-MimGmsaStep -Step $step -Run $Run
        }
        if ($Run.ExitCode -ne 0 -and -not $Run.IsRehearsal) {
            return
        }
    }
}

<#
.SYNOPSIS
    Does what the person asked of the runbook and returns the exit code of the process. Consent may hold the answer (Confirm) of
    every step that asks before it changes something; without it, each asks.
#>
function Invoke-MimGmsaRunbook {
    [CmdletBinding()]
    [OutputType([int])]
    param(
        [Parameter(Mandatory = $true)]
        [string] $Root,

        [Parameter(Mandatory = $true)]
        [ValidateSet('List', 'Step', 'Verify', 'Undo', 'Resume')]
        [string] $Action,

        [Parameter()]
        [AllowEmptyCollection()]
        [string[]] $Id = @(),

        [Parameter()]
        [AllowEmptyString()]
        [string] $ResultFile = '',

        [Parameter()]
        [hashtable] $Recall = @{ Path = ''; StaleReason = '' },

        [Parameter()]
        [hashtable] $Consent = @{},

        [Parameter()]
        [switch] $Rehearsal,

        [Parameter()]
        [switch] $AllowDemo
    )
    $run = @{ ExitCode = 0; Journal = $null; Lock = $null; Directory = $null; Consent = $Consent; IsRehearsal = [bool]$Rehearsal }
    $run.RecallNumber = $null
    try {
        $run.Settings = Read-MimGmsaSetting -Root $Root
        $steps = @(Select-MimGmsaStep -Id $Id -Settings $run.Settings)
        if ($Action -eq 'Verify' -and $steps.Count -eq 0) {
            return [int](-not (Test-MimGmsaBundle -Root $Root))
        }
        $run.Session = Get-MimGmsaSession
        Assert-MimGmsaSession -Run $run -AllowDemo:$AllowDemo
        $run.Folder = Get-MimGmsaStateFolder -Settings $run.Settings
        if (@('Step', 'Resume') -contains $Action) {
            Assert-MimGmsaNewestRevision -Run $run
            if ($Recall['Path'] -ne '') {
                $place = @{ Root = $Root; StateFolder = Split-Path -Path $run.Folder -Parent }
                $run.RecallNumber = Assert-MimGmsaNotRecalled @place @Recall
            }
        }
        Open-MimGmsaStateFolder -Run $run -ReadOnly:($run.IsRehearsal -or $Action -eq 'List')
        if ($Action -eq 'List') {
            Show-MimGmsaStep -Run $run
            return 0
        }
        if ($Action -eq 'Resume') {
            # a rollback is a decision of its own
            $steps = @($run.Settings['Steps'] | Where-Object -FilterScript { $_['Step'] -notlike 'R-*' })
        }
        if (-not $run.IsRehearsal) {
            Open-MimGmsaRun -Root $Root -Run $run
            if ($null -ne $run.RecallNumber) {
                Save-MimGmsaRecallNumber @place -Number $run.RecallNumber
            }
        }
        if ($ResultFile -ne '') {
            Import-MimGmsaForeignResult -Path $ResultFile -Root $Root -Run $run
        }
        Invoke-MimGmsaAction -Action $Action -Steps $steps -Run $run
        if ($null -ne $run.Journal) {
            $result = Complete-MimGmsaJournal -Journal $run.Journal
            Write-MimGmsaLine -Text ('Result: {0}  Chain head: {1}' -f $result.Path, $result.Head)
        }
    }
    catch {
        Write-MimGmsaLine -Text ('Stopped: {0}' -f $_.Exception.Message)
        $run.ExitCode = Get-MimGmsaExitCode -ErrorRecord $_
    }
    finally {
        if ($null -ne $run.Lock) {
            Exit-MimGmsaLock -Folder (Split-Path -Path $run.Folder -Parent) -Mutex $run.Lock
        }
    }
    $run.ExitCode
}

Export-ModuleMember -Function 'Invoke-MimGmsaRunbook'
