# The files of the bundle against its manifest, and both against what people approved.

# Refuses a file that is missing, was added, or is not the one of the manifest.
function Assert-BundleComplete {
    param([hashtable] $Manifest, [hashtable] $Files)
    $open = @{}
    foreach ($path in $Files.Keys) {
        if ($path -cne 'manifest.json' -and $path -cne 'manifest.json.p7s') {
            $open[$path] = $true
        }
    }
    foreach ($entry in $Manifest['files']) {
        $path = $entry['path']
        if (-not $open.ContainsKey($path)) {
            throw (ConvertTo-BundleRefusal -Message "$path stands in the manifest and is missing, or stands there twice.")
        }
        $bytes = $Files[$path]
        if ($bytes.Length -ne $entry['bytes'] -or (Get-BundleSha256 -Bytes $bytes) -cne $entry['sha256']) {
            throw (ConvertTo-BundleRefusal -Message "$path is not the file that was signed.")
        }
        $open.Remove($path)
    }
    foreach ($path in $open.Keys) {
        throw (ConvertTo-BundleRefusal -Message "$path was added: the manifest does not list it.")
    }
}

# Refuses a script whose signature block is not at its very end, is of another certificate, or is about other code than was approved.
function Assert-BundleScript {
    param([hashtable] $Entry, [byte[]] $Bytes, [string[]] $Pin)
    $path = $Entry['path']
    $text = [System.Text.Encoding]::GetEncoding(28591).GetString($Bytes)
    $marks = [regex]::Matches($text, '(?im)^[^\S\r\n]*#[^\S\r\n]*SIG[^\S\r\n]*#')
    $block = [regex]::Match($text, '\r\n# SIG # Begin signature block\r\n((?:# [A-Za-z0-9+/=]{1,64}\r\n)+)# SIG # End signature block\r\n\z')
    if (-not $block.Success -or $marks.Count -ne 2) {
        throw (ConvertTo-BundleRefusal -Message "${path}: the signature block must stand once, at the very end.")
    }
    $body = $text.Substring(0, $block.Index)
    $unsigned = Get-BundleSha256 -Bytes ([System.Text.Encoding]::GetEncoding(28591).GetBytes($body))
    $encoded = $block.Groups[1].Value.Replace('# ', '').Replace("`r`n", '')
    $signature = Read-BundleSignature -Signature ([System.Convert]::FromBase64String($encoded)) -Pin $Pin -What $path
    # the digest of the text in UTF-16 ends what Authenticode signs
    $digest = Get-BundleSha256 -Bytes ([System.Text.Encoding]::Unicode.GetBytes($body))
    $isSigned = (ConvertTo-BundleHex -Bytes $signature.Content).EndsWith($digest, [System.StringComparison]::Ordinal)
    if (-not $isSigned -or $unsigned -cne $Entry['unsignedSha256']) {
        throw (ConvertTo-BundleRefusal -Message "$path is not the script that was signed and approved.")
    }
}

# Checks every PowerShell file of the bundle; nothing else carries a signature block.
function Assert-BundleScriptSet {
    param([hashtable] $Manifest, [hashtable] $Files, [string[]] $Pin)
    foreach ($entry in $Manifest['files']) {
        if ($entry['path'] -match '\.(ps1|psm1|psd1)\z') {
            Assert-BundleScript -Entry $entry -Bytes $Files[$entry['path']] -Pin $Pin
        }
        elseif ($entry.ContainsKey('unsignedSha256')) {
            throw (ConvertTo-BundleRefusal -Message ('{0} is no script and can carry no signature.' -f $entry['path']))
        }
    }
}

# Refuses a file that the target statement does not name, or names with another digest before signing.
function Assert-BundleApproved {
    param([hashtable] $Manifest, [hashtable] $Target)
    $open = @{}
    foreach ($file in $Target['files']) {
        Assert-BundleShape -Value $file -Shape 'file' -What 'A file of the target statement'
        $open[$file['path']] = $file['sha256']
    }
    # what only the signer writes
    $added = 'cover.html', 'statement/plan.json', 'statement/target.json', 'statement/inclusion.json', 'decisions.json'
    $added += 'certificates/signing.cer', 'certificates/signing.pem', 'certificates/chain.pem'
    foreach ($entry in $Manifest['files']) {
        $path = $entry['path']
        if ($added -ccontains $path) {
            continue
        }
        $digest = $entry['sha256']
        if ($entry.ContainsKey('unsignedSha256')) {
            $digest = $entry['unsignedSha256']
        }
        if (-not $open.ContainsKey($path) -or $open[$path] -cne $digest) {
            throw (ConvertTo-BundleRefusal -Message "$path is not a file that was approved.")
        }
        $open.Remove($path)
    }
    if ($open.Count -gt 0) {
        throw (ConvertTo-BundleRefusal -Message ('{0} was approved and is missing.' -f @($open.Keys)[0]))
    }
}
