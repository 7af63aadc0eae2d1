#Requires -Version 5.1
# Carries out the runbook of one target: lists, runs, verifies, resumes and undoes its steps, and keeps the record of it.
Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
foreach ($name in 'System', 'State', 'Results', 'Gates', 'Steps') {
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
    if ($Run.IsRehearsal) {
        return (Add-MimGmsaOutcome @note -Outcome 'WouldChange' -Message 'a person does this step and confirms it')
    }
    Assert-MimGmsaWindow -Step $Step -Run $Run
    Write-MimGmsaInstruction -Step $Step
    if (Confirm-MimGmsaStep -Id $Step['Id'] -Question 'Done, and the result is as expected?' -Run $Run) {
        return (Add-MimGmsaOutcome @note -Outcome 'Manual' -Message ('confirmed by {0}' -f $Run.Session['User']))
    }
    $Run.ExitCode = 4
    Add-MimGmsaOutcome @note -Outcome 'Skipped' -Message 'not confirmed; run this step again when it is done'
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
    $note = @{ Run = $Run; Step = $Step; StartedAt = ConvertTo-MimGmsaTimeText -Time (Get-MimGmsaTime); Before = $Check.State }
    if ($Run.IsRehearsal) {
        return (Add-MimGmsaOutcome @note -Outcome 'WouldChange' -Message 'a person does this step, the runner verifies it')
    }
    Assert-MimGmsaWindow -Step $Step -Run $Run
    Save-MimGmsaRecord -Folder $Run.Folder -Kind 'before' -Id $Step['Id'] -Content $Check.State
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
    $note = @{ Run = $Run; Step = $Step; StartedAt = ConvertTo-MimGmsaTimeText -Time (Get-MimGmsaTime); Before = $Check.State }
    if ($Step['Changes'] -ne 'yes') {
        $Run.ExitCode = 1
        return (Add-MimGmsaOutcome @note -Outcome 'Failed' -After $Check.State -Message ($Check.Problems -join ' '))
    }
    if (-not $Run.IsRehearsal) {
        Assert-MimGmsaWindow -Step $Step -Run $Run
    }
    if (-not $PSCmdlet.ShouldProcess($Step['Id'], $Step['Title'])) {
        if ($Run.IsRehearsal) {
            return (Add-MimGmsaOutcome @note -Outcome 'WouldChange' -Message ($Check.Problems -join ' '))
        }
        $Run.ExitCode = 4
        return (Add-MimGmsaOutcome @note -Outcome 'Skipped' -Message 'declined by the operator')
    }
    Save-MimGmsaRecord -Folder $Run.Folder -Kind 'before' -Id $Step['Id'] -Content $Check.State
    Set-MimGmsaStep -Step $Step -Run $Run -Confirm:$false
    $after = Test-MimGmsaStep -Step $Step -Run $Run
    # other domain controllers learn of a change some time later
    for ($wait = 0; @($after.Problems).Count -gt 0 -and $wait -lt 30 -and $Step['Step'] -like 'D-*'; $wait++) {
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
    [CmdletBinding(SupportsShouldProcess = $true, ConfirmImpact = 'Medium')]
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
            return (Add-MimGmsaOutcome @given -StartedAt $started -Outcome 'AlreadyOk' -Before $check.State -After $check.State -Message $message)
        }
        Assert-MimGmsaPrerequisite @given
        if ($Step['Automation'] -eq 'verified') {
            return (Invoke-MimGmsaVerifiedStep @given -Check $check)
        }
        $confirm = @{}
        if ($PSBoundParameters.ContainsKey('Confirm')) {
            $confirm['Confirm'] = $PSBoundParameters['Confirm']
        }
        Invoke-MimGmsaAutomatedStep @given -Check $check -WhatIf:$Run.IsRehearsal @confirm
    }
    catch {
        $Run.ExitCode = Get-MimGmsaExitCode -ErrorRecord $_
        Add-MimGmsaOutcome @given -StartedAt $started -Outcome 'Failed' -Message $_.Exception.Message
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
                $null = Add-MimGmsaOutcome @note -Outcome 'AlreadyOk' -Before $check.State -After $check.State -Message ($check.Notes -join ' ')
            }
            else {
                $Run.ExitCode = 1
                $null = Add-MimGmsaOutcome @note -Outcome 'Failed' -Before $check.State -Message (@($check.Problems) -join ' ')
            }
        }
        catch {
            $Run.ExitCode = Get-MimGmsaExitCode -ErrorRecord $_
            $null = Add-MimGmsaOutcome @note -Outcome 'Failed' -Message $_.Exception.Message
        }
    }
}

<#
.SYNOPSIS
    Undoes one step from the record of before, unless a later step still stands on it.
#>
function Invoke-MimGmsaUndo {
    [CmdletBinding(SupportsShouldProcess = $true, ConfirmImpact = 'High')]
    param(
        [Parameter(Mandatory = $true)]
        [System.Collections.IDictionary] $Step,

        [Parameter(Mandatory = $true)]
        [hashtable] $Run
    )
    $note = @{ Run = $Run; Step = $Step; StartedAt = ConvertTo-MimGmsaTimeText -Time (Get-MimGmsaTime) }
    try {
        if ($Step['Automation'] -ne 'automated') {
            $Run.ExitCode = 4
            $null = Add-MimGmsaOutcome @note -Outcome 'Manual' -Message 'a person did this step and undoes it: see runbook.html'
            return
        }
        $before = Get-MimGmsaRecord -Folder $Run.Folder -Kind 'before' -Id $Step['Id']
        if ($null -eq $before) {
            $null = Add-MimGmsaOutcome @note -Outcome 'AlreadyOk' -Message 'this runbook changed nothing here'
            return
        }
        foreach ($later in $Run.Settings['Steps']) {
            $stands = @($later['After']) -contains $Step['Id'] -and $later['Automation'] -eq 'automated' -and $later['Changes'] -eq 'yes'
            if ($stands -and $null -ne (Get-MimGmsaRecord -Folder $Run.Folder -Kind 'before' -Id $later['Id'])) {
                throw (New-MimGmsaRefusal -ExitCode 2 -Message ('Undo {0} first; it stands on this step.' -f $later['Id']))
            }
        }
        if (-not $PSCmdlet.ShouldProcess($Step['Id'], 'Undo')) {
            $null = Add-MimGmsaOutcome @note -Outcome 'WouldChange' -Before $before
            return
        }
        if ((Undo-MimGmsaStep -Step $Step -Before $before -Run $Run -Confirm:$false) -eq 'nothing') {
            $null = Add-MimGmsaOutcome @note -Outcome 'AlreadyOk' -Message 'this step has nothing to undo; what it saved stays'
            return
        }
        $check = Test-MimGmsaStep -Step $Step -Run $Run
        Close-MimGmsaRecord -Folder $Run.Folder -Kind 'before' -Id $Step['Id']
        $null = Add-MimGmsaOutcome @note -Outcome 'Changed' -Before $before -After $check.State -Message 'undone'
    }
    catch {
        $Run.ExitCode = Get-MimGmsaExitCode -ErrorRecord $_
        $null = Add-MimGmsaOutcome @note -Outcome 'Failed' -Message $_.Exception.Message
    }
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
        if ((Get-MimGmsaConfirmation -Id $step['Id'] -Run $Run) -ne '') {
            $known = 'done'
        }
        elseif ($null -ne (Get-MimGmsaRecord -Folder $Run.Folder -Kind 'before' -Id $step['Id'])) {
            $known = 'begun'
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
    Does what the person asked of the runbook and returns the exit code of the process.
#>
function Invoke-MimGmsaRunbook {
    [CmdletBinding(SupportsShouldProcess = $true, ConfirmImpact = 'Medium')]
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
        [switch] $AllowDemo
    )
    $confirm = @{}
    if ($PSBoundParameters.ContainsKey('Confirm')) {
        $confirm['Confirm'] = $PSBoundParameters['Confirm']
    }
    $lock = $null
    $run = @{ ExitCode = 0; Journal = $null; Directory = $null; IsRehearsal = [bool]$WhatIfPreference }
    try {
        $run.Settings = Read-MimGmsaSetting -Root $Root
        $run.Session = Get-MimGmsaSession
        Assert-MimGmsaSession -Run $run -AllowDemo:$AllowDemo
        $steps = @(Select-MimGmsaStep -Id $Id -Settings $run.Settings)
        $run.Folder = Get-MimGmsaStateFolder -Settings $run.Settings
        Open-MimGmsaStateFolder -Run $run -ReadOnly:($run.IsRehearsal -or $Action -eq 'List')
        if ($Action -eq 'List') {
            Show-MimGmsaStep -Run $run
            return 0
        }
        if ($steps.Count -eq 0) {
            $steps = @($run.Settings['Steps'])
        }
        if (-not $run.IsRehearsal) {
            $holder = '{0}, process {1}, runbook {2}' -f $run.Session['User'], $PID, $run.Folder
            $lock = Enter-MimGmsaLock -Folder (Split-Path -Path $run.Folder -Parent) -Holder $holder
            $null = Repair-MimGmsaJournal -Folder $run.Folder
            $head = Get-MimGmsaResultHead -Root $Root -Session $run.Session -Settings $run.Settings
            $run.ScriptSha256 = Get-MimGmsaSha256 -Path (Join-Path -Path $Root -ChildPath 'Start-Runbook.ps1')
            $run.Journal = New-MimGmsaJournal -Folder $run.Folder -Head $head -Confirm:$false
        }
        if ($Action -eq 'Verify') {
            Invoke-MimGmsaVerification -Steps $steps -Run $run
        }
        elseif ($Action -eq 'Undo') {
            foreach ($step in $steps) {
                Invoke-MimGmsaUndo -Step $step -Run $run -WhatIf:$run.IsRehearsal @confirm
            }
        }
        else {
            foreach ($step in $steps) {
                $null = Invoke-MimGmsaStep -Step $step -Run $run @confirm
                if ($run.ExitCode -ne 0) {
                    break
                }
            }
        }
        if ($null -ne $run.Journal) {
            Write-MimGmsaLine -Text ('Result: {0}' -f (Complete-MimGmsaJournal -Journal $run.Journal))
        }
    }
    catch {
        Write-MimGmsaLine -Text ('Stopped: {0}' -f $_.Exception.Message)
        $run.ExitCode = Get-MimGmsaExitCode -ErrorRecord $_
    }
    finally {
        if ($null -ne $lock) {
            Exit-MimGmsaLock -Folder (Split-Path -Path $run.Folder -Parent) -Mutex $lock
        }
    }
    $run.ExitCode
}

Export-ModuleMember -Function 'Invoke-MimGmsaRunbook'
