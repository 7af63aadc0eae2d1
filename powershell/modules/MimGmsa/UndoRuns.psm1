#Requires -Version 5.1
# Takes a step back, from the state that was recorded before it: on this host, or on another whose result file a person brings along.
Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
foreach ($name in 'System', 'State', 'Results', 'StepChecks', 'StepChanges', 'StepRuns') {
    Import-Module -Name (Join-Path -Path $PSScriptRoot -ChildPath "$name.psm1")
}

<#
.SYNOPSIS
    Takes over what another host recorded before it changed anything. The file must come from the same bundle, and the person must know the
    head of its chain from that host: anybody can write a file.
#>
function Import-MimGmsaForeignResult {
    [CmdletBinding()]
    param(
        [Parameter(Mandatory = $true)]
        [string] $Path,

        [Parameter(Mandatory = $true)]
        [string] $Root,

        [Parameter(Mandatory = $true)]
        [hashtable] $Run
    )
    if ($Run.IsRehearsal) {
        throw (New-MimGmsaRefusal -ExitCode 2 -Message 'A rehearsal takes over no result file. Leave -WhatIf away.')
    }
    $result = Read-MimGmsaResult -Path $Path
    if ($result['bundle']['manifestSha256'] -ne (Get-MimGmsaSha256 -Path (Join-Path -Path $Root -ChildPath 'manifest.json'))) {
        throw (New-MimGmsaRefusal -ExitCode 2 -Message "$Path was written by another bundle than this one.")
    }
    $answer = Read-MimGmsaAnswer -Prompt ('Chain head of this run, as {0} showed it (16 characters)' -f $result['host']['name'])
    if (-not (Test-MimGmsaSameText -First $answer -Second $result['chain'].Substring(0, 16))) {
        throw (New-MimGmsaRefusal -ExitCode 2 -Message 'That is not the chain head of this result file. Nothing was taken over.')
    }
    $changing = @($Run.Settings['Steps'] | Where-Object -FilterScript { $_['Automation'] -eq 'automated' -and $_['Changes'] -eq 'yes' })
    foreach ($entry in @($result['steps'])) {
        $begun = @('Changed', 'Failed') -contains $entry['state'] -and $null -ne $entry['before']
        if ($begun -and @($changing | Where-Object -FilterScript { $_['Id'] -eq $entry['id'] }).Count -eq 1) {
            # a state that this host recorded itself stays
            Save-MimGmsaRecord -Folder $Run.Folder -Kind 'before' -Id $entry['id'] -Content $entry['before']
        }
    }
    Save-MimGmsaRecord -Folder $Run.Folder -Kind 'foreign' -Id $result['chain'] -Content $result
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
            if ($Run.IsRehearsal) {
                $null = Add-MimGmsaOutcome @note -Outcome 'WouldChange' -Before $before
                return
            }
            $Run.ExitCode = 4
            $null = Add-MimGmsaOutcome @note -Outcome 'Skipped' -Message 'declined by the operator'
            return
        }
        if ((Undo-MimGmsaStep -Step $Step -Before $before -Run $Run -Confirm:$false) -eq 'nothing') {
            $null = Add-MimGmsaOutcome @note -Outcome 'AlreadyOk' -Message 'this step has nothing to undo; what it saved stays'
            return
        }
        $check = Test-MimGmsaStep -Step $Step -Run $Run
        Close-MimGmsaRecord -Folder $Run.Folder -Kind 'finished' -Id $Step['Id']
        Close-MimGmsaRecord -Folder $Run.Folder -Kind 'before' -Id $Step['Id']
        $null = Add-MimGmsaOutcome @note -Outcome 'Changed' -Before $before -After $check.State -Message 'undone'
    }
    catch {
        $Run.ExitCode = Get-MimGmsaExitCode -ErrorRecord $_
        $null = Add-MimGmsaOutcome @note -Outcome 'Failed' -Message $_.Exception.Message
    }
}

Export-ModuleMember -Function 'Import-MimGmsaForeignResult', 'Invoke-MimGmsaUndo'
