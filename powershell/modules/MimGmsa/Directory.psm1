#Requires -Version 5.1
# Questions to Active Directory: which controller to ask, who an account is, who holds a name.
Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
Import-Module -Name (Join-Path -Path $PSScriptRoot -ChildPath 'System.psm1')

<#
.SYNOPSIS
    Tells whether this host has the PowerShell tools of Active Directory.
#>
function Test-MimGmsaDirectoryTool {
    [CmdletBinding()]
    [OutputType([bool])]
    param()
    $null -ne (Get-Command -Name 'Get-ADDomainController' -ErrorAction Ignore)
}

<#
.SYNOPSIS
    Picks the one writable domain controller of this run, and lists the others for verification.
#>
function Get-MimGmsaDirectory {
    [CmdletBinding()]
    [OutputType([hashtable])]
    param(
        [Parameter(Mandatory = $true)]
        [System.Collections.IDictionary] $Domain
    )
    if (-not (Test-MimGmsaDirectoryTool)) {
        $message = 'The PowerShell tools of Active Directory are not on this host (RSAT-AD-PowerShell, step E-00).'
        throw (New-MimGmsaRefusal -ExitCode 2 -Message $message)
    }
    $found = Get-ADDomainController -Discover -Writable -Service ADWS -DomainName $Domain['DnsName']
    $server = [string]@($found.HostName)[0]
    $others = @(foreach ($controller in @(Get-ADDomainController -Filter * -Server $server)) {
            if (-not $controller.IsReadOnly -and -not (Test-MimGmsaSameText -First $controller.HostName -Second $server)) {
                [string]$controller.HostName
            }
        })
    $catalog = Get-ADDomainController -Discover -Service GlobalCatalog -DomainName $Domain['DnsName']
    @{
        Server = $server
        Others = [string[]]$others
        GlobalCatalog = [string]@($catalog.HostName)[0] + ':3268'
        DnsName = [string]$Domain['DnsName']
        NetBiosName = [string]$Domain['NetBiosName']
    }
}

<#
.SYNOPSIS
    Escapes a text for use inside an LDAP filter (RFC 4515).
#>
function ConvertTo-MimGmsaLdapText {
    [CmdletBinding()]
    [OutputType([string])]
    param(
        [Parameter(Mandatory = $true)]
        [AllowEmptyString()]
        [string] $Text
    )
    $Text.Replace('\', '\5c').Replace('*', '\2a').Replace('(', '\28').Replace(')', '\29').Replace([string][char]0, '\00')
}

<#
.SYNOPSIS
    Returns the values of one attribute as texts. An attribute without value gives nothing.
#>
function Get-MimGmsaAttribute {
    [CmdletBinding()]
    [OutputType([string])]
    param(
        [Parameter(Mandatory = $true)]
        [object] $InputObject,

        [Parameter(Mandatory = $true)]
        [string] $Name
    )
    $property = $InputObject.PSObject.Properties[$Name]
    if ($null -ne $property) {
        foreach ($value in @($property.Value)) {
            if ($null -eq $value) {
                continue
            }
            # a security descriptor would only name its type
            $descriptor = $value.PSObject.Properties['Sddl']
            if ($null -ne $descriptor) {
                [string]$descriptor.Value
            }
            else {
                [string]$value
            }
        }
    }
}

<#
.SYNOPSIS
    Finds the one object with a sAMAccountName on a domain controller, or null.
#>
function Find-MimGmsaAccount {
    [CmdletBinding()]
    [OutputType([object])]
    param(
        [Parameter(Mandatory = $true)]
        [string] $SamAccountName,

        [Parameter(Mandatory = $true)]
        [string] $Server,

        [Parameter()]
        [string[]] $Properties = @('sAMAccountName')
    )
    $query = @{
        LDAPFilter = '(sAMAccountName={0})' -f (ConvertTo-MimGmsaLdapText -Text $SamAccountName)
        Properties = $Properties
        Server = $Server
    }
    $found = @(Get-ADObject @query)
    if ($found.Count -gt 1) {
        throw "More than one object is called $SamAccountName on $Server."
    }
    if ($found.Count -eq 1) {
        return $found[0]
    }
    $null
}

<#
.SYNOPSIS
    Finds objects everywhere in the forest through the global catalog.
#>
function Find-MimGmsaForestObject {
    [CmdletBinding()]
    [OutputType([object])]
    param(
        [Parameter(Mandatory = $true)]
        [string] $LdapFilter,

        [Parameter(Mandatory = $true)]
        [hashtable] $Directory
    )
    # an empty search base together with the catalog's port means all domains
    Get-ADObject -LDAPFilter $LdapFilter -SearchBase '' -Server $Directory.GlobalCatalog -Properties 'sAMAccountName'
}

<#
.SYNOPSIS
    Returns the distinguished name of an account of this domain, or of another domain of the forest; refuses an unknown one.
#>
function Resolve-MimGmsaAccount {
    [CmdletBinding()]
    [OutputType([string])]
    param(
        [Parameter(Mandatory = $true)]
        [string] $Account,

        [Parameter(Mandatory = $true)]
        [hashtable] $Directory
    )
    $name = Get-MimGmsaShortName -Account $Account
    $own = Find-MimGmsaAccount -SamAccountName $name -Server $Directory.Server
    if ($null -ne $own) {
        return [string]$own.DistinguishedName
    }
    $filter = '(sAMAccountName={0})' -f (ConvertTo-MimGmsaLdapText -Text $name)
    $found = @(Find-MimGmsaForestObject -LdapFilter $filter -Directory $Directory)
    if ($found.Count -ne 1) {
        throw (New-MimGmsaRefusal -ExitCode 2 -Message "Active Directory knows $($found.Count) accounts called $name; exactly one is needed.")
    }
    [string]$found[0].DistinguishedName
}

<#
.SYNOPSIS
    Returns the DNS name of the domain that a distinguished name belongs to.
#>
function Get-MimGmsaDomainOf {
    [CmdletBinding()]
    [OutputType([string])]
    param(
        [Parameter(Mandatory = $true)]
        [string] $DistinguishedName
    )
    $labels = @(foreach ($match in [regex]::Matches($DistinguishedName, '(?:^|,)DC=((?:[^,\\]|\\.)+)', 'IgnoreCase')) {
            $match.Groups[1].Value
        })
    $labels -join '.'
}

<#
.SYNOPSIS
    Returns the controller to write an object to: the pinned one for its own domain, a discovered one for another domain.
#>
function Get-MimGmsaServerOf {
    [CmdletBinding()]
    [OutputType([string])]
    param(
        [Parameter(Mandatory = $true)]
        [string] $DistinguishedName,

        [Parameter(Mandatory = $true)]
        [hashtable] $Directory
    )
    $domain = Get-MimGmsaDomainOf -DistinguishedName $DistinguishedName
    if (Test-MimGmsaSameText -First $domain -Second $Directory.DnsName) {
        return $Directory.Server
    }
    $found = Get-ADDomainController -Discover -Writable -Service ADWS -DomainName $domain
    [string]@($found.HostName)[0]
}

<#
.SYNOPSIS
    Returns the controller to ask about an account that may live in another domain of the forest: the pinned one when it knows the account,
    or when nobody does.
#>
function Get-MimGmsaServerFor {
    [CmdletBinding()]
    [OutputType([string])]
    param(
        [Parameter(Mandatory = $true)]
        [string] $SamAccountName,

        [Parameter(Mandatory = $true)]
        [hashtable] $Directory
    )
    if ($null -eq (Find-MimGmsaAccount -SamAccountName $SamAccountName -Server $Directory.Server)) {
        $filter = '(sAMAccountName={0})' -f (ConvertTo-MimGmsaLdapText -Text $SamAccountName)
        $found = @(Find-MimGmsaForestObject -LdapFilter $filter -Directory $Directory)
        if ($found.Count -eq 1) {
            return Get-MimGmsaServerOf -DistinguishedName ([string]$found[0].DistinguishedName) -Directory $Directory
        }
    }
    $Directory.Server
}

<#
.SYNOPSIS
    Tells whether an error means that a domain controller does not answer.
#>
function Test-MimGmsaServerDown {
    [CmdletBinding()]
    [OutputType([bool])]
    param(
        [Parameter(Mandatory = $true)]
        [System.Management.Automation.ErrorRecord] $ErrorRecord
    )
    $ErrorRecord.FullyQualifiedErrorId -like '*ADServerDownException*' -or $ErrorRecord.Exception.GetType().Name -eq 'ADServerDownException'
}

<#
.SYNOPSIS
    Reads what an old account has: names, delegation, groups. This is the data that a rollback needs.
#>
function Get-MimGmsaAccountRecord {
    [CmdletBinding()]
    [OutputType([System.Collections.Specialized.OrderedDictionary])]
    param(
        [Parameter(Mandatory = $true)]
        [string] $Account,

        [Parameter(Mandatory = $true)]
        [hashtable] $Directory
    )
    $name = Resolve-MimGmsaAccount -Account $Account -Directory $Directory
    $attributes = @(
        'servicePrincipalName', 'msDS-AllowedToDelegateTo', 'userAccountControl', 'memberOf', 'msDS-SupportedEncryptionTypes',
        'msDS-AllowedToActOnBehalfOfOtherIdentity', 'msDS-AssignedAuthNPolicy', 'msDS-AssignedAuthNPolicySilo'
    )
    $found = Get-ADObject -Identity $name -Properties $attributes -Server (Get-MimGmsaServerOf -DistinguishedName $name -Directory $Directory)
    $record = [ordered]@{ DistinguishedName = [string]$found.DistinguishedName }
    foreach ($attribute in $attributes) {
        $values = @(Get-MimGmsaAttribute -InputObject $found -Name $attribute)
        [array]::Sort($values, [System.StringComparer]::Ordinal)
        $record[$attribute] = [string[]]$values
    }
    $record
}

Export-ModuleMember -Function @(
    'Test-MimGmsaDirectoryTool', 'Get-MimGmsaDirectory', 'ConvertTo-MimGmsaLdapText', 'Get-MimGmsaAttribute', 'Find-MimGmsaAccount',
    'Find-MimGmsaForestObject', 'Resolve-MimGmsaAccount', 'Get-MimGmsaDomainOf', 'Get-MimGmsaServerOf', 'Get-MimGmsaServerFor',
    'Test-MimGmsaServerDown', 'Get-MimGmsaAccountRecord'
)
