#Requires -Version 5.1
# What must be so before a step may begin: the right host, session and window, and the steps before it finished.
Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
foreach ($name in 'System', 'State', 'Directory', 'Groups', 'ManagedAccounts', 'Names', 'Steps') {
    Import-Module -Name (Join-Path -Path $PSScriptRoot -ChildPath "$name.psm1")
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
    $settings
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
        $domain = $settings['Fqdn'].Substring($settings['Fqdn'].IndexOf('.') + 1)
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
    Holds back the first changing step of a group until its window is open. A group that has begun, here or on another target, may finish.
#>
function Assert-MimGmsaWindow {
    [CmdletBinding()]
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
        throw (New-MimGmsaRefusal -ExitCode 2 -Message ('The window "{0}" opens at {1} (UTC).' -f $group, $window[0]['NotBefore']))
    }
    if ($now -gt $closes -and -not (Test-MimGmsaBegunElsewhere -Step $Step -Run $Run)) {
        $message = 'The window "{0}" closed at {1} (UTC) before its first step. Ask for a new one.' -f $group, $window[0]['NotAfter']
        throw (New-MimGmsaRefusal -ExitCode 2 -Message $message)
    }
    Save-MimGmsaRecord @started -Content ([ordered]@{ at = ConvertTo-MimGmsaTimeText -Time $now; step = $Step['Id'] })
}

<#
.SYNOPSIS
    Tells whether a step of another target that belongs to the conversion has been confirmed: then the conversion has begun there.
#>
function Test-MimGmsaBegunElsewhere {
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
        $own = @($Run.Settings['Steps'] | Where-Object -FilterScript { $_['Id'] -eq $id })
        if ($own.Count -eq 0 -and $id -match '^(B-01|D-07|[FGHI]-[0-9]{2})@' -and (Get-MimGmsaConfirmation -Id $id -Run $Run) -ne '') {
            return $true
        }
    }
    $false
}

<#
.SYNOPSIS
    Refuses a step whose predecessors are not finished. Those of this target are tested now; of other targets, facts are looked up where that
    is possible, and otherwise a person confirms.
#>
function Assert-MimGmsaPrerequisite {
    [CmdletBinding()]
    param(
        [Parameter(Mandatory = $true)]
        [System.Collections.IDictionary] $Step,

        [Parameter(Mandatory = $true)]
        [hashtable] $Run
    )
    foreach ($id in @($Step['After'])) {
        $own = @($Run.Settings['Steps'] | Where-Object -FilterScript { $_['Id'] -eq $id })
        if ($own.Count -eq 1 -and (Test-MimGmsaCheckable -Step $own[0])) {
            $check = Test-MimGmsaStep -Step $own[0] -Run $Run
            if (@($check.Problems).Count -gt 0) {
                $message = '{0} must be finished first: {1}' -f $id, ($check.Problems -join ' ')
                Stop-MimGmsaUnlessRehearsal -Run $Run -Message $message
            }
            continue
        }
        if ((Get-MimGmsaConfirmation -Id $id -Run $Run) -ne '') {
            continue
        }
        if ($own.Count -eq 0 -and (Test-MimGmsaForeignFact -Id $id -Run $Run)) {
            continue
        }
        if ($Run.IsRehearsal) {
            Write-MimGmsaLine -Text "Before this, $id must be finished; you will be asked."
            continue
        }
        if (-not (Confirm-MimGmsaStep -Id $id -Question "$id must be finished before. Is it?" -Run $Run)) {
            throw (New-MimGmsaRefusal -ExitCode 4 -Message "$id was not confirmed as finished.")
        }
    }
}

<#
.SYNOPSIS
    Refuses with exit code 2; in a rehearsal the same words are only shown.
#>
function Stop-MimGmsaUnlessRehearsal {
    [CmdletBinding(SupportsShouldProcess = $true)]
    param(
        [Parameter(Mandatory = $true)]
        [hashtable] $Run,

        [Parameter(Mandatory = $true)]
        [string] $Message
    )
    if ($Run.IsRehearsal) {
        Write-MimGmsaLine -Text $Message
    }
    elseif ($PSCmdlet.ShouldProcess('the runbook', 'Stop')) {
        throw (New-MimGmsaRefusal -ExitCode 2 -Message $Message)
    }
}

<#
.SYNOPSIS
    Looks up whether a step of another target is finished, where Active Directory can tell: the account exists, it holds the names.
#>
function Test-MimGmsaForeignFact {
    [CmdletBinding()]
    [OutputType([bool])]
    param(
        [Parameter(Mandatory = $true)]
        [string] $Id,

        [Parameter(Mandatory = $true)]
        [hashtable] $Run
    )
    if ($Id -match '^D-05@[^#]+#(.+)$') {
        $name = $Matches[1]
        return ((Get-MimGmsaManagedAccount -Name $name -Server (Get-MimGmsaRunDirectory -Run $Run).Server)['Exists'] -eq 'yes')
    }
    if ($Id -match '^D-03@[^#]+#(.+)$' -and $Run.Settings['TargetKind'] -eq 'mim') {
        $directory = Get-MimGmsaRunDirectory -Run $Run
        $group = Get-MimGmsaHostGroup -Name $Matches[1] -Server $directory.Server
        $self = Resolve-MimGmsaHost -Name $Run.Session['ComputerName'] -Directory $directory
        return (@(Select-MimGmsaMissing -Wanted $self -Present $group['Members']).Count -eq 0)
    }
    if ($Id -match '^D-07@[^#]+#(.+)$') {
        $account = $Matches[1]
        $names = @(Get-MimGmsaKnownName -Account $account -Settings $Run.Settings)
        if ($names.Count -gt 0) {
            $directory = Get-MimGmsaRunDirectory -Run $Run
            $holders = Get-MimGmsaNameHolder -ServicePrincipalNames $names -Directory $directory -Server $directory.Server
            $wanted = Resolve-MimGmsaAccount -Account (Get-MimGmsaManagedName -Account $account) -Directory $directory
            return (@(Test-MimGmsaNameHolder -State $holders -DistinguishedName $wanted).Count -eq 0)
        }
    }
    $false
}

<#
.SYNOPSIS
    Lists the service principal names of an account that the steps of this target know.
#>
function Get-MimGmsaKnownName {
    [CmdletBinding()]
    [OutputType([string])]
    param(
        [Parameter(Mandatory = $true)]
        [string] $Account,

        [Parameter(Mandatory = $true)]
        [System.Collections.IDictionary] $Settings
    )
    $wanted = Get-MimGmsaManagedName -Account $Account
    foreach ($step in $Settings['Steps']) {
        $values = $step['Parameters']
        if ($step['Step'] -eq 'F-06' -and (Test-MimGmsaSameText -First (Get-MimGmsaManagedName -Account $values['Account']) -Second $wanted)) {
            $values['ServicePrincipalName']
        }
        if ($step['Step'] -eq 'J-06') {
            foreach ($row in $values['ServicePrincipalNames']) {
                if (Test-MimGmsaSameText -First (Get-MimGmsaManagedName -Account $row['Account']) -Second $wanted) {
                    $row['Name']
                }
            }
        }
    }
}

Export-ModuleMember -Function @(
    'Read-MimGmsaSetting', 'Assert-MimGmsaSession', 'Get-MimGmsaStateFolder', 'Open-MimGmsaStateFolder', 'Get-MimGmsaResultHead',
    'Get-MimGmsaConfirmation', 'Confirm-MimGmsaStep', 'Assert-MimGmsaWindow', 'Assert-MimGmsaPrerequisite'
)
