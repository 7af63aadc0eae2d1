#Requires -Version 5.1
# Gives the MIM Service a new mailbox secret: the checks, the order of the work, and that nothing stays behind.
Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
foreach ($name in 'System', 'State', 'Settings', 'Gates', 'Services', 'HostAccounts', 'ProtectService', 'ExchangeSecret') {
    Import-Module -Name (Join-Path -Path $PSScriptRoot -ChildPath "$name.psm1")
}
$script:valueKey = 'HKLM:\SOFTWARE\Microsoft\Forefront Identity Manager\2010\Service'
# what Setup writes for a managed account; the client secret's name is not known for certain, so it is not here
$script:valueNames = 'GMSAEncryptedExchangeOnlineAccountPassword', 'GMSAEncryptedExchangeOnPremiseAccountPassword'
$script:cleanUp = 'Run: sc.exe stop MIMKeyProtectService; sc.exe delete MIMKeyProtectService'

<#
.SYNOPSIS
    Returns the account that the plan names for the MIM Service of this host.
#>
function Get-MimGmsaPlannedAccount {
    [CmdletBinding()]
    [OutputType([string])]
    param(
        [Parameter(Mandatory = $true)]
        [System.Collections.IDictionary] $Settings
    )
    $accounts = @()
    foreach ($step in @($Settings['Steps'])) {
        $values = $step['Parameters']
        if ($values['Service'] -eq 'FIMService' -and $null -ne $values['Account'] -and $accounts -notcontains $values['Account']) {
            $accounts += [string]$values['Account']
        }
    }
    if ($accounts.Count -ne 1) {
        throw (New-MimGmsaRefusal -ExitCode 2 -Message "This bundle names $($accounts.Count) accounts for FIMService; exactly one is needed.")
    }
    $accounts[0]
}

<#
.SYNOPSIS
    Refuses unless FIMService runs as the planned managed account. Returns the account as Windows writes it.
#>
function Assert-MimGmsaServiceAccount {
    [CmdletBinding()]
    [OutputType([string])]
    param(
        [Parameter(Mandatory = $true)]
        [System.Collections.IDictionary] $Settings
    )
    $planned = Get-MimGmsaPlannedAccount -Settings $Settings
    $service = Get-MimGmsaService -Name 'FIMService'
    $reason = ''
    if ($service['Exists'] -eq 'no') {
        $reason = 'There is no FIMService on this host.'
    }
    elseif ($service['Account'] -notmatch '^[^\s"]+\$(@[^\s"]+)?$') {
        $reason = 'FIMService runs as {0}, an ordinary account. Convert it first; for an ordinary account give the secret in Setup, change mode.' -f
        $service['Account']
    }
    elseif (-not (Test-MimGmsaSameAccount -Actual $service['Account'] -Wanted $planned -Domain $Settings['Domain'])) {
        $reason = 'FIMService runs as {0}, planned is {1}.' -f $service['Account'], $planned
    }
    if ($reason -ne '') {
        throw (New-MimGmsaRefusal -ExitCode 2 -Message $reason)
    }
    if ($service['Managed'] -ne 'yes') {
        Write-Warning -Message 'Windows does not know that the account of FIMService is managed (sc.exe qmanagedaccount FIMService).'
    }
    $service['Account']
}

<#
.SYNOPSIS
    Names the one registry value that holds the secret now. None or two: only Setup knows which one the service reads.
#>
function Get-MimGmsaExchangeValueName {
    [CmdletBinding()]
    [OutputType([string])]
    param()
    $remedy = 'Enter the secret in Setup, change mode, mail page (step G-04).'
    if (-not (Test-Path -LiteralPath $script:valueKey)) {
        throw (New-MimGmsaRefusal -ExitCode 2 -Message "There is no key $script:valueKey on this host.")
    }
    $properties = (Get-ItemProperty -LiteralPath $script:valueKey).PSObject.Properties
    $found = @(foreach ($name in $script:valueNames) {
            $property = $properties[$name]
            if ($null -ne $property -and '' -ne [string]$property.Value) {
                $name
            }
        })
    if ($found.Count -ne 1) {
        $message = 'Setup has left {0} values of a managed account ({1}); exactly one is needed. {2}' -f $found.Count, ($found -join ', '), $remedy
        throw (New-MimGmsaRefusal -ExitCode 2 -Message $message)
    }
    $value = $properties[$found[0]].Value
    if ($value -isnot [string] -or -not [regex]::IsMatch($value, '^AQAAANCMnd8BFd[A-Za-z0-9+/]+={0,2}$')) {
        throw (New-MimGmsaRefusal -ExitCode 2 -Message ('{0} is in a form that this script does not know. {1}' -f $found[0], $remedy))
    }
    $found[0]
}

<#
.SYNOPSIS
    Refuses when this host can not encrypt as the managed account, or when something stands where the helper service would be.
#>
function Assert-MimGmsaHelperPlace {
    [CmdletBinding()]
    param(
        [Parameter(Mandatory = $true)]
        [string] $Account,

        [Parameter(Mandatory = $true)]
        [bool] $StaleHelperMayGo
    )
    if ($null -ne (Get-Command -Name 'Test-ADServiceAccount' -ErrorAction Ignore)) {
        $short = (Get-MimGmsaShortName -Account $Account) -replace '@.*$', ''
        $problems = @(Test-MimGmsaHostAccount -State (Get-MimGmsaHostAccount -Account $short) -Account $Account -Interrupted $false)
        if ($problems.Count -gt 0) {
            throw (New-MimGmsaRefusal -ExitCode 2 -Message $problems[0])
        }
    }
    else {
        Write-Warning -Message 'Not checked, for lack of RSAT: whether this host can fetch the password of the account (step D-10).'
    }
    if ($null -ne (Get-MimGmsaProtectService)) {
        if (-not $StaleHelperMayGo) {
            $message = 'MIMKeyProtectService is there already, left by Setup or by a run that was cut off. ' +
            'If neither runs now, add -RemoveStaleHelper.'
            throw (New-MimGmsaRefusal -ExitCode 2 -Message $message)
        }
        return
    }
    Assert-MimGmsaFreePipe
}

<#
.SYNOPSIS
    Refuses when a pipe of the helper's name exists: whoever made it would be sent the secret.
#>
function Assert-MimGmsaFreePipe {
    [CmdletBinding()]
    param()
    $pipe = (Get-MimGmsaPipeContact).Name
    if (Test-MimGmsaPipe -Name $pipe) {
        throw (New-MimGmsaRefusal -ExitCode 2 -Message "A pipe $pipe exists already, and no helper service made it. Find out which process did.")
    }
}

<#
.SYNOPSIS
    Ends the transcripts of this session and returns their files, the outermost last. Transcripts that a policy began can not be ended.
#>
function Suspend-MimGmsaTranscript {
    [CmdletBinding()]
    [OutputType([string])]
    param()
    for ($i = 0; $i -lt 20; $i++) {
        try {
            $stopped = @(Stop-Transcript)
        }
        catch {
            # there is none any more
            break
        }
        $path = $null
        if ($stopped.Count -gt 0) {
            $path = $stopped[0].PSObject.Properties['Path']
        }
        if ($null -ne $path) {
            [string]$path.Value
        }
        else {
            Write-Warning -Message 'A transcript was ended; start it again afterwards.'
        }
    }
}

<#
.SYNOPSIS
    Goes on with transcripts that Suspend-MimGmsaTranscript ended.
#>
function Resume-MimGmsaTranscript {
    [CmdletBinding()]
    param(
        [Parameter(Mandatory = $true)]
        [AllowEmptyCollection()]
        [string[]] $Paths
    )
    for ($i = $Paths.Count - 1; $i -ge 0; $i--) {
        try {
            $null = Start-Transcript -LiteralPath $Paths[$i] -Append -Confirm:$false
        }
        catch {
            Write-Warning -Message ('The transcript {0} could not be continued.' -f $Paths[$i])
        }
    }
}

<#
.SYNOPSIS
    Gets the secret: from the bundle's envelope where there is one, else from the person, who has three tries.
#>
function Get-MimGmsaSecretInHand {
    [CmdletBinding()]
    param(
        [Parameter(Mandatory = $true)]
        [hashtable] $Run
    )
    if ($Run.Envelope -ne '') {
        $settings = $Run.Settings
        $account = Get-MimGmsaPlannedAccount -Settings $settings
        $header = Get-MimGmsaSecretHeader -Request $settings['RequestId'] -HostName $settings['Fqdn'] -Account $account
        $statement = Join-Path -Path $Run.Root -ChildPath 'statement\target.json'
        $text = [System.IO.File]::ReadAllText((Resolve-MimGmsaPath -Path $statement), [System.Text.Encoding]::UTF8)
        $pin = [regex]::Match($text, '"recipientCertificateSha256":"([0-9a-f]{64})"').Groups[1].Value
        if ($pin -eq '') {
            throw (New-MimGmsaRefusal -ExitCode 2 -Message 'statement\target.json names no certificate for the secret of this bundle.')
        }
        Open-MimGmsaExchangeSecret -Path $Run.Envelope -Header $header -CertificateSha256 $pin
        return
    }
    for ($i = 0; $i -lt 3; $i++) {
        $problem = Read-MimGmsaExchangeSecret -Prompt 'New secret of the mailbox'
        if ($problem -eq '') {
            return
        }
        Write-MimGmsaLine -Text $problem
    }
    throw (New-MimGmsaRefusal -ExitCode 4 -Message 'No secret was given. The value in the registry is as it was.')
}

<#
.SYNOPSIS
    Lets the helper service encrypt the secret. However this ends, the service is gone afterwards, or the run ends with exit code 5.
#>
function Invoke-MimGmsaEncryption {
    [CmdletBinding()]
    param(
        [Parameter(Mandatory = $true)]
        [hashtable] $Run
    )
    try {
        $process = Start-MimGmsaProtectService -Program $Run.Program -Account $Run.Account -Confirm:$false
        Protect-MimGmsaExchangeSecret -ProcessId $process
    }
    finally {
        # also after Ctrl+C
        $Run.LeftBehind = -not (Remove-MimGmsaProtectService -Confirm:$false)
    }
}

<#
.SYNOPSIS
    Restarts FIMService, which reads the secret only at its start, and asks for the one proof that there is: a mail that arrives.
#>
function Complete-MimGmsaExchangePassword {
    [CmdletBinding()]
    param(
        [Parameter(Mandatory = $true)]
        [bool] $Restart
    )
    if (-not $Restart) {
        throw (New-MimGmsaRefusal -ExitCode 4 -Message 'FIMService still uses the old secret. Restart it, and send a test mail.')
    }
    Stop-MimGmsaService -Name 'FIMService' -Confirm:$false
    Start-Service -Name 'FIMService' -Confirm:$false
    $service = Get-MimGmsaService -Name 'FIMService'
    for ($i = 0; $service['State'] -ne 'Running' -and $i -lt 60; $i++) {
        Start-Sleep -Seconds 1
        $service = Get-MimGmsaService -Name 'FIMService'
    }
    if ($service['State'] -ne 'Running') {
        throw 'FIMService does not run. Look into the Application log; -Undo puts the old value back.'
    }
    Write-MimGmsaLine -Text 'FIMService runs. Send a test mail now: a request that needs an approval, for example.'
    $answer = Read-MimGmsaAnswer -Prompt 'When it has arrived, type arrived'
    if (-not (Test-MimGmsaSameText -First $answer -Second 'arrived')) {
        $message = 'The test mail is open. If it does not arrive, look into the Application log; -Undo puts the old value back.'
        throw (New-MimGmsaRefusal -ExitCode 4 -Message $message)
    }
}

<#
.SYNOPSIS
    Checks all that can be checked without changing anything, and notes what the work needs.
#>
function Initialize-MimGmsaExchangeRun {
    [CmdletBinding()]
    param(
        [Parameter(Mandatory = $true)]
        [hashtable] $Run
    )
    $Run.Session = Get-MimGmsaSession
    $Run.Settings = Read-MimGmsaSetting -Root $Run.Root
    Assert-MimGmsaSession -Run $Run -AllowDemo:$Run.AllowDemo
    if ($Run.Settings['TargetKind'] -ne 'mim') {
        throw (New-MimGmsaRefusal -ExitCode 3 -Message 'This bundle is not for a MIM server.')
    }
    $Run.Account = Assert-MimGmsaServiceAccount -Settings $Run.Settings
    $Run.Folder = Get-MimGmsaStateFolder -Settings $Run.Settings
    $Run.Backup = Join-Path -Path $Run.Folder -ChildPath 'exchange-value-before.json'
    if ($Run.IsUndo) {
        return
    }
    Assert-MimGmsaNewestRevision -Run $Run
    $Run.ValueName = Get-MimGmsaExchangeValueName
    $location = @(Get-MimGmsaRegistryValue -Path $script:valueKey -Name 'Location')
    if ($location.Count -ne 1 -or [string]$location[0] -eq '') {
        throw (New-MimGmsaRefusal -ExitCode 2 -Message 'The registry does not say where the MIM Service is installed (value Location).')
    }
    $Run.Program = Find-MimGmsaProtectProgram -Location ([string]$location[0])
    Assert-MimGmsaHelperPlace -Account $Run.Account -StaleHelperMayGo $Run.StaleHelperMayGo
    $envelope = Join-Path -Path $Run.Root -ChildPath 'exchange-password.cms'
    if (-not $Run.Ask -and (Test-Path -LiteralPath $envelope -PathType Leaf)) {
        $Run.Envelope = $envelope
    }
}

<#
.SYNOPSIS
    Gets, encrypts and writes the secret.
#>
function Invoke-MimGmsaExchangeChange {
    [CmdletBinding()]
    param(
        [Parameter(Mandatory = $true)]
        [hashtable] $Run
    )
    if ($null -ne (Get-MimGmsaProtectService)) {
        if (-not (Remove-MimGmsaProtectService -Confirm:$false)) {
            throw (New-MimGmsaRefusal -ExitCode 5 -Message "The helper service of an earlier run could not be removed. $script:cleanUp")
        }
        Assert-MimGmsaFreePipe
    }
    Get-MimGmsaSecretInHand -Run $Run
    $null = Save-MimGmsaExchangeValue -File $Run.Backup -Path $script:valueKey -Name $Run.ValueName
    Invoke-MimGmsaEncryption -Run $Run
    Set-MimGmsaExchangeValue -Path $script:valueKey -Name $Run.ValueName -Confirm:$false
    Write-MimGmsaLine -Text ('{0} holds the new secret. The old value is in {1}.' -f $Run.ValueName, $Run.Backup)
}

<#
.SYNOPSIS
    Puts the saved value back. That helps only while the old secret is still valid.
#>
function Undo-MimGmsaExchangeChange {
    [CmdletBinding(SupportsShouldProcess = $true, ConfirmImpact = 'Medium')]
    param(
        [Parameter(Mandatory = $true)]
        [hashtable] $Run
    )
    if ($PSCmdlet.ShouldProcess($Run.Backup, 'Put the saved value back')) {
        $name = Restore-MimGmsaExchangeValue -File $Run.Backup
        if ($script:valueNames -notcontains $name) {
            throw (New-MimGmsaRefusal -ExitCode 2 -Message ('{0} holds no saved value.' -f $Run.Backup))
        }
        Set-MimGmsaExchangeValue -Path $script:valueKey -Name $name -Confirm:$false
        Write-MimGmsaLine -Text "$name is as it was before. It works only while the old secret is still valid at the mailbox."
    }
}

<#
.SYNOPSIS
    Does what the person asked for and returns the exit code of the process. Undo puts the saved value back.
#>
function Update-MimGmsaExchangePassword {
    [CmdletBinding(SupportsShouldProcess = $true, ConfirmImpact = 'Medium')]
    [OutputType([int])]
    param(
        [Parameter(Mandatory = $true)]
        [string] $Root,

        [Parameter(Mandatory = $true)]
        [hashtable] $Options
    )
    $run = @{ Root = $Root; Envelope = ''; LeftBehind = $false; Lock = $null; Program = ''; ValueName = 'the saved value' } + $Options
    $exitCode = 0
    $transcripts = @()
    try {
        Initialize-MimGmsaExchangeRun -Run $run
        # in a rehearsal the engine says what would be done
        $what = '{0} of {1}' -f $run.ValueName, $run.Settings['Fqdn']
        if ($PSCmdlet.ShouldProcess($what, 'Write the secret of the mailbox, encrypted as ' + $run.Account)) {
            Open-MimGmsaStateFolder -Run $run
            $holder = '{0}, process {1}, Update-ExchangePassword.ps1' -f $run.Session['User'], $PID
            $run.Lock = Enter-MimGmsaLock -Folder (Split-Path -Path $run.Folder -Parent) -Holder $holder
            $transcripts = @(Suspend-MimGmsaTranscript)
            if ($run.IsUndo) {
                Undo-MimGmsaExchangeChange -Run $run -Confirm:$false
            }
            else {
                Invoke-MimGmsaExchangeChange -Run $run
            }
            Complete-MimGmsaExchangePassword -Restart $run.Restart
        }
    }
    catch {
        Write-MimGmsaLine -Text ('Stopped: {0}' -f $_.Exception.Message)
        $exitCode = 1
        if ($null -ne $_.Exception.Data['MimGmsaExitCode']) {
            $exitCode = [int]$_.Exception.Data['MimGmsaExitCode']
        }
    }
    finally {
        Clear-MimGmsaExchangeSecret
        Resume-MimGmsaTranscript -Paths $transcripts
        if ($run.LeftBehind) {
            Write-Warning -Message "The helper service MIMKeyProtectService is still there; the next Setup run would fail. $script:cleanUp"
            $exitCode = 5
        }
        if ($null -ne $run.Lock) {
            Exit-MimGmsaLock -Folder (Split-Path -Path $run.Folder -Parent) -Mutex $run.Lock
        }
    }
    $exitCode
}

Export-ModuleMember -Function 'Update-MimGmsaExchangePassword'
