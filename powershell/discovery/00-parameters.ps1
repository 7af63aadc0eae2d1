#Requires -Version 5.1
<#
.SYNOPSIS
    Reads what a conversion of MIM 2016 to managed accounts needs to know about this host or this forest, and writes it to one JSON file.
.DESCRIPTION
    Reads only: services, registry, IIS, SQL Server, certificates, DNS and Active Directory. Every fact is found, absent or unknown; an unknown
    one says why, because what this run may not see is not absent. Passwords, keys and other secrets are never read; of the secrets of the
    Exchange mailbox only the names of the registry values are noted. The file can be imported in the portal.
    Run it on every MIM host, elevated if possible, and once with -Directory on a workstation of a domain or forest administrator.
    Exit codes: 0 done, 1 failed, 2 precondition not met.
.PARAMETER Directory
    Reads the forest instead of this host: domains, controllers, sites, trusts, root keys, managed accounts, duplicate names.
.PARAMETER CreateEncryptionCertificate
    The one change that this script can make: on a host of the MIM Service it creates a document encryption certificate with a key that
    cannot be exported, unless a suitable one is there, and writes the public part as .cer beside the JSON file.
.PARAMETER Account
    Further accounts to look up, as CONTOSO\svcMIMSync.
.PARAMETER ServicePrincipalName
    Further service principal names whose holders are looked up.
.PARAMETER Alias
    Further DNS names to resolve, for example that of a load balancer.
.PARAMETER Group
    Further groups to read with -Directory.
.PARAMETER OutputFolder
    Folder for the files; the current one if left out.
.EXAMPLE
    .\Get-MimGmsaEnvironment.ps1 -OutputFolder C:\Temp
.EXAMPLE
    .\Get-MimGmsaEnvironment.ps1 -Directory -Account CONTOSO\svcMIMSync, CONTOSO\svcMIMService
.EXAMPLE
    .\Get-MimGmsaEnvironment.ps1 -CreateEncryptionCertificate -WhatIf
#>
[Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSReviewUnusedParameter', '', Scope = 'Function', Target = '*',
    Justification = 'The blocks that Read-DiscoveryFact runs use them.')]
[CmdletBinding(DefaultParameterSetName = 'Host', SupportsShouldProcess = $true, ConfirmImpact = 'Medium')]
param(
    [Parameter(Mandatory = $true, ParameterSetName = 'Directory')]
    [switch] $Directory,

    [Parameter(ParameterSetName = 'Host')]
    [switch] $CreateEncryptionCertificate,

    [Parameter()]
    [ValidateNotNullOrEmpty()]
    [string[]] $Account,

    [Parameter()]
    [ValidateNotNullOrEmpty()]
    [string[]] $ServicePrincipalName,

    [Parameter()]
    [ValidateNotNullOrEmpty()]
    [string[]] $Alias,

    [Parameter(ParameterSetName = 'Directory')]
    [ValidateNotNullOrEmpty()]
    [string[]] $Group,

    [Parameter()]
    [ValidateNotNullOrEmpty()]
    [string] $OutputFolder = '.'
)
Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
$ScriptVersion = '1.0.0'
