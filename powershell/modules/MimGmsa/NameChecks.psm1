#Requires -Version 5.1
# Are the names free (A-05)? Accounts, service principal names and groups of the plan, as the forest knows them before the first change.
Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
foreach ($name in 'System', 'Directory', 'Groups', 'ManagedAccounts', 'Names') {
    Import-Module -Name (Join-Path -Path $PSScriptRoot -ChildPath "$name.psm1")
}

<#
.SYNOPSIS
    Returns the parameters of all steps of one code that the runner carries out on this target: what the plan wants of this forest.
#>
function Get-MimGmsaPlannedValue {
    [CmdletBinding()]
    [OutputType([System.Collections.IDictionary])]
    param(
        [Parameter(Mandatory = $true)]
        [string] $Step,

        [Parameter(Mandatory = $true)]
        [System.Collections.IDictionary] $Settings
    )
    foreach ($candidate in $Settings['Steps']) {
        if ($candidate['Step'] -eq $Step -and $candidate['Automation'] -eq 'automated') {
            $candidate['Parameters']
        }
    }
}

<#
.SYNOPSIS
    Lists who has a planned account name anywhere in the forest, and what an account of this domain is like.
#>
function Get-MimGmsaNameUse {
    [CmdletBinding()]
    [OutputType([System.Collections.Specialized.OrderedDictionary])]
    param(
        [Parameter(Mandatory = $true)]
        [string] $Name,

        [Parameter(Mandatory = $true)]
        [hashtable] $Directory
    )
    $sam = Get-MimGmsaManagedName -Account $Name
    $filter = '(sAMAccountName={0})' -f (ConvertTo-MimGmsaLdapText -Text $sam)
    $elsewhere = @(foreach ($holder in @(Find-MimGmsaForestObject -LdapFilter $filter -Directory $Directory)) {
            $domain = Get-MimGmsaDomainOf -DistinguishedName $holder.DistinguishedName
            if (-not (Test-MimGmsaSameText -First $domain -Second $Directory.DnsName)) {
                [string]$holder.DistinguishedName
            }
        })
    $use = [ordered]@{ Name = $Name; Elsewhere = [string[]]$elsewhere; Exists = 'no'; Other = ''; EncryptionTypes = ''; IntervalDays = '' }
    $own = Find-MimGmsaAccount -SamAccountName $sam -Server $Directory.Server -Properties 'objectClass'
    if ($null -eq $own) {
        return $use
    }
    if (@(Get-MimGmsaAttribute -InputObject $own -Name 'objectClass') -notcontains 'msDS-GroupManagedServiceAccount') {
        $use['Other'] = [string]$own.DistinguishedName
        return $use
    }
    $account = Get-MimGmsaManagedAccount -Name $Name -Server $Directory.Server
    foreach ($fact in 'Exists', 'EncryptionTypes', 'IntervalDays') {
        $use[$fact] = $account[$fact]
    }
    $use
}

<#
.SYNOPSIS
    Lists the kinds of service among names, such as FIMService/, each once.
#>
function Get-MimGmsaNameClass {
    [CmdletBinding()]
    [OutputType([string])]
    param(
        [Parameter(Mandatory = $true)]
        [AllowEmptyCollection()]
        [string[]] $Names
    )
    $seen = @()
    foreach ($name in $Names) {
        $class = $name.Substring(0, $name.IndexOf('/') + 1)
        if ($class -ne '' -and $seen -notcontains $class) {
            $seen += $class
            $class
        }
    }
}

<#
.SYNOPSIS
    Lists names of the planned kinds, such as FIMService/..., that two accounts of the forest hold: each breaks Kerberos for its service.
#>
function Get-MimGmsaDuplicateName {
    [CmdletBinding()]
    [OutputType([string])]
    param(
        [Parameter(Mandatory = $true)]
        [AllowEmptyCollection()]
        [string[]] $Names,

        [Parameter(Mandatory = $true)]
        [hashtable] $Directory
    )
    $holders = @{}
    foreach ($class in @(Get-MimGmsaNameClass -Names $Names)) {
        $query = @{
            LDAPFilter = '(servicePrincipalName={0}*)' -f (ConvertTo-MimGmsaLdapText -Text $class)
            SearchBase = ''
            Server = $Directory.GlobalCatalog
            Properties = 'servicePrincipalName'
        }
        foreach ($object in @(Get-ADObject @query)) {
            foreach ($name in @(Get-MimGmsaAttribute -InputObject $object -Name 'servicePrincipalName')) {
                if ($name.StartsWith($class, [System.StringComparison]::OrdinalIgnoreCase)) {
                    $key = $name.ToLowerInvariant()
                    if (-not $holders.ContainsKey($key)) {
                        $holders[$key] = @()
                    }
                    $holders[$key] += [string]$object.DistinguishedName
                }
            }
        }
    }
    $sorted = [string[]]@($holders.Keys)
    [array]::Sort($sorted, [System.StringComparer]::Ordinal)
    foreach ($name in $sorted) {
        if ($holders[$name].Count -gt 1) {
            '{0}: {1}' -f $name, ($holders[$name] -join '; ')
        }
    }
}

<#
.SYNOPSIS
    Reads a planned host group: which hosts it lacks, and when the last of its planned members came in.
#>
function Get-MimGmsaGroupUse {
    [CmdletBinding()]
    [OutputType([System.Collections.Specialized.OrderedDictionary])]
    param(
        [Parameter(Mandatory = $true)]
        [System.Collections.IDictionary] $Values,

        [Parameter(Mandatory = $true)]
        [hashtable] $Directory
    )
    $use = [ordered]@{ Name = $Values['Name']; Missing = [string[]]@(); LastJoined = '' }
    $hosts = [string[]]@(Resolve-MimGmsaHost -Name $Values['Members'] -Directory $Directory)
    $group = Get-MimGmsaHostGroup -Name $Values['Name'] -Server $Directory.Server
    $use['Missing'] = [string[]]@(Select-MimGmsaMissing -Wanted $hosts -Present $group['Members'])
    if ($group['Exists'] -eq 'no' -or $use['Missing'].Count -eq $hosts.Count) {
        return $use
    }
    $found = Find-MimGmsaAccount -SamAccountName $Values['Name'] -Server $Directory.Server
    $given = @{ Object = [string]$found.DistinguishedName; Server = $Directory.Server; Properties = 'member'; ShowAllLinkedValues = $true }
    $last = [datetime]::MinValue
    foreach ($link in @(Get-ADReplicationAttributeMetadata @given)) {
        $isPlanned = @(Select-MimGmsaMissing -Wanted ([string]$link.AttributeValue) -Present $hosts).Count -eq 0
        if ($isPlanned -and $link.FirstOriginatingCreateTime -gt $last) {
            $last = $link.FirstOriginatingCreateTime
        }
    }
    if ($last -gt [datetime]::MinValue) {
        $use['LastJoined'] = ConvertTo-MimGmsaTimeText -Time $last
    }
    $use
}

<#
.SYNOPSIS
    Reads who uses the planned names today: accounts, service principal names, host groups.
#>
function Get-MimGmsaPlannedUse {
    [CmdletBinding()]
    [OutputType([System.Collections.Specialized.OrderedDictionary])]
    param(
        [Parameter(Mandatory = $true)]
        [System.Collections.IDictionary] $Settings,

        [Parameter(Mandatory = $true)]
        [hashtable] $Directory
    )
    $accounts = @(Get-MimGmsaPlannedValue -Step 'D-05' -Settings $Settings | ForEach-Object -Process {
            Get-MimGmsaNameUse -Name $_['Name'] -Directory $Directory
        })
    $names = [string[]]@(Get-MimGmsaPlannedValue -Step 'D-07' -Settings $Settings | ForEach-Object -Process { $_['ServicePrincipalNames'] })
    $holders = [ordered]@{}
    if ($names.Count -gt 0) {
        $holders = Get-MimGmsaNameHolder -ServicePrincipalNames $names -Directory $Directory -Server $Directory.Server
    }
    $groups = @(Get-MimGmsaPlannedValue -Step 'D-03' -Settings $Settings | ForEach-Object -Process {
            Get-MimGmsaGroupUse -Values $_ -Directory $Directory
        })
    [ordered]@{
        Accounts = $accounts
        NameHolders = $holders
        DuplicateNames = [string[]]@(Get-MimGmsaDuplicateName -Names $names -Directory $Directory)
        Groups = $groups
    }
}

<#
.SYNOPSIS
    Says which planned names are taken by somebody that the plan does not know; nothing when the plan can go on.
#>
function Test-MimGmsaPlannedUse {
    [CmdletBinding()]
    [OutputType([string])]
    param(
        [Parameter(Mandatory = $true)]
        [System.Collections.IDictionary] $State,

        [Parameter(Mandatory = $true)]
        [System.Collections.IDictionary] $Settings,

        [Parameter(Mandatory = $true)]
        [hashtable] $Directory
    )
    foreach ($use in $State['Accounts']) {
        foreach ($taken in @($use['Elsewhere']) + $use['Other']) {
            if (-not [string]::IsNullOrEmpty($taken)) {
                'The name {0}$ is taken in this forest by {1}: choose another name and have the plan approved again.' -f $use['Name'], $taken
            }
        }
    }
    foreach ($move in @(Get-MimGmsaPlannedValue -Step 'D-07' -Settings $Settings)) {
        $known = @(Resolve-MimGmsaAccount -Account $move['OldAccount'] -Directory $Directory)
        $new = Find-MimGmsaAccount -SamAccountName (Get-MimGmsaManagedName -Account $move['Account']) -Server $Directory.Server
        if ($null -ne $new) {
            $known += [string]$new.DistinguishedName
        }
        foreach ($name in $move['ServicePrincipalNames']) {
            foreach ($stranger in @(Select-MimGmsaMissing -Wanted $State['NameHolders'][$name] -Present $known)) {
                "$name is held by $stranger, which the plan does not know: ask its owner and take it off there before D-07."
            }
        }
    }
}

<#
.SYNOPSIS
    Says what a person should know about the planned names before the first change. None of it stops the runbook by itself.
#>
function Get-MimGmsaPlannedNote {
    [CmdletBinding()]
    [OutputType([string])]
    param(
        [Parameter(Mandatory = $true)]
        [System.Collections.IDictionary] $State,

        [Parameter(Mandatory = $true)]
        [System.Collections.IDictionary] $Settings
    )
    $planned = @(Get-MimGmsaPlannedValue -Step 'D-05' -Settings $Settings)
    for ($i = 0; $i -lt $planned.Count; $i++) {
        $use = @($State['Accounts'])[$i]
        if ($use['Exists'] -ne 'yes') {
            continue
        }
        if ($use['IntervalDays'] -ne $planned[$i]['IntervalDays']) {
            '{0} exists with a password interval of {1} days, planned are {2}. Only a new account gets another: accept it, or delete it if unused.' -f
            $use['Name'], $use['IntervalDays'], $planned[$i]['IntervalDays']
        }
        if ($use['EncryptionTypes'] -ne [string](ConvertTo-MimGmsaEncryptionNumber -Name $planned[$i]['EncryptionTypes'])) {
            '{0} exists with other encryption types ({1}) than {2}; D-05 changes them. Ask who uses it first.' -f
            $use['Name'], $use['EncryptionTypes'], ($planned[$i]['EncryptionTypes'] -join ', ')
        }
    }
    foreach ($name in @($State['NameHolders'].Keys)) {
        if (@($State['NameHolders'][$name]).Count -eq 0) {
            "Nobody holds $name today: nobody uses Kerberos with it, or the old one is spelt differently."
        }
    }
    foreach ($duplicate in @($State['DuplicateNames'])) {
        "Held twice in this forest: $duplicate. Have one of them taken off; Kerberos fails for that name."
    }
    foreach ($group in $State['Groups']) {
        if (@($group['Missing']).Count -gt 0) {
            '{0} lacks {1}: D-03 adds them, and they need D-04 (new tickets or a restart) before D-10.' -f
            $group['Name'], ($group['Missing'] -join '; ')
        }
        elseif ($group['LastJoined'] -ne '') {
            'The last host joined {0} at {1} (UTC). A host that has not restarted since needs D-04 before D-10.' -f
            $group['Name'], $group['LastJoined']
        }
    }
}

Export-ModuleMember -Function 'Get-MimGmsaPlannedUse', 'Test-MimGmsaPlannedUse', 'Get-MimGmsaPlannedNote'
