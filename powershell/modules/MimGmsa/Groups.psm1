#Requires -Version 5.1
# Groups: hosts that may fetch a password (D-03), and the groups that a managed account joins (D-06). Lists are merged, never replaced.
Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
Import-Module -Name (Join-Path -Path $PSScriptRoot -ChildPath 'System.psm1')
Import-Module -Name (Join-Path -Path $PSScriptRoot -ChildPath 'Directory.psm1')

<#
.SYNOPSIS
    Returns the distinguished names of host computers, given with or without the $ of their accounts.
#>
function Resolve-MimGmsaHost {
    [CmdletBinding()]
    [OutputType([string])]
    param(
        [Parameter(Mandatory = $true)]
        [string[]] $Name,

        [Parameter(Mandatory = $true)]
        [hashtable] $Directory
    )
    foreach ($item in $Name) {
        Resolve-MimGmsaAccount -Account (Get-MimGmsaManagedName -Account $item) -Directory $Directory
    }
}

<#
.SYNOPSIS
    Reads a host group from one domain controller.
#>
function Get-MimGmsaHostGroup {
    [CmdletBinding()]
    [OutputType([System.Collections.Specialized.OrderedDictionary])]
    param(
        [Parameter(Mandatory = $true)]
        [string] $Name,

        [Parameter(Mandatory = $true)]
        [string] $Server
    )
    $group = Find-MimGmsaAccount -SamAccountName $Name -Server $Server -Properties 'objectClass', 'groupType', 'member'
    if ($null -eq $group) {
        return [ordered]@{ Exists = 'no'; Scope = ''; Members = [string[]]@() }
    }
    $type = @(Get-MimGmsaAttribute -InputObject $group -Name 'groupType')
    if ($type.Count -eq 0) {
        throw (New-MimGmsaRefusal -ExitCode 2 -Message "$Name exists but is no group: $($group.DistinguishedName)")
    }
    $scope = 'DomainLocal'
    if (([int]$type[0] -band 2) -ne 0) {
        $scope = 'Global'
    }
    elseif (([int]$type[0] -band 8) -ne 0) {
        $scope = 'Universal'
    }
    [ordered]@{ Exists = 'yes'; Scope = $scope; Members = [string[]]@(Get-MimGmsaAttribute -InputObject $group -Name 'member') }
}

<#
.SYNOPSIS
    Says what a host group lacks; nothing when it is as planned. Further members are left alone.
#>
function Test-MimGmsaHostGroup {
    [CmdletBinding()]
    [OutputType([string])]
    param(
        [Parameter(Mandatory = $true)]
        [System.Collections.IDictionary] $State,

        [Parameter(Mandatory = $true)]
        [string] $Name,

        [Parameter(Mandatory = $true)]
        [AllowEmptyCollection()]
        [string[]] $Members
    )
    if ($State['Exists'] -eq 'no') {
        "There is no group $Name."
        return
    }
    foreach ($missing in @(Select-MimGmsaMissing -Wanted $Members -Present $State['Members'])) {
        "$missing is not a member of $Name."
    }
}

<#
.SYNOPSIS
    Makes the host group where it is missing and adds the hosts that it lacks.
#>
function Set-MimGmsaHostGroup {
    [CmdletBinding(SupportsShouldProcess = $true, ConfirmImpact = 'Medium')]
    param(
        [Parameter(Mandatory = $true)]
        [System.Collections.IDictionary] $Values,

        [Parameter(Mandatory = $true)]
        [string[]] $Members,

        [Parameter(Mandatory = $true)]
        [hashtable] $Directory
    )
    $name = $Values['Name']
    if (-not $PSCmdlet.ShouldProcess($name, 'Make the group and add its hosts')) {
        return
    }
    $state = Get-MimGmsaHostGroup -Name $name -Server $Directory.Server
    if ($state['Exists'] -eq 'no') {
        $group = @{
            Name = $name
            SamAccountName = $name
            GroupCategory = 'Security'
            GroupScope = $Values['Scope']
            Description = 'Hosts that may fetch the password of a group managed service account'
            Server = $Directory.Server
        }
        if ($Values['Container'] -ne '') {
            $group['Path'] = $Values['Container']
        }
        New-ADGroup @group -Confirm:$false
    }
    $missing = [string[]]@(Select-MimGmsaMissing -Wanted $Members -Present $state['Members'])
    if ($missing.Count -gt 0) {
        Add-ADGroupMember -Identity $name -Members $missing -Server $Directory.Server -Confirm:$false
    }
}

<#
.SYNOPSIS
    Takes out the hosts that were added, and the group if it was made.
#>
function Undo-MimGmsaHostGroup {
    [CmdletBinding(SupportsShouldProcess = $true, ConfirmImpact = 'Medium')]
    param(
        [Parameter(Mandatory = $true)]
        [string] $Name,

        [Parameter(Mandatory = $true)]
        [string[]] $Members,

        [Parameter(Mandatory = $true)]
        [System.Collections.IDictionary] $Before,

        [Parameter(Mandatory = $true)]
        [hashtable] $Directory
    )
    $state = Get-MimGmsaHostGroup -Name $Name -Server $Directory.Server
    if ($state['Exists'] -eq 'no' -or -not $PSCmdlet.ShouldProcess($Name, 'Take out what was added')) {
        return
    }
    if ($Before['Exists'] -eq 'no') {
        $strangers = @(Select-MimGmsaMissing -Wanted $state['Members'] -Present $Members)
        if ($strangers.Count -gt 0) {
            throw (New-MimGmsaRefusal -ExitCode 2 -Message "$Name has got members since: $($strangers -join '; '). It stays.")
        }
        Remove-ADGroup -Identity $Name -Server $Directory.Server -Confirm:$false
        return
    }
    $added = @(Select-MimGmsaMissing -Wanted $Members -Present $Before['Members'])
    $present = [string[]]@($added | Where-Object -FilterScript { @(Select-MimGmsaMissing -Wanted $_ -Present $state['Members']).Count -eq 0 })
    if ($present.Count -gt 0) {
        Remove-ADGroupMember -Identity $Name -Members $present -Server $Directory.Server -Confirm:$false
    }
}

<#
.SYNOPSIS
    Lists those of the named groups that the account is a direct member of.
#>
function Get-MimGmsaMembership {
    [CmdletBinding()]
    [OutputType([System.Collections.Specialized.OrderedDictionary])]
    param(
        [Parameter(Mandatory = $true)]
        [string] $Member,

        [Parameter(Mandatory = $true)]
        [string[]] $Groups,

        [Parameter(Mandatory = $true)]
        [string] $Server
    )
    $account = Find-MimGmsaAccount -SamAccountName (Get-MimGmsaManagedName -Account $Member) -Server $Server
    $name = ''
    if ($null -ne $account) {
        $name = [string]$account.DistinguishedName
    }
    $joined = @(foreach ($group in $Groups) {
            $state = Get-MimGmsaHostGroup -Name (Get-MimGmsaShortName -Account $group) -Server $Server
            if ($name -ne '' -and @(Select-MimGmsaMissing -Wanted $name -Present $state['Members']).Count -eq 0) {
                $group
            }
        })
    [ordered]@{ Member = $name; Groups = [string[]]$joined }
}

<#
.SYNOPSIS
    Says which groups the account has still to join; nothing when it is in all of them.
#>
function Test-MimGmsaMembership {
    [CmdletBinding()]
    [OutputType([string])]
    param(
        [Parameter(Mandatory = $true)]
        [System.Collections.IDictionary] $State,

        [Parameter(Mandatory = $true)]
        [string] $Member,

        [Parameter(Mandatory = $true)]
        [string[]] $Groups
    )
    if ($State['Member'] -eq '') {
        "There is no account $Member."
        return
    }
    foreach ($group in @(Select-MimGmsaMissing -Wanted $Groups -Present $State['Groups'])) {
        "$Member is not a member of $group."
    }
}

<#
.SYNOPSIS
    Adds the account to the groups that it is not yet in.
#>
function Set-MimGmsaMembership {
    [CmdletBinding(SupportsShouldProcess = $true, ConfirmImpact = 'Medium')]
    param(
        [Parameter(Mandatory = $true)]
        [string] $Member,

        [Parameter(Mandatory = $true)]
        [string[]] $Groups,

        [Parameter(Mandatory = $true)]
        [hashtable] $Directory
    )
    $state = Get-MimGmsaMembership -Member $Member -Groups $Groups -Server $Directory.Server
    if ($state['Member'] -eq '') {
        throw (New-MimGmsaRefusal -ExitCode 2 -Message "There is no account $Member.")
    }
    foreach ($group in @(Select-MimGmsaMissing -Wanted $Groups -Present $state['Groups'])) {
        if ($PSCmdlet.ShouldProcess($group, "Add $Member")) {
            Add-ADGroupMember -Identity (Get-MimGmsaShortName -Account $group) -Members $state['Member'] -Server $Directory.Server -Confirm:$false
        }
    }
}

<#
.SYNOPSIS
    Takes the account out of the groups that it was not in before.
#>
function Undo-MimGmsaMembership {
    [CmdletBinding(SupportsShouldProcess = $true, ConfirmImpact = 'Medium')]
    param(
        [Parameter(Mandatory = $true)]
        [string] $Member,

        [Parameter(Mandatory = $true)]
        [string[]] $Groups,

        [Parameter(Mandatory = $true)]
        [System.Collections.IDictionary] $Before,

        [Parameter(Mandatory = $true)]
        [hashtable] $Directory
    )
    $state = Get-MimGmsaMembership -Member $Member -Groups $Groups -Server $Directory.Server
    foreach ($group in @(Select-MimGmsaMissing -Wanted $state['Groups'] -Present $Before['Groups'])) {
        if ($PSCmdlet.ShouldProcess($group, "Take out $Member")) {
            $removal = @{
                Identity = Get-MimGmsaShortName -Account $group
                Members = $state['Member']
                Server = $Directory.Server
            }
            Remove-ADGroupMember @removal -Confirm:$false
        }
    }
}

Export-ModuleMember -Function @(
    'Resolve-MimGmsaHost', 'Get-MimGmsaHostGroup', 'Test-MimGmsaHostGroup', 'Set-MimGmsaHostGroup', 'Undo-MimGmsaHostGroup',
    'Get-MimGmsaMembership', 'Test-MimGmsaMembership', 'Set-MimGmsaMembership', 'Undo-MimGmsaMembership'
)
