#Requires -Version 5.1
# Service principal names (D-07, F-06, J-06): each may stand on one account only, so it leaves the old one before the new one gets it.
Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
Import-Module -Name (Join-Path -Path $PSScriptRoot -ChildPath 'System.psm1')
Import-Module -Name (Join-Path -Path $PSScriptRoot -ChildPath 'Directory.psm1')

<#
.SYNOPSIS
    Lists who holds each name: as one domain controller sees it, and with -Forest also as the global catalog does.
#>
function Get-MimGmsaNameHolder {
    [CmdletBinding()]
    [OutputType([System.Collections.Specialized.OrderedDictionary])]
    param(
        [Parameter(Mandatory = $true)]
        [string[]] $ServicePrincipalNames,

        [Parameter(Mandatory = $true)]
        [hashtable] $Directory,

        [Parameter(Mandatory = $true)]
        [string] $Server
    )
    $holders = [ordered]@{}
    foreach ($name in $ServicePrincipalNames) {
        $filter = '(servicePrincipalName={0})' -f (ConvertTo-MimGmsaLdapText -Text $name)
        $found = @(foreach ($holder in @(Get-ADObject -LDAPFilter $filter -Server $Server)) {
                [string]$holder.DistinguishedName
            })
        foreach ($holder in @(Find-MimGmsaForestObject -LdapFilter $filter -Directory $Directory)) {
            # of the own domain the catalog may know less than the controller just asked
            $domain = Get-MimGmsaDomainOf -DistinguishedName $holder.DistinguishedName
            if (-not (Test-MimGmsaSameText -First $domain -Second $Directory.DnsName)) {
                $found += [string]$holder.DistinguishedName
            }
        }
        $holders[$name] = [string[]]$found
    }
    $holders
}

<#
.SYNOPSIS
    Says which names are not on the wanted account alone; nothing when all are.
#>
function Test-MimGmsaNameHolder {
    [CmdletBinding()]
    [OutputType([string])]
    param(
        [Parameter(Mandatory = $true)]
        [System.Collections.IDictionary] $State,

        [Parameter(Mandatory = $true)]
        [string] $DistinguishedName
    )
    foreach ($name in @($State.Keys)) {
        $holders = @($State[$name])
        if ($holders.Count -eq 0) {
            "Nobody holds $name."
        }
        elseif ($holders.Count -gt 1) {
            '{0} is held more than once: {1}.' -f $name, ($holders -join '; ')
        }
        elseif (-not (Test-MimGmsaSameText -First $holders[0] -Second $DistinguishedName)) {
            '{0} is held by {1}.' -f $name, $holders[0]
        }
    }
}

<#
.SYNOPSIS
    Takes a name off one account.
#>
function Remove-MimGmsaName {
    [CmdletBinding(SupportsShouldProcess = $true, ConfirmImpact = 'Medium')]
    param(
        [Parameter(Mandatory = $true)]
        [string] $Name,

        [Parameter(Mandatory = $true)]
        [string] $From,

        [Parameter(Mandatory = $true)]
        [hashtable] $Directory
    )
    if ($PSCmdlet.ShouldProcess($From, "Take off $Name")) {
        $server = Get-MimGmsaServerOf -DistinguishedName $From -Directory $Directory
        Set-ADObject -Identity $From -Remove @{ servicePrincipalName = $Name } -Server $server -Confirm:$false
    }
}

<#
.SYNOPSIS
    Gives a name to one account.
#>
function Add-MimGmsaName {
    [CmdletBinding(SupportsShouldProcess = $true, ConfirmImpact = 'Medium')]
    param(
        [Parameter(Mandatory = $true)]
        [string] $Name,

        [Parameter(Mandatory = $true)]
        [string] $To,

        [Parameter(Mandatory = $true)]
        [hashtable] $Directory
    )
    if ($PSCmdlet.ShouldProcess($To, "Give $Name")) {
        $server = Get-MimGmsaServerOf -DistinguishedName $To -Directory $Directory
        Set-ADObject -Identity $To -Add @{ servicePrincipalName = $Name } -Server $server -Confirm:$false
    }
}

<#
.SYNOPSIS
    Moves a name from one account to another. If the second half fails, the name goes back where it was.
#>
function Move-MimGmsaName {
    [CmdletBinding(SupportsShouldProcess = $true, ConfirmImpact = 'Medium')]
    param(
        [Parameter(Mandatory = $true)]
        [string] $Name,

        [Parameter(Mandatory = $true)]
        [string] $From,

        [Parameter(Mandatory = $true)]
        [string] $To,

        [Parameter(Mandatory = $true)]
        [hashtable] $Directory
    )
    if (-not $PSCmdlet.ShouldProcess($Name, "Move from $From to $To")) {
        return
    }
    Remove-MimGmsaName -Name $Name -From $From -Directory $Directory -Confirm:$false
    try {
        Add-MimGmsaName -Name $Name -To $To -Directory $Directory -Confirm:$false
    }
    catch {
        $reason = $_.Exception.Message
        try {
            Add-MimGmsaName -Name $Name -To $From -Directory $Directory -Confirm:$false
        }
        catch {
            $message = "$Name is on no account now: $To refused it ($reason), and $From did not take it back ($($_.Exception.Message))."
            throw (New-MimGmsaRefusal -ExitCode 5 -Message $message)
        }
        throw "$To did not take $Name ($reason). It was put back on $From."
    }
}

<#
.SYNOPSIS
    Brings every planned name to the managed account. A name that a third account holds stops the step before anything is moved.
#>
function Set-MimGmsaNameHolder {
    [CmdletBinding(SupportsShouldProcess = $true, ConfirmImpact = 'Medium')]
    param(
        [Parameter(Mandatory = $true)]
        [System.Collections.IDictionary] $Values,

        [Parameter(Mandatory = $true)]
        [string] $To,

        [Parameter(Mandatory = $true)]
        [string] $From,

        [Parameter(Mandatory = $true)]
        [hashtable] $Directory
    )
    $state = Get-MimGmsaNameHolder -ServicePrincipalNames $Values['ServicePrincipalNames'] -Directory $Directory -Server $Directory.Server
    foreach ($name in @($state.Keys)) {
        foreach ($holder in @($state[$name])) {
            $known = (Test-MimGmsaSameText -First $holder -Second $To) -or (Test-MimGmsaSameText -First $holder -Second $From)
            if (-not $known) {
                throw (New-MimGmsaRefusal -ExitCode 2 -Message "$name is held by $holder, which the plan does not know. Nothing was moved.")
            }
        }
    }
    foreach ($name in @($state.Keys)) {
        $holders = @($state[$name])
        $onNew = @(Select-MimGmsaMissing -Wanted $To -Present $holders).Count -eq 0
        $onOld = @(Select-MimGmsaMissing -Wanted $From -Present $holders).Count -eq 0
        if (-not $PSCmdlet.ShouldProcess($name, "Bring to $To")) {
            continue
        }
        if ($onOld -and $onNew) {
            Remove-MimGmsaName -Name $name -From $From -Directory $Directory -Confirm:$false
        }
        elseif ($onOld) {
            Move-MimGmsaName -Name $name -From $From -To $To -Directory $Directory -Confirm:$false
        }
        elseif (-not $onNew) {
            Add-MimGmsaName -Name $name -To $To -Directory $Directory -Confirm:$false
        }
    }
}

<#
.SYNOPSIS
    Brings every name back to the holder that was recorded before.
#>
function Undo-MimGmsaNameHolder {
    [CmdletBinding(SupportsShouldProcess = $true, ConfirmImpact = 'Medium')]
    param(
        [Parameter(Mandatory = $true)]
        [System.Collections.IDictionary] $Before,

        [Parameter(Mandatory = $true)]
        [string] $To,

        [Parameter(Mandatory = $true)]
        [hashtable] $Directory
    )
    $names = [string[]]@($Before.Keys)
    $state = Get-MimGmsaNameHolder -ServicePrincipalNames $names -Directory $Directory -Server $Directory.Server
    foreach ($name in $names) {
        $onNew = @(Select-MimGmsaMissing -Wanted $To -Present $state[$name]).Count -eq 0
        $wasOnNew = @(Select-MimGmsaMissing -Wanted $To -Present $Before[$name]).Count -eq 0
        $previous = @(Select-MimGmsaMissing -Wanted $Before[$name] -Present $To)
        if ($wasOnNew -or -not $PSCmdlet.ShouldProcess($name, 'Bring back')) {
            continue
        }
        if ($previous.Count -eq 0) {
            if ($onNew) {
                Remove-MimGmsaName -Name $name -From $To -Directory $Directory -Confirm:$false
            }
            continue
        }
        if (@(Select-MimGmsaMissing -Wanted $previous[0] -Present $state[$name]).Count -eq 0) {
            continue
        }
        if ($onNew) {
            Move-MimGmsaName -Name $name -From $To -To $previous[0] -Directory $Directory -Confirm:$false
        }
        else {
            Add-MimGmsaName -Name $name -To $previous[0] -Directory $Directory -Confirm:$false
        }
    }
}

Export-ModuleMember -Function 'Get-MimGmsaNameHolder', 'Test-MimGmsaNameHolder', 'Set-MimGmsaNameHolder', 'Undo-MimGmsaNameHolder'
