#Requires -Version 5.1
# When a changing step may begin.
Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
foreach ($name in 'System', 'State', 'Settings', 'Gates', 'Confirmations') {
    Import-Module -Name (Join-Path -Path $PSScriptRoot -ChildPath "$name.psm1")
}

<#
.SYNOPSIS
    Says why a changing step may not begin now; nothing when it may. A group that has begun, here or on another target, may finish.
#>
function Get-MimGmsaWindowReason {
    [CmdletBinding()]
    [OutputType([string])]
    param(
        [Parameter(Mandatory = $true)]
        [System.Collections.IDictionary] $Step,

        [Parameter(Mandatory = $true)]
        [hashtable] $Run
    )
    $group = $Step['Window']
    $window = @($Run.Settings['Windows'] | Where-Object -FilterScript { $_['Group'] -eq $group })
    if ($Step['Changes'] -ne 'yes' -or $group -eq '' -or $window.Count -eq 0) {
        return
    }
    $started = @{ Folder = $Run.Folder; Kind = 'started'; Id = $group }
    if ($null -ne (Get-MimGmsaRecord @started)) {
        return
    }
    $now = Get-MimGmsaTime
    $opens = ConvertFrom-MimGmsaTimeText -Text $window[0]['NotBefore']
    $closes = ConvertFrom-MimGmsaTimeText -Text $window[0]['NotAfter']
    if ($now -lt $opens) {
        'The window "{0}" opens at {1} (UTC).' -f $group, $window[0]['NotBefore']
    }
    elseif ($now -gt $closes -and -not (Test-MimGmsaConversionBegun -Step $Step -Run $Run)) {
        'The window "{0}" closed at {1} (UTC) before its first step. Ask for a new one.' -f $group, $window[0]['NotAfter']
    }
}

<#
.SYNOPSIS
    Tells whether the conversion has evidently begun: a changing step of it, here or on another target, that this step waits for is finished.
    Those of this target have been tested when this is asked.
#>
function Test-MimGmsaConversionBegun {
    [CmdletBinding()]
    [OutputType([bool])]
    param(
        [Parameter(Mandatory = $true)]
        [System.Collections.IDictionary] $Step,

        [Parameter(Mandatory = $true)]
        [hashtable] $Run
    )
    if ($Step['Window'] -ne 'conversion') {
        return $false
    }
    foreach ($id in @($Step['After'])) {
        if ($id -notmatch '^(B-01|D-07|[FGHI]-[0-9]{2})@') {
            continue
        }
        $own = @(Find-MimGmsaStep -Id $id -Settings $Run.Settings)
        $tested = $own.Count -gt 0 -and $own[0]['Automation'] -ne 'manual' -and $own[0]['Changes'] -eq 'yes'
        if ($tested -or (Get-MimGmsaConfirmation -Id $id -Run $Run) -ne '') {
            return $true
        }
    }
    $false
}

<#
.SYNOPSIS
    Holds back the first changing step of a group until its window is open. A rehearsal only says so.
#>
function Assert-MimGmsaWindow {
    [CmdletBinding()]
    param(
        [Parameter(Mandatory = $true)]
        [System.Collections.IDictionary] $Step,

        [Parameter(Mandatory = $true)]
        [hashtable] $Run
    )
    $reason = [string](Get-MimGmsaWindowReason -Step $Step -Run $Run)
    if (-not [string]::IsNullOrEmpty($reason)) {
        Stop-MimGmsaUnlessRehearsal -Run $Run -Message $reason
    }
}

<#
.SYNOPSIS
    Notes that the group of a changing step has begun: from now on it may finish, whatever the time is.
#>
function Start-MimGmsaWindow {
    [CmdletBinding(SupportsShouldProcess = $true)]
    param(
        [Parameter(Mandatory = $true)]
        [System.Collections.IDictionary] $Step,

        [Parameter(Mandatory = $true)]
        [hashtable] $Run
    )
    $started = @{ Folder = $Run.Folder; Kind = 'started'; Id = $Step['Window'] }
    if ($Step['Changes'] -ne 'yes' -or $Step['Window'] -eq '' -or $null -ne (Get-MimGmsaRecord @started)) {
        return
    }
    if ($PSCmdlet.ShouldProcess($Step['Window'], 'Begin')) {
        $content = [ordered]@{ at = ConvertTo-MimGmsaTimeText -Time (Get-MimGmsaTime); step = $Step['Id'] }
        Save-MimGmsaRecord @started -Content $content
    }
}

Export-ModuleMember -Function 'Get-MimGmsaWindowReason', 'Assert-MimGmsaWindow', 'Start-MimGmsaWindow'
