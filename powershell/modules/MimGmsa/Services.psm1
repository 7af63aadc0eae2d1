#Requires -Version 5.1
# Windows services: who runs them, whether Windows manages the password, whether they run.
Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
Import-Module -Name (Join-Path -Path $PSScriptRoot -ChildPath 'System.psm1')

<#
.SYNOPSIS
    Reads account, state and the managed flag of a service.
#>
function Get-MimGmsaService {
    [CmdletBinding()]
    [OutputType([System.Collections.Specialized.OrderedDictionary])]
    param(
        [Parameter(Mandatory = $true)]
        [string] $Name
    )
    $text = $Name.Replace('\', '\\').Replace("'", "\'")
    $service = @(Get-CimInstance -ClassName Win32_Service -Filter "Name='$text'")
    if ($service.Count -eq 0) {
        return [ordered]@{ Name = $Name; Exists = 'no'; Account = ''; State = ''; StartMode = ''; Managed = 'no' }
    }
    $managed = 'no'
    # the service control manager keeps the flag as four bytes, 1 for managed
    $flag = @(Get-MimGmsaRegistryValue -Path "HKLM:\SYSTEM\CurrentControlSet\Services\$Name" -Name 'ServiceAccountManaged')
    if ($flag.Count -gt 0 -and $flag[0] -eq 1) {
        $managed = 'yes'
    }
    [ordered]@{
        Name = [string]$service[0].Name
        Exists = 'yes'
        Account = [string]$service[0].StartName
        State = [string]$service[0].State
        StartMode = [string]$service[0].StartMode
        Managed = $managed
    }
}

<#
.SYNOPSIS
    Reads the services of an inventory. A server of password portals alone has none.
#>
function Get-MimGmsaServiceInventory {
    [CmdletBinding()]
    [OutputType([System.Collections.Specialized.OrderedDictionary])]
    param(
        [Parameter(Mandatory = $true)]
        [AllowEmptyCollection()]
        [object[]] $Services
    )
    [ordered]@{ Services = @($Services | ForEach-Object -Process { Get-MimGmsaService -Name $_['Name'] }) }
}

<#
.SYNOPSIS
    Says which services are missing or run as an account that the plan does not know; today's and tomorrow's account are both fine.
#>
function Test-MimGmsaServiceInventory {
    [CmdletBinding()]
    [OutputType([string])]
    param(
        [Parameter(Mandatory = $true)]
        [System.Collections.IDictionary] $State,

        [Parameter(Mandatory = $true)]
        [object[]] $Services,

        [Parameter(Mandatory = $true)]
        [System.Collections.IDictionary] $Domain
    )
    for ($i = 0; $i -lt $Services.Count; $i++) {
        $row = $Services[$i]
        $service = @($State['Services'])[$i]
        if ($service['Exists'] -eq 'no') {
            'There is no service {0} on this host.' -f $row['Name']
            continue
        }
        $known = (Test-MimGmsaSameAccount -Actual $service['Account'] -Wanted $row['OldAccount'] -Domain $Domain) -or
        (Test-MimGmsaSameAccount -Actual $service['Account'] -Wanted $row['NewAccount'] -Domain $Domain)
        if (-not $known) {
            '{0} runs as {1}, planned are {2} and {3}.' -f $row['Name'], $service['Account'], $row['OldAccount'], $row['NewAccount']
        }
    }
}

<#
.SYNOPSIS
    Says why a service does not rest; nothing when it is stopped, or when it already runs as the new account, that is, when its rest is over.
#>
function Test-MimGmsaServiceStopped {
    [CmdletBinding()]
    [OutputType([string])]
    param(
        [Parameter(Mandatory = $true)]
        [System.Collections.IDictionary] $State,

        [Parameter(Mandatory = $true)]
        [AllowEmptyString()]
        [string] $NewAccount,

        [Parameter(Mandatory = $true)]
        [System.Collections.IDictionary] $Domain
    )
    if ($State['Exists'] -eq 'no') {
        'There is no service {0} on this host.' -f $State['Name']
    }
    elseif ($State['State'] -ne 'Stopped') {
        $over = $NewAccount -ne '' -and (Test-MimGmsaSameAccount -Actual $State['Account'] -Wanted $NewAccount -Domain $Domain)
        if (-not $over) {
            '{0} is {1}.' -f $State['Name'], $State['State']
        }
    }
}

<#
.SYNOPSIS
    Stops a service and waits until it has stopped.
#>
function Stop-MimGmsaService {
    [CmdletBinding(SupportsShouldProcess = $true, ConfirmImpact = 'Medium')]
    param(
        [Parameter(Mandatory = $true)]
        [string] $Name
    )
    if ($PSCmdlet.ShouldProcess($Name, 'Stop')) {
        Stop-Service -Name $Name -Confirm:$false
    }
}

<#
.SYNOPSIS
    Starts a service again that ran before it was stopped.
#>
function Undo-MimGmsaServiceStop {
    [CmdletBinding(SupportsShouldProcess = $true, ConfirmImpact = 'Medium')]
    param(
        [Parameter(Mandatory = $true)]
        [string] $Name,

        [Parameter(Mandatory = $true)]
        [System.Collections.IDictionary] $Before
    )
    $now = Get-MimGmsaService -Name $Name
    if ($Before['State'] -eq 'Running' -and $now['State'] -ne 'Running' -and $PSCmdlet.ShouldProcess($Name, 'Start')) {
        Start-Service -Name $Name -Confirm:$false
    }
}

<#
.SYNOPSIS
    Says why a service is not yet what the conversion wants: the managed account, known to Windows as managed, and its state.
    Rests 'no': it runs. 'may': it may rest where it does not start by itself, as the component service of PAM. 'must': a standby, which is
    stopped and does not start by itself.
#>
function Test-MimGmsaServiceIdentity {
    [CmdletBinding()]
    [OutputType([string])]
    param(
        [Parameter(Mandatory = $true)]
        [System.Collections.IDictionary] $State,

        [Parameter(Mandatory = $true)]
        [string] $Account,

        [Parameter(Mandatory = $true)]
        [System.Collections.IDictionary] $Domain,

        [Parameter()]
        [ValidateSet('no', 'may', 'must')]
        [string] $Rests = 'no'
    )
    if ($State['Exists'] -eq 'no') {
        'There is no service {0} on this host.' -f $State['Name']
        return
    }
    if (-not (Test-MimGmsaSameAccount -Actual $State['Account'] -Wanted $Account -Domain $Domain)) {
        '{0} runs as {1}, planned is {2}.' -f $State['Name'], $State['Account'], $Account
    }
    elseif ($Account.EndsWith('$') -and $State['Managed'] -ne 'yes') {
        'Windows does not know that the account of {0} is managed.' -f $State['Name']
    }
    if ($Rests -eq 'must') {
        if ($State['State'] -ne 'Stopped' -or $State['StartMode'] -eq 'Auto') {
            '{0} is {1} and starts {2}; a standby is stopped and starts by hand only.' -f $State['Name'], $State['State'], $State['StartMode']
        }
    }
    elseif ($State['State'] -ne 'Running' -and ($Rests -eq 'no' -or $State['StartMode'] -eq 'Auto')) {
        '{0} is {1}.' -f $State['Name'], $State['State']
    }
}

<#
.SYNOPSIS
    Reads when this host was started.
#>
function Get-MimGmsaStartTime {
    [CmdletBinding()]
    [OutputType([string])]
    param()
    ConvertTo-MimGmsaTimeText -Time @(Get-CimInstance -ClassName Win32_OperatingSystem)[0].LastBootUpTime
}

<#
.SYNOPSIS
    Tells Windows that the account of a service is managed, and starts the service if it rests. The account itself is given by Setup only.
#>
function Repair-MimGmsaServiceIdentity {
    [CmdletBinding(SupportsShouldProcess = $true, ConfirmImpact = 'Medium')]
    param(
        [Parameter(Mandatory = $true)]
        [string] $Name,

        [Parameter(Mandatory = $true)]
        [string] $Account,

        [Parameter(Mandatory = $true)]
        [System.Collections.IDictionary] $Domain,

        [Parameter()]
        [ValidateSet('no', 'may')]
        [string] $Rests = 'no'
    )
    $state = Get-MimGmsaService -Name $Name
    $right = $state['Exists'] -eq 'yes' -and (Test-MimGmsaSameAccount -Actual $state['Account'] -Wanted $Account -Domain $Domain)
    if (-not $right) {
        return
    }
    if ($state['Managed'] -ne 'yes' -and $PSCmdlet.ShouldProcess($Name, 'Mark the account as managed')) {
        $null = sc.exe managedaccount $Name true
        if ($LASTEXITCODE -ne 0) {
            throw "sc.exe managedaccount $Name failed with code $LASTEXITCODE."
        }
    }
    $wanted = $Rests -eq 'no' -or $state['StartMode'] -eq 'Auto'
    if ($wanted -and $state['State'] -ne 'Running' -and $PSCmdlet.ShouldProcess($Name, 'Start')) {
        Start-Service -Name $Name -Confirm:$false
    }
}

<#
.SYNOPSIS
    Says which ports of a server do not answer; nothing when all do.
#>
function Test-MimGmsaPort {
    [CmdletBinding()]
    [OutputType([string])]
    param(
        [Parameter(Mandatory = $true)]
        [string] $HostName,

        [Parameter(Mandatory = $true)]
        [string[]] $Ports
    )
    foreach ($port in $Ports) {
        $answer = Test-NetConnection -ComputerName $HostName -Port ([int]$port) -WarningAction SilentlyContinue
        if (-not $answer.TcpTestSucceeded) {
            "$HostName does not answer on TCP port $port."
        }
    }
}

Export-ModuleMember -Function @(
    'Get-MimGmsaService', 'Get-MimGmsaServiceInventory', 'Test-MimGmsaServiceInventory', 'Test-MimGmsaServiceStopped',
    'Stop-MimGmsaService', 'Undo-MimGmsaServiceStop', 'Test-MimGmsaServiceIdentity', 'Get-MimGmsaStartTime',
    'Repair-MimGmsaServiceIdentity', 'Test-MimGmsaPort'
)
