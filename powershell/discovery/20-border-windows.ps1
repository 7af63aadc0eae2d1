# Border: each function asks Windows one thing, so that a test can stand in for it.

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
