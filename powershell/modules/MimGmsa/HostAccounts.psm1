#Requires -Version 5.1
# Whether this host can use a managed account (D-10).
Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
Import-Module -Name (Join-Path -Path $PSScriptRoot -ChildPath 'System.psm1')

<#
.SYNOPSIS
    Asks Windows whether this host can fetch the password of a managed account.
#>
function Get-MimGmsaHostAccount {
    [CmdletBinding()]
    [OutputType([System.Collections.Specialized.OrderedDictionary])]
    param(
        [Parameter(Mandatory = $true)]
        [string] $Account
    )
    $works = $false
    try {
        # a host that may not fetch the password gets a warning and False
        $works = Test-ADServiceAccount -Identity (Get-MimGmsaManagedName -Account $Account) -WarningAction SilentlyContinue
    }
    catch {
        # an account that is not there yet is an error of its own
        if ($_.FullyQualifiedErrorId -notlike '*ADIdentityNotFoundException*') {
            throw
        }
    }
    $answer = @{ $true = 'yes'; $false = 'no' }
    [ordered]@{ Works = $answer[[bool]$works] }
}

<#
.SYNOPSIS
    Says that this host cannot use the managed account, or that its installation was cut off; nothing when all is well.
#>
function Test-MimGmsaHostAccount {
    [CmdletBinding()]
    [OutputType([string])]
    param(
        [Parameter(Mandatory = $true)]
        [System.Collections.IDictionary] $State,

        [Parameter(Mandatory = $true)]
        [string] $Account,

        [Parameter(Mandatory = $true)]
        [bool] $Interrupted
    )
    if ($State['Works'] -ne 'yes') {
        "This host cannot fetch the password of $Account. Is it in the host group? Since its last restart?"
    }
    elseif ($Interrupted) {
        "$Account works here, but its installation was cut off and must be finished."
    }
}

<#
.SYNOPSIS
    Installs a managed account on this host. The computer's own Kerberos tickets are renewed first, so that a new group membership counts.
#>
function Set-MimGmsaHostAccount {
    [CmdletBinding(SupportsShouldProcess = $true, ConfirmImpact = 'Medium')]
    param(
        [Parameter(Mandatory = $true)]
        [string] $Account
    )
    if ($PSCmdlet.ShouldProcess($Account, 'Install the managed account on this host')) {
        $null = klist.exe -li 0x3e7 purge
        if ($LASTEXITCODE -ne 0) {
            throw "klist.exe could not renew the tickets of this computer (code $LASTEXITCODE)."
        }
        Install-ADServiceAccount -Identity (Get-MimGmsaManagedName -Account $Account) -Confirm:$false
    }
}

<#
.SYNOPSIS
    Takes the managed account off this host. An installation that was cut off may not have got that far, which is no error.
#>
function Undo-MimGmsaHostAccount {
    [CmdletBinding(SupportsShouldProcess = $true, ConfirmImpact = 'Medium')]
    param(
        [Parameter(Mandatory = $true)]
        [string] $Account,

        [Parameter(Mandatory = $true)]
        [bool] $Interrupted
    )
    if ($PSCmdlet.ShouldProcess($Account, 'Take the managed account off this host')) {
        try {
            Uninstall-ADServiceAccount -Identity (Get-MimGmsaManagedName -Account $Account) -Confirm:$false
        }
        catch {
            if (-not $Interrupted) {
                throw
            }
        }
    }
}

Export-ModuleMember -Function 'Get-MimGmsaHostAccount', 'Test-MimGmsaHostAccount', 'Set-MimGmsaHostAccount', 'Undo-MimGmsaHostAccount'
