#Requires -Version 5.1
# Constrained delegation of a managed account, Kerberos only (D-08).
Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
Import-Module -Name (Join-Path -Path $PSScriptRoot -ChildPath 'System.psm1')
Import-Module -Name (Join-Path -Path $PSScriptRoot -ChildPath 'Directory.psm1')

<#
.SYNOPSIS
    Reads the delegation of an account from one domain controller.
#>
function Get-MimGmsaDelegation {
    [CmdletBinding()]
    [OutputType([System.Collections.Specialized.OrderedDictionary])]
    param(
        [Parameter(Mandatory = $true)]
        [string] $Account,

        [Parameter(Mandatory = $true)]
        [string] $Server
    )
    $query = @{
        SamAccountName = Get-MimGmsaManagedName -Account $Account
        Server = $Server
        Properties = 'msDS-AllowedToDelegateTo', 'userAccountControl'
    }
    $found = Find-MimGmsaAccount @query
    if ($null -eq $found) {
        return [ordered]@{ Exists = 'no'; Targets = [string[]]@(); AnyService = 'no'; AnyProtocol = 'no' }
    }
    $flags = [int](Get-MimGmsaAttribute -InputObject $found -Name 'userAccountControl')
    $names = @{ $true = 'yes'; $false = 'no' }
    [ordered]@{
        Exists = 'yes'
        Targets = [string[]]@(Get-MimGmsaAttribute -InputObject $found -Name 'msDS-AllowedToDelegateTo')
        AnyService = $names[($flags -band 0x80000) -ne 0]
        AnyProtocol = $names[($flags -band 0x1000000) -ne 0]
    }
}

<#
.SYNOPSIS
    Says how the delegation differs from the plan; nothing when it is constrained to the planned names.
#>
function Test-MimGmsaDelegation {
    [CmdletBinding()]
    [OutputType([string])]
    param(
        [Parameter(Mandatory = $true)]
        [System.Collections.IDictionary] $State,

        [Parameter(Mandatory = $true)]
        [string] $Account,

        [Parameter(Mandatory = $true)]
        [string[]] $Targets
    )
    if ($State['Exists'] -eq 'no') {
        "There is no account $Account."
        return
    }
    foreach ($target in @(Select-MimGmsaMissing -Wanted $Targets -Present $State['Targets'])) {
        "$Account may not delegate to $target."
    }
    if ($State['AnyService'] -eq 'yes') {
        "$Account may delegate to every service (unconstrained)."
    }
    if ($State['AnyProtocol'] -eq 'yes') {
        "$Account may delegate after any protocol (protocol transition)."
    }
}

<#
.SYNOPSIS
    Adds the planned names to the list of the account and keeps delegation constrained, Kerberos only.
#>
function Set-MimGmsaDelegation {
    [CmdletBinding(SupportsShouldProcess = $true, ConfirmImpact = 'Medium')]
    param(
        [Parameter(Mandatory = $true)]
        [string] $Account,

        [Parameter(Mandatory = $true)]
        [string[]] $Targets,

        [Parameter(Mandatory = $true)]
        [hashtable] $Directory
    )
    $state = Get-MimGmsaDelegation -Account $Account -Server $Directory.Server
    if ($state['Exists'] -eq 'no') {
        throw (New-MimGmsaRefusal -ExitCode 2 -Message "There is no account $Account.")
    }
    if (-not $PSCmdlet.ShouldProcess($Account, 'Constrain delegation to the planned names')) {
        return
    }
    $identity = Get-MimGmsaManagedName -Account $Account
    if ($state['AnyService'] -eq 'yes' -or $state['AnyProtocol'] -eq 'yes') {
        $flags = @{ TrustedForDelegation = $false; TrustedToAuthForDelegation = $false }
        Set-ADAccountControl -Identity $identity @flags -Server $Directory.Server -Confirm:$false
    }
    $missing = [string[]]@(Select-MimGmsaMissing -Wanted $Targets -Present $state['Targets'])
    if ($missing.Count -gt 0) {
        Set-ADServiceAccount -Identity $identity -Add @{ 'msDS-AllowedToDelegateTo' = $missing } -Server $Directory.Server -Confirm:$false
    }
}

<#
.SYNOPSIS
    Takes the added names out of the list and restores the two flags as they were recorded.
#>
function Undo-MimGmsaDelegation {
    [CmdletBinding(SupportsShouldProcess = $true, ConfirmImpact = 'Medium')]
    param(
        [Parameter(Mandatory = $true)]
        [string] $Account,

        [Parameter(Mandatory = $true)]
        [string[]] $Targets,

        [Parameter(Mandatory = $true)]
        [System.Collections.IDictionary] $Before,

        [Parameter(Mandatory = $true)]
        [hashtable] $Directory
    )
    $state = Get-MimGmsaDelegation -Account $Account -Server $Directory.Server
    if ($state['Exists'] -eq 'no' -or -not $PSCmdlet.ShouldProcess($Account, 'Restore the recorded delegation')) {
        return
    }
    $identity = Get-MimGmsaManagedName -Account $Account
    $added = @(Select-MimGmsaMissing -Wanted $Targets -Present $Before['Targets'])
    $present = [string[]]@($added | Where-Object -FilterScript { @(Select-MimGmsaMissing -Wanted $_ -Present $state['Targets']).Count -eq 0 })
    if ($present.Count -gt 0) {
        Set-ADServiceAccount -Identity $identity -Remove @{ 'msDS-AllowedToDelegateTo' = $present } -Server $Directory.Server -Confirm:$false
    }
    if ($state['AnyService'] -ne $Before['AnyService'] -or $state['AnyProtocol'] -ne $Before['AnyProtocol']) {
        $flags = @{
            TrustedForDelegation = ($Before['AnyService'] -eq 'yes')
            TrustedToAuthForDelegation = ($Before['AnyProtocol'] -eq 'yes')
        }
        Set-ADAccountControl -Identity $identity @flags -Server $Directory.Server -Confirm:$false
    }
}

Export-ModuleMember -Function 'Get-MimGmsaDelegation', 'Test-MimGmsaDelegation', 'Set-MimGmsaDelegation', 'Undo-MimGmsaDelegation'
