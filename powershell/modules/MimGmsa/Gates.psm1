#Requires -Version 5.1
# What must be so before anything runs: the bundle's data, the right host and session, the folder for state, and the window.
Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
Import-Module -Name (Join-Path -Path $PSScriptRoot -ChildPath 'System.psm1')
Import-Module -Name (Join-Path -Path $PSScriptRoot -ChildPath 'State.psm1')

<#
.SYNOPSIS
    Returns the step of this target with an id; nothing for a step of another target.
#>
function Find-MimGmsaStep {
    [CmdletBinding()]
    [OutputType([System.Collections.IDictionary])]
    param(
        [Parameter(Mandatory = $true)]
        [string] $Id,

        [Parameter(Mandatory = $true)]
        [System.Collections.IDictionary] $Settings
    )
    foreach ($step in $Settings['Steps']) {
        if ($step['Id'] -eq $Id) {
            $step
        }
    }
}

<#
.SYNOPSIS
    Reads the data file of this bundle.
#>
function Read-MimGmsaSetting {
    [CmdletBinding()]
    [OutputType([hashtable])]
    param(
        [Parameter(Mandatory = $true)]
        [string] $Root
    )
    $settings = Import-PowerShellDataFile -LiteralPath (Join-Path -Path $Root -ChildPath 'settings.psd1')
    if ($settings['FormatVersion'] -ne '1') {
        throw (New-MimGmsaRefusal -ExitCode 2 -Message ('settings.psd1 has the format {0}; this runner reads 1.' -f $settings['FormatVersion']))
    }
    if ($settings.ContainsKey('Parts')) {
        $settings['Steps'] = @(Read-MimGmsaSettingPart -Root $Root -Parts $settings['Parts'])
    }
    $settings
}

<#
.SYNOPSIS
    Reads the steps from the data files beside settings.psd1: one file holds only so many values. A row that repeats the id of the
    step before it has more of its prerequisites.
#>
function Read-MimGmsaSettingPart {
    [CmdletBinding()]
    [OutputType([hashtable])]
    param(
        [Parameter(Mandatory = $true)]
        [string] $Root,

        [Parameter(Mandatory = $true)]
        [string[]] $Parts
    )
    $steps = New-Object -TypeName 'System.Collections.Generic.List[hashtable]'
    foreach ($part in $Parts) {
        if ($part -cnotmatch '\Asettings-[0-9]+\.psd1\z') {
            throw (New-MimGmsaRefusal -ExitCode 2 -Message ('settings.psd1 names a data file that is none: {0}' -f $part))
        }
        $data = Import-PowerShellDataFile -LiteralPath (Join-Path -Path $Root -ChildPath $part)
        foreach ($row in @($data['Steps'])) {
            if ($steps.Count -gt 0 -and $steps[$steps.Count - 1]['Id'] -ceq $row['Id']) {
                $last = $steps[$steps.Count - 1]
                $last['After'] = @($last['After']) + @($row['After'])
            }
            else {
                $steps.Add($row)
            }
        }
    }
    $steps.ToArray()
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
    Says what was approved, what runs and where: the first line of every result.
#>
function Get-MimGmsaResultHead {
    [CmdletBinding()]
    [OutputType([System.Collections.Specialized.OrderedDictionary])]
    param(
        [Parameter(Mandatory = $true)]
        [string] $Root,

        [Parameter(Mandatory = $true)]
        [System.Collections.IDictionary] $Session,

        [Parameter(Mandatory = $true)]
        [System.Collections.IDictionary] $Settings
    )
    $plan = Join-Path -Path $Root -ChildPath 'statement\plan.json'
    $digest = ''
    if (Test-Path -LiteralPath $plan -PathType Leaf) {
        $digest = Get-MimGmsaSha256 -Path $plan
    }
    [ordered]@{
        type = 'mim-gmsa/result/1'
        bundle = [ordered]@{
            planDigest = $digest
            manifestSha256 = Get-MimGmsaSha256 -Path (Join-Path -Path $Root -ChildPath 'manifest.json')
            requestId = $Settings['RequestId']
            revision = $Settings['Revision']
            target = $Settings['Target']
        }
        host = [ordered]@{ name = $Session['ComputerName']; domain = $Session['Domain']; os = $Session['OperatingSystem'] }
        engine = '{0} {1}' -f $Session['Edition'], $Session['EngineVersion']
        user = $Session['User']
        startedAt = ConvertTo-MimGmsaTimeText -Time (Get-MimGmsaTime)
    }
}

<#
.SYNOPSIS
    Returns when and by whom a step was confirmed, or nothing.
#>
function Get-MimGmsaConfirmation {
    [CmdletBinding()]
    [OutputType([string])]
    param(
        [Parameter(Mandatory = $true)]
        [string] $Id,

        [Parameter(Mandatory = $true)]
        [hashtable] $Run
    )
    $record = Get-MimGmsaRecord -Folder $Run.Folder -Kind 'confirmed' -Id $Id
    if ($null -eq $record) {
        return ''
    }
    '{0} by {1}' -f $record['at'], $record['by']
}

<#
.SYNOPSIS
    Asks for a confirmation by typing the id of the step, and keeps the answer. A rehearsal does not ask.
#>
function Confirm-MimGmsaStep {
    [CmdletBinding()]
    [OutputType([bool])]
    param(
        [Parameter(Mandatory = $true)]
        [string] $Id,

        [Parameter(Mandatory = $true)]
        [string] $Question,

        [Parameter(Mandatory = $true)]
        [hashtable] $Run
    )
    $answer = Read-MimGmsaAnswer -Prompt "$Question Type $Id"
    if (-not (Test-MimGmsaSameText -First $answer -Second $Id)) {
        return $false
    }
    $content = [ordered]@{ at = ConvertTo-MimGmsaTimeText -Time (Get-MimGmsaTime); by = $Run.Session['User'] }
    Save-MimGmsaRecord -Folder $Run.Folder -Kind 'confirmed' -Id $Id -Content $content
    $true
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

Export-ModuleMember -Function @(
    'Find-MimGmsaStep', 'Read-MimGmsaSetting', 'Assert-MimGmsaSession', 'Get-MimGmsaStateFolder', 'Assert-MimGmsaNewestRevision',
    'Open-MimGmsaStateFolder', 'Get-MimGmsaResultHead', 'Get-MimGmsaConfirmation', 'Confirm-MimGmsaStep', 'Stop-MimGmsaUnlessRehearsal',
    'Get-MimGmsaWindowReason', 'Assert-MimGmsaWindow', 'Start-MimGmsaWindow'
)
