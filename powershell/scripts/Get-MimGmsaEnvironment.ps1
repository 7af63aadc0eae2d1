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

#region Facts

# Found with a value; absent where the value is null or empty text.
function ConvertTo-DiscoveryFact {
    param([AllowNull()] [object] $Value)
    if ($null -eq $Value -or ($Value -is [string] -and $Value -eq '')) {
        return [ordered]@{ state = 'absent' }
    }
    [ordered]@{ state = 'found'; value = $Value }
}

function ConvertTo-DiscoveryUnknown {
    param([string] $Reason)
    [ordered]@{ state = 'unknown'; reason = $Reason }
}

# Turns an error into a reason. Windows' own message is left out: it is localised and may name people.
function Get-DiscoveryReason {
    param([System.Management.Automation.ErrorRecord] $ErrorRecord, [string] $Source)
    if ($ErrorRecord.CategoryInfo.Category -eq 'OperationStopped' -and $ErrorRecord.TargetObject -is [string]) {
        return $ErrorRecord.TargetObject
    }
    $cause = $ErrorRecord.Exception.GetBaseException()
    $denied = $cause -is [System.UnauthorizedAccessException] -or $cause -is [System.Security.SecurityException] -or $cause.HResult -eq -2147024891
    if ($denied -or $ErrorRecord.CategoryInfo.Category -eq 'PermissionDenied') {
        return "$Source may not be read with the rights of this run. Run again in an elevated console as an administrator."
    }
    $number = $cause.PSObject.Properties['Number']
    if ($null -ne $number) {
        return '{0} could not be read (error {1} of SQL Server).' -f $Source, $number.Value
    }
    '{0} could not be read (error 0x{1:x8}).' -f $Source, $cause.HResult
}

# Reads one value. A text that the block throws becomes the reason; nothing read means absent.
function Read-DiscoveryFact {
    param([string] $Source, [scriptblock] $Read)
    try {
        $value = ForEach-Object -InputObject $Source -Process $Read
    }
    catch {
        return ConvertTo-DiscoveryUnknown -Reason (Get-DiscoveryReason -ErrorRecord $_ -Source $Source)
    }
    ConvertTo-DiscoveryFact -Value $value
}

# Reads a list. A list without items is found, because somebody looked.
function Read-DiscoveryList {
    param([string] $Source, [scriptblock] $Read)
    try {
        $items = [object[]]@(ForEach-Object -InputObject $Source -Process $Read)
    }
    catch {
        return ConvertTo-DiscoveryUnknown -Reason (Get-DiscoveryReason -ErrorRecord $_ -Source $Source)
    }
    [ordered]@{ state = 'found'; value = $items }
}

# Sorts by code point, which is the same in every language of Windows, and drops what differs by letter case only.
function Select-DiscoveryName {
    param([AllowEmptyCollection()] [AllowNull()] [string[]] $Names)
    $seen = @{}
    $sorted = [string[]]@(foreach ($name in $Names) {
            if (-not [string]::IsNullOrEmpty($name) -and -not $seen.ContainsKey($name)) {
                $seen[$name] = $true
                $name
            }
        })
    [array]::Sort($sorted, [System.StringComparer]::Ordinal)
    $sorted
}

function ConvertTo-DiscoveryTime {
    param([datetime] $Time)
    $Time.ToUniversalTime().ToString('yyyy-MM-ddTHH:mm:ssZ', [System.Globalization.CultureInfo]::InvariantCulture)
}

# Writes JSON with the keys in the order of the tables. ASCII only, so that no editor can misread it.
function ConvertTo-DiscoveryJson {
    param([AllowNull()] [object] $Value, [string] $Indent = '')
    $inner = $Indent + '  '
    if ($null -eq $Value) {
        return 'null'
    }
    if ($Value -is [bool]) {
        return ([string]$Value).ToLowerInvariant()
    }
    if ($Value -is [int] -or $Value -is [long]) {
        return ([long]$Value).ToString([System.Globalization.CultureInfo]::InvariantCulture)
    }
    if ($Value -is [System.Collections.IDictionary]) {
        $lines = @(foreach ($key in @($Value.Keys)) {
                '{0}"{1}": {2}' -f $inner, $key, (ConvertTo-DiscoveryJson -Value $Value[$key] -Indent $inner)
            })
        return "{`n" + ($lines -join ",`n") + "`n$Indent}"
    }
    if ($Value -is [array]) {
        if ($Value.Count -eq 0) {
            return '[]'
        }
        $lines = @(foreach ($item in $Value) {
                $inner + (ConvertTo-DiscoveryJson -Value $item -Indent $inner)
            })
        return "[`n" + ($lines -join ",`n") + "`n$Indent]"
    }
    $text = New-Object -TypeName System.Text.StringBuilder
    foreach ($character in ([string]$Value).ToCharArray()) {
        if ($character -eq '"' -or $character -eq '\') {
            $null = $text.Append('\').Append($character)
        }
        elseif ([int]$character -lt 32 -or [int]$character -gt 126) {
            $null = $text.Append('\u').Append(([int]$character).ToString('x4'))
        }
        else {
            $null = $text.Append($character)
        }
    }
    '"' + $text.ToString() + '"'
}

#endregion
#region Border: each function asks Windows one thing, so that a test can stand in for it

function Get-DiscoverySession {
    $identity = [System.Security.Principal.WindowsIdentity]::GetCurrent()
    $principal = New-Object -TypeName System.Security.Principal.WindowsPrincipal -ArgumentList $identity
    @{
        ComputerName = $env:COMPUTERNAME
        User = $identity.Name
        Elevated = $principal.IsInRole([System.Security.Principal.WindowsBuiltInRole]::Administrator)
        Is64Bit = [System.Environment]::Is64BitProcess
        Remote = ($null -ne (Get-Variable -Name 'PSSenderInfo' -ValueOnly -ErrorAction Ignore))
    }
}

function Get-DiscoveryFileVersion {
    param([string] $Path)
    $version = [System.Diagnostics.FileVersionInfo]::GetVersionInfo((Resolve-DiscoveryPath -Path $Path))
    '{0}.{1}.{2}.{3}' -f $version.FileMajorPart, $version.FileMinorPart, $version.FileBuildPart, $version.FilePrivatePart
}

# .NET does not follow PowerShell's own location.
function Resolve-DiscoveryPath {
    param([string] $Path)
    $ExecutionContext.SessionState.Path.GetUnresolvedProviderPathFromPSPath($Path)
}

function Get-DiscoverySha256 {
    param([byte[]] $Bytes)
    $algorithm = [System.Security.Cryptography.SHA256]::Create()
    try {
        [System.BitConverter]::ToString($algorithm.ComputeHash($Bytes)).Replace('-', '').ToLowerInvariant()
    }
    finally {
        $algorithm.Dispose()
    }
}

# Certificates of the computer; their public part may be read by everybody.
function Get-DiscoveryCertificate {
    $location = [System.Security.Cryptography.X509Certificates.StoreLocation]::LocalMachine
    $store = New-Object -TypeName System.Security.Cryptography.X509Certificates.X509Store -ArgumentList 'My', $location
    $store.Open([System.Security.Cryptography.X509Certificates.OpenFlags]::ReadOnly)
    try {
        foreach ($certificate in $store.Certificates) {
            $certificate
        }
    }
    finally {
        $store.Close()
    }
}

# Account name of a security identifier in hexadecimal, e.g. CONTOSO\MIMSyncAdmins.
function Get-DiscoveryAccountName {
    param([string] $SidHex)
    $bytes = [byte[]]@(for ($i = 0; $i -lt $SidHex.Length; $i += 2) {
            [System.Convert]::ToByte($SidHex.Substring($i, 2), 16)
        })
    $sid = New-Object -TypeName System.Security.Principal.SecurityIdentifier -ArgumentList $bytes, 0
    $sid.Translate([System.Security.Principal.NTAccount]).Value
}

# Identifiers that an access list allows something.
function Get-DiscoveryTrustee {
    param([byte[]] $Descriptor)
    $parsed = New-Object -TypeName System.Security.AccessControl.RawSecurityDescriptor -ArgumentList $Descriptor, 0
    foreach ($entry in $parsed.DiscretionaryAcl) {
        if ($entry.AceType -eq 'AccessAllowed') {
            $entry.SecurityIdentifier.Value
        }
    }
}

function Test-DiscoveryPort {
    param([string] $HostName, [int] $Port)
    $client = New-Object -TypeName System.Net.Sockets.TcpClient
    try {
        $waiting = $client.BeginConnect($HostName, $Port, $null, $null)
        $waiting.AsyncWaitHandle.WaitOne(2000) -and $client.Connected
    }
    finally {
        $client.Close()
    }
}

# One SELECT, as the person who runs this script.
function Invoke-DiscoverySqlQuery {
    param([string] $Instance, [string] $Database, [string] $Query, [hashtable] $Values = @{})
    $builder = New-Object -TypeName System.Data.SqlClient.SqlConnectionStringBuilder
    $builder['Data Source'] = $Instance
    $builder['Initial Catalog'] = $Database
    $builder['Integrated Security'] = $true
    $builder['Connect Timeout'] = 10
    $builder['Application Name'] = 'MimGmsa discovery'
    $connection = New-Object -TypeName System.Data.SqlClient.SqlConnection -ArgumentList $builder.ConnectionString
    try {
        $connection.Open()
        $command = $connection.CreateCommand()
        $command.CommandText = $Query
        foreach ($name in @($Values.Keys)) {
            $null = $command.Parameters.AddWithValue('@' + $name, [string]$Values[$name])
        }
        $reader = $command.ExecuteReader()
        while ($reader.Read()) {
            $row = @{}
            for ($i = 0; $i -lt $reader.FieldCount; $i++) {
                $row[$reader.GetName($i)] = [string]$reader.GetValue($i)
            }
            $row
        }
    }
    finally {
        $connection.Dispose()
    }
}

# What a domain controller says of itself; with an empty name any controller of this domain.
function Get-DiscoveryRootDse {
    param([string] $Server = '')
    $path = 'LDAP://RootDSE'
    if ($Server -ne '') {
        $path = "LDAP://$Server/RootDSE"
    }
    $entry = New-Object -TypeName System.DirectoryServices.DirectoryEntry -ArgumentList $path
    try {
        $root = @{}
        foreach ($name in 'configurationNamingContext', 'schemaNamingContext', 'rootDomainNamingContext', 'defaultNamingContext',
            'forestFunctionality', 'currentTime') {
            $root[$name] = [string]$entry.Properties[$name].Value
        }
        $root
    }
    finally {
        $entry.Dispose()
    }
}

# Searches below an ADsPath and returns the wanted attributes as arrays. A place that does not exist gives nothing.
function Search-DiscoveryDirectory {
    param([string] $Path, [string] $Filter, [string[]] $Attribute, [string] $Scope = 'Subtree')
    $entry = New-Object -TypeName System.DirectoryServices.DirectoryEntry -ArgumentList $Path
    $searcher = New-Object -TypeName System.DirectoryServices.DirectorySearcher -ArgumentList $entry, $Filter, $Attribute, $Scope
    $searcher.PageSize = 500
    $found = $null
    try {
        $found = $searcher.FindAll()
        foreach ($result in $found) {
            $row = @{}
            foreach ($name in $Attribute) {
                $row[$name] = [object[]]@($result.Properties[$name])
            }
            $row
        }
    }
    catch {
        # 0x80072030: there is no such object
        if ($_.Exception.GetBaseException().HResult -ne -2147016656) {
            throw
        }
    }
    finally {
        if ($null -ne $found) {
            $found.Dispose()
        }
        $searcher.Dispose()
        $entry.Dispose()
    }
}

#endregion
#region Registry and host

# The values of a key, or nothing where there is no such key.
function Get-DiscoveryKey {
    param([string] $Path)
    try {
        Get-ItemProperty -LiteralPath $Path
    }
    catch {
        if ($_.CategoryInfo.Category -ne 'ObjectNotFound') {
            throw
        }
    }
}

function Get-DiscoveryValue {
    param([string] $Path, [string] $Name)
    $key = Get-DiscoveryKey -Path $Path
    if ($null -ne $key) {
        $property = $key.PSObject.Properties[$Name]
        if ($null -ne $property) {
            $property.Value
        }
    }
}

# The value as text; empty where there is none. A cast would leave nothing as nothing.
function Get-DiscoveryString {
    param([string] $Path, [string] $Name)
    $value = Get-DiscoveryValue -Path $Path -Name $Name
    "$value"
}

function Get-DiscoveryHostFact {
    param([hashtable] $Session)
    $windows = 'HKLM:\SOFTWARE\Microsoft\Windows\CurrentVersion'
    $system = 'HKLM:\SYSTEM\CurrentControlSet'
    $domain = Read-DiscoveryFact -Source 'The membership of this computer' -Read {
        $computer = Get-CimInstance -ClassName Win32_ComputerSystem
        if ($computer.PartOfDomain) {
            [string]$computer.Domain
        }
    }
    [ordered]@{
        name = $Session.ComputerName.ToUpperInvariant()
        fqdn = Read-DiscoveryFact -Source 'The DNS name of this computer' -Read {
            $hostName = Get-DiscoveryString -Path "$system\Services\Tcpip\Parameters" -Name 'Hostname'
            $suffix = Get-DiscoveryString -Path "$system\Services\Tcpip\Parameters" -Name 'Domain'
            if ($hostName -ne '') {
                "$hostName.$suffix".TrimEnd('.').ToLowerInvariant()
            }
        }
        domain = $domain
        site = Read-DiscoveryFact -Source 'The site of this computer' -Read {
            if ($domain.state -ne 'found') {
                return
            }
            $site = Get-DiscoveryString -Path "$system\Services\Netlogon\Parameters" -Name 'DynamicSiteName'
            if ($site -eq '') {
                throw 'Netlogon has noted no site for this computer. Check that a domain controller answers.'
            }
            $site.Trim([char]0, ' ')
        }
        isDomainController = Read-DiscoveryFact -Source 'The role of this computer' -Read {
            $role = Get-DiscoveryString -Path "$system\Control\ProductOptions" -Name 'ProductType'
            if ($role -eq '') {
                throw 'Windows does not say whether this computer is a domain controller.'
            }
            $role -eq 'LanmanNT'
        }
        isFailoverClusterName = Read-DiscoveryFact -Source 'The failover cluster' -Read {
            (Get-DiscoveryString -Path 'HKLM:\Cluster' -Name 'ClusterName') -eq $Session.ComputerName
        }
        pendingReboot = Read-DiscoveryFact -Source 'The signs of a pending restart' -Read {
            (Test-Path -LiteralPath "$windows\Component Based Servicing\RebootPending") -or
            (Test-Path -LiteralPath "$windows\WindowsUpdate\Auto Update\RebootRequired") -or
            @(Get-DiscoveryValue -Path "$system\Control\Session Manager" -Name 'PendingFileRenameOperations').Count -gt 0
        }
        policyUserRights = Get-DiscoveryUserRight -Session $Session
    }
}

# User rights that a group policy sets, from the resultant set of policy. What secedit.exe exports would need a file to be written.
function Get-DiscoveryUserRight {
    param([hashtable] $Session)
    if (-not $Session.Elevated) {
        return ConvertTo-DiscoveryUnknown -Reason 'The resultant set of policy needs administrator rights. Run again in an elevated console.'
    }
    Read-DiscoveryFact -Source 'The resultant set of policy' -Read {
        $policies = @{}
        foreach ($policy in @(Get-CimInstance -Namespace 'root\rsop\computer' -ClassName RSOP_GPO)) {
            $policies[[string]$policy.id] = [string]$policy.name
        }
        $wanted = 'SeBatchLogonRight', 'SeDenyBatchLogonRight', 'SeDenyInteractiveLogonRight', 'SeDenyNetworkLogonRight',
        'SeDenyRemoteInteractiveLogonRight', 'SeDenyServiceLogonRight', 'SeServiceLogonRight'
        $rows = @{}
        foreach ($row in @(Get-CimInstance -Namespace 'root\rsop\computer' -ClassName RSOP_UserPrivilegeRight)) {
            if ($row.precedence -eq 1 -and $wanted -contains $row.UserRight) {
                $policy = [string]$row.GPOID
                if ($policies.ContainsKey($policy)) {
                    $policy = $policies[$policy]
                }
                $holders = [object[]]@(Select-DiscoveryName -Names $row.AccountList)
                $rows[[string]$row.UserRight] = [ordered]@{ right = [string]$row.UserRight; holders = $holders; policy = $policy }
            }
        }
        if ($rows.Count -gt 0) {
            , [object[]]@(foreach ($right in @(Select-DiscoveryName -Names @($rows.Keys))) { $rows[$right] })
        }
    }
}

function Get-DiscoveryOperatingSystem {
    $version = 'HKLM:\SOFTWARE\Microsoft\Windows NT\CurrentVersion'
    [ordered]@{
        buildNumber = Read-DiscoveryFact -Source 'The build of Windows' -Read {
            $build = Get-DiscoveryString -Path $version -Name 'CurrentBuildNumber'
            if ($build -eq '') {
                throw 'The registry does not tell the build of Windows.'
            }
            [int]$build
        }
        caption = Read-DiscoveryFact -Source 'The name of Windows' -Read { (Get-DiscoveryString -Path $version -Name 'ProductName') }
        installationType = Read-DiscoveryFact -Source 'The kind of installation' -Read {
            switch (Get-DiscoveryString -Path $version -Name 'InstallationType') {
                'Server Core' { 'core' }
                '' { throw 'Windows does not say whether it is Server Core.' }
                default { 'desktop' }
            }
        }
        language = Read-DiscoveryFact -Source 'The display language' -Read {
            $preferred = @(Get-DiscoveryValue -Path 'HKLM:\SYSTEM\CurrentControlSet\Control\MUI\Settings' -Name 'PreferredUILanguages')
            if ($preferred.Count -gt 0) {
                return [string]$preferred[0]
            }
            $installed = Get-DiscoveryString -Path 'HKLM:\SYSTEM\CurrentControlSet\Control\Nls\Language' -Name 'InstallLanguage'
            [System.Globalization.CultureInfo]::GetCultureInfo([System.Convert]::ToInt32($installed, 16)).Name
        }
        dotNetRelease = Read-DiscoveryFact -Source '.NET Framework' -Read {
            Get-DiscoveryValue -Path 'HKLM:\SOFTWARE\Microsoft\NET Framework Setup\NDP\v4\Full' -Name 'Release'
        }
        visualCpp2013 = Read-DiscoveryFact -Source 'Visual C++ 2013' -Read {
            $installed = @(foreach ($root in 'HKLM:\SOFTWARE\Microsoft', 'HKLM:\SOFTWARE\WOW6432Node\Microsoft') {
                    Get-DiscoveryValue -Path "$root\VisualStudio\12.0\VC\Runtimes\x64" -Name 'Installed'
                })
            $installed -contains 1
        }
        tls12Only = Get-DiscoveryTlsFact
        activeDirectoryModule = Read-DiscoveryFact -Source 'The tools of Active Directory' -Read {
            $null -ne (Get-Command -Name 'Get-ADServiceAccount' -ErrorAction Ignore)
        }
        executionPolicy = Read-DiscoveryFact -Source 'The execution policy' -Read { [string](Get-ExecutionPolicy) }
        installerProducts = Read-DiscoveryList -Source 'The cache of Windows Installer' -Read { Get-DiscoveryInstallerProduct }
    }
}

# Older versions of TLS are off where the registry says so for client and server.
function Get-DiscoveryTlsFact {
    Read-DiscoveryFact -Source 'The settings of TLS' -Read {
        $unset = $false
        foreach ($version in 'TLS 1.0', 'TLS 1.1') {
            foreach ($side in 'Client', 'Server') {
                $path = "HKLM:\SYSTEM\CurrentControlSet\Control\SecurityProviders\SCHANNEL\Protocols\$version\$side"
                $enabled = @(Get-DiscoveryValue -Path $path -Name 'Enabled')
                if ($enabled.Count -eq 0) {
                    $unset = $true
                }
                elseif ($enabled[0] -ne 0) {
                    return $false
                }
            }
        }
        $build = [int](Get-DiscoveryString -Path 'HKLM:\SOFTWARE\Microsoft\Windows NT\CurrentVersion' -Name 'CurrentBuildNumber')
        if ($unset -and $build -ge 26100) {
            throw 'The registry does not set TLS 1.0 and 1.1; the default of this build of Windows is not known to this script.'
        }
        -not $unset
    }
}

# Products of MIM with the packages that Windows Installer should have kept of them and of their patches.
function Get-DiscoveryInstallerProduct {
    $data = 'HKLM:\SOFTWARE\Microsoft\Windows\CurrentVersion\Installer\UserData\S-1-5-18'
    if (-not (Test-Path -LiteralPath "$data\Products")) {
        return
    }
    $products = @{}
    foreach ($product in @(Get-ChildItem -LiteralPath "$data\Products")) {
        $key = '{0}\Products\{1}' -f $data, $product.PSChildName
        $name = Get-DiscoveryString -Path "$key\InstallProperties" -Name 'DisplayName'
        if ($name -notlike '*Identity Manager*' -or $name -like '*Language Pack*') {
            continue
        }
        $packages = @(Get-DiscoveryString -Path "$key\InstallProperties" -Name 'LocalPackage')
        if (Test-Path -LiteralPath "$key\Patches") {
            $packages += @(foreach ($patch in @(Get-ChildItem -LiteralPath "$key\Patches")) {
                    (Get-DiscoveryString -Path ('{0}\Patches\{1}' -f $data, $patch.PSChildName) -Name 'LocalPackage')
                })
        }
        $products[$name] = [ordered]@{
            name = $name
            version = Get-DiscoveryString -Path "$key\InstallProperties" -Name 'DisplayVersion'
            missingPackages = [object[]]@(foreach ($package in $packages) {
                    if ($package -eq '') {
                        '(not recorded)'
                    }
                    elseif (-not (Test-Path -LiteralPath $package -PathType Leaf)) {
                        $package
                    }
                })
        }
    }
    foreach ($name in @(Select-DiscoveryName -Names @($products.Keys))) {
        $products[$name]
    }
}

#endregion
#region MIM on this host

# Programs of Add/Remove Programs whose name matches; names of products are not localised.
function Get-DiscoveryProduct {
    param([string] $Pattern)
    $root = 'HKLM:\SOFTWARE\Microsoft\Windows\CurrentVersion\Uninstall'
    if (-not (Test-Path -LiteralPath $root)) {
        return
    }
    foreach ($child in @(Get-ChildItem -LiteralPath $root)) {
        $path = '{0}\{1}' -f $root, $child.PSChildName
        $name = Get-DiscoveryString -Path $path -Name 'DisplayName'
        if ($name -like $Pattern -and $name -notlike '*Language Pack*') {
            Get-DiscoveryString -Path $path -Name 'DisplayVersion'
        }
    }
}

# The program of a service, from its image path.
function Get-DiscoveryServiceProgram {
    param([string] $Name)
    $image = Get-DiscoveryString -Path "HKLM:\SYSTEM\CurrentControlSet\Services\$Name" -Name 'ImagePath'
    $match = [regex]::Match($image, '^\s*"?([^"]+?\.exe)', 'IgnoreCase')
    if ($match.Success) {
        return [System.Environment]::ExpandEnvironmentVariables($match.Groups[1].Value)
    }
    ''
}

function Get-DiscoveryService {
    param([string] $Name)
    $found = @(Get-CimInstance -ClassName Win32_Service -Filter "Name='$Name'")
    if ($found.Count -eq 0) {
        return
    }
    $states = @{ Running = 'running'; Stopped = 'stopped' }
    $modes = @{ Auto = 'auto'; Manual = 'manual'; Disabled = 'disabled' }
    $state = $states[[string]$found[0].State]
    if ($null -eq $state) {
        $state = 'other'
    }
    [ordered]@{
        name = $Name
        account = ConvertTo-DiscoveryFact -Value ([string]$found[0].StartName)
        state = $state
        startMode = $modes[[string]$found[0].StartMode]
        managed = Read-DiscoveryFact -Source "The flag ServiceAccountManaged of $Name" -Read {
            # four bytes, of which the first is 1, or a number
            $flag = @(Get-DiscoveryValue -Path "HKLM:\SYSTEM\CurrentControlSet\Services\$Name" -Name 'ServiceAccountManaged')
            $flag.Count -gt 0 -and $flag[0] -eq 1
        }
    }
}

# A component with a Windows service: the service tells that it is there, its program tells the build.
function Get-DiscoveryServiceComponent {
    param([string] $Component, [string] $Name)
    $service = $null
    try {
        $service = Get-DiscoveryService -Name $Name
    }
    catch {
        $reason = Get-DiscoveryReason -ErrorRecord $_ -Source "The service $Name"
        return [ordered]@{ component = $Component; build = ConvertTo-DiscoveryUnknown -Reason $reason; service = $null }
    }
    $build = Read-DiscoveryFact -Source "The program of $Name" -Read {
        if ($null -ne $service) {
            $program = Get-DiscoveryServiceProgram -Name $Name
            if ($program -eq '') {
                throw "The registry does not name the program of $Name."
            }
            Get-DiscoveryFileVersion -Path $program
        }
    }
    [ordered]@{ component = $Component; build = $build; service = $service }
}

# A part without a service: a sign says that it is there, the product that brought it tells the build. The sign is given the number of
# products that match.
function Get-DiscoveryPartComponent {
    param([string] $Component, [string] $Pattern, [scriptblock] $Present)
    $build = Read-DiscoveryFact -Source "The installation of $Component" -Read {
        $versions = @(Get-DiscoveryProduct -Pattern $Pattern)
        $seen = ForEach-Object -InputObject $versions.Count -Process $Present
        if ($seen -and ($versions.Count -ne 1 -or $versions[0] -eq '')) {
            throw "$Component is installed, but no single product like $Pattern tells its version."
        }
        if ($seen) {
            $versions[0]
        }
    }
    [ordered]@{ component = $Component; build = $build; service = $null }
}

function Get-DiscoveryComponent {
    $mim = 'HKLM:\SOFTWARE\Microsoft\Forefront Identity Manager\2010'
    $shared = '*Identity Manager Service and Portal*'
    Get-DiscoveryServiceComponent -Component 'SYNC' -Name 'FIMSynchronizationService'
    Get-DiscoveryServiceComponent -Component 'SVC' -Name 'FIMService'
    Get-DiscoveryPartComponent -Component 'REG' -Pattern $shared -Present { Test-Path -LiteralPath "$mim\Password Registration Portal" }
    Get-DiscoveryPartComponent -Component 'RST' -Pattern $shared -Present { Test-Path -LiteralPath "$mim\Password Reset Portal" }
    Get-DiscoveryPartComponent -Component 'PAMREST' -Pattern $shared -Present {
        $folder = (Get-DiscoveryString -Path "$mim\Service" -Name 'Location').TrimEnd('\')
        $folder -ne '' -and (Test-Path -LiteralPath ((Split-Path -Path $folder -Parent) + '\Privileged Access Management REST API'))
    }
    Get-DiscoveryServiceComponent -Component 'PAMMON' -Name 'PamMonitoringService'
    Get-DiscoveryServiceComponent -Component 'PAMCOMP' -Name 'PrivilegeManagementComponentService'
    Get-DiscoveryPartComponent -Component 'PORTAL' -Pattern $shared -Present { Test-Path -LiteralPath "$mim\Portal" }
    Get-DiscoveryPartComponent -Component 'CM' -Pattern '*Identity Manager Certificate Management*' -Present { $_ -gt 0 }
    Get-DiscoveryPartComponent -Component 'BHOLD' -Pattern '*BHOLD*' -Present { $_ -gt 0 }
}

function Get-DiscoverySynchronization {
    param([hashtable] $Session)
    $parameters = 'HKLM:\SYSTEM\CurrentControlSet\Services\FIMSynchronizationService\Parameters'
    $database = Read-DiscoveryFact -Source 'The database of the Synchronization Service' -Read {
        $server = Get-DiscoveryString -Path $parameters -Name 'Server'
        $instance = Get-DiscoveryString -Path $parameters -Name 'Instance'
        $name = Get-DiscoveryString -Path $parameters -Name 'DBName'
        if ($name -eq '') {
            throw 'The registry of the Synchronization Service names no database.'
        }
        if ($server -eq '') {
            # Setup leaves it empty where SQL Server is on the same computer
            $server = $Session.ComputerName
        }
        if ($instance -ne '') {
            $server = "$server\$instance"
        }
        [ordered]@{ address = $server; name = $name }
    }
    [ordered]@{
        database = $database
        installationFolder = Read-DiscoveryFact -Source 'The folder of the Synchronization Service' -Read {
            (Get-DiscoveryString -Path $parameters -Name 'Path').TrimEnd('\')
        }
        groups = Get-DiscoverySyncGroup -Database $database -Session $Session
    }
}

# The five groups of the Synchronization Service: from its database, else from this computer if they carry Setup's own names.
function Get-DiscoverySyncGroup {
    param([System.Collections.IDictionary] $Database, [hashtable] $Session)
    $roles = [ordered]@{
        admins = 'administrators_sid'; operators = 'operators_sid'; joiners = 'account_joiners_sid'; browse = 'browse_sid'
        passwordSet = 'passwordset_sid'
    }
    $fact = Read-DiscoveryFact -Source 'The groups in the database of the Synchronization Service' -Read {
        if ($Database.state -ne 'found') {
            throw 'The database of the Synchronization Service is not known, and it holds the groups.'
        }
        $columns = @(foreach ($column in $roles.Values) { "CONVERT(varchar(200), $column, 2) AS $column" }) -join ', '
        $query = "SELECT TOP (1) $columns FROM dbo.mms_server_configuration"
        $rows = @(Invoke-DiscoverySqlQuery -Instance $Database.value.address -Database $Database.value.name -Query $query)
        if ($rows.Count -ne 1) {
            throw 'The database of the Synchronization Service holds no configuration.'
        }
        ConvertTo-DiscoverySyncGroup -Session $Session -Names @(foreach ($column in $roles.Values) {
                Get-DiscoveryAccountName -SidHex $rows[0][$column]
            })
    }
    if ($fact.state -ne 'unknown') {
        return $fact
    }
    $local = Read-DiscoveryFact -Source 'The local groups' -Read {
        $names = 'FIMSyncAdmins', 'FIMSyncOperators', 'FIMSyncJoiners', 'FIMSyncBrowse', 'FIMSyncPasswordSet'
        $present = @(Get-LocalGroup | Where-Object -FilterScript { $names -contains $_.Name })
        if ($present.Count -eq 5) {
            ConvertTo-DiscoverySyncGroup -Session $Session -Names @(foreach ($name in $names) { $Session.ComputerName + '\' + $name })
        }
    }
    if ($local.state -eq 'found') {
        return $local
    }
    $fact
}

function ConvertTo-DiscoverySyncGroup {
    param([hashtable] $Session, [string[]] $Names)
    $domain = $Names[0].Substring(0, $Names[0].IndexOf('\'))
    $kind = 'domain'
    if ($domain -eq $Session.ComputerName) {
        $kind = 'local'
    }
    $short = @(foreach ($name in $Names) { $name.Substring($name.IndexOf('\') + 1) })
    [ordered]@{
        kind = $kind; domain = $domain; admins = $short[0]; operators = $short[1]; joiners = $short[2]; browse = $short[3]; passwordSet = $short[4]
    }
}

function Get-DiscoveryMimService {
    $service = 'HKLM:\SYSTEM\CurrentControlSet\Services\FIMService'
    $product = 'HKLM:\SOFTWARE\Microsoft\Forefront Identity Manager\2010\Service'
    [ordered]@{
        database = Read-DiscoveryFact -Source 'The database of the MIM Service' -Read {
            $name = Get-DiscoveryString -Path $service -Name 'DatabaseName'
            $server = Get-DiscoveryString -Path $service -Name 'DatabaseServer'
            if ($name -eq '' -or $server -eq '') {
                throw 'The registry of the MIM Service names no database.'
            }
            [ordered]@{ address = $server; name = $name }
        }
        installationFolder = Read-DiscoveryFact -Source 'The folder of the MIM Service' -Read {
            (Get-DiscoveryString -Path $product -Name 'Location').TrimEnd('\')
        }
        externalHostName = Read-DiscoveryFact -Source 'The configuration file of the MIM Service' -Read {
            Get-DiscoveryConfigurationText -XPath '//resourceManagementService/@externalHostName'
        }
        synchronizationServer = Read-DiscoveryFact -Source 'The name of the Synchronization Service' -Read {
            $name = Get-DiscoveryString -Path $service -Name 'SynchronizationServer'
            if ($name -eq '') {
                throw 'The registry of this build does not name the Synchronization Service. Compare with the host where it runs.'
            }
            $name
        }
        agentAccount = Read-DiscoveryFact -Source 'The account of the MIM MA' -Read {
            $name = Get-DiscoveryString -Path $service -Name 'SynchronizationAccount'
            if ($name -eq '') {
                throw 'The registry of this build does not name the account of the MIM MA. Read it in Synchronization Service Manager.'
            }
            $name
        }
        pollExchangeEnabled = Read-DiscoveryFact -Source 'PollExchangeEnabled' -Read {
            $value = Get-DiscoveryValue -Path $service -Name 'PollExchangeEnabled'
            if ($null -ne $value) {
                [int][string]$value
            }
        }
        mailServer = Read-DiscoveryFact -Source 'The configuration file of the MIM Service' -Read {
            Get-DiscoveryConfigurationText -XPath "//appSettings/add[@key='mailServer']/@value"
        }
        secretValueNames = Read-DiscoveryList -Source 'The names of the secrets of the mailbox' -Read {
            $key = Get-DiscoveryKey -Path $product
            if ($null -ne $key) {
                # of the data it only matters that there is some
                $names = @(foreach ($property in $key.PSObject.Properties) {
                        if ($property.Name -match '^(GMSA)?Encrypted' -and [string]$property.Value -ne '') {
                            $property.Name
                        }
                    })
                Select-DiscoveryName -Names $names
            }
        }
    }
}

# One attribute of the file that the MIM Service reads when it starts.
function Get-DiscoveryConfigurationText {
    param([string] $XPath)
    $program = Get-DiscoveryServiceProgram -Name 'FIMService'
    if ($program -eq '') {
        throw 'The registry does not name the program of FIMService.'
    }
    $document = New-Object -TypeName System.Xml.XmlDocument
    $document.XmlResolver = $null
    $document.LoadXml([System.IO.File]::ReadAllText((Resolve-DiscoveryPath -Path "$program.config")))
    $node = $document.SelectSingleNode($XPath)
    if ($null -ne $node) {
        [string]$node.Value
    }
}

#endregion
#region Web sites

function Get-DiscoveryWebValue {
    param([string] $Filter, [string] $Name, [string] $Location = '')
    $request = @{ PSPath = 'MACHINE/WEBROOT/APPHOST'; Filter = $Filter; Name = $Name }
    if ($Location -ne '') {
        $request['Location'] = $Location
    }
    $found = Get-WebConfigurationProperty @request
    if ($null -ne $found) {
        # texts come as they are, other kinds inside an object
        $value = $found.PSObject.Properties['Value']
        if ($null -ne $value) {
            return [string]$value.Value
        }
        [string]$found
    }
}

function Get-DiscoveryWebSite {
    param([hashtable] $Session)
    $present = Read-DiscoveryFact -Source 'The version of IIS' -Read {
        Get-DiscoveryValue -Path 'HKLM:\SOFTWARE\Microsoft\InetStp' -Name 'MajorVersion'
    }
    if ($present.state -ne 'found') {
        return $present
    }
    if (-not $Session.Elevated) {
        $reason = 'applicationHost.config may not be read without administrator rights. Run again in an elevated console.'
        return ConvertTo-DiscoveryUnknown -Reason $reason
    }
    if ($null -eq (Get-Command -Name 'Get-Website' -ErrorAction Ignore)) {
        $reason = 'The scripting tools of IIS (Web-Scripting-Tools) are not installed. Install them, or read IIS Manager.'
        return ConvertTo-DiscoveryUnknown -Reason $reason
    }
    Read-DiscoveryList -Source 'The configuration of IIS' -Read {
        $sites = @{}
        foreach ($site in @(Get-Website)) {
            $sites[[string]$site.name] = $site
        }
        foreach ($name in @(Select-DiscoveryName -Names @($sites.Keys))) {
            Get-DiscoveryOneSite -Site $sites[$name]
        }
    }
}

function Get-DiscoveryOneSite {
    param([object] $Site)
    $name = [string]$Site.name
    $pool = [string]$Site.applicationPool
    $bindings = @(foreach ($binding in @(Get-WebBinding -Name $name)) {
            # address:port:host; an address of IPv6 holds colons itself
            $match = [regex]::Match([string]$binding.bindingInformation, '^(.*):([0-9]+):([^:]*)$')
            if ($match.Success) {
                [ordered]@{ protocol = [string]$binding.protocol; hostHeader = $match.Groups[3].Value; port = [int]$match.Groups[2].Value }
            }
        })
    $windows = 'system.webServer/security/authentication/windowsAuthentication'
    [ordered]@{
        component = Get-DiscoverySiteComponent -Site $Site -Bindings $bindings
        name = $name
        applicationPool = $pool
        poolAccount = Read-DiscoveryFact -Source "The account of pool $pool" -Read {
            if ($pool.IndexOf("'") -ge 0) {
                throw 'The name of the pool holds a quotation mark; read its account in IIS Manager.'
            }
            $filter = "system.applicationHost/applicationPools/add[@name='$pool']/processModel"
            $kind = Get-DiscoveryWebValue -Filter $filter -Name 'identityType'
            if ($kind -ne 'SpecificUser') {
                return $kind
            }
            Get-DiscoveryWebValue -Filter $filter -Name 'userName'
        }
        bindings = [object[]]$bindings
        kernelMode = Read-DiscoveryFact -Source "The authentication of $name" -Read {
            (Get-DiscoveryWebValue -Filter $windows -Name 'useKernelMode' -Location $name) -eq 'True'
        }
        useAppPoolCredentials = Read-DiscoveryFact -Source "The authentication of $name" -Read {
            (Get-DiscoveryWebValue -Filter $windows -Name 'useAppPoolCredentials' -Location $name) -eq 'True'
        }
    }
}

# Which part of MIM a site is: by the end of its folder, because names of sites differ; the portal by its address.
function Get-DiscoverySiteComponent {
    param([object] $Site, [AllowEmptyCollection()] [object[]] $Bindings)
    $ends = [ordered]@{
        REG = '\Password Registration Portal'; RST = '\Password Reset Portal'; PAMREST = '\Privileged Access Management REST API'
        CM = '\Certificate Management\web'
    }
    $path = [System.Environment]::ExpandEnvironmentVariables([string]$Site.physicalPath).TrimEnd('\')
    foreach ($component in $ends.Keys) {
        if ($path.EndsWith($ends[$component], [System.StringComparison]::OrdinalIgnoreCase)) {
            return $component
        }
    }
    $portal = 'HKLM:\SOFTWARE\Microsoft\Forefront Identity Manager\2010\Portal'
    $address = Get-DiscoveryString -Path $portal -Name 'BaseSiteCollectionURL'
    $uri = $null
    if ($address -ne '' -and [System.Uri]::TryCreate($address, [System.UriKind]::Absolute, [ref]$uri)) {
        foreach ($binding in $Bindings) {
            if ($binding.hostHeader -eq $uri.Host -and $binding.port -eq $uri.Port) {
                return 'PORTAL'
            }
        }
    }
    $null
}

#endregion
#region SQL Server

function Get-DiscoverySqlFact {
    param([string] $Address, [string[]] $Databases)
    $source = "SQL Server $Address"
    $server = $null
    $failure = ''
    try {
        $server = @(Invoke-DiscoverySqlQuery -Instance $Address -Database 'master' -Query (
                'SELECT CONVERT(nvarchar(128), SERVERPROPERTY(''MachineName'')) AS Machine, ' +
                'CONVERT(nvarchar(128), SERVERPROPERTY(''ProductVersion'')) AS Version, ' +
                'CONVERT(nvarchar(10), SERVERPROPERTY(''IsHadrEnabled'')) AS Groups, ' +
                'CONVERT(nvarchar(260), SERVERPROPERTY(''InstanceDefaultBackupPath'')) AS BackupFolder, ' +
                'HAS_PERMS_BY_NAME(NULL, NULL, ''ALTER ANY LOGIN'') AS MayLogins, ' +
                'HAS_PERMS_BY_NAME(NULL, NULL, ''VIEW ANY DATABASE'') AS MayDatabases, ' +
                'HAS_PERMS_BY_NAME(NULL, NULL, ''VIEW ANY DEFINITION'') AS MayGroups'))[0]
    }
    catch {
        $failure = Get-DiscoveryReason -ErrorRecord $_ -Source $source
    }
    [ordered]@{
        address = $Address
        machine = Read-DiscoveryFact -Source $source -Read { Get-DiscoverySqlText -Row $server -Failure $failure -Name 'Machine' }
        productVersion = Read-DiscoveryFact -Source $source -Read { Get-DiscoverySqlText -Row $server -Failure $failure -Name 'Version' }
        databases = Read-DiscoveryList -Source "The databases of $source" -Read {
            if ((Get-DiscoverySqlText -Row $server -Failure $failure -Name 'MayDatabases') -ne '1') {
                throw "The databases of $source may not be listed. Ask its administrator for VIEW ANY DATABASE."
            }
            foreach ($row in @(Invoke-DiscoverySqlQuery -Instance $Address -Database 'master' -Query (
                        'SELECT name FROM sys.databases WHERE database_id > 4 ORDER BY name'))) {
                $row['name']
            }
        }
        availabilityGroup = Read-DiscoveryFact -Source "The availability groups of $source" -Read {
            if ((Get-DiscoverySqlText -Row $server -Failure $failure -Name 'Groups') -ne '0') {
                if ((Get-DiscoverySqlText -Row $server -Failure $failure -Name 'MayGroups') -ne '1') {
                    throw "The availability groups of $source may not be read. Ask its administrator for VIEW ANY DEFINITION."
                }
                Get-DiscoveryAvailabilityGroup -Address $Address -Database $Databases[0]
            }
        }
        mayCreateLogins = Read-DiscoveryFact -Source $source -Read {
            (Get-DiscoverySqlText -Row $server -Failure $failure -Name 'MayLogins') -eq '1'
        }
        backupFolder = Read-DiscoveryFact -Source $source -Read {
            $folder = Get-DiscoverySqlText -Row $server -Failure $failure -Name 'BackupFolder'
            if ($folder -eq '') {
                throw "This version of $source does not name its backup folder. Read it in the properties of the server."
            }
            $folder
        }
    }
}

function Get-DiscoverySqlText {
    param([AllowNull()] [object] $Row, [string] $Failure, [string] $Name)
    if ($null -eq $Row) {
        throw $Failure
    }
    [string]$Row[$Name]
}

function Get-DiscoveryAvailabilityGroup {
    param([string] $Address, [string] $Database)
    $rows = @(Invoke-DiscoverySqlQuery -Instance $Address -Database 'master' -Values @{ database = $Database } -Query (
            'SELECT g.name AS GroupName, r.replica_server_name AS Replica, l.dns_name AS Listener, l.port AS Port ' +
            'FROM sys.availability_groups AS g ' +
            'JOIN sys.availability_databases_cluster AS d ON d.group_id = g.group_id ' +
            'JOIN sys.availability_replicas AS r ON r.group_id = g.group_id ' +
            'LEFT JOIN sys.availability_group_listeners AS l ON l.group_id = g.group_id ' +
            'WHERE d.database_name = @database ORDER BY r.replica_server_name'))
    if ($rows.Count -eq 0) {
        return
    }
    $port = $null
    if ($rows[0]['Port'] -ne '') {
        $port = [int]$rows[0]['Port']
    }
    $cluster = 'Only the failover cluster knows RegisterAllProvidersIP. Read it on a node: Get-ClusterResource | Get-ClusterParameter.'
    [ordered]@{
        name = $rows[0]['GroupName']
        listener = ConvertTo-DiscoveryFact -Value $rows[0]['Listener']
        port = ConvertTo-DiscoveryFact -Value $port
        replicas = [object[]]@(Select-DiscoveryName -Names @(foreach ($row in $rows) { ($row['Replica'] -split '\\')[0] }))
        registerAllProvidersIp = ConvertTo-DiscoveryUnknown -Reason $cluster
    }
}

#endregion
#region Certificates

# Purposes of the extended key usage, as object identifiers.
function Get-DiscoveryKeyPurpose {
    param([System.Security.Cryptography.X509Certificates.X509Certificate2] $Certificate)
    foreach ($extension in $Certificate.Extensions) {
        if ($extension -is [System.Security.Cryptography.X509Certificates.X509EnhancedKeyUsageExtension]) {
            foreach ($purpose in $extension.EnhancedKeyUsages) {
                $purpose.Value
            }
        }
    }
}

# Thumbprints that the sites of IIS are bound to, as far as they may be read.
function Get-DiscoverySiteThumbprint {
    param([hashtable] $Session)
    if ($Session.Elevated -and $null -ne (Get-Command -Name 'Get-WebBinding' -ErrorAction Ignore)) {
        foreach ($binding in @(Get-WebBinding -Protocol 'https')) {
            [string]$binding.certificateHash
        }
    }
}

# The certificates that MIM uses: its own, those of the sites, and those for document encryption.
function Get-DiscoveryCertificateFact {
    param([hashtable] $Session)
    Read-DiscoveryList -Source 'The certificates of this computer' -Read {
        $own = Get-DiscoveryString -Path 'HKLM:\SYSTEM\CurrentControlSet\Services\FIMService' -Name 'CertificateThumbprint'
        $bound = @(Get-DiscoverySiteThumbprint -Session $Session)
        $rows = @{}
        foreach ($certificate in @(Get-DiscoveryCertificate)) {
            $purpose = ''
            $base64 = $null
            if (@(Get-DiscoveryKeyPurpose -Certificate $certificate) -contains '1.3.6.1.4.1.311.80.1') {
                $purpose = 'document-encryption'
                $base64 = [System.Convert]::ToBase64String($certificate.RawData)
            }
            elseif ($certificate.Thumbprint -eq $own -or $certificate.Subject -eq 'CN=ForefrontIdentityManager') {
                $purpose = 'mim-service'
            }
            elseif ($bound -contains $certificate.Thumbprint) {
                $purpose = 'web-site'
            }
            if ($purpose -ne '') {
                $sha256 = Get-DiscoverySha256 -Bytes $certificate.RawData
                $rows[$sha256] = [ordered]@{
                    purpose = $purpose
                    subject = $certificate.Subject
                    sha256 = $sha256
                    notBefore = ConvertTo-DiscoveryTime -Time $certificate.NotBefore
                    notAfter = ConvertTo-DiscoveryTime -Time $certificate.NotAfter
                    base64 = $base64
                }
            }
        }
        foreach ($sha256 in @(Select-DiscoveryName -Names @($rows.Keys))) {
            $rows[$sha256]
        }
    }
}

# Tells whether a certificate can receive the secret for this host for at least thirty more days.
function Test-DiscoveryRecipient {
    param([System.Security.Cryptography.X509Certificates.X509Certificate2] $Certificate, [string] $Fqdn)
    $now = (Get-Date).ToUniversalTime()
    if (@(Get-DiscoveryKeyPurpose -Certificate $Certificate) -notcontains '1.3.6.1.4.1.311.80.1' -or -not $Certificate.HasPrivateKey -or
        $Certificate.Subject -ne "CN=$Fqdn" -or $Certificate.NotBefore.ToUniversalTime() -gt $now -or
        $Certificate.NotAfter.ToUniversalTime() -lt $now.AddDays(30)) {
        return $false
    }
    $encipherment = [System.Security.Cryptography.X509Certificates.X509KeyUsageFlags]::KeyEncipherment
    $usages = @(foreach ($extension in $Certificate.Extensions) {
            if ($extension -is [System.Security.Cryptography.X509Certificates.X509KeyUsageExtension]) {
                ($extension.KeyUsages -band $encipherment) -ne 0
            }
        })
    $key = [System.Security.Cryptography.X509Certificates.RSACertificateExtensions]::GetRSAPublicKey($Certificate)
    $usages -contains $true -and $null -ne $key -and $key.ExportParameters($false).Modulus.Length -ge 256
}

# Returns the certificate that a secret for this host can be encrypted for; makes one if there is none. The only change of this script.
function New-DiscoveryRecipient {
    [CmdletBinding(SupportsShouldProcess = $true, ConfirmImpact = 'Medium')]
    param([string] $Fqdn)
    foreach ($certificate in @(Get-DiscoveryCertificate)) {
        if (Test-DiscoveryRecipient -Certificate $certificate -Fqdn $Fqdn) {
            return $certificate
        }
    }
    if ($PSCmdlet.ShouldProcess('LocalMachine\My', "Create the document encryption certificate CN=$Fqdn")) {
        $request = @{
            Type = 'DocumentEncryptionCertLegacyCsp'
            Subject = "CN=$Fqdn"
            CertStoreLocation = 'Cert:\LocalMachine\My'
            KeyLength = 3072
            KeyExportPolicy = 'NonExportable'
            NotAfter = (Get-Date).AddYears(1)
        }
        $made = New-SelfSignedCertificate @request
        if (-not (Test-DiscoveryRecipient -Certificate $made -Fqdn $Fqdn)) {
            throw "The new certificate $($made.Thumbprint) is not fit to receive the secret. Remove it from LocalMachine\My and create one by hand."
        }
        $made
    }
}

#endregion
#region Active Directory

# Escapes a text for use inside an LDAP filter (RFC 4515).
function ConvertTo-DiscoveryLdapText {
    param([string] $Text)
    $Text.Replace('\', '\5c').Replace('*', '\2a').Replace('(', '\28').Replace(')', '\29').Replace([string][char]0, '\00')
}

# The first value of an attribute as text; empty where there is none.
function Get-DiscoveryText {
    param([hashtable] $Row, [string] $Name)
    $values = @($Row[$Name])
    if ($values.Count -gt 0 -and $null -ne $values[0]) {
        return [string]$values[0]
    }
    ''
}

# What every question to the directory needs. Throws a reason when no domain controller answers.
function Get-DiscoveryForest {
    $root = Get-DiscoveryRootDse
    $forest = @{ Root = $root; RootDomain = ConvertTo-DiscoveryDnsName -DistinguishedName $root.rootDomainNamingContext; Domains = @() }
    $partitions = 'LDAP://CN=Partitions,' + $root.configurationNamingContext
    # the second bit of systemFlags marks domains
    $query = @{
        Path = $partitions
        Filter = '(&(objectClass=crossRef)(systemFlags:1.2.840.113556.1.4.803:=2))'
        Attribute = 'nCName', 'dnsRoot', 'nETBIOSName', 'msDS-Behavior-Version'
    }
    $rows = @{}
    foreach ($row in @(Search-DiscoveryDirectory @query)) {
        $name = (Get-DiscoveryText -Row $row -Name 'dnsRoot').ToLowerInvariant()
        $rows[$name] = @{
            DnsName = $name
            NetBiosName = Get-DiscoveryText -Row $row -Name 'nETBIOSName'
            NamingContext = Get-DiscoveryText -Row $row -Name 'nCName'
            Level = Get-DiscoveryText -Row $row -Name 'msDS-Behavior-Version'
        }
    }
    $forest.Domains = @(foreach ($name in @(Select-DiscoveryName -Names @($rows.Keys))) { $rows[$name] })
    if ($forest.Domains.Count -eq 0) {
        throw 'Active Directory shows no domain of this forest to the person of this run.'
    }
    $forest
}

# DC=contoso,DC=com becomes contoso.com, also at the end of a longer name.
function ConvertTo-DiscoveryDnsName {
    param([string] $DistinguishedName)
    $labels = @(foreach ($match in [regex]::Matches($DistinguishedName, '(?:^|,)DC=((?:[^,\\]|\\.)+)', 'IgnoreCase')) { $match.Groups[1].Value })
    ($labels -join '.').ToLowerInvariant()
}

# CONTOSO\name for an object that was found with its sAMAccountName and distinguishedName.
function ConvertTo-DiscoveryAccount {
    param([hashtable] $Row, [hashtable] $Forest)
    $name = Get-DiscoveryText -Row $Row -Name 'sAMAccountName'
    $dnsName = ConvertTo-DiscoveryDnsName -DistinguishedName (Get-DiscoveryText -Row $Row -Name 'distinguishedName')
    foreach ($domain in $Forest.Domains) {
        if ($domain.DnsName -eq $dnsName) {
            return $domain.NetBiosName + '\' + $name
        }
    }
    "$dnsName\$name"
}

# Objects anywhere in the forest, by the global catalog.
function Search-DiscoveryForest {
    param([hashtable] $Forest, [string] $Filter, [string[]] $Attribute = @('sAMAccountName', 'distinguishedName'))
    Search-DiscoveryDirectory -Path ('GC://' + $Forest.RootDomain) -Filter $Filter -Attribute $Attribute
}

function Search-DiscoveryDomain {
    param([hashtable] $Domain, [string] $Filter, [string[]] $Attribute)
    Search-DiscoveryDirectory -Path ('LDAP://{0}/{1}' -f $Domain.DnsName, $Domain.NamingContext) -Filter $Filter -Attribute $Attribute
}

# The forest, or the reason why it cannot be asked; asked for once.
function Get-DiscoveryForestOrReason {
    try {
        @{ Forest = Get-DiscoveryForest; Reason = '' }
    }
    catch {
        @{ Forest = $null; Reason = Get-DiscoveryReason -ErrorRecord $_ -Source 'Active Directory' }
    }
}

# What Active Directory says of an account such as CONTOSO\svcMIMSync.
function Get-DiscoveryAccountFact {
    param([string] $Name, [hashtable] $Directory)
    $attributes = 'sAMAccountName', 'distinguishedName', 'objectClass', 'servicePrincipalName', 'userAccountControl', 'msDS-AllowedToDelegateTo',
    'msDS-SupportedEncryptionTypes'
    $domain = $null
    $row = $null
    $reason = $Directory.Reason
    try {
        if ($reason -eq '') {
            $domain = Find-DiscoveryDomain -Name $Name -Forest $Directory.Forest
            $short = ConvertTo-DiscoveryLdapText -Text $Name.Substring($Name.IndexOf('\') + 1)
            $filter = "(sAMAccountName=$short)"
            if ($Name.IndexOf('@') -gt 0) {
                $filter = "(userPrincipalName=$short)"
            }
            $rows = @(Search-DiscoveryDomain -Domain $domain -Filter $filter -Attribute $attributes)
            if ($rows.Count -gt 0) {
                $row = $rows[0]
            }
        }
    }
    catch {
        $reason = Get-DiscoveryReason -ErrorRecord $_ -Source "The account $Name"
    }
    if ($reason -eq '' -and $null -eq $row) {
        $reason = "No object called $Name was found in its domain. It may be deleted, or hidden from the person of this run."
    }
    if ($reason -ne '') {
        $unknown = ConvertTo-DiscoveryUnknown -Reason $reason
        return [ordered]@{
            account = $Name; objectClass = $unknown; servicePrincipalNames = $unknown; delegation = $unknown; memberOf = $unknown
            encryptionTypes = $unknown
        }
    }
    [ordered]@{
        account = $Name
        objectClass = Read-DiscoveryFact -Source "The class of $Name" -Read { ConvertTo-DiscoveryClass -Classes $row['objectClass'] }
        servicePrincipalNames = Read-DiscoveryList -Source "The names of $Name" -Read { Select-DiscoveryName -Names $row['servicePrincipalName'] }
        delegation = Read-DiscoveryFact -Source "The delegation of $Name" -Read {
            $flags = Get-DiscoveryText -Row $row -Name 'userAccountControl'
            if ($flags -eq '') {
                throw "The flags of $Name may not be read by the person of this run."
            }
            [ordered]@{
                trustedForDelegation = (([int]$flags -band 0x80000) -ne 0)
                trustedToAuthForDelegation = (([int]$flags -band 0x1000000) -ne 0)
                allowedToDelegateTo = [object[]]@(Select-DiscoveryName -Names $row['msDS-AllowedToDelegateTo'])
            }
        }
        memberOf = Read-DiscoveryList -Source "The groups of $Name" -Read {
            # asked the other way round: the groups that name it, which are those of its own domain
            $member = ConvertTo-DiscoveryLdapText -Text (Get-DiscoveryText -Row $row -Name 'distinguishedName')
            $groups = @(Search-DiscoveryDomain -Domain $domain -Filter "(&(objectClass=group)(member=$member))" -Attribute 'sAMAccountName')
            Select-DiscoveryName -Names @(foreach ($found in $groups) {
                    '{0}\{1}' -f $domain.NetBiosName, (Get-DiscoveryText -Row $found -Name 'sAMAccountName')
                })
        }
        encryptionTypes = Read-DiscoveryFact -Source "The encryption types of $Name" -Read {
            $types = Get-DiscoveryText -Row $row -Name 'msDS-SupportedEncryptionTypes'
            if ($types -ne '') {
                [int]$types
            }
        }
    }
}

# The domain of an account, by the part before the backslash or behind the at sign.
function Find-DiscoveryDomain {
    param([string] $Name, [hashtable] $Forest)
    $before = $Name.Substring(0, [Math]::Max($Name.IndexOf('\'), 0))
    $behind = $Name.Substring($Name.IndexOf('@') + 1)
    foreach ($domain in $Forest.Domains) {
        if (($before -ne '' -and $domain.NetBiosName -eq $before) -or $domain.DnsName -eq $before -or $domain.DnsName -eq $behind) {
            return $domain
        }
    }
    throw "$Name belongs to no domain of this forest. Run this script in its own forest."
}

function ConvertTo-DiscoveryClass {
    param([object[]] $Classes)
    $kinds = [ordered]@{
        'msDS-DelegatedManagedServiceAccount' = 'delegated-managed'; 'msDS-GroupManagedServiceAccount' = 'group-managed'
        'msDS-ManagedServiceAccount' = 'standalone-managed'; computer = 'computer'; user = 'user'
    }
    foreach ($class in $kinds.Keys) {
        if ($Classes -contains $class) {
            return $kinds[$class]
        }
    }
    throw 'The object is neither a user nor a computer nor a managed account.'
}

# Who holds a service principal name in the forest.
function Get-DiscoveryHolderFact {
    param([string] $Name, [hashtable] $Directory)
    [ordered]@{
        name = $Name
        holders = Read-DiscoveryFact -Source "The holders of $Name" -Read {
            if ($Directory.Reason -ne '') {
                throw $Directory.Reason
            }
            $filter = '(servicePrincipalName={0})' -f (ConvertTo-DiscoveryLdapText -Text $Name)
            $holders = @(Search-DiscoveryForest -Forest $Directory.Forest -Filter $filter | ForEach-Object -Process {
                    ConvertTo-DiscoveryAccount -Row $_ -Forest $Directory.Forest
                })
            if ($holders.Count -gt 0) {
                , [object[]]@(Select-DiscoveryName -Names $holders)
            }
        }
    }
}

# A or CNAME of a name, and its addresses.
function Get-DiscoveryDnsFact {
    param([string] $Name)
    $addresses = @()
    $record = $null
    try {
        $answers = @(Resolve-DnsName -Name $Name -Type A -DnsOnly)
        $addresses = @(foreach ($answer in $answers) {
                if ([string]$answer.Type -eq 'A') {
                    [string]$answer.IPAddress
                }
            })
        $aliases = @($answers | Where-Object -FilterScript { [string]$_.Type -eq 'CNAME' })
        if ($aliases.Count -gt 0) {
            $record = ConvertTo-DiscoveryFact -Value 'CNAME'
        }
        elseif ($addresses.Count -gt 0) {
            $record = ConvertTo-DiscoveryFact -Value 'A'
        }
        else {
            $record = ConvertTo-DiscoveryUnknown -Reason "DNS gives neither an A nor a CNAME record for $Name."
        }
    }
    catch {
        $record = ConvertTo-DiscoveryUnknown -Reason (Get-DiscoveryReason -ErrorRecord $_ -Source "The DNS record of $Name")
        if ($_.FullyQualifiedErrorId -like 'DNS_ERROR_RCODE_NAME_ERROR*') {
            $record = ConvertTo-DiscoveryFact -Value $null
        }
    }
    [ordered]@{ name = $Name; record = $record; addresses = [object[]]@(Select-DiscoveryName -Names $addresses) }
}

# The whole forest, for a run with -Directory.
function Get-DiscoveryDirectoryFact {
    param([hashtable] $Directory, [AllowEmptyCollection()] [string[]] $Groups)
    if ($Directory.Reason -ne '') {
        $unknown = ConvertTo-DiscoveryUnknown -Reason $Directory.Reason
        $facts = [ordered]@{}
        foreach ($name in 'rootDomain', 'functionalLevel', 'schemaVersion', 'kdsRootKeys', 'domains', 'sites', 'trusts', 'replicationFailures',
            'duplicateServicePrincipalNames', 'managedAccounts', 'groups', 'passwordChangeNotification') {
            $facts[$name] = $unknown
        }
        return $facts
    }
    $forest = $Directory.Forest
    $configuration = $forest.Root.configurationNamingContext
    $managed = Read-DiscoveryList -Source 'The managed accounts' -Read { Get-DiscoveryManagedAccount -Forest $forest }
    [ordered]@{
        rootDomain = ConvertTo-DiscoveryFact -Value $forest.RootDomain
        functionalLevel = Read-DiscoveryFact -Source 'The functional level of the forest' -Read { [int]$forest.Root.forestFunctionality }
        schemaVersion = Read-DiscoveryFact -Source 'The version of the schema' -Read {
            $schema = 'LDAP://' + $forest.Root.schemaNamingContext
            $query = @{ Path = $schema; Filter = '(objectClass=dMD)'; Attribute = 'objectVersion'; Scope = 'Base' }
            $rows = @(Search-DiscoveryDirectory @query)
            if ($rows.Count -ne 1) {
                throw 'The schema is not shown to the person of this run.'
            }
            [int](Get-DiscoveryText -Row $rows[0] -Name 'objectVersion')
        }
        kdsRootKeys = Read-DiscoveryFact -Source 'The root keys' -Read { Get-DiscoveryRootKey -Configuration $configuration }
        domains = Read-DiscoveryList -Source 'The domains' -Read {
            foreach ($domain in $forest.Domains) {
                Get-DiscoveryDomainFact -Domain $domain -Configuration $configuration
            }
        }
        sites = Read-DiscoveryList -Source 'The sites' -Read {
            $rows = @(Search-DiscoveryDirectory -Path "LDAP://CN=Sites,$configuration" -Filter '(objectClass=site)' -Attribute 'name')
            Select-DiscoveryName -Names @(foreach ($row in $rows) { Get-DiscoveryText -Row $row -Name 'name' })
        }
        trusts = Read-DiscoveryList -Source 'The trusts' -Read { Get-DiscoveryTrust -Forest $forest }
        replicationFailures = Read-DiscoveryFact -Source 'The failures of replication' -Read {
            if ($null -eq (Get-Command -Name 'Get-ADReplicationFailure' -ErrorAction Ignore)) {
                throw 'The tools of Active Directory are not on this computer. Run repadmin.exe /replsummary on a domain controller.'
            }
            $failures = @(Get-ADReplicationFailure -Target $forest.RootDomain -Scope Forest | Where-Object -FilterScript { $_.FailureCount -gt 0 })
            $failures.Count
        }
        duplicateServicePrincipalNames = Read-DiscoveryList -Source 'The service principal names of the forest' -Read {
            $seen = @{}
            $query = @{ Forest = $forest; Filter = '(servicePrincipalName=*)'; Attribute = 'servicePrincipalName' }
            $twice = @(foreach ($row in @(Search-DiscoveryForest @query)) {
                    foreach ($name in @(Select-DiscoveryName -Names $row['servicePrincipalName'])) {
                        if ($seen.ContainsKey($name)) {
                            $name
                        }
                        $seen[$name] = $true
                    }
                })
            Select-DiscoveryName -Names $twice
        }
        managedAccounts = $managed
        groups = Read-DiscoveryList -Source 'The groups' -Read {
            $names = @($Groups)
            if ($managed.state -eq 'found') {
                $names += @(foreach ($item in $managed.value) {
                        if ($item.principals.state -eq 'found') {
                            $item.principals.value
                        }
                    })
            }
            Get-DiscoveryGroup -Names $names -Forest $forest
        }
        passwordChangeNotification = Read-DiscoveryFact -Source 'The targets of PCNS' -Read { Get-DiscoveryNotificationTarget -Forest $forest }
    }
}

# Root keys of the Key Distribution Service, without their secrets. Ordinary people see none: then the keys are unknown.
function Get-DiscoveryRootKey {
    param([string] $Configuration)
    $container = "LDAP://CN=Master Root Keys,CN=Group Key Distribution Service,CN=Services,$Configuration"
    $query = @{ Path = $container; Filter = '(objectClass=msKds-ProvRootKey)'; Attribute = 'cn', 'msKds-CreateTime', 'msKds-UseStartTime' }
    $keys = @{}
    foreach ($row in @(Search-DiscoveryDirectory @query)) {
        $id = Get-DiscoveryText -Row $row -Name 'cn'
        if (@($row['msKds-CreateTime']).Count -eq 0 -or @($row['msKds-UseStartTime']).Count -eq 0) {
            throw 'There are root keys whose times may not be read. Run again as an administrator of the forest root.'
        }
        $keys[$id] = [ordered]@{
            keyId = $id.ToLowerInvariant()
            creationTime = ConvertTo-DiscoveryTime -Time ([datetime]::FromFileTimeUtc([long]$row['msKds-CreateTime'][0]))
            effectiveTime = ConvertTo-DiscoveryTime -Time ([datetime]::FromFileTimeUtc([long]$row['msKds-UseStartTime'][0]))
        }
    }
    if ($keys.Count -gt 0) {
        return , [object[]]@(foreach ($id in @(Select-DiscoveryName -Names @($keys.Keys))) { $keys[$id] })
    }
    # whoever may create a key there also sees the keys
    $rights = @{ Path = $container; Filter = '(objectClass=*)'; Attribute = 'allowedChildClassesEffective'; Scope = 'Base' }
    $own = @(Search-DiscoveryDirectory @rights)
    if ($own.Count -eq 0 -or @($own[0]['allowedChildClassesEffective']) -notcontains 'msKds-ProvRootKey') {
        throw 'Root keys are shown to administrators of the forest root only. Run again as one, or ask one: Get-KdsRootKey on a domain controller.'
    }
}

function Get-DiscoveryDomainFact {
    param([hashtable] $Domain, [string] $Configuration)
    [ordered]@{
        dnsName = $Domain.DnsName
        netbiosName = ConvertTo-DiscoveryFact -Value $Domain.NetBiosName
        functionalLevel = Read-DiscoveryFact -Source "The functional level of $($Domain.DnsName)" -Read {
            if ($Domain.Level -eq '') {
                throw "The functional level of $($Domain.DnsName) is not shown."
            }
            [int]$Domain.Level
        }
        controllers = Read-DiscoveryList -Source "The domain controllers of $($Domain.DnsName)" -Read {
            # primary groups: 516 domain controllers, 521 read-only domain controllers
            $query = @{
                Domain = $Domain
                Filter = '(&(objectClass=computer)(|(primaryGroupID=516)(primaryGroupID=521)))'
                Attribute = 'name', 'dNSHostName', 'operatingSystemVersion', 'primaryGroupID', 'distinguishedName'
            }
            $rows = @{}
            foreach ($row in @(Search-DiscoveryDomain @query)) {
                $rows[(Get-DiscoveryText -Row $row -Name 'name')] = $row
            }
            if ($rows.Count -eq 0) {
                throw "The domain controllers of $($Domain.DnsName) are not shown to the person of this run."
            }
            foreach ($name in @(Select-DiscoveryName -Names @($rows.Keys))) {
                Get-DiscoveryController -Row $rows[$name] -Configuration $Configuration
            }
        }
    }
}

function Get-DiscoveryController {
    param([hashtable] $Row, [string] $Configuration)
    $fqdn = (Get-DiscoveryText -Row $Row -Name 'dNSHostName').ToLowerInvariant()
    $reference = ConvertTo-DiscoveryLdapText -Text (Get-DiscoveryText -Row $Row -Name 'distinguishedName')
    [ordered]@{
        name = (Get-DiscoveryText -Row $Row -Name 'name').ToUpperInvariant()
        fqdn = $fqdn
        operatingSystemVersion = ConvertTo-DiscoveryFact -Value (Get-DiscoveryText -Row $Row -Name 'operatingSystemVersion')
        site = Read-DiscoveryFact -Source "The site of $fqdn" -Read {
            $query = @{
                Path = "LDAP://CN=Sites,$Configuration"
                Filter = "(&(objectClass=server)(serverReference=$reference))"
                Attribute = 'distinguishedName'
            }
            $server = @(Search-DiscoveryDirectory @query)
            if ($server.Count -ne 1) {
                throw "The site of $fqdn is not shown."
            }
            # CN=DC,CN=Servers,CN=site,CN=Sites,...
            $place = Get-DiscoveryText -Row $server[0] -Name 'distinguishedName'
            [regex]::Match($place, ',CN=Servers,CN=((?:[^,\\]|\\.)+),CN=Sites,', 'IgnoreCase').Groups[1].Value
        }
        readOnly = (Get-DiscoveryText -Row $Row -Name 'primaryGroupID') -eq '521'
        webServicesReachable = Read-DiscoveryFact -Source "Port 9389 of $fqdn" -Read { Test-DiscoveryPort -HostName $fqdn -Port 9389 }
        clockSkewSeconds = Read-DiscoveryFact -Source "The clock of $fqdn" -Read {
            $time = (Get-DiscoveryRootDse -Server $fqdn).currentTime
            $culture = [System.Globalization.CultureInfo]::InvariantCulture
            $styles = [System.Globalization.DateTimeStyles]::AssumeUniversal -bor [System.Globalization.DateTimeStyles]::AdjustToUniversal
            $theirs = [datetime]::ParseExact($time, "yyyyMMddHHmmss'.0Z'", $culture, $styles)
            [int][Math]::Abs([Math]::Round(((Get-Date).ToUniversalTime() - $theirs).TotalSeconds))
        }
    }
}

function Get-DiscoveryTrust {
    param([hashtable] $Forest)
    $directions = @{ '1' = 'inbound'; '2' = 'outbound'; '3' = 'two-way' }
    foreach ($domain in $Forest.Domains) {
        $query = @{
            Domain = $domain; Filter = '(objectClass=trustedDomain)'; Attribute = 'trustPartner', 'flatName', 'trustDirection', 'trustAttributes'
        }
        $rows = @{}
        foreach ($row in @(Search-DiscoveryDomain @query)) {
            $partner = (Get-DiscoveryText -Row $row -Name 'trustPartner').ToLowerInvariant()
            $direction = $directions[(Get-DiscoveryText -Row $row -Name 'trustDirection')]
            # a trust between domains of the same forest is no news, a switched-off one (0) is none
            if ($null -ne $direction -and @($Forest.Domains | Where-Object -FilterScript { $_.DnsName -eq $partner }).Count -eq 0) {
                $rows[$partner] = [ordered]@{
                    partner = $partner
                    netbiosName = ConvertTo-DiscoveryFact -Value (Get-DiscoveryText -Row $row -Name 'flatName')
                    direction = $direction
                    forest = (([int](Get-DiscoveryText -Row $row -Name 'trustAttributes') -band 8) -ne 0)
                }
            }
        }
        foreach ($partner in @(Select-DiscoveryName -Names @($rows.Keys))) {
            $rows[$partner]
        }
    }
}

function Get-DiscoveryManagedAccount {
    param([hashtable] $Forest)
    $kinds = @{ 'group-managed' = 'group'; 'standalone-managed' = 'standalone'; 'delegated-managed' = 'delegated' }
    $classes = '(objectClass=msDS-GroupManagedServiceAccount)(objectClass=msDS-ManagedServiceAccount)' +
    '(objectClass=msDS-DelegatedManagedServiceAccount)'
    foreach ($domain in $Forest.Domains) {
        $query = @{
            Domain = $domain
            Filter = "(|$classes)"
            Attribute = 'sAMAccountName', 'objectClass', 'msDS-ManagedPasswordInterval', 'msDS-SupportedEncryptionTypes', 'msDS-GroupMSAMembership'
        }
        $rows = @{}
        foreach ($row in @(Search-DiscoveryDomain @query)) {
            $rows[(Get-DiscoveryText -Row $row -Name 'sAMAccountName').TrimEnd('$')] = $row
        }
        foreach ($name in @(Select-DiscoveryName -Names @($rows.Keys))) {
            $row = $rows[$name]
            [ordered]@{
                name = $name
                domain = $domain.DnsName
                kind = $kinds[(ConvertTo-DiscoveryClass -Classes $row['objectClass'])]
                passwordIntervalDays = Get-DiscoveryNumber -Row $row -Name 'msDS-ManagedPasswordInterval'
                encryptionTypes = Get-DiscoveryNumber -Row $row -Name 'msDS-SupportedEncryptionTypes'
                principals = Read-DiscoveryList -Source "Who may read the password of $name" -Read {
                    $descriptor = @($row['msDS-GroupMSAMembership'])
                    if ($descriptor.Count -eq 0) {
                        throw "Who may read the password of $name is not shown to the person of this run."
                    }
                    Select-DiscoveryName -Names @(foreach ($sid in @(Get-DiscoveryTrustee -Descriptor ([byte[]]$descriptor[0]))) {
                            $found = @(Search-DiscoveryForest -Forest $Forest -Filter "(objectSid=$sid)")
                            if ($found.Count -eq 1) {
                                ConvertTo-DiscoveryAccount -Row $found[0] -Forest $Forest
                            }
                            else {
                                $sid
                            }
                        })
                }
            }
        }
    }
}

function Get-DiscoveryNumber {
    param([hashtable] $Row, [string] $Name)
    $text = Get-DiscoveryText -Row $Row -Name $Name
    if ($text -eq '') {
        return ConvertTo-DiscoveryFact -Value $null
    }
    ConvertTo-DiscoveryFact -Value ([int]$text)
}

# The groups that were named, and those whose names begin as the groups of MIM usually do.
function Get-DiscoveryGroup {
    param([AllowEmptyCollection()] [string[]] $Names, [hashtable] $Forest)
    $scopes = @{ 2 = 'global'; 4 = 'domain-local'; 8 = 'universal' }
    $wanted = @(foreach ($name in @(Select-DiscoveryName -Names @($Names))) {
            '(sAMAccountName={0})' -f (ConvertTo-DiscoveryLdapText -Text $name.Substring($name.IndexOf('\') + 1))
        }) -join ''
    foreach ($domain in $Forest.Domains) {
        $query = @{
            Domain = $domain
            Filter = "(&(objectClass=group)(|(sAMAccountName=MIMSync*)(sAMAccountName=FIMSync*)$wanted))"
            Attribute = 'sAMAccountName', 'distinguishedName', 'groupType', 'member'
        }
        $rows = @{}
        foreach ($row in @(Search-DiscoveryDomain @query)) {
            $rows[(Get-DiscoveryText -Row $row -Name 'sAMAccountName')] = $row
        }
        foreach ($name in @(Select-DiscoveryName -Names @($rows.Keys))) {
            $row = $rows[$name]
            [ordered]@{
                name = $name
                domain = $domain.DnsName
                scope = $scopes[[int](Get-DiscoveryText -Row $row -Name 'groupType') -band 14]
                members = Read-DiscoveryList -Source "The members of $name" -Read {
                    if (@($row['member']).Count -gt 500) {
                        throw "$name has more than 500 members, which is no group of MIM."
                    }
                    Select-DiscoveryName -Names @(foreach ($member in @($row['member'])) {
                            Get-DiscoveryMember -DistinguishedName $member -Forest $Forest
                        })
                }
            }
        }
    }
}

# The account name of a member; of a principal of another forest its identifier.
function Get-DiscoveryMember {
    param([string] $DistinguishedName, [hashtable] $Forest)
    $filter = '(distinguishedName={0})' -f (ConvertTo-DiscoveryLdapText -Text $DistinguishedName)
    $found = @(Search-DiscoveryForest -Forest $Forest -Filter $filter)
    if ($found.Count -eq 1 -and (Get-DiscoveryText -Row $found[0] -Name 'sAMAccountName') -ne '') {
        return ConvertTo-DiscoveryAccount -Row $found[0] -Forest $Forest
    }
    [regex]::Match($DistinguishedName, '^[A-Za-z]+=((?:[^,\\]|\\.)+)').Groups[1].Value
}

# Targets of the Password Change Notification Service. Without its class in the schema it was never prepared in this forest.
function Get-DiscoveryNotificationTarget {
    param([hashtable] $Forest)
    $schema = @{
        Path = 'LDAP://' + $Forest.Root.schemaNamingContext; Filter = '(lDAPDisplayName=mS-MIIS-PCNS-Target)'; Attribute = 'lDAPDisplayName'
    }
    if (@(Search-DiscoveryDirectory @schema).Count -eq 0) {
        return
    }
    $rows = @{}
    foreach ($domain in $Forest.Domains) {
        $query = @{ Domain = $domain; Filter = '(objectClass=mS-MIIS-PCNS-Target)'; Attribute = 'cn', 'mS-MIIS-PCNS-TargetSPN' }
        foreach ($row in @(Search-DiscoveryDomain @query)) {
            $name = Get-DiscoveryText -Row $row -Name 'mS-MIIS-PCNS-TargetSPN'
            if ($name -ne '') {
                $rows[$name] = [ordered]@{ target = Get-DiscoveryText -Row $row -Name 'cn'; servicePrincipalName = $name }
            }
        }
    }
    if ($rows.Count -eq 0) {
        throw 'The schema knows PCNS, but no target is shown. Run pcnscfg.exe list on a domain controller.'
    }
    , [object[]]@(foreach ($name in @(Select-DiscoveryName -Names @($rows.Keys))) { $rows[$name] })
}

#endregion
#region The run

# What this script is: its own hash, so that a reader can tell the released script from another one.
function Get-DiscoveryMeta {
    param([hashtable] $Session, [string] $Kind, [string] $Path)
    [ordered]@{
        scriptVersion = $ScriptVersion
        scriptSha256 = Read-DiscoveryFact -Source 'The script' -Read {
            if ($Path -eq '') {
                throw 'The script was not started from a file.'
            }
            Get-DiscoverySha256 -Bytes ([System.IO.File]::ReadAllBytes($Path))
        }
        runAt = ConvertTo-DiscoveryTime -Time (Get-Date)
        runBy = [string]$Session.User
        runOn = $Session.ComputerName.ToUpperInvariant()
        kind = $Kind
        elevated = [bool]$Session.Elevated
    }
}

# Accounts that run MIM here, as far as they can be accounts of a domain.
function Select-DiscoveryAccount {
    param([System.Collections.IDictionary] $File, [hashtable] $Session)
    $facts = @(foreach ($component in $File.components) {
            if ($null -ne $component.service) {
                $component.service.account
            }
        })
    if ($File.webSites.state -eq 'found') {
        $facts += @(foreach ($site in $File.webSites.value) {
                if ($null -ne $site.component) {
                    $site.poolAccount
                }
            })
    }
    if ($null -ne $File.service) {
        $facts += $File.service.agentAccount
    }
    foreach ($fact in $facts) {
        if ($fact.state -eq 'found') {
            $domain = $fact.value.Substring(0, [Math]::Max($fact.value.IndexOf('\'), 0))
            $local = $domain -eq '.' -or $domain -eq $Session.ComputerName -or $domain.IndexOf(' ') -ge 0
            if (-not $local -and ($domain -ne '' -or $fact.value.IndexOf('@') -gt 0)) {
                $fact.value
            }
        }
    }
}

# DNS names by which clients reach this host.
function Select-DiscoveryAlias {
    param([System.Collections.IDictionary] $File)
    if ($null -ne $File.service -and $File.service.externalHostName.state -eq 'found') {
        $File.service.externalHostName.value
    }
    if ($File.webSites.state -eq 'found') {
        foreach ($site in $File.webSites.value) {
            if ($null -ne $site.component) {
                foreach ($binding in $site.bindings) {
                    $binding.hostHeader
                }
            }
        }
    }
}

# Service principal names that MIM needs on this host, in the long and the short form.
function Select-DiscoveryServiceName {
    param([System.Collections.IDictionary] $File)
    $fqdn = ''
    if ($File.host.fqdn.state -eq 'found') {
        $fqdn = $File.host.fqdn.value
    }
    if ($null -ne $File.service) {
        $names = @($fqdn)
        if ($File.service.externalHostName.state -eq 'found') {
            $names += $File.service.externalHostName.value
        }
        foreach ($name in $names) {
            if ($name -ne '') {
                "FIMService/$name"
                'FIMService/' + ($name -split '\.')[0]
            }
        }
    }
    if ($null -ne $File.synchronization -and $fqdn -ne '') {
        "PCNSCLNT/$fqdn"
    }
    if ($File.webSites.state -eq 'found') {
        foreach ($site in $File.webSites.value) {
            if ($null -ne $site.component) {
                foreach ($binding in $site.bindings) {
                    if ($binding.hostHeader -ne '') {
                        'http/' + $binding.hostHeader
                    }
                }
            }
        }
    }
    foreach ($item in $File.accounts) {
        if ($item.servicePrincipalNames.state -eq 'found') {
            $item.servicePrincipalNames.value
        }
    }
}

# The databases of each SQL Server that MIM here uses.
function Get-DiscoverySqlSection {
    param([System.Collections.IDictionary] $File)
    $servers = @{}
    foreach ($part in $File.synchronization, $File.service) {
        if ($null -ne $part -and $part.database.state -eq 'found') {
            $address = $part.database.value.address
            $servers[$address] = @($servers[$address]) + $part.database.value.name
        }
    }
    foreach ($address in @(Select-DiscoveryName -Names @($servers.Keys))) {
        $databases = [string[]]@($servers[$address] | Where-Object -FilterScript { $null -ne $_ })
        Get-DiscoverySqlFact -Address $address -Databases $databases
    }
}

# Walks through the file and returns each fact with the path to it.
function Get-DiscoveryState {
    param([AllowNull()] [object] $Value, [string] $Path = '')
    if ($Value -is [System.Collections.IDictionary]) {
        if ('found', 'absent', 'unknown' -contains [string]$Value['state']) {
            @{ Path = $Path; State = $Value['state']; Reason = [string]$Value['reason'] }
        }
        foreach ($key in @($Value.Keys)) {
            $step = "$Path.$key"
            if ($key -eq 'value') {
                $step = $Path
            }
            Get-DiscoveryState -Value $Value[$key] -Path $step.TrimStart('.')
        }
    }
    elseif ($Value -is [array]) {
        for ($i = 0; $i -lt $Value.Count; $i++) {
            Get-DiscoveryState -Value $Value[$i] -Path ('{0}[{1}]' -f $Path, $i)
        }
    }
}

function Write-DiscoveryLine {
    param([string] $Text)
    Write-Information -MessageData $Text -InformationAction Continue
}

# Counts the facts, and lists for each reason what it leaves unknown.
function Write-DiscoverySummary {
    param([System.Collections.IDictionary] $File)
    $states = @(Get-DiscoveryState -Value $File)
    $counts = @{ found = 0; absent = 0; unknown = 0 }
    $reasons = [ordered]@{}
    foreach ($state in $states) {
        $counts[$state.State]++
        if ($state.State -eq 'unknown') {
            $reasons[$state.Reason] = @($reasons[$state.Reason]) + $state.Path
        }
    }
    Write-DiscoveryLine -Text ('Facts: {0} found, {1} absent, {2} unknown.' -f $counts['found'], $counts['absent'], $counts['unknown'])
    foreach ($reason in @($reasons.Keys)) {
        Write-DiscoveryLine -Text "Unknown: $reason"
        Write-DiscoveryLine -Text ('  concerns ' + (@($reasons[$reason] | Where-Object -FilterScript { $null -ne $_ }) -join ', '))
    }
    if ($counts['unknown'] -gt 0) {
        Write-DiscoveryLine -Text 'What stays unknown is asked for in the portal; it is never taken for absent.'
    }
}

# Everything about this host.
function Get-DiscoveryHostFile {
    param([hashtable] $Session, [System.Collections.IDictionary] $Meta, [hashtable] $Directory)
    $file = [ordered]@{
        type = 'mim-gmsa/discovery/1'
        meta = $Meta
        host = Get-DiscoveryHostFact -Session $Session
        operatingSystem = Get-DiscoveryOperatingSystem
        components = [object[]]@(Get-DiscoveryComponent)
        synchronization = $null
        service = $null
        webSites = Get-DiscoveryWebSite -Session $Session
        sql = [object[]]@()
        certificates = Get-DiscoveryCertificateFact -Session $Session
        accounts = [object[]]@()
        servicePrincipalNames = [object[]]@()
        dns = [object[]]@()
        directory = $null
    }
    if ($null -ne $file.components[0].service) {
        $file.synchronization = Get-DiscoverySynchronization -Session $Session
    }
    if ($null -ne $file.components[1].service) {
        $file.service = Get-DiscoveryMimService
    }
    $file.sql = [object[]]@(Get-DiscoverySqlSection -File $file)
    if ($file.host.domain.state -eq 'absent') {
        $Directory.Reason = 'This computer is in a workgroup and cannot ask a domain.'
    }
    $file
}

# Everything about the forest.
function Get-DiscoveryForestFile {
    param([System.Collections.IDictionary] $Meta, [hashtable] $Directory, [AllowEmptyCollection()] [string[]] $Groups)
    $elsewhere = ConvertTo-DiscoveryUnknown -Reason 'This run looked at the directory only.'
    [ordered]@{
        type = 'mim-gmsa/discovery/1'
        meta = $Meta
        host = $null
        operatingSystem = $null
        components = [object[]]@()
        synchronization = $null
        service = $null
        webSites = $elsewhere
        sql = [object[]]@()
        certificates = $elsewhere
        accounts = [object[]]@()
        servicePrincipalNames = [object[]]@()
        dns = [object[]]@()
        directory = Get-DiscoveryDirectoryFact -Directory $Directory -Groups $Groups
    }
}

# Writes the JSON and says its hash.
function Write-DiscoveryFile {
    [CmdletBinding(SupportsShouldProcess = $true, ConfirmImpact = 'Low')]
    param([string] $Path, [byte[]] $Bytes)
    if ($PSCmdlet.ShouldProcess($Path, 'Write')) {
        [System.IO.File]::WriteAllBytes((Resolve-DiscoveryPath -Path $Path), $Bytes)
        Write-DiscoveryLine -Text ('Wrote {0}, {1} bytes, SHA-256 {2}' -f $Path, $Bytes.Length, (Get-DiscoverySha256 -Bytes $Bytes))
    }
}

if ([string]$ExecutionContext.SessionState.LanguageMode -ne 'FullLanguage') {
    Write-Warning -Message 'This session does not run in full language mode. Trust the signature of this script first (step A-08), then run it again.'
    exit 2
}
$session = Get-DiscoverySession
if (-not $session.Is64Bit) {
    Write-Warning -Message 'This is a 32-bit session, which sees another registry. Start Windows PowerShell (not x86) and run the script again.'
    exit 2
}
if (-not (Test-Path -LiteralPath $OutputFolder -PathType Container)) {
    Write-Warning -Message "There is no folder $OutputFolder. Create it, or name another one with -OutputFolder."
    exit 2
}
$kind = 'host'
if ($Directory) {
    $kind = 'directory'
}
$meta = Get-DiscoveryMeta -Session $session -Kind $kind -Path ([string]$PSCommandPath)
$forestOrReason = Get-DiscoveryForestOrReason
if ($session.Remote -and $forestOrReason.Reason -ne '') {
    $forestOrReason.Reason = 'A remote session may not ask Active Directory in the name of its person (second hop). Run the script on the host.'
}
if ($Directory) {
    $file = Get-DiscoveryForestFile -Meta $meta -Directory $forestOrReason -Groups @($Group)
}
else {
    $file = Get-DiscoveryHostFile -Session $session -Meta $meta -Directory $forestOrReason
}
if ($CreateEncryptionCertificate) {
    if (-not $session.Elevated -or $null -eq $file.service -or $file.host.fqdn.state -ne 'found') {
        Write-Warning -Message 'The certificate is made in an elevated console on a host of the MIM Service with a DNS name. Nothing was created.'
        exit 2
    }
    $recipient = New-DiscoveryRecipient -Fqdn $file.host.fqdn.value
    $file.certificates = Get-DiscoveryCertificateFact -Session $session
}
$accounts = @($Account)
$names = @($ServicePrincipalName)
$aliases = @($Alias)
if (-not $Directory) {
    $accounts += @(Select-DiscoveryAccount -File $file -Session $session)
    $aliases += @(Select-DiscoveryAlias -File $file)
}
$file.accounts = [object[]]@(foreach ($name in @(Select-DiscoveryName -Names $accounts)) {
        Get-DiscoveryAccountFact -Name $name -Directory $forestOrReason
    })
if (-not $Directory) {
    $names += @(Select-DiscoveryServiceName -File $file)
}
$file.servicePrincipalNames = [object[]]@(foreach ($name in @(Select-DiscoveryName -Names $names)) {
        Get-DiscoveryHolderFact -Name $name -Directory $forestOrReason
    })
$file.dns = [object[]]@(foreach ($name in @(Select-DiscoveryName -Names $aliases)) { Get-DiscoveryDnsFact -Name $name })

$stamp = $meta.runAt.Replace('-', '').Replace(':', '')
$subject = $meta.runOn
if ($Directory) {
    $subject = 'directory'
}
$text = (ConvertTo-DiscoveryJson -Value $file) + "`n"
$base = Join-Path -Path $OutputFolder -ChildPath "mim-gmsa-discovery-$subject-$stamp"
Write-DiscoverySummary -File $file
Write-DiscoveryFile -Path "$base.json" -Bytes ([System.Text.Encoding]::ASCII.GetBytes($text))
if ($CreateEncryptionCertificate -and $null -ne $recipient) {
    Write-DiscoveryFile -Path "$base.cer" -Bytes $recipient.RawData
    Write-DiscoveryLine -Text ('Certificate CN={0}, valid until {1}.' -f $file.host.fqdn.value, (ConvertTo-DiscoveryTime -Time $recipient.NotAfter))
    Write-DiscoveryLine -Text ('Its SHA-256 is {0}' -f (Get-DiscoverySha256 -Bytes $recipient.RawData))
    Write-DiscoveryLine -Text 'Note its first 16 characters on paper: whoever encrypts a secret for this host is asked to type them.'
}
exit 0

#endregion
