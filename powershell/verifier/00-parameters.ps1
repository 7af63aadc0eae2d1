#Requires -Version 5.1
<#
.SYNOPSIS
    Judges the ZIP of a bundle, and only then unpacks it to a folder that nobody but Administrators and SYSTEM can write.
.DESCRIPTION
    A bundle cannot vouch for itself. Install this script once from a trusted medium, and give it the SHA-256 of the signing certificate as read
    at the signer's console. It reads the ZIP once, so that nobody can exchange it after the check, judges every byte in memory, writes the files,
    reads them again, and starts the runbook there when -Start is given. Each check says what it proves. It needs .NET Framework 4.6.1 or later.
    Exit codes: 0 accepted, 2 refused, otherwise the code of the runbook that was started.
.PARAMETER Path
    The ZIP as the portal handed it out.
.PARAMETER CertificateSha256
    SHA-256 of the signing certificate, 64 hexadecimal digits; blanks and colons are ignored. Two after a change of keys.
.PARAMETER RecallList
    The file recall-list.p7m of the portal. A recalled bundle is refused.
.PARAMETER StaleReason
    Why a recall list that has ended must do.
.PARAMETER HostName
    Refuses a bundle for another host: the full name of the host, or its first label. With -Start it is this computer.
.PARAMETER At
    Refuses a bundle without an open window at that instant, with offset, e.g. 2026-12-05T20:00:00+01:00. The runbook itself holds the window for
    every step that changes something; check and undo are always allowed.
.PARAMETER Destination
    Where bundles are unpacked; %ProgramData%\MimGmsa\Bundles when it is left out.
.PARAMETER Start
    Starts Start-Runbook.ps1 of the unpacked bundle, in a process of its own.
.PARAMETER RunbookArgument
    What Start-Runbook.ps1 is started with, e.g. '-Verify'. Without it the steps are listed.
.PARAMETER AllowDemo
    Accepts a DEMO bundle. For lab machines only.
.EXAMPLE
    .\Test-MimGmsaBundle.ps1 -Path .\MG-0042-r3-MIMSYNC.zip -CertificateSha256 $pin -RecallList .\recall-list.p7m -Start
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory = $true)]
    [ValidateNotNullOrEmpty()]
    [string] $Path,

    [Parameter(Mandatory = $true)]
    [ValidateNotNullOrEmpty()]
    [string[]] $CertificateSha256,

    [Parameter()]
    [string] $RecallList = '',

    [Parameter()]
    [string] $StaleReason = '',

    [Parameter()]
    [string] $HostName = '',

    [Parameter()]
    [string] $At = '',

    [Parameter()]
    [string] $Destination = '',

    [Parameter()]
    [switch] $Start,

    [Parameter()]
    [string[]] $RunbookArgument = @(),

    [Parameter()]
    [switch] $AllowDemo
)
Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
