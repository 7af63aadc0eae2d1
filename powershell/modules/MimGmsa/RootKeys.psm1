#Requires -Version 5.1
# The KDS root key of the forest: made once, waited for, never deleted.
Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
Import-Module -Name (Join-Path -Path $PSScriptRoot -ChildPath 'System.psm1')

<#
.SYNOPSIS
    Lists the root keys with their times in UTC. Where they cannot be read, that is an error and never an empty list: unknown is not absent.
#>
function Get-MimGmsaRootKey {
    [CmdletBinding()]
    [OutputType([System.Collections.Specialized.OrderedDictionary])]
    param()
    try {
        $found = @(Get-KdsRootKey)
    }
    catch {
        $message = 'The root keys cannot be read here ({0}). Only a domain controller answers, and only to a domain admin.' -f $_.Exception.Message
        $refusal = New-MimGmsaRefusal -ExitCode 2 -Message $message
        $refusal.Data['MimGmsaUnknown'] = 'yes'
        throw $refusal
    }
    $keys = @(foreach ($key in $found) {
            [ordered]@{
                KeyId = [string]$key.KeyId
                CreationTime = ConvertTo-MimGmsaTimeText -Time $key.CreationTime
                EffectiveTime = ConvertTo-MimGmsaTimeText -Time $key.EffectiveTime
            }
        })
    [ordered]@{ Keys = $keys }
}

<#
.SYNOPSIS
    Says that the forest has no root key; nothing when it has one.
#>
function Test-MimGmsaRootKey {
    [CmdletBinding()]
    [OutputType([string])]
    param(
        [Parameter(Mandatory = $true)]
        [System.Collections.IDictionary] $State
    )
    if (@($State['Keys']).Count -eq 0) {
        'The forest has no KDS root key, or this account may not see it.'
    }
}

<#
.SYNOPSIS
    Makes a root key where there is none.
#>
function Set-MimGmsaRootKey {
    [CmdletBinding(SupportsShouldProcess = $true, ConfirmImpact = 'Medium')]
    param(
        [Parameter(Mandatory = $true)]
        [bool] $LabShortcut,

        [Parameter(Mandatory = $true)]
        [hashtable] $Directory
    )
    if (@((Get-MimGmsaRootKey)['Keys']).Count -gt 0) {
        return
    }
    if ($LabShortcut -and @($Directory.Others).Count -gt 0) {
        throw (New-MimGmsaRefusal -ExitCode 2 -Message 'The lab shortcut is for a single domain controller; this domain has more.')
    }
    if ($PSCmdlet.ShouldProcess('the forest', 'Add a KDS root key')) {
        if ($LabShortcut) {
            $null = Add-KdsRootKey -EffectiveTime (Get-Date).AddHours(-10)
        }
        else {
            # without a parameter the key would become effective in ten days
            $null = Add-KdsRootKey -EffectiveImmediately
        }
    }
}

<#
.SYNOPSIS
    Says how long the domain controllers will still refuse; nothing when a key is old enough.
#>
function Test-MimGmsaRootKeyAge {
    [CmdletBinding()]
    [OutputType([string])]
    param(
        [Parameter(Mandatory = $true)]
        [System.Collections.IDictionary] $State,

        [Parameter(Mandatory = $true)]
        [int] $MinimumAgeHours,

        [Parameter(Mandatory = $true)]
        [bool] $LabShortcut
    )
    if (@($State['Keys']).Count -eq 0) {
        'The forest has no KDS root key, or this account may not see it.'
        return
    }
    $first = [datetime]::MaxValue
    foreach ($key in $State['Keys']) {
        $ready = (ConvertFrom-MimGmsaTimeText -Text $key['EffectiveTime']).AddHours($MinimumAgeHours)
        $made = (ConvertFrom-MimGmsaTimeText -Text $key['CreationTime']).AddHours($MinimumAgeHours)
        if (-not $LabShortcut -and $made -gt $ready) {
            $ready = $made
        }
        if ($ready -lt $first) {
            $first = $ready
        }
    }
    if ((Get-MimGmsaTime) -lt $first) {
        'The root key may be used from {0} (UTC).' -f (ConvertTo-MimGmsaTimeText -Time $first)
    }
}

Export-ModuleMember -Function 'Get-MimGmsaRootKey', 'Test-MimGmsaRootKey', 'Set-MimGmsaRootKey', 'Test-MimGmsaRootKeyAge'
