#Requires -Version 5.1
# From the code of a step to the functions that change and undo it. Every call stands here in full: nothing is computed from data.
Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
$parts = @(
    'System', 'State', 'Directory', 'RootKeys', 'Groups', 'ManagedAccounts', 'Delegation', 'HostAccounts', 'Names',
    'Services', 'Hosts', 'FolderAccess', 'Backups', 'Sql', 'Web', 'OldAccounts', 'StepStates', 'StepChecks'
)
foreach ($name in $parts) {
    Import-Module -Name (Join-Path -Path $PSScriptRoot -ChildPath "$name.psm1")
}

<#
.SYNOPSIS
    Brings a step to what the plan says. Only what is missing is done. That it came to its end is recorded, because the result of B-01, B-03
    and D-10 does not show it.
#>
function Set-MimGmsaStep {
    [CmdletBinding(SupportsShouldProcess = $true, ConfirmImpact = 'Medium')]
    param(
        [Parameter(Mandatory = $true)]
        [System.Collections.IDictionary] $Step,

        [Parameter(Mandatory = $true)]
        [hashtable] $Run
    )
    if (-not $PSCmdlet.ShouldProcess($Step['Id'], $Step['Title'])) {
        return
    }
    $values = $Step['Parameters']
    $yes = @{ Confirm = $false }
    switch -Regex ($Step['Step']) {
        'B-01' { Set-MimGmsaDatabaseBackup @yes -Values $values -Label (Get-MimGmsaBackupLabel -Run $Run) }
        'B-03' { Set-MimGmsaFileBackup @yes -Source $values['Source'] -Destination $values['Destination'] }
        'B-04' { Set-MimGmsaRegistryBackup @yes -Values $values }
        'D-01' { Set-MimGmsaRootKey @yes -LabShortcut ($values['LabShortcut'] -eq 'yes') -Directory (Get-MimGmsaRunDirectory -Run $Run) }
        'D-03' {
            $directory = Get-MimGmsaRunDirectory -Run $Run
            $members = [string[]]@(Resolve-MimGmsaHost -Name $values['Members'] -Directory $directory)
            Set-MimGmsaHostGroup @yes -Values $values -Members $members -Directory $directory
        }
        'D-05' {
            $directory = Get-MimGmsaRunDirectory -Run $Run
            $group = Resolve-MimGmsaAccount -Account $values['HostGroup'] -Directory $directory
            Set-MimGmsaManagedAccount @yes -Values $values -HostGroup $group -Directory $directory
        }
        'D-06' {
            $directory = Get-MimGmsaRunDirectory -Run $Run
            Set-MimGmsaMembership @yes -Member $values['Member'] -Groups $values['Groups'] -Directory $directory
        }
        'D-07' {
            $directory = Get-MimGmsaRunDirectory -Run $Run
            $from = Resolve-MimGmsaAccount -Account $values['OldAccount'] -Directory $directory
            $to = Resolve-MimGmsaHolder -Account $values['Account'] -Run $Run
            Set-MimGmsaNameHolder @yes -Values $values -From $from -To $to -Directory $directory
        }
        'D-08' {
            $directory = Get-MimGmsaRunDirectory -Run $Run
            Set-MimGmsaDelegation @yes -Account $values['Account'] -Targets $values['Targets'] -Directory $directory
        }
        'D-10' { Set-MimGmsaHostAccount @yes -Account $values['Account'] }
        'E-00' { Set-MimGmsaHostTool @yes }
        'E-03' { Set-MimGmsaFolderAccess @yes -Folders $values['Folders'] }
        'E-04' { Set-MimGmsaSqlLogin @yes -Instance $values['Instance'] -Logins $values['Logins'] }
        'F-01|G-01' { Stop-MimGmsaService @yes -Name $values['Service'] }
        'F-04|G-09' {
            Repair-MimGmsaServiceIdentity @yes -Name $values['Service'] -Account $values['Account'] -Domain $Run.Settings['Domain']
        }
        'H-02' { Set-MimGmsaSiteAuthentication @yes -Sites $values['Sites'] }
        'I-01' {
            foreach ($row in $values['Services']) {
                $part = @{ Name = $row['Name']; Account = $row['Account']; Rests = $row['Rests'] }
                Repair-MimGmsaServiceIdentity @yes @part -Domain $Run.Settings['Domain']
            }
        }
        'K-02' {
            $idle = [int]$values['IdleDays']
            Disable-MimGmsaAccount @yes -Account $values['Account'] -IdleDays $idle -Directory (Get-MimGmsaRunDirectory -Run $Run)
        }
        default { throw ('This version cannot carry out the step {0}.' -f $Step['Step']) }
    }
    $content = [ordered]@{ at = ConvertTo-MimGmsaTimeText -Time (Get-MimGmsaTime) }
    Save-MimGmsaRecord -Folder $Run.Folder -Kind 'finished' -Id $Step['Id'] -Content $content
}

<#
.SYNOPSIS
    Brings back the state that was recorded before a step changed anything. Returns 'nothing' for a step that has nothing to undo.
#>
function Undo-MimGmsaStep {
    [CmdletBinding(SupportsShouldProcess = $true, ConfirmImpact = 'Medium')]
    [OutputType([string])]
    param(
        [Parameter(Mandatory = $true)]
        [System.Collections.IDictionary] $Step,

        [Parameter(Mandatory = $true)]
        [System.Collections.IDictionary] $Before,

        [Parameter(Mandatory = $true)]
        [hashtable] $Run
    )
    if (-not $PSCmdlet.ShouldProcess($Step['Id'], 'Undo')) {
        return
    }
    $values = $Step['Parameters']
    $given = @{ Before = $Before; Confirm = $false }
    switch -Regex ($Step['Step']) {
        'D-01' {
            $message = 'A root key is never deleted: the next change of every managed password would fail.'
            throw (New-MimGmsaRefusal -ExitCode 2 -Message $message)
        }
        'D-03' {
            $directory = Get-MimGmsaRunDirectory -Run $Run
            $members = [string[]]@(Resolve-MimGmsaHost -Name $values['Members'] -Directory $directory)
            Undo-MimGmsaHostGroup @given -Name $values['Name'] -Members $members -Directory $directory
        }
        'D-05' {
            if ($Before['Exists'] -eq 'no') {
                # services of other servers cannot be asked from here
                $question = '{0} will be deleted for good. Does no service of any server run as it? Type {1}' -f $values['Name'], $Step['Id']
                if (-not (Test-MimGmsaSameText -First (Read-MimGmsaAnswer -Prompt $question) -Second $Step['Id'])) {
                    throw (New-MimGmsaRefusal -ExitCode 4 -Message 'Not confirmed; the account stays.')
                }
            }
            $directory = Get-MimGmsaRunDirectory -Run $Run
            $group = Resolve-MimGmsaAccount -Account $values['HostGroup'] -Directory $directory
            Undo-MimGmsaManagedAccount @given -Name $values['Name'] -HostGroup $group -Directory $directory
        }
        'D-06' {
            $directory = Get-MimGmsaRunDirectory -Run $Run
            Undo-MimGmsaMembership @given -Member $values['Member'] -Groups $values['Groups'] -Directory $directory
        }
        'D-07' {
            $to = Resolve-MimGmsaHolder -Account $values['Account'] -Run $Run
            Undo-MimGmsaNameHolder @given -To $to -Directory (Get-MimGmsaRunDirectory -Run $Run)
        }
        'D-08' {
            $directory = Get-MimGmsaRunDirectory -Run $Run
            Undo-MimGmsaDelegation @given -Account $values['Account'] -Targets $values['Targets'] -Directory $directory
        }
        'D-10' {
            if ($Before['Works'] -ne 'yes') {
                $interrupted = (Get-MimGmsaFinishedTime -Step $Step -Run $Run) -eq ''
                # closed first: a second attempt then knows that the first may have got that far
                Close-MimGmsaRecord -Folder $Run.Folder -Kind 'finished' -Id $Step['Id']
                Undo-MimGmsaHostAccount -Account $values['Account'] -Interrupted $interrupted -Confirm:$false
            }
        }
        'E-00' { Undo-MimGmsaHostTool @given }
        'E-03' { Undo-MimGmsaFolderAccess @given -Folders $values['Folders'] }
        'E-04' { Undo-MimGmsaSqlLogin @given -Instance $values['Instance'] -Logins $values['Logins'] }
        'F-01|G-01' { Undo-MimGmsaServiceStop @given -Name $values['Service'] }
        'H-02' { Undo-MimGmsaSiteAuthentication @given -Sites $values['Sites'] }
        'K-02' { Undo-MimGmsaAccountUse @given -Account $values['Account'] -Directory (Get-MimGmsaRunDirectory -Run $Run) }
        default { 'nothing' }
    }
}

Export-ModuleMember -Function 'Set-MimGmsaStep', 'Undo-MimGmsaStep'
