# Certificates of the computer.

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
