#Requires -Version 5.1
# Who may log on as a service, and who is denied a logon (E-01, E-02). A person changes these rights, often in a group policy.
Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
Import-Module -Name (Join-Path -Path $PSScriptRoot -ChildPath 'System.psm1')
Import-Module -Name (Join-Path -Path $PSScriptRoot -ChildPath 'Directory.psm1')

<#
.SYNOPSIS
    Reads who holds user rights on this host, as Windows exports them: security identifiers, or names where there are none.
#>
function Get-MimGmsaUserRight {
    [CmdletBinding()]
    [OutputType([System.Collections.Specialized.OrderedDictionary])]
    param(
        [Parameter(Mandatory = $true)]
        [string[]] $Rights,

        [Parameter(Mandatory = $true)]
        [string] $Folder
    )
    $path = Join-Path -Path $Folder -ChildPath 'user-rights.inf'
    $null = secedit.exe /export /areas USER_RIGHTS /cfg $path /quiet
    if ($LASTEXITCODE -ne 0) {
        throw "secedit.exe could not read the user rights (code $LASTEXITCODE)."
    }
    $lines = @(Get-Content -LiteralPath $path -Encoding Unicode)
    Remove-Item -LiteralPath $path -Confirm:$false
    $state = [ordered]@{}
    foreach ($right in $Rights) {
        $holders = @(foreach ($line in $lines) {
                $parts = @($line -split '=', 2)
                if ($parts.Count -eq 2 -and (Test-MimGmsaSameText -First $parts[0].Trim() -Second $right)) {
                    foreach ($holder in @($parts[1] -split ',')) {
                        $holder.Trim().TrimStart('*')
                    }
                }
            })
        $state[$right] = [string[]]@($holders | Where-Object -FilterScript { $_ -ne '' })
    }
    $state
}

<#
.SYNOPSIS
    Returns everything by which a user right can reach an account: its identifier, its names, its groups, and the groups of everybody.
#>
function Get-MimGmsaAccountToken {
    [CmdletBinding()]
    [OutputType([string])]
    param(
        [Parameter(Mandatory = $true)]
        [string] $Account,

        [Parameter(Mandatory = $true)]
        [hashtable] $Directory
    )
    $name = Resolve-MimGmsaAccount -Account (Get-MimGmsaManagedName -Account $Account) -Directory $Directory
    $server = Get-MimGmsaServerOf -DistinguishedName $name -Directory $Directory
    $found = Get-ADObject -Identity $name -Properties 'objectSid', 'tokenGroups' -Server $server
    Get-MimGmsaAttribute -InputObject $found -Name 'objectSid'
    Get-MimGmsaAttribute -InputObject $found -Name 'tokenGroups'
    $sam = Get-MimGmsaManagedName -Account $Account
    $sam
    $domain = $Directory.NetBiosName
    if ($Account.IndexOf('\') -gt 0) {
        $domain = $Account.Substring(0, $Account.IndexOf('\'))
    }
    '{0}\{1}' -f $domain, $sam
    # Everyone and Authenticated Users
    'S-1-1-0'
    'S-1-5-11'
}

<#
.SYNOPSIS
    Says which accounts may not log on as a service; nothing when all may, by themselves or by a group.
#>
function Test-MimGmsaLogonRight {
    [CmdletBinding()]
    [OutputType([string])]
    param(
        [Parameter(Mandatory = $true)]
        [System.Collections.IDictionary] $State,

        [Parameter(Mandatory = $true)]
        [string[]] $Accounts,

        [Parameter(Mandatory = $true)]
        [hashtable] $Directory
    )
    $holders = [string[]]@($State['SeServiceLogonRight'])
    foreach ($account in $Accounts) {
        $tokens = [string[]]@(Get-MimGmsaAccountToken -Account $account -Directory $Directory)
        if (@(Select-MimGmsaMissing -Wanted $tokens -Present $holders).Count -eq $tokens.Count) {
            "$account may not log on as a service on this host (SeServiceLogonRight)."
        }
    }
}

<#
.SYNOPSIS
    Says which accounts are denied a logon that they need; nothing when none is.
#>
function Test-MimGmsaDenyRight {
    [CmdletBinding()]
    [OutputType([string])]
    param(
        [Parameter(Mandatory = $true)]
        [System.Collections.IDictionary] $State,

        [Parameter(Mandatory = $true)]
        [AllowEmptyCollection()]
        [object[]] $Rules,

        [Parameter(Mandatory = $true)]
        [hashtable] $Directory
    )
    foreach ($rule in $Rules) {
        $tokens = [string[]]@(Get-MimGmsaAccountToken -Account $rule['Account'] -Directory $Directory)
        foreach ($holder in @($State[$rule['Right']])) {
            if (@(Select-MimGmsaMissing -Wanted $holder -Present $tokens).Count -eq 0) {
                '{0} denies the logon of {1} (by {2}). Take it out, in the group policy that sets it.' -f $rule['Right'], $rule['Account'], $holder
            }
        }
    }
}

Export-ModuleMember -Function 'Get-MimGmsaUserRight', 'Test-MimGmsaLogonRight', 'Test-MimGmsaDenyRight'
