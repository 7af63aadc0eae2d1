#Requires -Version 5.1
# What must outlive a crash: a folder that only Administrators and SYSTEM may touch, and small records in it.
Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
Import-Module -Name (Join-Path -Path $PSScriptRoot -ChildPath 'System.psm1')
Import-Module -Name (Join-Path -Path $PSScriptRoot -ChildPath 'Json.psm1')

<#
.SYNOPSIS
    Says who, beside Administrators and SYSTEM, may touch a folder. Nothing comes back from a folder that is safe.
#>
function Get-MimGmsaFolderIntruder {
    [CmdletBinding()]
    [OutputType([string])]
    param(
        [Parameter(Mandatory = $true)]
        [string] $Path
    )
    $trusted = 'BA', 'SY', 'S-1-5-32-544', 'S-1-5-18'
    $attributes = [System.IO.File]::GetAttributes((Resolve-MimGmsaPath -Path $Path))
    if (($attributes -band [System.IO.FileAttributes]::ReparsePoint) -ne 0) {
        'the folder is a link to another place'
    }
    # security descriptors as text are the same in every language of Windows
    $sddl = [string](Get-Acl -LiteralPath $Path).Sddl
    $owner = [regex]::Match($sddl, '^O:(S-[0-9-]+|[A-Z]{2})').Groups[1].Value
    if ($trusted -notcontains $owner) {
        "its owner is $owner"
    }
    $list = [regex]::Match($sddl, 'D:[A-Z]*((\([^)]*\))*)')
    if (-not $list.Success -or $sddl -match 'D:[A-Z]*NO_ACCESS_CONTROL') {
        'it has no access list'
    }
    foreach ($entry in [regex]::Matches($list.Groups[1].Value, '\(([^;]*);[^;]*;[^;]*;[^;]*;[^;]*;([^;)]*)')) {
        if ($entry.Groups[1].Value -like '*A' -and $trusted -notcontains $entry.Groups[2].Value) {
            '{0} may use it' -f $entry.Groups[2].Value
        }
    }
}

<#
.SYNOPSIS
    Makes a folder for Administrators and SYSTEM only, or checks that an existing one is like that.
#>
function Initialize-MimGmsaFolder {
    [CmdletBinding()]
    param(
        [Parameter(Mandatory = $true)]
        [string] $Path
    )
    $file = Resolve-MimGmsaPath -Path $Path
    if (-not [System.IO.Directory]::Exists($file)) {
        $null = [System.IO.Directory]::CreateDirectory($file)
        $null = icacls.exe $Path /inheritance:r /grant:r '*S-1-5-32-544:(OI)(CI)F' '*S-1-5-18:(OI)(CI)F' /Q
        if ($LASTEXITCODE -ne 0) {
            throw (New-MimGmsaRefusal -ExitCode 2 -Message "icacls.exe could not protect $Path (code $LASTEXITCODE).")
        }
        $null = icacls.exe $Path /setowner '*S-1-5-32-544' /Q
        if ($LASTEXITCODE -ne 0) {
            throw (New-MimGmsaRefusal -ExitCode 2 -Message "icacls.exe could not set the owner of $Path (code $LASTEXITCODE).")
        }
        # between making it and protecting it anybody could write
        if ([System.IO.Directory]::GetFileSystemEntries($file).Length -gt 0) {
            $message = "Somebody wrote into $Path while it was made. Find out who, delete the folder and start again."
            throw (New-MimGmsaRefusal -ExitCode 2 -Message $message)
        }
    }
    $intruders = @(Get-MimGmsaFolderIntruder -Path $Path)
    if ($intruders.Count -gt 0) {
        $message = '{0} is not for administrators only: {1}. Find out who made it, move it away and start again.' -f $Path, ($intruders -join '; ')
        throw (New-MimGmsaRefusal -ExitCode 2 -Message $message)
    }
}

<#
.SYNOPSIS
    Names the file of one record. Step ids hold characters that file names may not, so a part of their SHA-256 tells them apart.
#>
function Get-MimGmsaRecordPath {
    [CmdletBinding()]
    [OutputType([string])]
    param(
        [Parameter(Mandatory = $true)]
        [string] $Folder,

        [Parameter(Mandatory = $true)]
        [ValidateSet('before', 'started', 'confirmed', 'finished', 'foreign')]
        [string] $Kind,

        [Parameter(Mandatory = $true)]
        [string] $Id
    )
    $digest = Get-MimGmsaSha256 -Bytes ([System.Text.Encoding]::UTF8.GetBytes($Id.ToUpperInvariant()))
    $name = '{0}-{1}-{2}.json' -f $Kind, ($Id -replace '[^A-Za-z0-9-]', '_'), $digest.Substring(0, 12)
    Join-Path -Path $Folder -ChildPath $name
}

<#
.SYNOPSIS
    Reads a record, or returns null where there is none.
#>
function Get-MimGmsaRecord {
    [CmdletBinding()]
    [OutputType([System.Collections.IDictionary])]
    param(
        [Parameter(Mandatory = $true)]
        [string] $Folder,

        [Parameter(Mandatory = $true)]
        [ValidateSet('before', 'started', 'confirmed', 'finished', 'foreign')]
        [string] $Kind,

        [Parameter(Mandatory = $true)]
        [string] $Id
    )
    $file = Resolve-MimGmsaPath -Path (Get-MimGmsaRecordPath -Folder $Folder -Kind $Kind -Id $Id)
    if (-not [System.IO.File]::Exists($file)) {
        return $null
    }
    ConvertFrom-MimGmsaJsonObject -Value ([System.IO.File]::ReadAllText($file, [System.Text.Encoding]::UTF8) | ConvertFrom-Json)
}

<#
.SYNOPSIS
    Writes a record so that after a crash the old or the new one is there, never half of one. Kind 'before' keeps the first that was saved.
#>
function Save-MimGmsaRecord {
    [CmdletBinding()]
    param(
        [Parameter(Mandatory = $true)]
        [string] $Folder,

        [Parameter(Mandatory = $true)]
        [ValidateSet('before', 'started', 'confirmed', 'finished', 'foreign')]
        [string] $Kind,

        [Parameter(Mandatory = $true)]
        [string] $Id,

        [Parameter(Mandatory = $true)]
        [System.Collections.IDictionary] $Content
    )
    $file = Resolve-MimGmsaPath -Path (Get-MimGmsaRecordPath -Folder $Folder -Kind $Kind -Id $Id)
    $exists = [System.IO.File]::Exists($file)
    if ($exists -and $Kind -eq 'before') {
        return
    }
    $bytes = [System.Text.Encoding]::UTF8.GetBytes((ConvertTo-MimGmsaJson -Value $Content))
    $new = $file + '.new'
    $stream = [System.IO.File]::Create($new)
    try {
        $stream.Write($bytes, 0, $bytes.Length)
        $stream.Flush($true)
    }
    finally {
        $stream.Dispose()
    }
    if ($exists) {
        [System.IO.File]::Replace($new, $file, $file + '.old')
    }
    else {
        [System.IO.File]::Move($new, $file)
    }
}

<#
.SYNOPSIS
    Puts a record out of use; it stays in the folder under another name, for whoever reads the history.
#>
function Close-MimGmsaRecord {
    [CmdletBinding()]
    param(
        [Parameter(Mandatory = $true)]
        [string] $Folder,

        [Parameter(Mandatory = $true)]
        [ValidateSet('before', 'started', 'confirmed', 'finished', 'foreign')]
        [string] $Kind,

        [Parameter(Mandatory = $true)]
        [string] $Id
    )
    $file = Resolve-MimGmsaPath -Path (Get-MimGmsaRecordPath -Folder $Folder -Kind $Kind -Id $Id)
    if ([System.IO.File]::Exists($file)) {
        $stamp = (Get-MimGmsaTime).ToString('yyyyMMddHHmmssfffffff', [System.Globalization.CultureInfo]::InvariantCulture)
        [System.IO.File]::Move($file, $file + '.undone-' + $stamp)
    }
}

<#
.SYNOPSIS
    Lets one runbook at a time work on this host; refuses with the name of whoever holds it.
#>
function Enter-MimGmsaLock {
    [CmdletBinding()]
    [OutputType([System.Threading.Mutex])]
    param(
        [Parameter(Mandatory = $true)]
        [string] $Folder,

        [Parameter(Mandatory = $true)]
        [string] $Holder
    )
    $mutex = New-Object -TypeName System.Threading.Mutex -ArgumentList $false, (Get-MimGmsaMutexName)
    $owned = $false
    try {
        $owned = $mutex.WaitOne(0)
    }
    catch [System.Threading.AbandonedMutexException] {
        # the last holder died; the mutex is ours now
        $owned = $true
    }
    $file = Resolve-MimGmsaPath -Path (Join-Path -Path $Folder -ChildPath 'running.txt')
    if (-not $owned) {
        $mutex.Dispose()
        $other = 'another runbook'
        if ([System.IO.File]::Exists($file)) {
            $other = [System.IO.File]::ReadAllText($file, [System.Text.Encoding]::UTF8)
        }
        throw (New-MimGmsaRefusal -ExitCode 2 -Message "On this host works already: $other. Wait until it has ended.")
    }
    [System.IO.File]::WriteAllText($file, $Holder, (New-Object -TypeName System.Text.UTF8Encoding -ArgumentList $false))
    $mutex
}

<#
.SYNOPSIS
    Gives the host free for the next runbook.
#>
function Exit-MimGmsaLock {
    [CmdletBinding()]
    param(
        [Parameter(Mandatory = $true)]
        [string] $Folder,

        [Parameter(Mandatory = $true)]
        [System.Threading.Mutex] $Mutex
    )
    [System.IO.File]::Delete((Resolve-MimGmsaPath -Path (Join-Path -Path $Folder -ChildPath 'running.txt')))
    $Mutex.ReleaseMutex()
    $Mutex.Dispose()
}

Export-ModuleMember -Function @(
    'Get-MimGmsaFolderIntruder', 'Initialize-MimGmsaFolder', 'Get-MimGmsaRecord', 'Save-MimGmsaRecord', 'Close-MimGmsaRecord',
    'Enter-MimGmsaLock', 'Exit-MimGmsaLock'
)
