#Requires -Version 5.1
<#
.SYNOPSIS
    Judges the ZIP of a bundle, and only then unpacks it to a folder that nobody but Administrators and SYSTEM can write.
.DESCRIPTION
    A bundle cannot vouch for itself. Install this script once from a trusted medium, and give it the SHA-256 of the signing certificate as read
    at the signer's console. It reads the ZIP once, so that nobody can exchange it after the check, judges every byte in memory, writes the files,
    reads them again, and starts the runbook there when -Start is given. Each check says what it proves.
    Exit codes: 0 accepted, 2 refused, otherwise the code of the runbook that was started.
.PARAMETER Path
    The ZIP as the portal handed it out.
.PARAMETER CertificateSha256
    SHA-256 of the signing certificate, 64 hexadecimal digits; blanks and colons are ignored. Two after a change of keys.
.PARAMETER RecallList
    The file recall-list.p7m of the portal. A recalled bundle is refused.
.PARAMETER StaleReason
    Why a recall list that has ended must do.
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
$script:maxArchiveBytes = 64000000
$script:maxFileBytes = 32000000
$script:maxTotalBytes = 128000000
$script:maxFiles = 10100

<#
.SYNOPSIS
    Makes the error that refuses a bundle.
#>
function ConvertTo-BundleRefusal {
    [CmdletBinding()]
    [OutputType([System.InvalidOperationException])]
    param(
        [Parameter(Mandatory = $true)]
        [string] $Message
    )
    New-Object -TypeName System.InvalidOperationException -ArgumentList $Message
}

<#
.SYNOPSIS
    Shows one check that passed, and what that proves.
#>
function Write-BundleCheck {
    [CmdletBinding()]
    param(
        [Parameter(Mandatory = $true)]
        [string] $Title,

        [Parameter(Mandatory = $true)]
        [string] $Proves
    )
    Write-Information -MessageData ('ok       {0}' -f $Title) -InformationAction Continue
    Write-Information -MessageData ('         proves: {0}' -f $Proves) -InformationAction Continue
}

<#
.SYNOPSIS
    Says where a path of PowerShell lies on the disk.
#>
function Resolve-BundlePath {
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
    Returns the SHA-256 of bytes in small hexadecimal digits.
#>
function Get-BundleSha256 {
    [CmdletBinding()]
    [OutputType([string])]
    param(
        [Parameter(Mandatory = $true)]
        [AllowEmptyCollection()]
        [byte[]] $Bytes
    )
    $algorithm = [System.Security.Cryptography.SHA256]::Create()
    try {
        [System.BitConverter]::ToString($algorithm.ComputeHash($Bytes)).Replace('-', '').ToLowerInvariant()
    }
    finally {
        $algorithm.Dispose()
    }
}

<#
.SYNOPSIS
    Reads a file once. Refuses what is missing, a folder, a link, or too large.
#>
function Read-BundleFile {
    [CmdletBinding()]
    [OutputType([System.Array])]
    param(
        [Parameter(Mandatory = $true)]
        [string] $Path
    )
    $file = Resolve-BundlePath -Path $Path
    if ([System.IO.Directory]::Exists($file)) {
        throw (ConvertTo-BundleRefusal -Message "$Path is a folder. Give the ZIP as the portal handed it out.")
    }
    if (-not [System.IO.File]::Exists($file)) {
        throw (ConvertTo-BundleRefusal -Message "There is no file $Path.")
    }
    if (([System.IO.File]::GetAttributes($file) -band [System.IO.FileAttributes]::ReparsePoint) -ne 0) {
        throw (ConvertTo-BundleRefusal -Message "$Path is a link: what it points to may change. Give the file itself.")
    }
    if ((New-Object -TypeName System.IO.FileInfo -ArgumentList $file).Length -gt $script:maxArchiveBytes) {
        throw (ConvertTo-BundleRefusal -Message "$Path is too large for a bundle.")
    }
    , [System.IO.File]::ReadAllBytes($file)
}

<#
.SYNOPSIS
    Refuses a path that leaves the folder, or that Windows reads differently than it is written.
#>
function Assert-BundlePath {
    [CmdletBinding()]
    param(
        [Parameter(Mandatory = $true)]
        [AllowEmptyString()]
        [string] $Path
    )
    if ($Path.Length -gt 260) {
        throw (ConvertTo-BundleRefusal -Message 'A path in the ZIP is too long.')
    }
    foreach ($segment in $Path.Split('/')) {
        if ($segment -cnotmatch '\A[A-Za-z0-9._-]+\z' -or $segment.EndsWith('.')) {
            throw (ConvertTo-BundleRefusal -Message "The path '$Path' holds a segment that is not safe.")
        }
        if ($segment -match '\A(con|prn|aux|nul|com[0-9]|lpt[0-9])(\.|\z)') {
            throw (ConvertTo-BundleRefusal -Message "The path '$Path' names a DOS device.")
        }
    }
}

<#
.SYNOPSIS
    Unpacks one entry of the ZIP into memory; exactly as many bytes as the directory says, never more.
#>
function Expand-BundleEntry {
    [CmdletBinding()]
    [OutputType([System.Array])]
    param(
        [Parameter(Mandatory = $true)]
        [byte[]] $Archive,

        [Parameter(Mandatory = $true)]
        [hashtable] $Entry
    )
    $content = New-Object -TypeName 'byte[]' -ArgumentList $Entry.Bytes
    $packed = New-Object -TypeName System.IO.MemoryStream -ArgumentList $Archive, $Entry.DataStart, $Entry.PackedBytes
    $stream = $packed
    try {
        if ($Entry.Method -eq 8) {
            $mode = [System.IO.Compression.CompressionMode]::Decompress
            $stream = New-Object -TypeName System.IO.Compression.DeflateStream -ArgumentList $packed, $mode
        }
        $done = 0
        do {
            $read = $stream.Read($content, $done, $content.Length - $done)
            $done += $read
        } while ($read -gt 0 -and $done -lt $content.Length)
        if ($done -ne $content.Length -or $stream.ReadByte() -ne -1) {
            throw (ConvertTo-BundleRefusal -Message ('{0} has another size than the ZIP says.' -f $Entry.Path))
        }
    }
    catch [System.IO.InvalidDataException] {
        throw (ConvertTo-BundleRefusal -Message ('{0} can not be unpacked: the ZIP is damaged.' -f $Entry.Path))
    }
    finally {
        $stream.Dispose()
        $packed.Dispose()
    }
    , $content
}

<#
.SYNOPSIS
    Reads one entry of the directory of a ZIP and the header that it points to.
#>
function Read-BundleEntry {
    [CmdletBinding()]
    [OutputType([hashtable])]
    param(
        [Parameter(Mandatory = $true)]
        [byte[]] $Archive,

        [Parameter(Mandatory = $true)]
        [int] $Offset,

        [Parameter(Mandatory = $true)]
        [int] $DirectoryStart
    )
    if ($Offset + 46 -gt $Archive.Length -or [System.BitConverter]::ToUInt32($Archive, $Offset) -ne 0x02014b50) {
        throw (ConvertTo-BundleRefusal -Message 'The directory of the ZIP is damaged.')
    }
    $nameBytes = [int][System.BitConverter]::ToUInt16($Archive, $Offset + 28)
    $more = [int][System.BitConverter]::ToUInt16($Archive, $Offset + 30) + [int][System.BitConverter]::ToUInt16($Archive, $Offset + 32)
    $packed = [System.BitConverter]::ToUInt32($Archive, $Offset + 20)
    $bytes = [System.BitConverter]::ToUInt32($Archive, $Offset + 24)
    $header = [System.BitConverter]::ToUInt32($Archive, $Offset + 42)
    if ($Offset + 46 + $nameBytes + $more -gt $Archive.Length -or $header + 30 -gt $DirectoryStart) {
        throw (ConvertTo-BundleRefusal -Message 'The directory of the ZIP is damaged.')
    }
    $name = [System.Text.Encoding]::GetEncoding(28591).GetString($Archive, $Offset + 46, $nameBytes)
    Assert-BundlePath -Path $name
    if ($bytes -gt $script:maxFileBytes) {
        throw (ConvertTo-BundleRefusal -Message "$name unpacks to more than a bundle can hold.")
    }
    $method = [int][System.BitConverter]::ToUInt16($Archive, $Offset + 10)
    $kind = ([System.BitConverter]::ToUInt32($Archive, $Offset + 38) -shr 16) -band 0xF000
    if (($Archive[$Offset + 8] -band 1) -ne 0 -or @(0, 8) -notcontains $method -or @(0, 0x8000) -notcontains $kind) {
        throw (ConvertTo-BundleRefusal -Message "$name is encrypted, packed in an unknown way, or no ordinary file.")
    }
    $start = [int]$header
    $ownName = [int][System.BitConverter]::ToUInt16($Archive, $start + 26)
    $data = $start + 30 + $ownName + [int][System.BitConverter]::ToUInt16($Archive, $start + 28)
    $sameName = $ownName -eq $nameBytes -and $data -le $DirectoryStart -and
    [System.Text.Encoding]::GetEncoding(28591).GetString($Archive, $start + 30, $ownName) -ceq $name
    if ([System.BitConverter]::ToUInt32($Archive, $start) -ne 0x04034b50 -or -not $sameName -or $data + [long]$packed -gt $DirectoryStart) {
        throw (ConvertTo-BundleRefusal -Message "$name has another name or size in its own header.")
    }
    @{
        Path = $name; Method = $method; Bytes = [int]$bytes; PackedBytes = [int]$packed; Start = $start; DataStart = $data
        Next = $Offset + 46 + $nameBytes + $more
    }
}

<#
.SYNOPSIS
    Reads every file of a ZIP into memory: path to bytes. Refuses before anything is unpacked what two programs could read differently.
#>
function Read-BundleArchive {
    [CmdletBinding()]
    [OutputType([hashtable])]
    param(
        [Parameter(Mandatory = $true)]
        [AllowEmptyCollection()]
        [byte[]] $Archive
    )
    $end = $Archive.Length - 22
    $isPlain = $end -ge 0 -and [System.BitConverter]::ToUInt32($Archive, 0) -eq 0x04034b50
    if (-not $isPlain -or [System.BitConverter]::ToUInt32($Archive, $end) -ne 0x06054b50) {
        throw (ConvertTo-BundleRefusal -Message 'The file is no plain ZIP: something stands before or after it, or it is cut short.')
    }
    $count = [int][System.BitConverter]::ToUInt16($Archive, $end + 10)
    $start = [System.BitConverter]::ToUInt32($Archive, $end + 16)
    if ($count -gt $script:maxFiles -or $start + [long][System.BitConverter]::ToUInt32($Archive, $end + 12) -ne $end) {
        throw (ConvertTo-BundleRefusal -Message 'The ZIP holds too many files, or its directory is not where it says.')
    }
    $entries = New-Object -TypeName 'System.Collections.Generic.List[hashtable]'
    $names = New-Object -TypeName 'System.Collections.Generic.HashSet[string]' -ArgumentList ([System.StringComparer]::OrdinalIgnoreCase)
    $offset = [int]$start
    $free = 0
    $total = 0
    for ($i = 0; $i -lt $count; $i++) {
        $entry = Read-BundleEntry -Archive $Archive -Offset $offset -DirectoryStart $start
        if (-not $names.Add($entry.Path)) {
            throw (ConvertTo-BundleRefusal -Message ("'{0}' stands there twice (case does not count)." -f $entry.Path))
        }
        $total += $entry.Bytes
        if ($entry.Start -lt $free -or $total -gt $script:maxTotalBytes) {
            throw (ConvertTo-BundleRefusal -Message 'The ZIP unpacks to more than a bundle can hold, or its entries overlap.')
        }
        $free = $entry.DataStart + $entry.PackedBytes
        $entries.Add($entry)
        $offset = $entry.Next
    }
    if ($offset -ne $end) {
        throw (ConvertTo-BundleRefusal -Message 'The directory of the ZIP holds more than it says.')
    }
    $files = @{}
    foreach ($entry in $entries) {
        $files[$entry.Path] = Expand-BundleEntry -Archive $Archive -Entry $entry
    }
    $files
}

<#
.SYNOPSIS
    Takes the one folder off the paths of a bundle, and returns its name and the files below it.
#>
function Split-BundleFolder {
    [CmdletBinding()]
    [OutputType([hashtable])]
    param(
        [Parameter(Mandatory = $true)]
        [hashtable] $Files
    )
    $below = @{}
    $folders = @{}
    foreach ($path in $Files.Keys) {
        $slash = $path.IndexOf('/')
        if ($slash -lt 1) {
            throw (ConvertTo-BundleRefusal -Message "$path lies outside of the bundle's folder.")
        }
        $folders[$path.Substring(0, $slash)] = $true
        $below[$path.Substring($slash + 1)] = $Files[$path]
    }
    if ($folders.Count -ne 1) {
        throw (ConvertTo-BundleRefusal -Message 'A ZIP of a bundle holds exactly one folder.')
    }
    @{ Name = @($folders.Keys)[0]; Files = $below }
}

<#
.SYNOPSIS
    Checks a CMS signature by one of the pinned certificates and returns what it is about. Without -Content the content is inside.
#>
function Get-BundleSignedContent {
    [CmdletBinding()]
    [OutputType([System.Array])]
    param(
        [Parameter(Mandatory = $true)]
        [byte[]] $Signature,

        [Parameter()]
        [byte[]] $Content = $null,

        [Parameter(Mandatory = $true)]
        [string[]] $Pin,

        [Parameter(Mandatory = $true)]
        [string] $What
    )
    $cms = New-Object -TypeName System.Security.Cryptography.Pkcs.SignedCms
    if ($null -ne $Content) {
        $info = New-Object -TypeName System.Security.Cryptography.Pkcs.ContentInfo -ArgumentList (, $Content)
        $cms = New-Object -TypeName System.Security.Cryptography.Pkcs.SignedCms -ArgumentList $info, $true
    }
    try {
        $cms.Decode($Signature)
    }
    catch {
        throw (ConvertTo-BundleRefusal -Message "The signature of $What can not be read.")
    }
    if ($cms.SignerInfos.Count -ne 1 -or $null -eq $cms.SignerInfos[0].Certificate) {
        throw (ConvertTo-BundleRefusal -Message "$What must have exactly one signer, whose certificate it carries.")
    }
    $signer = $cms.SignerInfos[0]
    $own = Get-BundleSha256 -Bytes $signer.Certificate.RawData
    if ($Pin -notcontains $own) {
        throw (ConvertTo-BundleRefusal -Message "$What is signed with another certificate: $own.")
    }
    # without signed attributes the signature would be over the content itself: another meaning for the same bytes
    if ($signer.SignedAttributes.Count -lt 2) {
        throw (ConvertTo-BundleRefusal -Message "The signature of $What has no signed attributes.")
    }
    try {
        $signer.CheckSignature($true)
    }
    catch {
        throw (ConvertTo-BundleRefusal -Message "The signature of $What does not fit: it was changed.")
    }
    Assert-BundleCertificate -Signer $signer -What $What
    , $cms.ContentInfo.Content
}

<#
.SYNOPSIS
    Refuses a certificate that is not for signing code, or that was not valid at the signing time where there is one.
#>
function Assert-BundleCertificate {
    [CmdletBinding()]
    param(
        [Parameter(Mandatory = $true)]
        [object] $Signer,

        [Parameter(Mandatory = $true)]
        [string] $What
    )
    $certificate = $Signer.Certificate
    $usages = @($certificate.Extensions | Where-Object -FilterScript { $_.Oid.Value -eq '2.5.29.37' } |
            ForEach-Object -Process { $_.EnhancedKeyUsages } | ForEach-Object -Process { $_.Value })
    if ($usages.Count -ne 1 -or $usages[0] -ne '1.3.6.1.5.5.7.3.3') {
        throw (ConvertTo-BundleRefusal -Message "The certificate of $What is not for code signing and nothing else.")
    }
    foreach ($attribute in $Signer.SignedAttributes) {
        if ($attribute.Oid.Value -eq '1.2.840.113549.1.9.5') {
            $at = $attribute.Values[0].SigningTime.ToUniversalTime()
            if ($at -lt $certificate.NotBefore.ToUniversalTime() -or $at -gt $certificate.NotAfter.ToUniversalTime()) {
                throw (ConvertTo-BundleRefusal -Message "The certificate of $What was not valid when it was signed.")
            }
        }
    }
}

<#
.SYNOPSIS
    Refuses a file that is missing, was added, or is not the one of the manifest.
#>
function Assert-BundleComplete {
    [CmdletBinding()]
    param(
        [Parameter(Mandatory = $true)]
        [object] $Manifest,

        [Parameter(Mandatory = $true)]
        [hashtable] $Files
    )
    $open = @{}
    foreach ($path in $Files.Keys) {
        if ($path -cne 'manifest.json' -and $path -cne 'manifest.json.p7s') {
            $open[$path] = $true
        }
    }
    foreach ($entry in @($Manifest.files)) {
        if (-not $open.ContainsKey($entry.path)) {
            throw (ConvertTo-BundleRefusal -Message ('{0} stands in the manifest and is missing, or stands there twice.' -f $entry.path))
        }
        $bytes = $Files[$entry.path]
        if ($bytes.Length -ne $entry.bytes -or (Get-BundleSha256 -Bytes $bytes) -cne $entry.sha256) {
            throw (ConvertTo-BundleRefusal -Message ('{0} is not the file that was signed.' -f $entry.path))
        }
        $open.Remove($entry.path)
    }
    foreach ($path in $open.Keys) {
        throw (ConvertTo-BundleRefusal -Message "$path was added: the manifest does not list it.")
    }
}

<#
.SYNOPSIS
    Refuses a script whose signature block is not at its very end, is of another certificate, or is about other code than was approved.
#>
function Assert-BundleScript {
    [CmdletBinding()]
    param(
        [Parameter(Mandatory = $true)]
        [object] $Entry,

        [Parameter(Mandatory = $true)]
        [byte[]] $Bytes,

        [Parameter(Mandatory = $true)]
        [string[]] $Pin
    )
    $text = [System.Text.Encoding]::GetEncoding(28591).GetString($Bytes)
    $marks = [regex]::Matches($text, '(?im)^[^\S\r\n]*#[^\S\r\n]*SIG[^\S\r\n]*#')
    $block = [regex]::Match($text, '\r\n# SIG # Begin signature block\r\n((?:# [A-Za-z0-9+/=]{1,64}\r\n)+)# SIG # End signature block\r\n\z')
    if (-not $block.Success -or $marks.Count -ne 2) {
        throw (ConvertTo-BundleRefusal -Message ('{0}: the signature block must stand once, at the very end.' -f $Entry.path))
    }
    $body = $text.Substring(0, $block.Index)
    $latin = [System.Text.Encoding]::GetEncoding(28591).GetBytes($body)
    $isApproved = $null -ne $Entry.PSObject.Properties['unsignedSha256'] -and (Get-BundleSha256 -Bytes $latin) -ceq $Entry.unsignedSha256
    $signature = [System.Convert]::FromBase64String($block.Groups[1].Value.Replace('# ', '').Replace("`r`n", ''))
    $content = Get-BundleSignedContent -Signature $signature -Pin $Pin -What $Entry.path
    # the digest of the text in UTF-16 ends what Authenticode signs
    $digest = Get-BundleSha256 -Bytes ([System.Text.Encoding]::Unicode.GetBytes($body))
    $stated = [System.BitConverter]::ToString($content).Replace('-', '').ToLowerInvariant()
    if (-not $isApproved -or -not $stated.EndsWith($digest)) {
        throw (ConvertTo-BundleRefusal -Message ('{0} is not the script that was signed and approved.' -f $Entry.path))
    }
}

<#
.SYNOPSIS
    Refuses a file that the target statement does not name, or names with another digest before signing.
#>
function Assert-BundleApproved {
    [CmdletBinding()]
    param(
        [Parameter(Mandatory = $true)]
        [object] $Manifest,

        [Parameter(Mandatory = $true)]
        [byte[]] $Statement
    )
    $target = [System.Text.Encoding]::UTF8.GetString($Statement) | ConvertFrom-Json
    $open = @{}
    foreach ($file in @($target.files)) {
        $open[$file.path] = $file.sha256
    }
    # what only the signer writes
    $added = 'cover.html', 'statement/plan.json', 'statement/target.json', 'statement/inclusion.json', 'decisions.json'
    $added += 'certificates/signing.cer', 'certificates/signing.pem', 'certificates/chain.pem'
    foreach ($entry in @($Manifest.files | Where-Object -FilterScript { $added -cnotcontains $_.path })) {
        $digest = $entry.sha256
        if ($null -ne $entry.PSObject.Properties['unsignedSha256']) {
            $digest = $entry.unsignedSha256
        }
        if (-not $open.ContainsKey($entry.path) -or $open[$entry.path] -cne $digest) {
            throw (ConvertTo-BundleRefusal -Message ('{0} is not a file that was approved.' -f $entry.path))
        }
        $open.Remove($entry.path)
    }
    if ($target.type -cne 'mim-gmsa/target-statement/1' -or $target.target -cne $Manifest.target -or $open.Count -gt 0) {
        throw (ConvertTo-BundleRefusal -Message 'The target statement is of another target, or names files that are missing.')
    }
}

<#
.SYNOPSIS
    Refuses a recalled bundle, a recall list of another signer, one that is older than the newest seen here, and one that has ended.
#>
function Assert-BundleNotRecalled {
    [CmdletBinding()]
    param(
        [Parameter(Mandatory = $true)]
        [object] $Manifest,

        [Parameter(Mandatory = $true)]
        [string] $ListPath,

        [Parameter(Mandatory = $true)]
        [string] $StateFolder,

        [Parameter(Mandatory = $true)]
        [string[]] $Pin,

        [Parameter()]
        [AllowEmptyString()]
        [string] $Reason = ''
    )
    $bytes = Get-BundleSignedContent -Signature (Read-BundleFile -Path $ListPath) -Pin $Pin -What 'the recall list'
    $text = [System.Text.Encoding]::UTF8.GetString($bytes)
    # the list is canonical JSON: each of these stands there once, in this form
    $form = '\A\{"genesis":"([0-9a-f]{64})","issuedAt":"[^"]+","nextUpdate":"([^"]+)","recalled":\[.*\],' +
    '"seq":([0-9]{1,15}),"type":"mim-gmsa/recall-list/1"\}\z'
    $found = [regex]::Match($text, $form)
    if (-not $found.Success -or $found.Groups[1].Value -cne $Manifest.genesis) {
        throw (ConvertTo-BundleRefusal -Message 'The recall list is of another signer, or of an unknown form.')
    }
    if ($text.Contains('"planDigest":"{0}"' -f $Manifest.planDigest)) {
        throw (ConvertTo-BundleRefusal -Message 'This bundle was recalled. Do not carry it out; ask for the newer revision.')
    }
    $record = Join-Path -Path $StateFolder -ChildPath ('recall-{0}.txt' -f $Manifest.genesis.Substring(0, 16))
    $file = Resolve-BundlePath -Path $record
    $seen = [long]0
    if ([System.IO.File]::Exists($file)) {
        $seen = [long]::Parse([System.IO.File]::ReadAllText($file), [System.Globalization.CultureInfo]::InvariantCulture)
    }
    $seq = [long]::Parse($found.Groups[3].Value, [System.Globalization.CultureInfo]::InvariantCulture)
    if ($seq -lt $seen) {
        throw (ConvertTo-BundleRefusal -Message "The recall list is number $seq; number $seen was seen on this host already. Get the newest one.")
    }
    $ends = [System.DateTimeOffset]::Parse($found.Groups[2].Value, [System.Globalization.CultureInfo]::InvariantCulture).UtcDateTime
    if ((Get-Date).ToUniversalTime() -gt $ends -and $Reason.Trim().Length -lt 5) {
        throw (ConvertTo-BundleRefusal -Message ('The recall list ended on {0:u}. Get a new one, or say with -StaleReason why it must do.' -f $ends))
    }
    [System.IO.File]::WriteAllText($file, [string]$seq)
}

<#
.SYNOPSIS
    Makes a folder for Administrators and SYSTEM only, or refuses one that others may use.
#>
function Initialize-BundleFolder {
    [CmdletBinding()]
    param(
        [Parameter(Mandatory = $true)]
        [string] $Path
    )
    $file = Resolve-BundlePath -Path $Path
    if (-not [System.IO.Directory]::Exists($file)) {
        $null = [System.IO.Directory]::CreateDirectory($file)
        $null = icacls.exe $Path /inheritance:r /grant:r '*S-1-5-32-544:(OI)(CI)F' '*S-1-5-18:(OI)(CI)F' /Q
        $protected = $LASTEXITCODE -eq 0
        $null = icacls.exe $Path /setowner '*S-1-5-32-544' /Q
        if (-not $protected -or $LASTEXITCODE -ne 0) {
            throw (ConvertTo-BundleRefusal -Message "icacls.exe could not protect $Path. Open Windows PowerShell as administrator.")
        }
        # between making it and protecting it anybody could write
        if ([System.IO.Directory]::GetFileSystemEntries($file).Length -gt 0) {
            throw (ConvertTo-BundleRefusal -Message "Somebody wrote into $Path while it was made. Find out who, delete the folder and start again.")
        }
    }
    if (([System.IO.File]::GetAttributes($file) -band [System.IO.FileAttributes]::ReparsePoint) -ne 0) {
        throw (ConvertTo-BundleRefusal -Message "$Path is a link to another place.")
    }
    $sddl = [string](Get-Acl -LiteralPath $Path).Sddl
    $trusted = 'BA', 'SY', 'S-1-5-32-544', 'S-1-5-18'
    $list = [regex]::Match($sddl, 'D:[A-Z]*((\([^)]*\))*)')
    $entries = [regex]::Matches($list.Groups[1].Value, '\(([^;]*);[^;]*;[^;]*;[^;]*;[^;]*;([^;)]*)')
    $others = @($entries | Where-Object -FilterScript { $_.Groups[1].Value -like '*A' -and $trusted -notcontains $_.Groups[2].Value })
    $owner = [regex]::Match($sddl, '^O:(S-[0-9-]+|[A-Z]{2})').Groups[1].Value
    if ($trusted -notcontains $owner -or $others.Count -gt 0 -or $entries.Count -eq 0) {
        throw (ConvertTo-BundleRefusal -Message "$Path is not for administrators only. Find out who made it, move it away and start again.")
    }
}

<#
.SYNOPSIS
    Writes the judged files into a new protected folder and reads them again. Returns the folder.
#>
function Export-BundleFile {
    [CmdletBinding()]
    [OutputType([string])]
    param(
        [Parameter(Mandatory = $true)]
        [hashtable] $Bundle,

        [Parameter(Mandatory = $true)]
        [object] $Manifest,

        [Parameter(Mandatory = $true)]
        [string] $Parent
    )
    $digest = Get-BundleSha256 -Bytes $Bundle.Files['manifest.json']
    $folder = Join-Path -Path $Parent -ChildPath ('{0}-{1}' -f $Bundle.Name, $digest.Substring(0, 16))
    $isNew = -not [System.IO.Directory]::Exists((Resolve-BundlePath -Path $folder))
    Initialize-BundleFolder -Path $folder
    $root = Resolve-BundlePath -Path $folder
    if ($isNew) {
        foreach ($path in $Bundle.Files.Keys) {
            $target = [System.IO.Path]::Combine($root, $path.Replace('/', [string][System.IO.Path]::DirectorySeparatorChar))
            $null = [System.IO.Directory]::CreateDirectory([System.IO.Path]::GetDirectoryName($target))
            $stream = New-Object -TypeName System.IO.FileStream -ArgumentList $target, ([System.IO.FileMode]::CreateNew)
            try {
                $stream.Write($Bundle.Files[$path], 0, $Bundle.Files[$path].Length)
                $stream.Flush($true)
            }
            finally {
                $stream.Dispose()
            }
        }
    }
    $written = @{}
    foreach ($file in [System.IO.Directory]::GetFiles($root, '*', [System.IO.SearchOption]::AllDirectories)) {
        $written[$file.Substring($root.Length).Replace('\', '/').TrimStart('/')] = [System.IO.File]::ReadAllBytes($file)
    }
    Assert-BundleComplete -Manifest $Manifest -Files $written
    if ((Get-BundleSha256 -Bytes $written['manifest.json']) -cne $digest) {
        throw (ConvertTo-BundleRefusal -Message 'The manifest was changed while it was written.')
    }
    $folder
}

<#
.SYNOPSIS
    Judges the bundle in memory and returns its manifest.
#>
function Test-BundleContent {
    [CmdletBinding()]
    [OutputType([object])]
    param(
        [Parameter(Mandatory = $true)]
        [hashtable] $Bundle,

        [Parameter(Mandatory = $true)]
        [string[]] $Pin,

        [Parameter()]
        [switch] $IncludeDemo
    )
    $needed = 'manifest.json', 'manifest.json.p7s', 'statement/plan.json', 'statement/target.json'
    $needed += 'certificates/signing.cer', 'Start-Runbook.ps1'
    foreach ($path in $needed) {
        if (-not $Bundle.Files.ContainsKey($path)) {
            throw (ConvertTo-BundleRefusal -Message "$path is missing: this is not a signed bundle.")
        }
    }
    $bytes = $Bundle.Files['manifest.json']
    $null = Get-BundleSignedContent -Signature $Bundle.Files['manifest.json.p7s'] -Content $bytes -Pin $Pin -What 'the manifest'
    Write-BundleCheck -Title 'The manifest is signed with the pinned certificate' -Proves 'the signer wrote this list of files'
    $manifest = [System.Text.Encoding]::UTF8.GetString($bytes) | ConvertFrom-Json
    $name = '{0}-r{1}-{2}' -f $manifest.requestId, $manifest.revision, $manifest.target
    if ($manifest.type -cne 'mim-gmsa/manifest/1' -or $Bundle.Name -cne $name) {
        throw (ConvertTo-BundleRefusal -Message ("The folder in the ZIP is named {0}; the manifest is of {1}." -f $Bundle.Name, $name))
    }
    $certificate = [System.Text.Encoding]::GetEncoding(28591).GetString($Bundle.Files['certificates/signing.cer'])
    if ($manifest.mode -ceq 'production' -and $certificate.Contains('DEMO')) {
        throw (ConvertTo-BundleRefusal -Message 'A DEMO key signed a bundle that claims to be for production.')
    }
    if ($manifest.mode -cne 'production' -and -not $IncludeDemo) {
        throw (ConvertTo-BundleRefusal -Message 'This is a DEMO bundle: nobody approved it with a real key. On a lab machine add -AllowDemo.')
    }
    Assert-BundleComplete -Manifest $manifest -Files $Bundle.Files
    Write-BundleCheck -Title ('{0} files, none missing, none added' -f @($manifest.files).Count) -Proves 'no byte was changed since it was signed'
    foreach ($entry in @($manifest.files | Where-Object -FilterScript { $_.path -match '\.(ps1|psm1|psd1)\z' })) {
        Assert-BundleScript -Entry $entry -Bytes $Bundle.Files[$entry.path] -Pin $Pin
    }
    Write-BundleCheck -Title 'Every script is signed to its end' -Proves 'it is the code that people approved, and none follows it'
    if ((Get-BundleSha256 -Bytes $Bundle.Files['statement/plan.json']) -cne $manifest.planDigest) {
        throw (ConvertTo-BundleRefusal -Message 'The plan statement is not the one of the manifest.')
    }
    Assert-BundleApproved -Manifest $manifest -Statement $Bundle.Files['statement/target.json']
    Write-BundleCheck -Title 'Every file was approved' -Proves 'the signer added nothing to what people decided on'
    Write-BundleCheck -Title ('Plan digest {0}' -f $manifest.planDigest) -Proves 'compare it with the page on which it was approved'
    $manifest
}

$exitCode = 0
try {
    # Windows PowerShell 5.1 loads the types of CMS on demand only
    Add-Type -AssemblyName 'System.Security'
    $pin = @($CertificateSha256 | ForEach-Object -Process { ($_ -replace '[\s:]', '').ToLowerInvariant() })
    if (@($pin | Where-Object -FilterScript { $_ -notmatch '\A[0-9a-f]{64}\z' }).Count -gt 0) {
        throw (ConvertTo-BundleRefusal -Message '-CertificateSha256 takes 64 hexadecimal digits, as the signer shows them.')
    }
    $state = Join-Path -Path $env:ProgramData -ChildPath 'MimGmsa'
    if ($Destination -eq '') {
        $Destination = Join-Path -Path $state -ChildPath 'Bundles'
    }
    $bundle = Split-BundleFolder -Files (Read-BundleArchive -Archive (Read-BundleFile -Path $Path))
    Write-BundleCheck -Title 'The ZIP is plain and its paths are safe' -Proves 'unpacking writes below one folder and each file once'
    $manifest = Test-BundleContent -Bundle $bundle -Pin $pin -IncludeDemo:$AllowDemo
    Initialize-BundleFolder -Path $state
    if ($RecallList -ne '') {
        Assert-BundleNotRecalled -Manifest $manifest -ListPath $RecallList -StateFolder $state -Pin $pin -Reason $StaleReason
        Write-BundleCheck -Title 'The recall list does not name the plan' -Proves 'nobody took it back after signing'
    }
    else {
        Write-Information -MessageData '-        Recall: not asked, -RecallList takes the list that the portal serves' -InformationAction Continue
    }
    Initialize-BundleFolder -Path $Destination
    $folder = Export-BundleFile -Bundle $bundle -Manifest $manifest -Parent $Destination
    Write-BundleCheck -Title "Unpacked to $folder and read again" -Proves 'what was judged is what lies there'
    if ($Start) {
        powershell.exe -NoProfile -File (Join-Path -Path $folder -ChildPath 'Start-Runbook.ps1') @RunbookArgument
        $exitCode = $LASTEXITCODE
    }
}
catch {
    Write-Warning -Message ('REFUSED: {0} Nothing of the bundle was started.' -f $_.Exception.Message)
    $exitCode = 2
}
exit $exitCode
