#Requires -Version 5.1
# Is the forest ready (A-05)? Schema, levels, domain controllers, root keys. What cannot be read is unknown, never absent.
Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
foreach ($name in 'Directory', 'RootKeys') {
    Import-Module -Name (Join-Path -Path $PSScriptRoot -ChildPath "$name.psm1")
}

<#
.SYNOPSIS
    Reads one attribute of an object as text; an attribute that cannot be read or has no value gives 'unknown'.
#>
function Get-MimGmsaForestFact {
    [CmdletBinding()]
    [OutputType([string])]
    param(
        [Parameter(Mandatory = $true)]
        [string] $Identity,

        [Parameter(Mandatory = $true)]
        [string] $Attribute,

        [Parameter(Mandatory = $true)]
        [string] $Server
    )
    try {
        $found = Get-ADObject -Identity $Identity -Properties $Attribute -Server $Server
        $value = [string](Get-MimGmsaAttribute -InputObject $found -Name $Attribute)
    }
    catch {
        $value = ''
    }
    if ([string]::IsNullOrEmpty($value)) {
        return 'unknown'
    }
    $value
}

<#
.SYNOPSIS
    Reads the root keys for a preflight: found, none visible, or unknown with the reason. None visible is no proof that there is none,
    because an account without rights sees none.
#>
function Get-MimGmsaRootKeyFact {
    [CmdletBinding()]
    [OutputType([System.Collections.Specialized.OrderedDictionary])]
    param()
    try {
        $keys = @((Get-MimGmsaRootKey)['Keys'])
    }
    catch {
        return [ordered]@{ Status = 'unknown'; Reason = $_.Exception.Message; Keys = @() }
    }
    if ($keys.Count -eq 0) {
        return [ordered]@{ Status = 'none visible'; Reason = ''; Keys = @() }
    }
    [ordered]@{ Status = 'found'; Reason = ''; Keys = $keys }
}

<#
.SYNOPSIS
    Reads schema, functional levels, domain controllers and root keys.
#>
function Get-MimGmsaForestReadiness {
    [CmdletBinding()]
    [OutputType([System.Collections.Specialized.OrderedDictionary])]
    param(
        [Parameter(Mandatory = $true)]
        [hashtable] $Directory
    )
    $server = $Directory.Server
    $root = Get-ADRootDSE -Server $server
    $schema = Get-ADObject -Identity $root.schemaNamingContext -Properties 'objectVersion' -Server $server
    $partitions = 'CN=Partitions,' + $root.configurationNamingContext
    $controllers = @(foreach ($controller in @(Get-ADDomainController -Filter * -Server $server)) {
            $kind = 'writable'
            if ($controller.IsReadOnly) {
                $kind = 'read-only'
            }
            '{0} {1} {2}' -f $controller.HostName, $kind, $controller.OperatingSystemVersion
        })
    # these web services are what the runner itself speaks to
    $silent = @(foreach ($other in $Directory.Others) {
            try {
                $null = Get-ADRootDSE -Server $other
            }
            catch {
                $other
            }
        })
    [ordered]@{
        SchemaVersion = [string](Get-MimGmsaAttribute -InputObject $schema -Name 'objectVersion')
        ForestLevel = Get-MimGmsaForestFact -Identity $partitions -Attribute 'msDS-Behavior-Version' -Server $server
        DomainLevel = Get-MimGmsaForestFact -Identity $root.defaultNamingContext -Attribute 'msDS-Behavior-Version' -Server $server
        DomainControllers = [string[]]$controllers
        WithoutWebServices = [string[]]$silent
        RootKeys = Get-MimGmsaRootKeyFact
    }
}

<#
.SYNOPSIS
    Says why this forest can hold no group managed service accounts; nothing when it can.
#>
function Test-MimGmsaForestReadiness {
    [CmdletBinding()]
    [OutputType([string])]
    param(
        [Parameter(Mandatory = $true)]
        [System.Collections.IDictionary] $State,

        [Parameter(Mandatory = $true)]
        [int] $MinimumSchemaVersion
    )
    if ([int]$State['SchemaVersion'] -lt $MinimumSchemaVersion) {
        'The schema has version {0}; {1} is needed. Raise the schema in a project of its own.' -f $State['SchemaVersion'], $MinimumSchemaVersion
    }
    $able = @(foreach ($controller in $State['DomainControllers']) {
            # 6.2 is Windows Server 2012
            $match = [regex]::Match($controller, ' writable ([0-9]+)\.([0-9]+)')
            if ($match.Success -and ([int]$match.Groups[1].Value * 100 + [int]$match.Groups[2].Value) -ge 602) {
                $controller
            }
        })
    if ($able.Count -eq 0) {
        'No writable domain controller with Windows Server 2012 or later answers.'
    }
}

<#
.SYNOPSIS
    Says what a person should know about the forest before the first change. None of it stops the runbook by itself.
#>
function Get-MimGmsaForestNote {
    [CmdletBinding()]
    [OutputType([string])]
    param(
        [Parameter(Mandatory = $true)]
        [System.Collections.IDictionary] $State,

        [Parameter(Mandatory = $true)]
        [string] $RootKey
    )
    foreach ($level in 'Forest', 'Domain') {
        $value = $State["${level}Level"]
        if ($value -eq 'unknown') {
            "The functional level of the $($level.ToLowerInvariant()) cannot be read; ask its administrator whether it is 2012 or higher."
        }
        elseif ([int]$value -lt 5) {
            # 5 is Windows Server 2012; Microsoft's pages differ on whether it is needed
            "The functional level of the $($level.ToLowerInvariant()) is below Windows Server 2012 ($value); plan to raise it."
        }
    }
    foreach ($server in $State['WithoutWebServices']) {
        "$server does not answer on Active Directory Web Services (TCP 9389): start them or open the port, or nothing is verified there."
    }
    $found = $State['RootKeys']
    if ($found['Status'] -eq 'unknown') {
        'KDS root keys: unknown, which is not absent. {0} Have a forest-root administrator run D-02 there; add no key.' -f $found['Reason']
    }
    elseif ($found['Status'] -eq 'none visible') {
        if ($RootKey -ne 'absent') {
            'KDS root keys: this account sees none, and the plan does not say that there is none. Ask a forest-root administrator; add no key.'
        }
    }
    else {
        foreach ($problem in @(Test-MimGmsaRootKeyAge -State $found -MinimumAgeHours 10 -LabShortcut $false)) {
            "KDS root keys: $problem D-02 waits for it; a second key would begin the wait again."
        }
        if ($RootKey -eq 'absent') {
            'KDS root keys: the plan says absent, and there is one. D-01 adds none.'
        }
        if (@($found['Keys']).Count -gt 1) {
            'KDS root keys: there are {0}. The newest one in effect is used; delete none.' -f @($found['Keys']).Count
        }
    }
}

Export-ModuleMember -Function 'Get-MimGmsaForestReadiness', 'Test-MimGmsaForestReadiness', 'Get-MimGmsaForestNote'
