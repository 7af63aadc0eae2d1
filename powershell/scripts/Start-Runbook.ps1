#Requires -Version 5.1
<#
.SYNOPSIS
    Carries out the runbook of this bundle on this host.
.DESCRIPTION
    Without parameters it lists the steps. Before anything runs it checks that the bundle is complete and unchanged, and that host, session and
    window are the right ones. Exit codes: 0 done, 1 failed, 2 precondition not met, 3 wrong host, 4 a person must act, 5 clean-up incomplete,
    3010 restart needed.
.PARAMETER Step
    The id of the step to run.
.PARAMETER Verify
    Checks the steps named in -Id; without them the bundle itself and the signatures of its scripts.
.PARAMETER Id
    The steps to verify.
.PARAMETER Undo
    The id of the step to take back, from the state that was saved before it.
.PARAMETER ResultFile
    A result file of the host where the step was run, if that is not this one: its record of before is taken over. Its chain head is asked for.
.PARAMETER Resume
    Runs the steps in their order, tests the finished ones again and stops at the first that needs something. Rollback steps are left out.
.PARAMETER RecallList
    The file recall-list.p7m of the portal. A recalled runbook runs no step any more; verify and undo stay possible.
.PARAMETER StaleReason
    Why a recall list that has ended must do.
.PARAMETER AllowDemo
    Lets a DEMO bundle run. For lab machines only.
.EXAMPLE
    .\Start-Runbook.ps1 -Step D-03@directory#MIMSync_Servers -WhatIf
#>
[CmdletBinding(DefaultParameterSetName = 'List', SupportsShouldProcess = $true, ConfirmImpact = 'Medium')]
param(
    [Parameter(Mandatory = $true, ParameterSetName = 'Step')]
    [ValidateNotNullOrEmpty()]
    [string] $Step,

    [Parameter(Mandatory = $true, ParameterSetName = 'Verify')]
    [switch] $Verify,

    [Parameter(ParameterSetName = 'Verify', Position = 0)]
    [string[]] $Id = @(),

    [Parameter(Mandatory = $true, ParameterSetName = 'Undo')]
    [ValidateNotNullOrEmpty()]
    [string] $Undo,

    [Parameter(ParameterSetName = 'Undo')]
    [string] $ResultFile = '',

    [Parameter(Mandatory = $true, ParameterSetName = 'Resume')]
    [switch] $Resume,

    [Parameter()]
    [string] $RecallList = '',

    [Parameter()]
    [string] $StaleReason = '',

    [Parameter()]
    [switch] $AllowDemo
)
Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'

<#
.SYNOPSIS
    Compares every file of the bundle with the manifest. This stands here, not in the module, because the module is not trusted before.
#>
function Get-BundleDifference {
    [CmdletBinding()]
    [OutputType([string])]
    param(
        [Parameter(Mandatory = $true)]
        [string] $Root
    )
    $manifestPath = [System.IO.Path]::Combine($Root, 'manifest.json')
    if (-not [System.IO.File]::Exists($manifestPath)) {
        'There is no manifest.json: this is not a signed bundle.'
        return
    }
    $manifest = [System.IO.File]::ReadAllText($manifestPath, [System.Text.Encoding]::UTF8) | ConvertFrom-Json
    if ($manifest.type -ne 'mim-gmsa/manifest/1') {
        'manifest.json is of an unknown kind.'
        return
    }
    $present = @{}
    foreach ($file in [System.IO.Directory]::GetFiles($Root, '*', [System.IO.SearchOption]::AllDirectories)) {
        $path = $file.Substring($Root.Length).Replace('\', '/').TrimStart('/')
        if ($path -ne 'manifest.json' -and $path -ne 'manifest.json.p7s') {
            $present[$path] = $file
        }
    }
    $algorithm = [System.Security.Cryptography.SHA256]::Create()
    foreach ($entry in @($manifest.files)) {
        if (-not $present.ContainsKey($entry.path)) {
            'Missing: {0}' -f $entry.path
            continue
        }
        $bytes = [System.IO.File]::ReadAllBytes($present[$entry.path])
        $digest = [System.BitConverter]::ToString($algorithm.ComputeHash($bytes)).Replace('-', '').ToLowerInvariant()
        if ($bytes.Length -ne $entry.bytes -or $digest -ne $entry.sha256) {
            'Changed: {0}' -f $entry.path
        }
        $present.Remove($entry.path)
    }
    $algorithm.Dispose()
    foreach ($path in @($present.Keys)) {
        'Added: {0}' -f $path
    }
}

if ([string]$ExecutionContext.SessionState.LanguageMode -ne 'FullLanguage') {
    Write-Warning -Message 'This session does not run in full language mode. Trust the signature of these scripts first (step A-08).'
    exit 2
}
$differences = @(Get-BundleDifference -Root $PSScriptRoot)
if ($differences.Count -gt 0) {
    foreach ($difference in $differences) {
        Write-Warning -Message $difference
    }
    Write-Warning -Message 'This bundle is not what was signed. Nothing was done. Unpack the ZIP again into an empty folder.'
    exit 2
}
Import-Module -Name ([System.IO.Path]::Combine($PSScriptRoot, 'modules', 'MimGmsa', 'MimGmsa.psd1'))
$request = @{ Root = $PSScriptRoot; Action = $PSCmdlet.ParameterSetName; ResultFile = $ResultFile; AllowDemo = $AllowDemo }
$request['Rehearsal'] = [bool]$WhatIfPreference
$request['Recall'] = @{ Path = $RecallList; StaleReason = $StaleReason }
if ($Step -ne '') {
    $request['Id'] = @($Step)
}
elseif ($Undo -ne '') {
    $request['Id'] = @($Undo)
}
elseif ($Id.Count -gt 0) {
    $request['Id'] = $Id
}
if ($PSBoundParameters.ContainsKey('Confirm')) {
    $request['Consent'] = @{ Confirm = $PSBoundParameters['Confirm'] }
}
exit (Invoke-MimGmsaRunbook @request)
