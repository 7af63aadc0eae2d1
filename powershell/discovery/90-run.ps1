# The run.

if ([string]$ExecutionContext.SessionState.LanguageMode -ne 'FullLanguage') {
    Write-Warning -Message 'This session does not run in full language mode. Trust the signature of this script first (step A-08), then run it again.'
    exit 2
}
$session = Get-DiscoverySession
if (-not $session.Is64Bit) {
    Write-Warning -Message 'This is a 32-bit session, which sees another registry. Start Windows PowerShell (not x86) and run the script again.'
    exit 2
}
if (-not (Test-Path -LiteralPath $OutputFolder -PathType Container)) {
    Write-Warning -Message "There is no folder $OutputFolder. Create it, or name another one with -OutputFolder."
    exit 2
}
$kind = 'host'
if ($Directory) {
    $kind = 'directory'
}
$meta = Get-DiscoveryMeta -Session $session -Kind $kind -Path ([string]$PSCommandPath)
$forestOrReason = Get-DiscoveryForestOrReason
if ($session.Remote -and $forestOrReason.Reason -ne '') {
    $forestOrReason.Reason = 'A remote session may not ask Active Directory in the name of its person (second hop). Run the script on the host.'
}
if ($Directory) {
    $file = Get-DiscoveryForestFile -Meta $meta -Directory $forestOrReason -Groups @($Group)
}
else {
    $file = Get-DiscoveryHostFile -Session $session -Meta $meta -Directory $forestOrReason
}
if ($CreateEncryptionCertificate) {
    if (-not $session.Elevated -or $null -eq $file.service -or $file.host.fqdn.state -ne 'found') {
        Write-Warning -Message 'The certificate is made in an elevated console on a host of the MIM Service with a DNS name. Nothing was created.'
        exit 2
    }
    $recipient = New-DiscoveryRecipient -Fqdn $file.host.fqdn.value
    $file.certificates = Get-DiscoveryCertificateFact -Session $session
}
$accounts = @($Account)
$names = @($ServicePrincipalName)
$aliases = @($Alias)
if (-not $Directory) {
    $accounts += @(Select-DiscoveryAccount -File $file -Session $session)
    $aliases += @(Select-DiscoveryAlias -File $file)
}
$file.accounts = [object[]]@(foreach ($name in @(Select-DiscoveryName -Names $accounts)) {
        Get-DiscoveryAccountFact -Name $name -Directory $forestOrReason
    })
if (-not $Directory) {
    $names += @(Select-DiscoveryServiceName -File $file)
}
$file.servicePrincipalNames = [object[]]@(foreach ($name in @(Select-DiscoveryName -Names $names)) {
        Get-DiscoveryHolderFact -Name $name -Directory $forestOrReason
    })
$file.dns = [object[]]@(foreach ($name in @(Select-DiscoveryName -Names $aliases)) { Get-DiscoveryDnsFact -Name $name })

$stamp = $meta.runAt.Replace('-', '').Replace(':', '')
$subject = $meta.runOn
if ($Directory) {
    $subject = 'directory'
}
$text = (ConvertTo-DiscoveryJson -Value $file) + "`n"
$base = Join-Path -Path $OutputFolder -ChildPath "mim-gmsa-discovery-$subject-$stamp"
Write-DiscoverySummary -File $file
Write-DiscoveryFile -Path "$base.json" -Bytes ([System.Text.Encoding]::ASCII.GetBytes($text))
if ($CreateEncryptionCertificate -and $null -ne $recipient) {
    Write-DiscoveryFile -Path "$base.cer" -Bytes $recipient.RawData
    Write-DiscoveryLine -Text ('Certificate CN={0}, valid until {1}.' -f $file.host.fqdn.value, (ConvertTo-DiscoveryTime -Time $recipient.NotAfter))
    Write-DiscoveryLine -Text ('Its SHA-256 is {0}' -f (Get-DiscoverySha256 -Bytes $recipient.RawData))
    Write-DiscoveryLine -Text 'Note its first 16 characters on paper: whoever encrypts a secret for this host is asked to type them.'
}
exit 0
