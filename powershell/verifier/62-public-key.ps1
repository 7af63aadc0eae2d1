# Verifies with a bare public key. .NET Framework before 4.7 takes elliptic keys only from certificates, so the key is put into one that nobody
# signed: its subject, dates and signature are never looked at. The same few lines serve Windows PowerShell 5.1 and .NET on any system.
$script:emptyCertificate = @{
    # serial 1, ecdsa-with-SHA256, CN=x, 2000 to 2049, CN=x
    Head = '020101300a06082a8648ce3d040302300c310a300806035504030c0178' +
    '301e170d3030303130313030303030305a170d3439303130313030303030305a300c310a300806035504030c0178'
    # ecdsa-with-SHA256, a signature of nothing
    Tail = '300a06082a8648ce3d0403020309003006020101020101'
}

# One DER element (X.690, 8.1): tag, length, content.
function ConvertTo-Der {
    [OutputType([System.Array])]
    param([byte] $Tag, [byte[]] $Content)
    $length = $Content.Length
    if ($length -lt 0x80) {
        $head = [byte[]]@($Tag, $length)
    }
    elseif ($length -lt 0x100) {
        $head = [byte[]]@($Tag, 0x81, $length)
    }
    else {
        $head = [byte[]]@($Tag, 0x82, ($length -shr 8), ($length -band 0xff))
    }
    , [byte[]]($head + $Content)
}

# A certificate around a SubjectPublicKeyInfo (RFC 5280, 4.1).
function Get-KeyCertificate {
    [OutputType([System.Security.Cryptography.X509Certificates.X509Certificate2])]
    param([byte[]] $PublicKey)
    $body = ConvertTo-Der -Tag 0x30 -Content ((ConvertFrom-BundleHex -Text $script:emptyCertificate.Head) + $PublicKey)
    $whole = ConvertTo-Der -Tag 0x30 -Content ($body + (ConvertFrom-BundleHex -Text $script:emptyCertificate.Tail))
    try {
        New-Object -TypeName System.Security.Cryptography.X509Certificates.X509Certificate2 -ArgumentList (, [byte[]]$whole)
    }
    catch {
        throw (ConvertTo-BundleRefusal -Message 'The key of the passkey can not be read.')
    }
}

# Is this the signature of the passkey, of the kind that its algorithm asks for: ES256 on P-256, or RS256 with 2048 bits or more?
function Test-PasskeySignature {
    [OutputType([bool])]
    param([hashtable] $Passkey, [byte[]] $Signed, [byte[]] $Signature)
    $certificate = Get-KeyCertificate -PublicKey (ConvertFrom-Base64Url -Text $Passkey['publicKey'])
    $kind = $certificate.PublicKey.Oid.Value
    $curve = ConvertTo-BundleHex -Bytes $certificate.PublicKey.EncodedParameters.RawData
    $sha256 = [System.Security.Cryptography.HashAlgorithmName]::SHA256
    if ($Passkey['algorithm'] -ceq 'ES256' -and $kind -eq '1.2.840.10045.2.1' -and $curve -eq '06082a8648ce3d030107') {
        $key = [System.Security.Cryptography.X509Certificates.ECDsaCertificateExtensions]::GetECDsaPublicKey($certificate)
        $pair = ConvertFrom-EcdsaDer -Signature $Signature
        return $pair.Length -eq 64 -and $key.VerifyData($Signed, $pair, $sha256)
    }
    if ($Passkey['algorithm'] -ceq 'RS256' -and $kind -eq '1.2.840.113549.1.1.1') {
        $key = [System.Security.Cryptography.X509Certificates.RSACertificateExtensions]::GetRSAPublicKey($certificate)
        if ($key.ExportParameters($false).Modulus.Length -ge 256) {
            return $key.VerifyData($Signed, $Signature, $sha256, [System.Security.Cryptography.RSASignaturePadding]::Pkcs1)
        }
    }
    throw (ConvertTo-BundleRefusal -Message ('The key of the passkey is not of the kind {0} asks for.' -f $Passkey['algorithm']))
}

# An ECDSA signature on P-256 as .NET wants it, r and s of 32 bytes each, from DER (RFC 3279, 2.2.3). Empty when it is no DER.
function ConvertFrom-EcdsaDer {
    [OutputType([System.Array])]
    param([byte[]] $Signature)
    $form = '\A30([0-7][0-9a-f])((?:02)([0-7][0-9a-f])([0-9a-f]+))\z'
    $hex = ConvertTo-BundleHex -Bytes $Signature
    $pair = ''
    $found = [regex]::Match($hex, $form)
    if ($found.Success -and 2 * [System.Convert]::ToInt32($found.Groups[1].Value, 16) -eq $found.Groups[2].Length) {
        $rest = $found.Groups[2].Value
        while ($rest -match '\A02([0-7][0-9a-f])') {
            $length = 2 * [System.Convert]::ToInt32($Matches[1], 16)
            if ($rest.Length -lt 4 + $length -or $length -eq 0) {
                break
            }
            # a positive number of at most 256 bits, in as few bytes as it needs
            $number = $rest.Substring(4, $length)
            if ($number -notmatch '\A(00(?=[89a-f])|(?=0[1-9a-f]|[1-7]))([0-9a-f]{2}){1,32}\z') {
                break
            }
            $pair += ($number -replace '\A00', '').PadLeft(64, '0')
            $rest = $rest.Substring(4 + $length)
        }
        if ($rest -ne '') {
            $pair = ''
        }
    }
    , (ConvertFrom-BundleHex -Text $pair)
}
