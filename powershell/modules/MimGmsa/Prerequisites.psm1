#Requires -Version 5.1
# The steps that must be finished before another may begin: tested where that is possible, otherwise confirmed by a person.
Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
foreach ($name in 'System', 'Directory', 'Groups', 'ManagedAccounts', 'Settings', 'StepStates', 'StepChecks', 'Gates', 'Confirmations') {
    Import-Module -Name (Join-Path -Path $PSScriptRoot -ChildPath "$name.psm1")
}

<#
.SYNOPSIS
    Refuses a step whose predecessors are not finished. Those of this target are tested now; of other targets, facts are looked up where that
    is possible, and otherwise a person confirms.
#>
function Assert-MimGmsaPrerequisite {
    [CmdletBinding()]
    param(
        [Parameter(Mandatory = $true)]
        [System.Collections.IDictionary] $Step,

        [Parameter(Mandatory = $true)]
        [hashtable] $Run
    )
    foreach ($id in @($Step['After'])) {
        $own = @(Find-MimGmsaStep -Id $id -Settings $Run.Settings)
        if ($own.Count -eq 1 -and (Test-MimGmsaCheckable -Step $own[0])) {
            $check = Test-MimGmsaPredecessor -Step $own[0] -Run $Run
            if (@($check.Problems).Count -eq 0) {
                continue
            }
            if (-not $check.Unknown) {
                $message = '{0} must be finished first: {1}' -f $id, ($check.Problems -join ' ')
                Stop-MimGmsaUnlessRehearsal -Run $Run -Message $message
                continue
            }
        }
        if ((Get-MimGmsaConfirmation -Id $id -Run $Run) -ne '') {
            continue
        }
        $fact = @{ Done = $false; Problem = ''; Hint = '' }
        if ($own.Count -eq 0) {
            $fact = Get-MimGmsaForeignFact -Id $id -Run $Run
        }
        if ($fact.Done) {
            continue
        }
        if ($fact.Problem -ne '') {
            Stop-MimGmsaUnlessRehearsal -Run $Run -Message ('{0} must be finished first: {1}' -f $id, $fact.Problem)
            continue
        }
        if ($Run.IsRehearsal) {
            Write-MimGmsaLine -Text "Before this, $id must be finished; you will be asked."
            continue
        }
        if ($fact.Hint -ne '') {
            Write-MimGmsaLine -Text $fact.Hint
        }
        if (-not (Confirm-MimGmsaStep -Id $id -Question "$id must be finished before. Is it?" -Run $Run)) {
            throw (New-MimGmsaRefusal -ExitCode 4 -Message "$id was not confirmed as finished.")
        }
    }
}

<#
.SYNOPSIS
    Tests a predecessor on this target. Unknown means that only a person can tell: the facts cannot be read here, or a wizard waits open.
#>
function Test-MimGmsaPredecessor {
    [CmdletBinding()]
    [OutputType([hashtable])]
    param(
        [Parameter(Mandatory = $true)]
        [System.Collections.IDictionary] $Step,

        [Parameter(Mandatory = $true)]
        [hashtable] $Run
    )
    try {
        $check = Test-MimGmsaStep -Step $Step -Run $Run
        @{ Problems = $check.Problems; Unknown = Test-MimGmsaWizardGoesOn -Step $Step -Settings $Run.Settings }
    }
    catch {
        if ($null -eq $_.Exception.Data['MimGmsaUnknown']) {
            throw
        }
        @{ Problems = [string[]]@($_.Exception.Message); Unknown = $true }
    }
}

<#
.SYNOPSIS
    Looks at a step of another target in Active Directory. Done: it is finished. Problem: it certainly is not. Hint: what a person who is
    asked should know. A host without the tools of Active Directory sees nothing.
#>
function Get-MimGmsaForeignFact {
    [CmdletBinding()]
    [OutputType([hashtable])]
    param(
        [Parameter(Mandatory = $true)]
        [string] $Id,

        [Parameter(Mandatory = $true)]
        [hashtable] $Run
    )
    $fact = @{ Done = $false; Problem = ''; Hint = '' }
    $match = [regex]::Match($Id, '^(D-03|D-05|D-07)@[^#]+#([^.]+)')
    $isMember = $match.Groups[1].Value -eq 'D-03'
    if (-not $match.Success -or ($isMember -and $Run.Settings['TargetKind'] -ne 'mim') -or -not (Test-MimGmsaDirectoryTool)) {
        return $fact
    }
    $name = $match.Groups[2].Value
    $directory = Get-MimGmsaRunDirectory -Run $Run
    if ($isMember) {
        $group = Get-MimGmsaHostGroup -Name $name -Server (Get-MimGmsaServerFor -SamAccountName $name -Directory $directory)
        $self = Resolve-MimGmsaHost -Name $Run.Session['ComputerName'] -Directory $directory
        $fact.Problem = @(Test-MimGmsaHostGroup -State $group -Name $name -Members $self) -join ' '
        $fact.Done = $fact.Problem -eq ''
        return $fact
    }
    $server = Get-MimGmsaServerFor -SamAccountName (Get-MimGmsaManagedName -Account $name) -Directory $directory
    $account = Get-MimGmsaManagedAccount -Name $name -Server $server
    if ($account['Exists'] -eq 'no') {
        $fact.Problem = "There is no managed account $name."
    }
    elseif ($match.Groups[1].Value -eq 'D-05') {
        $fact.Done = $true
    }
    elseif (@($account['ServicePrincipalNames']).Count -eq 0) {
        $fact.Problem = "$name holds no service principal name."
    }
    else {
        # which names it should hold stands in the runbook of the other target
        $fact.Hint = '{0} holds {1}.' -f $name, ($account['ServicePrincipalNames'] -join ', ')
    }
    $fact
}

Export-ModuleMember -Function 'Assert-MimGmsaPrerequisite'
