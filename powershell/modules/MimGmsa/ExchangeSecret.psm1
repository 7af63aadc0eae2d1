#Requires -Version 5.1
# The mailbox secret, from the moment it is typed or opened until it stands encrypted in the registry. Plaintext lives only in this file's own
# variables and goes only through calls of .NET: module logging writes down every parameter and every pipeline.
Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
Import-Module -Name (Join-Path -Path $PSScriptRoot -ChildPath 'System.psm1')
Import-Module -Name (Join-Path -Path $PSScriptRoot -ChildPath 'ProtectService.psm1')
$script:plain = [byte[]]@()
$script:protected = ''
# DPAPI: version 1 and the id of the provider, df9d8cd0-1501-11d1-8c7a-00c04fc297eb
$script:dpapiHeader = '01-00-00-00-D0-8C-9D-DF-01-15-D1-11-8C-7A-00-C0-4F-C2-97-EB'

<#
.SYNOPSIS
    Forgets the secret and its ciphertext.
#>
function Clear-MimGmsaExchangeSecret {
    [CmdletBinding()]
    param()
    [System.Array]::Clear($script:plain, 0, $script:plain.Length)
    $script:plain = [byte[]]@()
    $script:protected = ''
}

<#
.SYNOPSIS
    Asks for the secret twice and keeps it. Returns what is wrong with it, or an empty text.
#>
function Read-MimGmsaExchangeSecret {
    [CmdletBinding()]
    [OutputType([string])]
    param(
        [Parameter(Mandatory = $true)]
        [string] $Prompt
    )
    Clear-MimGmsaExchangeSecret
    $first = Read-Host -Prompt $Prompt -AsSecureString
    $second = Read-Host -Prompt 'Once more' -AsSecureString
    $chars = New-Object -TypeName 'char[]' -ArgumentList $first.Length
    $again = New-Object -TypeName 'char[]' -ArgumentList $second.Length
    $pointers = @([System.IntPtr]::Zero, [System.IntPtr]::Zero)
    try {
        $pointers[0] = [System.Runtime.InteropServices.Marshal]::SecureStringToBSTR($first)
        [System.Runtime.InteropServices.Marshal]::Copy($pointers[0], $chars, 0, $chars.Length)
        $pointers[1] = [System.Runtime.InteropServices.Marshal]::SecureStringToBSTR($second)
        [System.Runtime.InteropServices.Marshal]::Copy($pointers[1], $again, 0, $again.Length)
        if ($chars.Length -eq 0) {
            return 'Nothing was typed.'
        }
        $same = $chars.Length -eq $again.Length
        for ($i = 0; $same -and $i -lt $chars.Length; $i++) {
            $same = [int]$chars[$i] -eq [int]$again[$i]
            if ([char]::IsControl($chars[$i])) {
                return 'The secret holds a control character.'
            }
        }
        if (-not $same) {
            return 'The two entries differ.'
        }
        # half of a pair of surrogates is an error, not a question mark
        $encoding = New-Object -TypeName System.Text.UTF8Encoding -ArgumentList $false, $true
        try {
            $script:plain = $encoding.GetBytes($chars, 0, $chars.Length)
        }
        catch {
            return 'The secret is no valid text.'
        }
        ''
    }
    finally {
        foreach ($pointer in $pointers) {
            if ($pointer -ne [System.IntPtr]::Zero) {
                [System.Runtime.InteropServices.Marshal]::ZeroFreeBSTR($pointer)
            }
        }
        [System.Array]::Clear($chars, 0, $chars.Length)
        [System.Array]::Clear($again, 0, $again.Length)
        $first.Dispose()
        $second.Dispose()
    }
}

<#
.SYNOPSIS
    Returns the certificates of this computer that have a private key.
#>
function Get-MimGmsaMachineCertificate {
    [CmdletBinding()]
    [OutputType([System.Security.Cryptography.X509Certificates.X509Certificate2])]
    param()
    $location = [System.Security.Cryptography.X509Certificates.StoreLocation]::LocalMachine
    $store = New-Object -TypeName System.Security.Cryptography.X509Certificates.X509Store -ArgumentList 'My', $location
    $store.Open([System.Security.Cryptography.X509Certificates.OpenFlags]'ReadOnly, OpenExistingOnly')
    try {
        foreach ($certificate in $store.Certificates) {
            if ($certificate.HasPrivateKey) {
                $certificate
            }
        }
    }
    finally {
        $store.Close()
    }
}

<#
.SYNOPSIS
    Reads the envelope of a file: CMS EnvelopedData for one recipient, RSAES-OAEP and AES-256-CBC, in text armour. Nothing is opened yet.
#>
function Read-MimGmsaSecretEnvelope {
    [CmdletBinding()]
    [OutputType([object])]
    param(
        [Parameter(Mandatory = $true)]
        [string] $Path
    )
    $refusal = New-MimGmsaRefusal -ExitCode 2 -Message 'exchange-password.cms is no envelope that this script opens.'
    $text = [System.IO.File]::ReadAllText((Resolve-MimGmsaPath -Path $Path), [System.Text.Encoding]::ASCII)
    $armour = [regex]::Match($text, '^\s*-----BEGIN CMS-----\s([A-Za-z0-9+/=\s]{1,20000})-----END CMS-----\s*$')
    if (-not $armour.Success) {
        throw $refusal
    }
    Add-Type -AssemblyName 'System.Security'
    $envelope = New-Object -TypeName System.Security.Cryptography.Pkcs.EnvelopedCms
    try {
        $envelope.Decode([System.Convert]::FromBase64String($armour.Groups[1].Value))
    }
    catch {
        throw $refusal
    }
    $right = $envelope.RecipientInfos.Count -eq 1 -and $envelope.ContentEncryptionAlgorithm.Oid.Value -eq '2.16.840.1.101.3.4.1.42'
    if (-not $right -or $envelope.RecipientInfos[0].KeyEncryptionAlgorithm.Oid.Value -ne '1.2.840.113549.1.1.7') {
        throw $refusal
    }
    $envelope
}

<#
.SYNOPSIS
    Returns the bytes with which the plaintext of mim-gmsa-cms/1 must begin: its name, and the digest of what the secret is for.
.DESCRIPTION
    The plaintext is 1,105 bytes of ASCII in three lines, each ended by one line feed (10):
      1. mim-gmsa-cms/1
      2. 64 lower-case hex digits: SHA-256 of the UTF-8 text of five lines, each ended by a line feed: mim-gmsa-cms/1, request id, host,
         purpose, account, exactly as settings.psd1 has them (RequestId, Fqdn, exchange-password, the account of FIMService).
      3. 1,024 base64 digits: 768 bytes, of which the first two are the length of the secret (big-endian, 1 to 766), then the secret in
         UTF-8 without a byte order mark, then zeros.
#>
function Get-MimGmsaSecretHeader {
    [CmdletBinding()]
    [OutputType([byte[]])]
    param(
        [Parameter(Mandatory = $true)]
        [string] $Request,

        [Parameter(Mandatory = $true)]
        [string] $HostName,

        [Parameter(Mandatory = $true)]
        [string] $Account
    )
    $lines = 'mim-gmsa-cms/1', $Request, $HostName, 'exchange-password', $Account, ''
    $context = Get-MimGmsaSha256 -Bytes ([System.Text.Encoding]::UTF8.GetBytes([string]::Join("`n", $lines)))
    [System.Text.Encoding]::ASCII.GetBytes("mim-gmsa-cms/1`n$context`n")
}

<#
.SYNOPSIS
    Opens the envelope with a certificate of this computer and keeps the secret. The manifest's hash of the file must have been checked before,
    because this kind of encryption does not notice changes. Says nothing about why an envelope does not open.
#>
function Open-MimGmsaExchangeSecret {
    [CmdletBinding()]
    param(
        [Parameter(Mandatory = $true)]
        [string] $Path,

        [Parameter(Mandatory = $true)]
        [byte[]] $Header,

        [Parameter(Mandatory = $true)]
        [string] $CertificateSha256
    )
    Clear-MimGmsaExchangeSecret
    $envelope = Read-MimGmsaSecretEnvelope -Path $Path
    $recipients = New-Object -TypeName System.Security.Cryptography.X509Certificates.X509Certificate2Collection
    foreach ($certificate in @(Get-MimGmsaMachineCertificate)) {
        if ((Get-MimGmsaSha256 -Bytes $certificate.RawData) -eq $CertificateSha256) {
            $null = $recipients.Add($certificate)
        }
    }
    if ($recipients.Count -ne 1) {
        $message = 'The certificate {0}, for which the secret was encrypted, is not on this host with its private key.' -f $CertificateSha256
        throw (New-MimGmsaRefusal -ExitCode 2 -Message $message)
    }
    $content = [byte[]]@()
    $chars = [char[]]@()
    $block = [byte[]]@()
    try {
        $envelope.Decrypt($envelope.RecipientInfos[0], $recipients)
        $content = $envelope.ContentInfo.Content
        $good = $content.Length -eq $Header.Length + 1025 -and $content[$content.Length - 1] -eq 10
        for ($i = 0; $good -and $i -lt $Header.Length; $i++) {
            $good = $content[$i] -eq $Header[$i]
        }
        if ($good) {
            $chars = [System.Text.Encoding]::ASCII.GetChars($content, $Header.Length, 1024)
            $block = [System.Convert]::FromBase64CharArray($chars, 0, 1024)
            $length = 256 * $block[0] + $block[1]
            $good = $block.Length -eq 768 -and $length -ge 1 -and $length -le 766
            for ($i = 2 + $length; $good -and $i -lt 768; $i++) {
                $good = $block[$i] -eq 0
            }
        }
        if ($good) {
            $script:plain = New-Object -TypeName 'byte[]' -ArgumentList $length
            [System.Array]::Copy($block, 2, $script:plain, 0, $length)
        }
    }
    catch {
        $good = $false
    }
    finally {
        [System.Array]::Clear($content, 0, $content.Length)
        [System.Array]::Clear($chars, 0, $chars.Length)
        [System.Array]::Clear($block, 0, $block.Length)
    }
    if (-not $good) {
        $message = 'exchange-password.cms does not open as the secret of this request, host and account. Have it encrypted again.'
        throw (New-MimGmsaRefusal -ExitCode 2 -Message $message)
    }
}

<#
.SYNOPSIS
    Waits for a task of .NET in small steps, so that Ctrl+C is heard, and gives up when the time is over.
#>
function Wait-MimGmsaTask {
    [CmdletBinding()]
    param(
        [Parameter(Mandatory = $true)]
        [System.Threading.Tasks.Task] $Task,

        [Parameter(Mandatory = $true)]
        [int] $TimeoutMs
    )
    $clock = [System.Diagnostics.Stopwatch]::StartNew()
    while (-not $Task.Wait(100)) {
        if ($clock.ElapsedMilliseconds -gt $TimeoutMs) {
            throw 'The helper service does not answer on its pipe.'
        }
    }
}

<#
.SYNOPSIS
    Connects to the pipe of the helper service and makes sure that the helper's own process serves it.
#>
function Connect-MimGmsaPipe {
    [CmdletBinding()]
    [OutputType([System.IO.Pipes.NamedPipeClientStream])]
    param(
        [Parameter(Mandatory = $true)]
        [System.IO.Pipes.PipeDirection] $Direction,

        [Parameter(Mandatory = $true)]
        [int] $ProcessId
    )
    $contact = Get-MimGmsaPipeContact
    # the server may learn who connects, but not act in that person's name
    $pipe = New-Object -TypeName System.IO.Pipes.NamedPipeClientStream -ArgumentList @(
        '.', $contact.Name, $Direction, [System.IO.Pipes.PipeOptions]::Asynchronous,
        [System.Security.Principal.TokenImpersonationLevel]::Identification
    )
    try {
        try {
            $pipe.Connect([int]$contact.TimeoutMs)
        }
        catch {
            throw ('The helper service did not open its pipe within {0} seconds.' -f [int]($contact.TimeoutMs / 1000))
        }
        $server = Get-MimGmsaPipeServerId -Pipe $pipe
        if ($server -ne $ProcessId) {
            throw "The pipe is served by process $server, the helper service is process $ProcessId. Nothing was sent. Find out what that is."
        }
    }
    catch {
        $pipe.Dispose()
        throw
    }
    $pipe
}

<#
.SYNOPSIS
    Lets the helper service encrypt the secret, and keeps what comes back. Refuses everything that is not base64 of a DPAPI blob.
#>
function Protect-MimGmsaExchangeSecret {
    [CmdletBinding()]
    param(
        [Parameter(Mandatory = $true)]
        [int] $ProcessId
    )
    $timeout = [int](Get-MimGmsaPipeContact).TimeoutMs
    $pipe = Connect-MimGmsaPipe -Direction Out -ProcessId $ProcessId
    try {
        $task = $pipe.WriteAsync($script:plain, 0, $script:plain.Length)
        Wait-MimGmsaTask -Task $task -TimeoutMs $timeout
        $pipe.Flush()
    }
    finally {
        $pipe.Dispose()
        [System.Array]::Clear($script:plain, 0, $script:plain.Length)
    }
    $buffer = New-Object -TypeName 'byte[]' -ArgumentList 65536
    $length = 0
    $pipe = Connect-MimGmsaPipe -Direction In -ProcessId $ProcessId
    try {
        do {
            $task = $pipe.ReadAsync($buffer, $length, $buffer.Length - $length)
            Wait-MimGmsaTask -Task $task -TimeoutMs $timeout
            $length += $task.Result
        } while ($task.Result -gt 0 -and $length -lt $buffer.Length)
    }
    finally {
        $pipe.Dispose()
    }
    $script:protected = [System.Text.Encoding]::ASCII.GetString($buffer, 0, $length).Trim()
    if (-not (Test-MimGmsaProtectedText)) {
        $script:protected = ''
        throw 'The helper service gave back nothing that DPAPI encrypted. The value in the registry stays as it is.'
    }
}

<#
.SYNOPSIS
    Tells whether the kept ciphertext is base64 of a DPAPI blob.
#>
function Test-MimGmsaProtectedText {
    [CmdletBinding()]
    [OutputType([bool])]
    param()
    if (-not [regex]::IsMatch($script:protected, '^[A-Za-z0-9+/]{28,}={0,2}$')) {
        return $false
    }
    try {
        [System.BitConverter]::ToString([System.Convert]::FromBase64String($script:protected), 0, 20) -eq $script:dpapiHeader
    }
    catch {
        $false
    }
}

<#
.SYNOPSIS
    Writes the kept ciphertext into the one registry value and reads it back.
#>
function Set-MimGmsaExchangeValue {
    [CmdletBinding(SupportsShouldProcess = $true, ConfirmImpact = 'Medium')]
    param(
        [Parameter(Mandatory = $true)]
        [string] $Path,

        [Parameter(Mandatory = $true)]
        [string] $Name
    )
    if ($script:protected -eq '') {
        throw 'There is no ciphertext to write.'
    }
    if ($PSCmdlet.ShouldProcess($Name, 'Write the encrypted secret')) {
        # a call, not a cmdlet, so that no log holds the value; an existing value keeps its kind
        $null = $ExecutionContext.InvokeProvider.Property.Set($Path, [pscustomobject]@{ $Name = $script:protected })
        $now = (Get-ItemProperty -LiteralPath $Path).PSObject.Properties[$Name]
        if ($null -eq $now -or -not [string]::Equals([string]$now.Value, $script:protected, [System.StringComparison]::Ordinal)) {
            throw "$Name does not hold what was written. Restore the old value with -Undo."
        }
    }
}

<#
.SYNOPSIS
    Saves the present value into a file, once: a later run must not replace what was there before the first. Returns whether it wrote.
#>
function Save-MimGmsaExchangeValue {
    [CmdletBinding()]
    [OutputType([bool])]
    param(
        [Parameter(Mandatory = $true)]
        [string] $File,

        [Parameter(Mandatory = $true)]
        [string] $Path,

        [Parameter(Mandatory = $true)]
        [string] $Name
    )
    $target = Resolve-MimGmsaPath -Path $File
    if ([System.IO.File]::Exists($target)) {
        return $false
    }
    $old = (Get-ItemProperty -LiteralPath $Path).PSObject.Properties[$Name].Value
    $text = [string]::Format(
        '{{"data":"{0}","kind":"String","name":"{1}","type":"mim-gmsa/exchange-value/1"}}', $old, $Name)
    $bytes = [System.Text.Encoding]::ASCII.GetBytes($text)
    $stream = [System.IO.File]::Create($target + '.new')
    try {
        $stream.Write($bytes, 0, $bytes.Length)
        $stream.Flush($true)
    }
    finally {
        $stream.Dispose()
    }
    [System.IO.File]::Move($target + '.new', $target)
    $true
}

<#
.SYNOPSIS
    Takes over the saved value, so that Set-MimGmsaExchangeValue can put it back. Returns its name.
#>
function Restore-MimGmsaExchangeValue {
    [CmdletBinding()]
    [OutputType([string])]
    param(
        [Parameter(Mandatory = $true)]
        [string] $File
    )
    $source = Resolve-MimGmsaPath -Path $File
    if (-not [System.IO.File]::Exists($source)) {
        throw (New-MimGmsaRefusal -ExitCode 2 -Message 'Nothing was saved for this request on this host, so there is nothing to take back.')
    }
    $saved = [regex]::Match([System.IO.File]::ReadAllText($source, [System.Text.Encoding]::ASCII),
        '^\{"data":"([A-Za-z0-9+/=]+)","kind":"String","name":"([A-Za-z]+)","type":"mim-gmsa/exchange-value/1"\}$')
    $script:protected = $saved.Groups[1].Value
    if (-not $saved.Success -or -not (Test-MimGmsaProtectedText)) {
        throw (New-MimGmsaRefusal -ExitCode 2 -Message "$File holds no saved value.")
    }
    $saved.Groups[2].Value
}

Export-ModuleMember -Function @(
    'Clear-MimGmsaExchangeSecret', 'Read-MimGmsaExchangeSecret', 'Get-MimGmsaSecretHeader', 'Open-MimGmsaExchangeSecret',
    'Protect-MimGmsaExchangeSecret', 'Set-MimGmsaExchangeValue', 'Save-MimGmsaExchangeValue', 'Restore-MimGmsaExchangeValue'
)
