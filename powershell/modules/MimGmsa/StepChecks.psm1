#Requires -Version 5.1
# From the code of a step to the functions that judge it. Every call stands here in full: nothing is computed from data.
Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
$parts = @(
    'System', 'State', 'Directory', 'RootKeys', 'Groups', 'ManagedAccounts', 'Delegation', 'HostAccounts', 'Names',
    'ForestChecks', 'NameChecks', 'Replication', 'Services', 'Hosts', 'UserRights', 'FolderAccess', 'Backups', 'Sql', 'Web',
    'OldAccounts', 'StepStates'
)
foreach ($name in $parts) {
    Import-Module -Name (Join-Path -Path $PSScriptRoot -ChildPath "$name.psm1")
}

<#
.SYNOPSIS
    Finds the new account of a service in the other steps of this target: F-01 and G-01 need it to know that their rest is over.
#>
function Get-MimGmsaPlannedAccount {
    [CmdletBinding()]
    [OutputType([string])]
    param(
        [Parameter(Mandatory = $true)]
        [string] $Service,

        [Parameter(Mandatory = $true)]
        [System.Collections.IDictionary] $Settings
    )
    foreach ($step in $Settings['Steps']) {
        $values = $step['Parameters']
        if (@('F-02', 'F-04', 'G-05', 'G-09') -contains $step['Step'] -and (Test-MimGmsaSameText -First $values['Service'] -Second $Service)) {
            return [string]$values['Account']
        }
    }
    ''
}

<#
.SYNOPSIS
    Tells whether the runner can judge a step by itself.
#>
function Test-MimGmsaCheckable {
    [CmdletBinding()]
    [OutputType([bool])]
    param(
        [Parameter(Mandatory = $true)]
        [System.Collections.IDictionary] $Step
    )
    $known = @(
        'A-01', 'A-02', 'A-03', 'A-04', 'A-05', 'A-06', 'B-01', 'B-02', 'B-03', 'B-04', 'C-01', 'D-01', 'D-02', 'D-03', 'D-05', 'D-06',
        'D-07', 'D-08', 'D-10', 'E-00', 'E-01', 'E-02', 'E-03', 'E-04', 'F-01', 'F-02', 'F-03', 'F-04', 'F-05', 'F-06', 'F-08', 'G-01',
        'G-05', 'G-09', 'H-01', 'H-02', 'I-01', 'J-01', 'J-06', 'J-08', 'J-12', 'K-02', 'R-01', 'R-02', 'R-03'
    )
    $Step['Automation'] -ne 'manual' -and $known -contains $Step['Step']
}

<#
.SYNOPSIS
    Tells whether the window in which a person works goes on in a later step: F-02 shows its result only when F-03 has been done.
#>
function Test-MimGmsaWizardGoesOn {
    [CmdletBinding()]
    [OutputType([bool])]
    param(
        [Parameter(Mandatory = $true)]
        [System.Collections.IDictionary] $Step,

        [Parameter(Mandatory = $true)]
        [System.Collections.IDictionary] $Settings
    )
    $next = @($Settings['Steps'] | Where-Object -FilterScript { $_['Step'] -eq 'F-03' -and @($_['After']) -contains $Step['Id'] })
    $Step['Step'] -eq 'F-02' -and $Step['Automation'] -eq 'verified' -and $next.Count -gt 0
}

<#
.SYNOPSIS
    Says why a step is not done, in sentences; nothing when it is done.
#>
function Get-MimGmsaStepProblem {
    [CmdletBinding()]
    [OutputType([string])]
    param(
        [Parameter(Mandatory = $true)]
        [System.Collections.IDictionary] $Step,

        [Parameter(Mandatory = $true)]
        [System.Collections.IDictionary] $State,

        [Parameter(Mandatory = $true)]
        [hashtable] $Run
    )
    $values = $Step['Parameters']
    $domain = $Run.Settings['Domain']
    $given = @{ State = $State }
    switch -Regex ($Step['Step']) {
        'A-01' { Test-MimGmsaServiceInventory @given -Services $values['Services'] -Domain $domain }
        'A-02' { Test-MimGmsaProduct @given -Products $values['Products'] }
        'A-03' { Test-MimGmsaSiteInventory @given -Sites $values['Sites'] -Domain $domain }
        'A-05' {
            Test-MimGmsaForestReadiness @given -MinimumSchemaVersion ([int]$values['MinimumSchemaVersion'])
            Test-MimGmsaPlannedUse @given -Settings $Run.Settings -Directory (Get-MimGmsaRunDirectory -Run $Run)
        }
        'A-06' { Test-MimGmsaReplication @given -MaximumSkewSeconds ([int]$values['MaximumSkewSeconds']) }
        'B-01' { Test-MimGmsaDatabaseBackup @given -Verified (Get-MimGmsaFinishedTime -Step $Step -Run $Run) }
        'B-02|F-08' { Test-MimGmsaKeyFile @given }
        'B-03' { Test-MimGmsaFileBackup @given -Destination $values['Destination'] }
        'B-04' { Test-MimGmsaRegistryBackup @given -Values $values }
        'C-01' { Test-MimGmsaPrerequisite @given -MinimumDotNetRelease ([int]$values['MinimumDotNetRelease']) }
        'D-01' { Test-MimGmsaRootKey @given }
        'D-02' { Test-MimGmsaRootKeyAge @given -MinimumAgeHours ([int]$values['MinimumAgeHours']) -LabShortcut ($values['LabShortcut'] -eq 'yes') }
        'D-03' {
            $members = [string[]]@(Resolve-MimGmsaHost -Name $values['Members'] -Directory (Get-MimGmsaRunDirectory -Run $Run))
            Test-MimGmsaHostGroup @given -Name $values['Name'] -Members $members
        }
        'D-05' {
            $group = Resolve-MimGmsaAccount -Account $values['HostGroup'] -Directory (Get-MimGmsaRunDirectory -Run $Run)
            Test-MimGmsaManagedAccount @given -Values $values -HostGroup $group
        }
        'D-06' { Test-MimGmsaMembership @given -Member $values['Member'] -Groups $values['Groups'] }
        'D-07' { Test-MimGmsaNameHolder @given -DistinguishedName (Resolve-MimGmsaHolder -Account $values['Account'] -Run $Run) }
        'D-08' { Test-MimGmsaDelegation @given -Account $values['Account'] -Targets $values['Targets'] }
        'D-10' {
            # new tickets alone make the account work: only the record tells that its installation was not reached
            $begun = $null -ne (Get-MimGmsaRecord -Folder $Run.Folder -Kind 'before' -Id $Step['Id'])
            $interrupted = $begun -and (Get-MimGmsaFinishedTime -Step $Step -Run $Run) -eq ''
            Test-MimGmsaHostAccount @given -Account $values['Account'] -Interrupted $interrupted
        }
        'E-00' { Test-MimGmsaHostTool @given -DomainController $values['DomainController'] }
        'E-01' { Test-MimGmsaLogonRight @given -Accounts $values['Accounts'] -Directory (Get-MimGmsaRunDirectory -Run $Run) }
        'E-02' { Test-MimGmsaDenyRight @given -Rules $values['Rules'] -Directory (Get-MimGmsaRunDirectory -Run $Run) }
        'E-03' { Test-MimGmsaFolderAccess @given -Folders $values['Folders'] }
        'E-04' { Test-MimGmsaSqlLogin @given }
        'F-01|G-01' {
            $account = Get-MimGmsaPlannedAccount -Service $values['Service'] -Settings $Run.Settings
            Test-MimGmsaServiceStopped @given -NewAccount $account -Domain $domain
        }
        'F-02|F-04|G-05' { Test-MimGmsaServiceIdentity @given -Account $values['Account'] -Domain $domain }
        'F-03' {
            Test-MimGmsaServiceIdentity @given -Account $values['Account'] -Domain $domain
            Test-MimGmsaKeyFile -State $State['KeyFile']
        }
        'F-06' { Test-MimGmsaNameHolder @given -DistinguishedName (Resolve-MimGmsaHolder -Account $values['Account'] -Run $Run) }
        'G-09' {
            Test-MimGmsaServiceIdentity @given -Account $values['Account'] -Domain $domain
            Test-MimGmsaPort -HostName $values['HostName'] -Ports $values['Ports']
        }
        'H-01' { Test-MimGmsaSiteIdentity @given -Sites $values['Sites'] -Domain $domain }
        'H-02' { Test-MimGmsaSiteAuthentication @given -Sites $values['Sites'] }
        'F-05' { Test-MimGmsaServiceIdentity @given -Account $values['Account'] -Domain $domain -Rests 'must' }
        'I-01|J-01|J-08|R-0[123]' {
            for ($i = 0; $i -lt $values['Services'].Count; $i++) {
                $row = $values['Services'][$i]
                $service = @($State['Services'])[$i]
                Test-MimGmsaServiceIdentity -State $service -Account $row['Account'] -Domain $domain -Rests $row['Rests']
            }
            Test-MimGmsaSiteIdentity @given -Sites $values['Sites'] -Domain $domain
        }
        'J-08' {
            $before = Get-MimGmsaRecord -Folder $Run.Folder -Kind 'before' -Id $Step['Id']
            if ($null -eq $before -or $before['Started'] -eq $State['Started']) {
                'This server runs since {0} (UTC): it has not been restarted since this step began.' -f $State['Started']
            }
        }
        'K-02' { Test-MimGmsaAccountUse @given -Account $values['Account'] }
        'J-06' {
            foreach ($row in $values['ServicePrincipalNames']) {
                $one = [ordered]@{ $row['Name'] = $State[$row['Name']] }
                Test-MimGmsaNameHolder -State $one -DistinguishedName (Resolve-MimGmsaHolder -Account $row['Account'] -Run $Run)
            }
        }
        'J-12' { Test-MimGmsaPasswordAge @given -IntervalDays ([int]$values['IntervalDays']) }
    }
}

<#
.SYNOPSIS
    Says what a person should know of a step that is done: what could not be seen, and what is no reason to stop.
#>
function Get-MimGmsaStepNote {
    [CmdletBinding()]
    [OutputType([string])]
    param(
        [Parameter(Mandatory = $true)]
        [System.Collections.IDictionary] $Step,

        [Parameter(Mandatory = $true)]
        [System.Collections.IDictionary] $State,

        [Parameter(Mandatory = $true)]
        [hashtable] $Run
    )
    $values = $Step['Parameters']
    switch ($Step['Step']) {
        'A-05' {
            Get-MimGmsaForestNote -State $State -RootKey $values['RootKey']
            Get-MimGmsaPlannedNote -State $State -Settings $Run.Settings
        }
        'A-06' { Get-MimGmsaReplicationNote -State $State -WarningSkewSeconds ([int]$values['WarningSkewSeconds']) }
    }
}

<#
.SYNOPSIS
    Returns the distinguished name of a managed account.
#>
function Resolve-MimGmsaHolder {
    [CmdletBinding()]
    [OutputType([string])]
    param(
        [Parameter(Mandatory = $true)]
        [string] $Account,

        [Parameter(Mandatory = $true)]
        [hashtable] $Run
    )
    Resolve-MimGmsaAccount -Account (Get-MimGmsaManagedName -Account $Account) -Directory (Get-MimGmsaRunDirectory -Run $Run)
}

<#
.SYNOPSIS
    Reads and judges a step: its state, what is missing, and what could not be seen. Facts of Active Directory must hold on every writable controller.
#>
function Test-MimGmsaStep {
    [CmdletBinding()]
    [OutputType([hashtable])]
    param(
        [Parameter(Mandatory = $true)]
        [System.Collections.IDictionary] $Step,

        [Parameter(Mandatory = $true)]
        [hashtable] $Run
    )
    $everywhere = @('D-03', 'D-05', 'D-06', 'D-07', 'D-08', 'F-06', 'J-06', 'K-02') -contains $Step['Step']
    if (-not $everywhere) {
        $state = Get-MimGmsaStepState -Step $Step -Run $Run
        $given = @{ Step = $Step; State = $state; Run = $Run }
        return @{
            State = $state
            Problems = [string[]]@(Get-MimGmsaStepProblem @given)
            Notes = [string[]]@(Get-MimGmsaStepNote @given)
        }
    }
    $directory = Get-MimGmsaRunDirectory -Run $Run
    $state = Get-MimGmsaStepState -Step $Step -Run $Run -Server $directory.Server
    $problems = @(Get-MimGmsaStepProblem -Step $Step -State $state -Run $Run)
    $notes = @()
    if ($problems.Count -eq 0) {
        foreach ($server in $directory.Others) {
            try {
                $copy = Get-MimGmsaStepState -Step $Step -Run $Run -Server $server
                $late = @(Get-MimGmsaStepProblem -Step $Step -State $copy -Run $Run)
                $problems += @($late | ForEach-Object -Process { "Not yet on ${server}: $_" })
            }
            catch {
                if (-not (Test-MimGmsaServerDown -ErrorRecord $_)) {
                    throw
                }
                $notes += "$server does not answer and was not checked."
            }
        }
    }
    @{ State = $state; Problems = [string[]]$problems; Notes = [string[]]$notes }
}

Export-ModuleMember -Function 'Resolve-MimGmsaHolder', 'Test-MimGmsaCheckable', 'Test-MimGmsaWizardGoesOn', 'Test-MimGmsaStep'
