#Requires -Version 5.1
<#
.SYNOPSIS
    Gives the MIM Service of this host the new secret of its Exchange mailbox, encrypted as the group managed service account.
.DESCRIPTION
    The secret comes from exchange-password.cms of this bundle, or is typed. Microsoft's helper service encrypts it; the script installs that
    service, and removes it again however it ends. Only the value that Setup has written for the managed account is replaced, and its old content
    is saved. Stop the polling of all nodes and change the mailbox first, then run this on each node. Exit codes: 0 done, 1 failed,
    2 precondition not met, 3 wrong host, 4 a person must act, 5 clean-up incomplete.
.PARAMETER Ask
    Asks for the secret although the bundle holds one.
.PARAMETER RestartService
    Restarts FIMService afterwards, which reads the secret only at its start, and asks whether a test mail arrived.
.PARAMETER RemoveStaleHelper
    Removes a helper service that an interrupted run left behind.
.PARAMETER Undo
    Puts back the value that was saved before the first run. It helps only while the old secret is still valid.
.PARAMETER AllowDemo
    Lets a DEMO bundle run. For lab machines only.
.EXAMPLE
    .\Update-ExchangePassword.ps1 -RestartService -WhatIf
#>
[CmdletBinding(DefaultParameterSetName = 'Update', SupportsShouldProcess = $true, ConfirmImpact = 'Medium')]
param(
    [Parameter(ParameterSetName = 'Update')]
    [switch] $Ask,

    [Parameter()]
    [switch] $RestartService,

    [Parameter(ParameterSetName = 'Update')]
    [switch] $RemoveStaleHelper,

    [Parameter(Mandatory = $true, ParameterSetName = 'Undo')]
    [switch] $Undo,

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
Import-Module -Name ([System.IO.Path]::Combine($PSScriptRoot, 'modules', 'MimGmsa', 'ExchangePassword.psm1'))
$options = @{
    Ask = [bool]$Ask
    Restart = [bool]$RestartService
    StaleHelperMayGo = [bool]$RemoveStaleHelper
    IsUndo = [bool]$Undo
    AllowDemo = [bool]$AllowDemo
}
$consent = @{ WhatIf = [bool]$WhatIfPreference }
if ($PSBoundParameters.ContainsKey('Confirm')) {
    $consent['Confirm'] = $PSBoundParameters['Confirm']
}
exit (Update-MimGmsaExchangePassword -Root $PSScriptRoot -Options $options @consent)
