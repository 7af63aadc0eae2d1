# What every part uses: how a bundle is refused, how a check is told, digests, times.

# Makes the error that refuses a bundle.
function ConvertTo-BundleRefusal {
    [OutputType([System.InvalidOperationException])]
    param([string] $Message)
    New-Object -TypeName System.InvalidOperationException -ArgumentList $Message
}

# Shows one check that passed, and what that proves.
function Write-BundleCheck {
    param([string] $Title, [string] $Proves)
    Write-Information -MessageData ('ok       {0}' -f $Title) -InformationAction Continue
    Write-Information -MessageData ('         proves: {0}' -f $Proves) -InformationAction Continue
}

# Shows a check that was not made, and why: nothing is proved.
function Write-BundleGap {
    param([string] $Text)
    Write-Information -MessageData ('-        {0}' -f $Text) -InformationAction Continue
}

# Says where a path of PowerShell lies on the disk.
function Resolve-BundlePath {
    [OutputType([string])]
    param([string] $Path)
    $ExecutionContext.SessionState.Path.GetUnresolvedProviderPathFromPSPath($Path)
}

# The SHA-256 of bytes. The leading comma keeps an array in one piece.
function Get-BundleHash {
    [OutputType([System.Array])]
    param([AllowEmptyCollection()] [byte[]] $Bytes)
    $algorithm = [System.Security.Cryptography.SHA256]::Create()
    try {
        , $algorithm.ComputeHash($Bytes)
    }
    finally {
        $algorithm.Dispose()
    }
}

# Bytes in small hexadecimal digits.
function ConvertTo-BundleHex {
    [OutputType([string])]
    param([AllowEmptyCollection()] [byte[]] $Bytes)
    [System.BitConverter]::ToString($Bytes).Replace('-', '').ToLowerInvariant()
}

function Get-BundleSha256 {
    [OutputType([string])]
    param([AllowEmptyCollection()] [byte[]] $Bytes)
    ConvertTo-BundleHex -Bytes (Get-BundleHash -Bytes $Bytes)
}

# The SHA-256 of a text in UTF-8.
function Get-BundleTextSha256 {
    [OutputType([string])]
    param([string] $Text)
    Get-BundleSha256 -Bytes ([System.Text.Encoding]::UTF8.GetBytes($Text))
}

# An instant of a signed file as UTC.
function ConvertTo-BundleTime {
    [OutputType([datetime])]
    param([string] $Text)
    [System.DateTimeOffset]::Parse($Text, [System.Globalization.CultureInfo]::InvariantCulture).UtcDateTime
}

# An empty table whose keys differ by letter case.
function Get-CaseTable {
    [OutputType([hashtable])]
    param()
    , [System.Activator]::CreateInstance([System.Collections.Hashtable], [System.StringComparer]::Ordinal)
}
