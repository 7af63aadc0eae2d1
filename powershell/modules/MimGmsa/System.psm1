#Requires -Version 5.1
# What the module asks of the machine and the person, in functions so small that a test can stand in for each of them.
Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'

<#
.SYNOPSIS
    Says where this code runs: host, domain, engine and the rights of the person.
#>
function Get-MimGmsaSession {
    [CmdletBinding()]
    [OutputType([System.Collections.Specialized.OrderedDictionary])]
    param()
    $identity = [System.Security.Principal.WindowsIdentity]::GetCurrent()
    $principal = New-Object -TypeName System.Security.Principal.WindowsPrincipal -ArgumentList $identity
    $system = Get-CimInstance -ClassName Win32_OperatingSystem
    $computer = Get-CimInstance -ClassName Win32_ComputerSystem
    [ordered]@{
        ComputerName = $env:COMPUTERNAME
        Domain = [string]$computer.Domain
        OperatingSystem = '{0} {1}' -f $system.Caption, $system.Version
        EngineVersion = $PSVersionTable.PSVersion.ToString()
        Edition = [string]$PSVersionTable.PSEdition
        LanguageMode = [string]$ExecutionContext.SessionState.LanguageMode
        Is64Bit = [System.Environment]::Is64BitProcess
        IsElevated = $principal.IsInRole([System.Security.Principal.WindowsBuiltInRole]::Administrator)
        IsRemote = ($null -ne (Get-Variable -Name 'PSSenderInfo' -ValueOnly -ErrorAction Ignore))
        HostName = $Host.Name
        User = $identity.Name
    }
}

<#
.SYNOPSIS
    Asks the person one question and returns the typed line without blanks around it.
#>
function Read-MimGmsaAnswer {
    [CmdletBinding()]
    [OutputType([string])]
    param(
        [Parameter(Mandatory = $true)]
        [string] $Prompt
    )
    ([string](Read-Host -Prompt $Prompt)).Trim()
}

<#
.SYNOPSIS
    Shows the person one line.
#>
function Write-MimGmsaLine {
    [CmdletBinding()]
    param(
        [Parameter(Mandatory = $true)]
        [AllowEmptyString()]
        [string] $Text
    )
    Write-Information -MessageData $Text -InformationAction Continue
}

<#
.SYNOPSIS
    Returns the security identifier of an account such as CONTOSO\MIMSyncGMSAsvc$.
#>
function Get-MimGmsaAccountSid {
    [CmdletBinding()]
    [OutputType([string])]
    param(
        [Parameter(Mandatory = $true)]
        [string] $Account
    )
    $name = New-Object -TypeName System.Security.Principal.NTAccount -ArgumentList $Account
    $name.Translate([System.Security.Principal.SecurityIdentifier]).Value
}

<#
.SYNOPSIS
    Returns the four numbers of a program's file version.
#>
function Get-MimGmsaFileVersion {
    [CmdletBinding()]
    [OutputType([string])]
    param(
        [Parameter(Mandatory = $true)]
        [string] $Path
    )
    $version = [System.Diagnostics.FileVersionInfo]::GetVersionInfo((Resolve-MimGmsaPath -Path $Path))
    '{0}.{1}.{2}.{3}' -f $version.FileMajorPart, $version.FileMinorPart, $version.FileBuildPart, $version.FilePrivatePart
}

<#
.SYNOPSIS
    Returns one value of a registry key, or nothing where there is no such key or value.
#>
function Get-MimGmsaRegistryValue {
    [CmdletBinding()]
    [OutputType([object])]
    param(
        [Parameter(Mandatory = $true)]
        [string] $Path,

        [Parameter(Mandatory = $true)]
        [string] $Name
    )
    if (Test-Path -LiteralPath $Path) {
        $property = (Get-ItemProperty -LiteralPath $Path).PSObject.Properties[$Name]
        if ($null -ne $property) {
            $property.Value
        }
    }
}

<#
.SYNOPSIS
    Names the mutex that lets one runbook at a time work on this host.
#>
function Get-MimGmsaMutexName {
    [CmdletBinding()]
    [OutputType([string])]
    param()
    'Global\MimGmsa-Runbook'
}

<#
.SYNOPSIS
    Returns the time as UTC.
#>
function Get-MimGmsaTime {
    [CmdletBinding()]
    [OutputType([datetime])]
    param()
    (Get-Date).ToUniversalTime()
}

<#
.SYNOPSIS
    Writes a point of time as text, to the second, in UTC.
#>
function ConvertTo-MimGmsaTimeText {
    [CmdletBinding()]
    [OutputType([string])]
    param(
        [Parameter(Mandatory = $true)]
        [datetime] $Time
    )
    $Time.ToUniversalTime().ToString('yyyy-MM-ddTHH:mm:ssZ', [System.Globalization.CultureInfo]::InvariantCulture)
}

<#
.SYNOPSIS
    Reads a point of time that ConvertTo-MimGmsaTimeText or the generator wrote.
#>
function ConvertFrom-MimGmsaTimeText {
    [CmdletBinding()]
    [OutputType([datetime])]
    param(
        [Parameter(Mandatory = $true)]
        [string] $Text
    )
    $culture = [System.Globalization.CultureInfo]::InvariantCulture
    $styles = [System.Globalization.DateTimeStyles]::AssumeUniversal -bor [System.Globalization.DateTimeStyles]::AdjustToUniversal
    [datetime]::ParseExact($Text, 'yyyy-MM-ddTHH:mm:ssZ', $culture, $styles)
}

<#
.SYNOPSIS
    Returns the path that .NET understands; .NET does not follow PowerShell's own location.
#>
function Resolve-MimGmsaPath {
    [CmdletBinding()]
    [OutputType([string])]
    param(
        [Parameter(Mandatory = $true)]
        [string] $Path
    )
    $ExecutionContext.SessionState.Path.GetUnresolvedProviderPathFromPSPath($Path)
}

<#
.SYNOPSIS
    Returns the lower-case hex SHA-256 of a file or of bytes.
#>
function Get-MimGmsaSha256 {
    [CmdletBinding(DefaultParameterSetName = 'Path')]
    [OutputType([string])]
    param(
        [Parameter(Mandatory = $true, ParameterSetName = 'Path')]
        [string] $Path,

        [Parameter(Mandatory = $true, ParameterSetName = 'Bytes')]
        [AllowEmptyCollection()]
        [byte[]] $Bytes
    )
    $algorithm = [System.Security.Cryptography.SHA256]::Create()
    try {
        if ($PSCmdlet.ParameterSetName -eq 'Bytes') {
            $digest = $algorithm.ComputeHash($Bytes)
        }
        else {
            $stream = [System.IO.File]::OpenRead((Resolve-MimGmsaPath -Path $Path))
            try {
                $digest = $algorithm.ComputeHash($stream)
            }
            finally {
                $stream.Dispose()
            }
        }
    }
    finally {
        $algorithm.Dispose()
    }
    [System.BitConverter]::ToString($digest).Replace('-', '').ToLowerInvariant()
}

<#
.SYNOPSIS
    Makes an error that carries the exit code of the runbook: 2 precondition, 3 wrong host, 4 manual action pending, 5 clean-up incomplete.
#>
function New-MimGmsaRefusal {
    [Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSUseShouldProcessForStateChangingFunctions', '',
        Justification = 'It makes an object in memory and changes nothing on the machine.')]
    [CmdletBinding()]
    [OutputType([System.InvalidOperationException])]
    param(
        [Parameter(Mandatory = $true)]
        [int] $ExitCode,

        [Parameter(Mandatory = $true)]
        [string] $Message
    )
    $refusal = New-Object -TypeName System.InvalidOperationException -ArgumentList $Message
    $refusal.Data['MimGmsaExitCode'] = $ExitCode
    $refusal
}

<#
.SYNOPSIS
    Tells whether two names are the same to Windows: letter case does not count, everything else does.
#>
function Test-MimGmsaSameText {
    [CmdletBinding()]
    [OutputType([bool])]
    param(
        [Parameter(Mandatory = $true)]
        [AllowEmptyString()]
        [AllowNull()]
        [string] $First,

        [Parameter(Mandatory = $true)]
        [AllowEmptyString()]
        [AllowNull()]
        [string] $Second
    )
    # -eq of newer engines skips control characters; names must not
    [string]::Equals($First, $Second, [System.StringComparison]::OrdinalIgnoreCase)
}

<#
.SYNOPSIS
    Returns the wanted texts that the present list lacks, without regard to letter case.
#>
function Select-MimGmsaMissing {
    [CmdletBinding()]
    [OutputType([string])]
    param(
        [Parameter(Mandatory = $true)]
        [AllowEmptyCollection()]
        [string[]] $Wanted,

        [Parameter(Mandatory = $true)]
        [AllowEmptyCollection()]
        [AllowNull()]
        [string[]] $Present
    )
    foreach ($item in $Wanted) {
        $found = $false
        foreach ($other in @($Present)) {
            if (Test-MimGmsaSameText -First $item -Second $other) {
                $found = $true
            }
        }
        if (-not $found) {
            $item
        }
    }
}

<#
.SYNOPSIS
    Returns the account name without its domain: CONTOSO\svcMIMSync becomes svcMIMSync.
#>
function Get-MimGmsaShortName {
    [CmdletBinding()]
    [OutputType([string])]
    param(
        [Parameter(Mandatory = $true)]
        [string] $Account
    )
    $Account.Substring($Account.LastIndexOf('\') + 1)
}

<#
.SYNOPSIS
    Returns the sAMAccountName of a managed account: the short name and one $ behind it.
#>
function Get-MimGmsaManagedName {
    [CmdletBinding()]
    [OutputType([string])]
    param(
        [Parameter(Mandatory = $true)]
        [string] $Account
    )
    (Get-MimGmsaShortName -Account $Account).TrimEnd('$') + '$'
}

<#
.SYNOPSIS
    Tells whether a logon name read from Windows is the wanted account. A wanted name without a domain means the given domain.
#>
function Test-MimGmsaSameAccount {
    [CmdletBinding()]
    [OutputType([bool])]
    param(
        [Parameter(Mandatory = $true)]
        [AllowEmptyString()]
        [string] $Actual,

        [Parameter(Mandatory = $true)]
        [string] $Wanted,

        [Parameter(Mandatory = $true)]
        [System.Collections.IDictionary] $Domain
    )
    $full = $Wanted
    if ($Wanted.IndexOf('\') -lt 0 -and $Wanted.IndexOf('@') -lt 0) {
        $full = '{0}\{1}' -f $Domain['NetBiosName'], $Wanted
    }
    if (Test-MimGmsaSameText -First $Actual -Second $full) {
        return $true
    }
    # Windows may show the user principal name, name@contoso.com
    $principalName = '{0}@{1}' -f (Get-MimGmsaShortName -Account $full), $Domain['DnsName']
    $ownDomain = Test-MimGmsaSameText -First $full.Substring(0, [Math]::Max($full.IndexOf('\'), 0)) -Second $Domain['NetBiosName']
    $ownDomain -and (Test-MimGmsaSameText -First $Actual -Second $principalName)
}

Export-ModuleMember -Function @(
    'Get-MimGmsaSession', 'Read-MimGmsaAnswer', 'Write-MimGmsaLine', 'Get-MimGmsaAccountSid', 'Get-MimGmsaFileVersion',
    'Get-MimGmsaRegistryValue', 'Get-MimGmsaMutexName', 'Get-MimGmsaTime', 'ConvertTo-MimGmsaTimeText', 'ConvertFrom-MimGmsaTimeText',
    'Resolve-MimGmsaPath', 'Get-MimGmsaSha256', 'New-MimGmsaRefusal', 'Test-MimGmsaSameText', 'Select-MimGmsaMissing', 'Get-MimGmsaShortName',
    'Get-MimGmsaManagedName', 'Test-MimGmsaSameAccount'
)
