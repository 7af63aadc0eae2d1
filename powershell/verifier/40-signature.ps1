# CMS signatures, and the certificates that made them.

# Checks a CMS signature by one of the pinned certificates. Without -Content the content is inside. Returns Content, Certificate, Chain and At.
function Read-BundleSignature {
    [OutputType([hashtable])]
    param([byte[]] $Signature, [byte[]] $Content = $null, [string[]] $Pin, [string] $What)
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
    Assert-CodeUsage -Certificate $signer.Certificate -What $What
    $at = Get-SigningTime -Signer $signer
    if ($null -ne $at) {
        Assert-ValidAt -Certificate $signer.Certificate -At $at -What $What
    }
    @{ Content = $cms.ContentInfo.Content; Certificate = $signer.Certificate; Chain = $cms.Certificates; At = $at }
}

# Refuses a certificate that is not for signing code and nothing else.
function Assert-CodeUsage {
    param([object] $Certificate, [string] $What)
    $usages = @($Certificate.Extensions | Where-Object -FilterScript { $_.Oid.Value -eq '2.5.29.37' } |
            ForEach-Object -Process { $_.EnhancedKeyUsages } | ForEach-Object -Process { $_.Value })
    if ($usages.Count -ne 1 -or $usages[0] -ne '1.3.6.1.5.5.7.3.3') {
        throw (ConvertTo-BundleRefusal -Message "The certificate of $What is not for code signing and nothing else.")
    }
}

# The signing time of a manifest or recall list as UTC; scripts carry none.
function Get-SigningTime {
    param([object] $Signer)
    foreach ($attribute in $Signer.SignedAttributes) {
        if ($attribute.Oid.Value -eq '1.2.840.113549.1.9.5') {
            return $attribute.Values[0].SigningTime.ToUniversalTime()
        }
    }
}

function Assert-ValidAt {
    param([object] $Certificate, [datetime] $At, [string] $What)
    if ($At -lt $Certificate.NotBefore.ToUniversalTime() -or $At -gt $Certificate.NotAfter.ToUniversalTime()) {
        throw (ConvertTo-BundleRefusal -Message "The certificate of $What was not valid when it was signed.")
    }
}

# Refuses a certificate whose issuers, as the signature carries them, do not lead up to a self-signed one, all valid at the signing time. Whether
# that root is trusted is not asked: the pin says what counts. Returns the subjects of the issuers.
function Get-BundleIssuer {
    [OutputType([System.Array])]
    param([hashtable] $Signature)
    $chain = New-Object -TypeName System.Security.Cryptography.X509Certificates.X509Chain
    $chain.ChainPolicy.RevocationMode = [System.Security.Cryptography.X509Certificates.X509RevocationMode]::NoCheck
    $chain.ChainPolicy.VerificationFlags = [System.Security.Cryptography.X509Certificates.X509VerificationFlags]::AllowUnknownCertificateAuthority
    $chain.ChainPolicy.VerificationTime = $Signature.At.ToLocalTime()
    $null = $chain.ChainPolicy.ExtraStore.AddRange($Signature.Chain)
    $isWhole = $chain.Build($Signature.Certificate)
    $held = @($Signature.Chain | ForEach-Object -Process { $_.Thumbprint })
    $climbed = @($chain.ChainElements | ForEach-Object -Process { $_.Certificate })
    $root = $climbed[-1]
    $foreign = @($climbed | Where-Object -FilterScript { $held -notcontains $_.Thumbprint })
    if (-not $isWhole -or $foreign.Count -gt 0 -or $climbed.Count -ne $held.Count -or $root.Subject -cne $root.Issuer) {
        throw (ConvertTo-BundleRefusal -Message 'The chain of the signing certificate is not whole, or was not valid at the signing time.')
    }
    $own = $Signature.Certificate.Thumbprint
    , @($climbed | Where-Object -FilterScript { $_.Thumbprint -ne $own } | ForEach-Object -Process { $_.Subject })
}

# The certificates of a PEM file, each in hexadecimal digits.
function Read-BundlePem {
    [OutputType([System.Array])]
    param([byte[]] $Bytes)
    $text = [System.Text.Encoding]::GetEncoding(28591).GetString($Bytes)
    $blocks = [regex]::Matches($text, '-----BEGIN CERTIFICATE-----([A-Za-z0-9+/=\s]+)-----END CERTIFICATE-----')
    , @($blocks | ForEach-Object -Process { ConvertTo-BundleHex -Bytes ([System.Convert]::FromBase64String($_.Groups[1].Value)) })
}

# Refuses certificate files, which people look at, with other certificates than those that count.
function Assert-BundleCertificateFile {
    param([hashtable] $Files, [hashtable] $Signature)
    $own = ConvertTo-BundleHex -Bytes $Signature.Certificate.RawData
    if ((ConvertTo-BundleHex -Bytes $Files['certificates/signing.cer']) -cne $own) {
        throw (ConvertTo-BundleRefusal -Message 'certificates/signing.cer is not the certificate that signed.')
    }
    $held = @($Signature.Chain | ForEach-Object -Process { ConvertTo-BundleHex -Bytes $_.RawData })
    foreach ($path in 'certificates/signing.pem', 'certificates/chain.pem') {
        if ($Files.ContainsKey($path)) {
            $shown = Read-BundlePem -Bytes $Files[$path]
            $foreign = @($shown | Where-Object -FilterScript { $held -cnotcontains $_ })
            if ($shown.Count -eq 0 -or $foreign.Count -gt 0 -or ($path -cmatch 'signing' -and $shown[0] -cne $own)) {
                throw (ConvertTo-BundleRefusal -Message "$path holds other certificates than the signature.")
            }
        }
    }
}
