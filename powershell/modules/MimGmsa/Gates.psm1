#Requires -Version 5.1
# What must be so before anything runs: the session and the host, and that no newer revision has worked here.
Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
foreach ($name in 'System', 'State') {
    Import-Module -Name (Join-Path -Path $PSScriptRoot -ChildPath "$name.psm1")
}

<#
.SYNOPSIS
    Refuses an unsuitable session (exit code 2) and a wrong host (exit code 3).
#>
function Assert-MimGmsaSession {
    [CmdletBinding()]
    param(
        [Parameter(Mandatory = $true)]
        [hashtable] $Run,

        [Parameter()]
        [switch] $AllowDemo
    )
    $session = $Run.Session
    $settings = $Run.Settings
    $reason = ''
    if ($session['Edition'] -ne 'Desktop' -or -not $session['EngineVersion'].StartsWith('5.1')) {
        $reason = 'This runbook needs Windows PowerShell 5.1; this is {0} {1}.' -f $session['Edition'], $session['EngineVersion']
    }
    elseif ($session['LanguageMode'] -ne 'FullLanguage') {
        $reason = 'This session is in the language mode {0}. Trust the signature of these scripts first (step A-08).' -f $session['LanguageMode']
    }
    elseif (-not $session['Is64Bit']) {
        $reason = 'This is the 32-bit Windows PowerShell. Open the 64-bit one.'
    }
    elseif (-not $session['IsElevated']) {
        $reason = 'Open Windows PowerShell with "Run as administrator".'
    }
    elseif ($session['IsRemote']) {
        $reason = 'This is a remote session. Sign in on the host itself: passwords and tickets do not travel further from here.'
    }
    elseif ($session['HostName'] -like '*ISE*') {
        $reason = 'This is the PowerShell ISE. Open a Windows PowerShell console.'
    }
    elseif ($settings['Mode'] -eq 'demo' -and -not $AllowDemo) {
        $reason = 'This is a DEMO bundle: nobody approved it with a real key. On a lab machine add -AllowDemo.'
    }
    if ($reason -ne '') {
        throw (New-MimGmsaRefusal -ExitCode 2 -Message $reason)
    }
    if (@('mim', 'sql') -contains $settings['TargetKind']) {
        $expected = @($settings['Target'] -split '\.')[0]
        # The domain that the computer is joined to; its DNS suffix may be another one.
        $domain = $settings['Domain']['DnsName']
        $sameHost = Test-MimGmsaSameText -First $session['ComputerName'] -Second $expected
        if (-not $sameHost -or -not (Test-MimGmsaSameText -First $session['Domain'] -Second $domain)) {
            $message = 'This runbook is for {0}, this host is {1}.{2}.' -f $settings['Fqdn'], $session['ComputerName'], $session['Domain']
            throw (New-MimGmsaRefusal -ExitCode 3 -Message $message)
        }
    }
}

<#
.SYNOPSIS
    Names the folder in which the state of this request on this target lives.
#>
function Get-MimGmsaStateFolder {
    [CmdletBinding()]
    [OutputType([string])]
    param(
        [Parameter(Mandatory = $true)]
        [System.Collections.IDictionary] $Settings
    )
    $name = '{0}-r{1}-{2}' -f $Settings['RequestId'], $Settings['Revision'], $Settings['Target']
    if ($name -notmatch '^[A-Za-z0-9._-]+$') {
        throw (New-MimGmsaRefusal -ExitCode 2 -Message 'settings.psd1 holds a request or target that is no file name.')
    }
    Join-Path -Path (Join-Path -Path $env:ProgramData -ChildPath 'MimGmsa') -ChildPath $name
}

<#
.SYNOPSIS
    Refuses a bundle of which a newer revision has worked on this host: the older one is no longer what people want.
#>
function Assert-MimGmsaNewestRevision {
    [CmdletBinding()]
    param(
        [Parameter(Mandatory = $true)]
        [hashtable] $Run
    )
    $parent = Resolve-MimGmsaPath -Path (Split-Path -Path $Run.Folder -Parent)
    if (-not [System.IO.Directory]::Exists($parent)) {
        return
    }
    $settings = $Run.Settings
    $pattern = '^{0}-r([0-9]+)-{1}$' -f [regex]::Escape($settings['RequestId']), [regex]::Escape($settings['Target'])
    foreach ($folder in [System.IO.Directory]::GetDirectories($parent)) {
        $match = [regex]::Match([System.IO.Path]::GetFileName($folder), $pattern, 'IgnoreCase')
        if ($match.Success -and [int]$match.Groups[1].Value -gt [int]$settings['Revision']) {
            $message = 'Revision {0} of {1} has worked on this host; this is revision {2}. Verify and undo are still possible.' -f
            $match.Groups[1].Value, $settings['RequestId'], $settings['Revision']
            throw (New-MimGmsaRefusal -ExitCode 2 -Message $message)
        }
    }
}

<#
.SYNOPSIS
    Makes or checks the state folder. A rehearsal and a list make nothing: where there is no folder yet, there is nothing to read either.
#>
function Open-MimGmsaStateFolder {
    [CmdletBinding()]
    param(
        [Parameter(Mandatory = $true)]
        [hashtable] $Run,

        [Parameter()]
        [switch] $ReadOnly
    )
    $parent = Split-Path -Path $Run.Folder -Parent
    if ($ReadOnly -and -not (Test-Path -LiteralPath $Run.Folder)) {
        $Run.Scratch = $env:TEMP
        return
    }
    Initialize-MimGmsaFolder -Path $parent
    Initialize-MimGmsaFolder -Path $Run.Folder
    $Run.Scratch = $Run.Folder
}

<#
.SYNOPSIS
    Refuses; in a rehearsal the same words are only shown.
#>
function Stop-MimGmsaUnlessRehearsal {
    [CmdletBinding(SupportsShouldProcess = $true)]
    param(
        [Parameter(Mandatory = $true)]
        [hashtable] $Run,

        [Parameter(Mandatory = $true)]
        [string] $Message,

        [Parameter()]
        [int] $ExitCode = 2
    )
    if ($Run.IsRehearsal) {
        Write-MimGmsaLine -Text $Message
    }
    elseif ($PSCmdlet.ShouldProcess('the runbook', 'Stop')) {
        throw (New-MimGmsaRefusal -ExitCode $ExitCode -Message $Message)
    }
}

Export-ModuleMember -Function @(
    'Assert-MimGmsaSession', 'Get-MimGmsaStateFolder', 'Assert-MimGmsaNewestRevision', 'Open-MimGmsaStateFolder', 'Stop-MimGmsaUnlessRehearsal'
)
