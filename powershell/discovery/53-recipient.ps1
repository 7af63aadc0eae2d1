# The certificate that a secret for this host is encrypted for.

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
    $maker = Get-Command -Name 'New-SelfSignedCertificate' -ErrorAction Ignore
    if ($null -eq $maker -or -not $maker.Parameters.ContainsKey('Type')) {
        throw 'This version of Windows cannot make the certificate by itself. Make it with certreq.exe as docs/discovery.md says, then run again.'
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
