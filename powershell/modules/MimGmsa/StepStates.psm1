#Requires -Version 5.1
# From the code of a step to the functions that read what it is about. Every call stands here in full: nothing is computed from data.
Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
$parts = @(
    'State', 'Directory', 'RootKeys', 'Groups', 'ManagedAccounts', 'Delegation', 'HostAccounts', 'Names', 'ForestChecks',
    'NameChecks', 'Replication', 'Services', 'Hosts', 'UserRights', 'FolderAccess', 'Backups', 'Sql', 'Web', 'OldAccounts'
)
foreach ($name in $parts) {
    Import-Module -Name (Join-Path -Path $PSScriptRoot -ChildPath "$name.psm1")
}

<#
.SYNOPSIS
    Returns the domain controllers of this run; they are chosen once, when the first step needs them.
#>
function Get-MimGmsaRunDirectory {
    [CmdletBinding()]
    [OutputType([hashtable])]
    param(
        [Parameter(Mandatory = $true)]
        [hashtable] $Run
    )
    if ($null -eq $Run.Directory) {
        $Run.Directory = Get-MimGmsaDirectory -Domain $Run.Settings['Domain']
    }
    $Run.Directory
}

<#
.SYNOPSIS
    Names the backups of this request.
#>
function Get-MimGmsaBackupLabel {
    [CmdletBinding()]
    [OutputType([string])]
    param(
        [Parameter(Mandatory = $true)]
        [hashtable] $Run
    )
    'MimGmsa {0}' -f $Run.Settings['RequestId']
}

<#
.SYNOPSIS
    Returns when a step of copying was finished by this bundle, or nothing.
#>
function Get-MimGmsaFinishedTime {
    [CmdletBinding()]
    [OutputType([string])]
    param(
        [Parameter(Mandatory = $true)]
        [System.Collections.IDictionary] $Step,

        [Parameter(Mandatory = $true)]
        [hashtable] $Run
    )
    $record = Get-MimGmsaRecord -Folder $Run.Folder -Kind 'finished' -Id $Step['Id']
    if ($null -eq $record) {
        return ''
    }
    [string]$record['at']
}

<#
.SYNOPSIS
    Reads what a step is about, as it is now. Steps in Active Directory are read from the named domain controller.
#>
function Get-MimGmsaStepState {
    [CmdletBinding()]
    [OutputType([System.Collections.Specialized.OrderedDictionary])]
    param(
        [Parameter(Mandatory = $true)]
        [System.Collections.IDictionary] $Step,

        [Parameter(Mandatory = $true)]
        [hashtable] $Run,

        [Parameter()]
        [string] $Server = ''
    )
    $values = $Step['Parameters']
    switch -Regex ($Step['Step']) {
        'A-01' { Get-MimGmsaServiceInventory -Services $values['Services'] }
        'A-02' { Get-MimGmsaProduct -Products $values['Products'] }
        'A-03' { Get-MimGmsaSite -Sites $values['Sites'] }
        'A-04' { Get-MimGmsaAccountRecord -Account $values['Account'] -Directory (Get-MimGmsaRunDirectory -Run $Run) }
        'A-05' {
            $directory = Get-MimGmsaRunDirectory -Run $Run
            $state = Get-MimGmsaForestReadiness -Directory $directory
            $use = Get-MimGmsaPlannedUse -Settings $Run.Settings -Directory $directory
            foreach ($fact in @($use.Keys)) {
                $state[$fact] = $use[$fact]
            }
            $state
        }
        'A-06' { Get-MimGmsaReplication -Directory (Get-MimGmsaRunDirectory -Run $Run) }
        'B-01' { Get-MimGmsaDatabaseBackup -Values $values -Label (Get-MimGmsaBackupLabel -Run $Run) }
        'B-02|F-08' { Get-MimGmsaKeyFile -Path $values['KeyFile'] }
        'B-03' { [ordered]@{ Finished = Get-MimGmsaFinishedTime -Step $Step -Run $Run } }
        'B-04' { Get-MimGmsaRegistryBackup -Values $values }
        'C-01' { Get-MimGmsaPrerequisite }
        'D-01|D-02' { Get-MimGmsaRootKey }
        'D-03' { Get-MimGmsaHostGroup -Name $values['Name'] -Server $Server }
        'D-05' { Get-MimGmsaManagedAccount -Name $values['Name'] -Server $Server }
        'D-06' { Get-MimGmsaMembership -Member $values['Member'] -Groups $values['Groups'] -Server $Server }
        'D-07' {
            $names = $values['ServicePrincipalNames']
            Get-MimGmsaNameHolder -ServicePrincipalNames $names -Directory (Get-MimGmsaRunDirectory -Run $Run) -Server $Server
        }
        'D-08' { Get-MimGmsaDelegation -Account $values['Account'] -Server $Server }
        'D-10' { Get-MimGmsaHostAccount -Account $values['Account'] }
        'E-00' { Get-MimGmsaHostTool -DomainController $values['DomainController'] }
        'E-01' { Get-MimGmsaUserRight -Rights 'SeServiceLogonRight' -Folder $Run.Scratch }
        'E-02' { Get-MimGmsaUserRight -Rights 'SeDenyServiceLogonRight', 'SeDenyNetworkLogonRight' -Folder $Run.Scratch }
        'E-03' { Get-MimGmsaFolderAccess -Folders $values['Folders'] }
        'E-04' { Get-MimGmsaSqlLogin -Instance $values['Instance'] -Logins $values['Logins'] }
        'F-01|F-02|F-04|F-05|G-01|G-05|G-09' { Get-MimGmsaService -Name $values['Service'] }
        'F-03' {
            $state = Get-MimGmsaService -Name $values['Service']
            $state['KeyFile'] = Get-MimGmsaKeyFile -Path $values['KeyFile']
            $state
        }
        'F-06' {
            $name = $values['ServicePrincipalName']
            Get-MimGmsaNameHolder -ServicePrincipalNames $name -Directory (Get-MimGmsaRunDirectory -Run $Run) -Server $Server
        }
        'H-01|H-02' { Get-MimGmsaSite -Sites $values['Sites'] }
        'I-01|J-01|J-08|R-0[123]' {
            $state = [ordered]@{
                Services = (Get-MimGmsaServiceInventory -Services $values['Services'])['Services']
                Sites = (Get-MimGmsaSite -Sites $values['Sites'])['Sites']
            }
            if ($Step['Step'] -eq 'J-08') {
                $state['Started'] = Get-MimGmsaStartTime
            }
            $state
        }
        'K-02' { Get-MimGmsaAccountUse -Account $values['Account'] -Server $Server }
        'J-06' {
            $names = @($values['ServicePrincipalNames'] | ForEach-Object -Process { $_['Name'] })
            Get-MimGmsaNameHolder -ServicePrincipalNames $names -Directory (Get-MimGmsaRunDirectory -Run $Run) -Server $Server
        }
        'J-12' { Get-MimGmsaPasswordAge -Accounts $values['Accounts'] -Directory (Get-MimGmsaRunDirectory -Run $Run) }
        default { throw ('This version cannot read the step {0}.' -f $Step['Step']) }
    }
}

Export-ModuleMember -Function 'Get-MimGmsaRunDirectory', 'Get-MimGmsaBackupLabel', 'Get-MimGmsaFinishedTime', 'Get-MimGmsaStepState'
