#Requires -Version 5.1
# Runs one step of any kind, verifies it, and keeps the record of it.
Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
foreach ($name in 'System', 'State', 'Results', 'ChangeWindows', 'Confirmations', 'Prerequisites', 'Installer', 'StepChecks', 'StepChanges') {
    Import-Module -Name (Join-Path -Path $PSScriptRoot -ChildPath "$name.psm1")
}

<#
.SYNOPSIS
    Notes the outcome of one step: on the screen, and in the journal of a run that is no rehearsal.
#>
function Add-MimGmsaOutcome {
    [CmdletBinding()]
    [OutputType([string])]
    param(
        [Parameter(Mandatory = $true)]
        [hashtable] $Run,

        [Parameter(Mandatory = $true)]
        [System.Collections.IDictionary] $Step,

        [Parameter(Mandatory = $true)]
        [ValidateSet('AlreadyOk', 'Changed', 'WouldChange', 'Failed', 'Manual', 'Skipped')]
        [string] $Outcome,

        [Parameter(Mandatory = $true)]
        [string] $StartedAt,

        [Parameter()]
        [AllowNull()]
        [object] $Before = $null,

        [Parameter()]
        [AllowNull()]
        [object] $After = $null,

        [Parameter()]
        [AllowEmptyString()]
        [string] $Message = ''
    )
    Write-MimGmsaLine -Text ('{0,-11} {1}  {2}' -f $Outcome, $Step['Id'], $Message)
    if ($null -ne $Run.Journal) {
        $entry = [ordered]@{
            id = $Step['Id']
            state = $Outcome
            startedAt = $StartedAt
            finishedAt = ConvertTo-MimGmsaTimeText -Time (Get-MimGmsaTime)
            before = $Before
            after = $After
            message = $Message
            scriptSha256 = $Run.ScriptSha256
        }
        Add-MimGmsaJournalEntry -Journal $Run.Journal -Entry $entry
    }
    $Outcome
}

<#
.SYNOPSIS
    Shows what a person has to do.
#>
function Write-MimGmsaInstruction {
    [CmdletBinding()]
    param(
        [Parameter(Mandatory = $true)]
        [System.Collections.IDictionary] $Step
    )
    Write-MimGmsaLine -Text ''
    Write-MimGmsaLine -Text ('{0}  {1}' -f $Step['Id'], $Step['Title'])
    foreach ($line in @($Step['Instructions'])) {
        Write-MimGmsaLine -Text "  $line"
    }
}

<#
.SYNOPSIS
    A step that a person does and confirms by typing its id.
#>
function Invoke-MimGmsaManualStep {
    [CmdletBinding()]
    [OutputType([string])]
    param(
        [Parameter(Mandatory = $true)]
        [System.Collections.IDictionary] $Step,

        [Parameter(Mandatory = $true)]
        [hashtable] $Run
    )
    $note = @{ Run = $Run; Step = $Step; StartedAt = ConvertTo-MimGmsaTimeText -Time (Get-MimGmsaTime) }
    $confirmed = Get-MimGmsaConfirmation -Id $Step['Id'] -Run $Run
    if ($confirmed -ne '') {
        return (Add-MimGmsaOutcome @note -Outcome 'AlreadyOk' -Message "confirmed $confirmed")
    }
    Assert-MimGmsaWindow -Step $Step -Run $Run
    if ($Run.IsRehearsal) {
        return (Add-MimGmsaOutcome @note -Outcome 'WouldChange' -Message 'a person does this step and confirms it')
    }
    Start-MimGmsaWindow -Step $Step -Run $Run -Confirm:$false
    Write-MimGmsaInstruction -Step $Step
    if (Confirm-MimGmsaStep -Id $Step['Id'] -Question 'Done, and the result is as expected?' -Run $Run) {
        return (Add-MimGmsaOutcome @note -Outcome 'Manual' -Message ('confirmed by {0}' -f $Run.Session['User']))
    }
    $Run.ExitCode = 4
    Add-MimGmsaOutcome @note -Outcome 'Skipped' -Message 'not confirmed; run this step again when it is done'
}

<#
.SYNOPSIS
    Saves the state of before, unless an earlier run has, and returns the one that was saved first: what an undo goes back to.
#>
function Save-MimGmsaStateBefore {
    [CmdletBinding()]
    [OutputType([System.Collections.IDictionary])]
    param(
        [Parameter(Mandatory = $true)]
        [System.Collections.IDictionary] $Step,

        [Parameter(Mandatory = $true)]
        [System.Collections.IDictionary] $State,

        [Parameter(Mandatory = $true)]
        [hashtable] $Run
    )
    Save-MimGmsaRecord -Folder $Run.Folder -Kind 'before' -Id $Step['Id'] -Content $State
    Get-MimGmsaRecord -Folder $Run.Folder -Kind 'before' -Id $Step['Id']
}

<#
.SYNOPSIS
    A step that a person does in a window, and that the runner verifies before it goes on.
#>
function Invoke-MimGmsaVerifiedStep {
    [CmdletBinding()]
    [OutputType([string])]
    param(
        [Parameter(Mandatory = $true)]
        [System.Collections.IDictionary] $Step,

        [Parameter(Mandatory = $true)]
        [hashtable] $Run,

        [Parameter(Mandatory = $true)]
        [hashtable] $Check
    )
    $note = @{ Run = $Run; Step = $Step; StartedAt = ConvertTo-MimGmsaTimeText -Time (Get-MimGmsaTime); Before = $null }
    Assert-MimGmsaWindow -Step $Step -Run $Run
    if ($Run.IsRehearsal) {
        return (Add-MimGmsaOutcome @note -Outcome 'WouldChange' -Message 'a person does this step, the runner verifies it')
    }
    Start-MimGmsaWindow -Step $Step -Run $Run -Confirm:$false
    $note.Before = Save-MimGmsaStateBefore -Step $Step -State $Check.State -Run $Run
    while ($true) {
        Write-MimGmsaInstruction -Step $Step
        foreach ($problem in $Check.Problems) {
            Write-MimGmsaLine -Text "  Still open: $problem"
        }
        $answer = Read-MimGmsaAnswer -Prompt ('{0}: press Enter when it is done, or type stop' -f $Step['Id'])
        if ($answer -ne '') {
            $Run.ExitCode = 4
            return (Add-MimGmsaOutcome @note -Outcome 'Skipped' -Message 'stopped by the operator; run this step again')
        }
        $Check = Test-MimGmsaStep -Step $Step -Run $Run
        if (@($Check.Problems).Count -eq 0) {
            $content = [ordered]@{ at = ConvertTo-MimGmsaTimeText -Time (Get-MimGmsaTime) }
            Save-MimGmsaRecord -Folder $Run.Folder -Kind 'finished' -Id $Step['Id'] -Content $content
            return (Add-MimGmsaOutcome @note -Outcome 'Changed' -After $Check.State -Message ($Check.Notes -join ' '))
        }
    }
}

<#
.SYNOPSIS
    A step that the runner does itself: test, save the state of before, change, test again.
#>
function Invoke-MimGmsaAutomatedStep {
    [CmdletBinding(SupportsShouldProcess = $true, ConfirmImpact = 'High')]
    [OutputType([string])]
    param(
        [Parameter(Mandatory = $true)]
        [System.Collections.IDictionary] $Step,

        [Parameter(Mandatory = $true)]
        [hashtable] $Run,

        [Parameter(Mandatory = $true)]
        [hashtable] $Check
    )
    $note = @{ Run = $Run; Step = $Step; StartedAt = ConvertTo-MimGmsaTimeText -Time (Get-MimGmsaTime); Before = $null }
    if ($Step['Changes'] -ne 'yes') {
        $Run.ExitCode = 1
        return (Add-MimGmsaOutcome @note -Outcome 'Failed' -After $Check.State -Message ((@($Check.Problems) + $Check.Notes) -join ' '))
    }
    Assert-MimGmsaWindow -Step $Step -Run $Run
    if (-not $PSCmdlet.ShouldProcess($Step['Id'], $Step['Title'])) {
        if ($Run.IsRehearsal) {
            return (Add-MimGmsaOutcome @note -Outcome 'WouldChange' -Message ($Check.Problems -join ' '))
        }
        $Run.ExitCode = 4
        return (Add-MimGmsaOutcome @note -Outcome 'Skipped' -Message 'declined by the operator')
    }
    Start-MimGmsaWindow -Step $Step -Run $Run -Confirm:$false
    $note.Before = Save-MimGmsaStateBefore -Step $Step -State $Check.State -Run $Run
    Set-MimGmsaStep -Step $Step -Run $Run -Confirm:$false
    $after = Test-MimGmsaStep -Step $Step -Run $Run
    # other domain controllers learn of a change some time later
    for ($wait = 0; @($after.Problems).Count -gt 0 -and $wait -lt 30 -and $Step['Step'] -like 'D-*'; $wait++) {
        if ($wait -eq 0) {
            Write-MimGmsaLine -Text ('Waiting up to five minutes: {0}' -f ($after.Problems -join ' '))
        }
        Start-Sleep -Seconds 10
        $after = Test-MimGmsaStep -Step $Step -Run $Run
    }
    if (@($after.Problems).Count -gt 0) {
        $Run.ExitCode = 1
        return (Add-MimGmsaOutcome @note -Outcome 'Failed' -After $after.State -Message ($after.Problems -join ' '))
    }
    Add-MimGmsaOutcome @note -Outcome 'Changed' -After $after.State -Message ($after.Notes -join ' ')
}

<#
.SYNOPSIS
    Runs one step of any kind. An error becomes the outcome Failed and the exit code of the run.
#>
function Invoke-MimGmsaStep {
    [CmdletBinding()]
    [OutputType([string])]
    param(
        [Parameter(Mandatory = $true)]
        [System.Collections.IDictionary] $Step,

        [Parameter(Mandatory = $true)]
        [hashtable] $Run
    )
    $started = ConvertTo-MimGmsaTimeText -Time (Get-MimGmsaTime)
    $given = @{ Step = $Step; Run = $Run }
    try {
        if (-not (Test-MimGmsaCheckable -Step $Step)) {
            Assert-MimGmsaPrerequisite @given
            return (Invoke-MimGmsaManualStep @given)
        }
        $check = Test-MimGmsaStep @given
        if ($Step['Step'] -eq 'A-04' -and -not $Run.IsRehearsal) {
            # this record is the purpose of the step; a later one would hold the changed state
            Save-MimGmsaRecord -Folder $Run.Folder -Kind 'before' -Id $Step['Id'] -Content $check.State
        }
        if (@($check.Problems).Count -eq 0) {
            $message = $check.Notes -join ' '
            return (Add-MimGmsaOutcome @given -StartedAt $started -Outcome 'AlreadyOk' -After $check.State -Message $message)
        }
        Assert-MimGmsaPrerequisite @given
        Assert-MimGmsaInstaller @given
        if (Test-MimGmsaWizardGoesOn -Step $Step -Settings $Run.Settings) {
            return (Invoke-MimGmsaManualStep @given)
        }
        if ($Step['Automation'] -eq 'verified') {
            return (Invoke-MimGmsaVerifiedStep @given -Check $check)
        }
        $consent = $Run.Consent
        Invoke-MimGmsaAutomatedStep @given -Check $check -WhatIf:$Run.IsRehearsal @consent
    }
    catch {
        $Run.ExitCode = Get-MimGmsaExitCode -ErrorRecord $_
        $before = Get-MimGmsaRecord -Folder $Run.Folder -Kind 'before' -Id $Step['Id']
        Add-MimGmsaOutcome @given -StartedAt $started -Outcome 'Failed' -Before $before -Message $_.Exception.Message
    }
}

<#
.SYNOPSIS
    Returns the exit code that an error asks for; 1 where it asks for none.
#>
function Get-MimGmsaExitCode {
    [CmdletBinding()]
    [OutputType([int])]
    param(
        [Parameter(Mandatory = $true)]
        [System.Management.Automation.ErrorRecord] $ErrorRecord
    )
    $code = $ErrorRecord.Exception.Data['MimGmsaExitCode']
    if ($null -eq $code) {
        return 1
    }
    [int]$code
}

<#
.SYNOPSIS
    Flags a step that a person carried out without the runner: its window and the steps before it were not checked when it began.
#>
function Get-MimGmsaHandNote {
    [CmdletBinding()]
    [OutputType([string])]
    param(
        [Parameter(Mandatory = $true)]
        [System.Collections.IDictionary] $Step,

        [Parameter(Mandatory = $true)]
        [hashtable] $Run
    )
    $begun = $null -ne (Get-MimGmsaRecord -Folder $Run.Folder -Kind 'before' -Id $Step['Id'])
    if ($Step['Automation'] -ne 'verified' -or $Step['Changes'] -ne 'yes' -or $begun) {
        return
    }
    'Done without -Step: whether it might begin was not checked.'
    Get-MimGmsaWindowReason -Step $Step -Run $Run
}

<#
.SYNOPSIS
    Reads and judges steps without changing anything.
#>
function Invoke-MimGmsaVerification {
    [CmdletBinding()]
    param(
        [Parameter(Mandatory = $true)]
        [object[]] $Steps,

        [Parameter(Mandatory = $true)]
        [hashtable] $Run
    )
    foreach ($step in $Steps) {
        $note = @{ Run = $Run; Step = $step; StartedAt = ConvertTo-MimGmsaTimeText -Time (Get-MimGmsaTime) }
        try {
            if (-not (Test-MimGmsaCheckable -Step $step)) {
                $confirmed = Get-MimGmsaConfirmation -Id $step['Id'] -Run $Run
                if ($confirmed -eq '') {
                    $confirmed = 'not confirmed yet; only a person can tell'
                }
                $null = Add-MimGmsaOutcome @note -Outcome 'Manual' -Message $confirmed
                continue
            }
            $check = Test-MimGmsaStep -Step $step -Run $Run
            if (@($check.Problems).Count -eq 0) {
                $message = (@($check.Notes) + @(Get-MimGmsaHandNote -Step $step -Run $Run)) -join ' '
                $null = Add-MimGmsaOutcome @note -Outcome 'AlreadyOk' -After $check.State -Message $message
            }
            else {
                $Run.ExitCode = 1
                $null = Add-MimGmsaOutcome @note -Outcome 'Failed' -After $check.State -Message ((@($check.Problems) + $check.Notes) -join ' ')
            }
        }
        catch {
            $Run.ExitCode = Get-MimGmsaExitCode -ErrorRecord $_
            $null = Add-MimGmsaOutcome @note -Outcome 'Failed' -Message $_.Exception.Message
        }
    }
}

Export-ModuleMember -Function 'Add-MimGmsaOutcome', 'Get-MimGmsaExitCode', 'Invoke-MimGmsaStep', 'Invoke-MimGmsaVerification'
