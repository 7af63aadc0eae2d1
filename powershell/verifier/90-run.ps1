# Asks every question in turn. The first no ends it.

# Reads manifest and statements; the manifest first, because everything else is in it.
function Read-Bundle {
    [OutputType([hashtable])]
    param([hashtable] $Bundle, [string[]] $Pin)
    $files = $Bundle.Files
    foreach ($path in 'manifest.json', 'manifest.json.p7s', 'certificates/signing.cer', 'certificates/signing.pem', 'Start-Runbook.ps1') {
        if (-not $files.ContainsKey($path)) {
            throw (ConvertTo-BundleRefusal -Message "$path is missing: this is not a signed bundle.")
        }
    }
    $Bundle.Signature = Read-BundleSignature -Signature $files['manifest.json.p7s'] -Content $files['manifest.json'] -Pin $Pin -What 'the manifest'
    $issuers = Get-BundleIssuer -Signature $Bundle.Signature
    Write-BundleCheck -Title 'The manifest is signed with the pinned certificate' -Proves 'the signer wrote this list of files'
    $chain = @('self-signed: the pin is all there is', ('issued by {0}' -f ($issuers -join ', then ')))[[int]($issuers.Count -gt 0)]
    Write-BundleCheck -Title "The chain is whole, $chain" -Proves 'each issuer vouched for the next, up to the root'
    $Bundle.Manifest = Read-BundleStatement -Files $files -Path 'manifest.json' -Shape 'manifest' -Type 'mim-gmsa/manifest/1'
    foreach ($entry in $Bundle.Manifest['files']) {
        Assert-BundleShape -Value $entry -Shape 'listedFile' -What 'manifest.json'
    }
}

# Refuses a bundle under another name, and one that is not for real use.
function Assert-BundleIdentity {
    param([hashtable] $Bundle, [switch] $IncludeDemo)
    $manifest = $Bundle.Manifest
    $name = '{0}-r{1}-{2}' -f $manifest['requestId'], $manifest['revision'], $manifest['target']
    if ($Bundle.Name -cne $name) {
        throw (ConvertTo-BundleRefusal -Message ('The folder in the ZIP is named {0}; the manifest is of {1}.' -f $Bundle.Name, $name))
    }
    if ($manifest['mode'] -ceq 'production') {
        if ($Bundle.Signature.Certificate.Subject -cmatch '\bDEMO\b') {
            throw (ConvertTo-BundleRefusal -Message 'A DEMO key signed a bundle that claims to be for production.')
        }
        Write-BundleCheck -Title "$name, for production" -Proves 'it was approved with real decisions'
    }
    elseif ($IncludeDemo) {
        Write-BundleGap -Text "$name is a DEMO bundle: nobody approved it with a real key. Never run it on a production server"
    }
    else {
        throw (ConvertTo-BundleRefusal -Message 'This is a DEMO bundle: nobody approved it with a real key. On a lab machine add -AllowDemo.')
    }
}

# Judges the files: complete, unchanged, signed to their end, approved.
function Assert-BundleFileSet {
    param([hashtable] $Bundle, [string[]] $Pin)
    $files = $Bundle.Files
    Assert-BundleComplete -Manifest $Bundle.Manifest -Files $files
    $count = $Bundle.Manifest['files'].Count
    Write-BundleCheck -Title "$count files, none missing, none added" -Proves 'no byte was changed since it was signed'
    Assert-BundleScriptSet -Manifest $Bundle.Manifest -Files $files -Pin $Pin
    Write-BundleCheck -Title 'Every script is signed to its end' -Proves 'it is the code that people approved, and none follows it'
    Assert-BundleCertificateFile -Files $files -Signature $Bundle.Signature
    Write-BundleCheck -Title 'The certificate in the bundle signed it' -Proves 'what people look at is what counted'
    $Bundle.Target = Read-BundleStatement -Files $files -Path 'statement/target.json' -Shape 'target' -Type 'mim-gmsa/target-statement/1'
    Assert-BundleApproved -Manifest $Bundle.Manifest -Target $Bundle.Target
    Write-BundleCheck -Title 'Every file was approved' -Proves 'the signer added nothing to what people decided on'
}

# Judges plan, membership, policy and decisions.
function Assert-BundleAuthority {
    param([hashtable] $Bundle)
    $files = $Bundle.Files
    $Bundle.Inclusion = Read-BundleStatement -Files $files -Path 'statement/inclusion.json' -Shape 'inclusion' -Type 'mim-gmsa/inclusion-proof/1'
    $Bundle.Decisions = Read-BundleDecision -Files $files
    $Bundle.Plan = Read-BundleStatement -Files $files -Path 'statement/plan.json' -Shape 'plan' -Type 'mim-gmsa/plan-statement/1'
    Assert-BundleOnePlan -Bundle $Bundle
    Write-BundleCheck -Title ('Plan digest {0}' -f $Bundle.Manifest['planDigest']) -Proves 'compare it with the page on which it was approved'
    Assert-BundleMember -Bundle $Bundle
    $place = 'Target {0} of {1}' -f ($Bundle.Inclusion['index'] + 1), $Bundle.Inclusion['size']
    Write-BundleCheck -Title $place -Proves 'this host was part of what people saw'
    Assert-BundleGenesis -Bundle $Bundle
    Write-BundleCheck -Title ('Signer {0}' -f $Bundle.Plan['genesis']) -Proves 'people and policies are those of one journal'
    Assert-BundlePolicy -Bundle $Bundle
    $policy = $Bundle.Decisions['policy']
    Write-BundleCheck -Title ('Policy {0}, version {1}' -f $policy['id'], $policy['version']) -Proves 'nobody lowered the bar afterwards'
    Assert-BundleEvidence -Bundle $Bundle
    if ($Bundle.Plan['mode'] -ceq 'production') {
        $count = $Bundle.Decisions['decisions'].Count
        Write-BundleCheck -Title "$count decisions, each with its evidence" -Proves 'the people themselves decided'
    }
    else {
        Write-BundleGap -Text 'Decisions of a demo: the portal vouches for the people. mim-gmsa verify judges its Ed25519 signatures'
    }
    Write-BundleCheck -Title (Get-BundleQuorum -Bundle $Bundle) -Proves 'each seat is filled by another person, and nobody rejects'
}

# Judges host and window, as far as they are asked for.
function Assert-BundleUse {
    param([hashtable] $Bundle, [AllowEmptyString()] [string] $HostName, [AllowEmptyString()] [string] $At)
    if ($HostName -ne '') {
        Assert-BundleHost -Target $Bundle.Target -Name $HostName
        Write-BundleCheck -Title "The bundle is for $HostName" -Proves 'it is not carried out elsewhere'
    }
    else {
        Write-BundleGap -Text 'Host: not asked, -HostName says where it is to run'
    }
    if ($At -ne '') {
        $open = Get-BundleWindow -Plan $Bundle.Plan -Instant $At
        Write-BundleCheck -Title "A window is open at ${At}: $open" -Proves 'it is not carried out early or late'
    }
    else {
        Write-BundleGap -Text 'Window: not asked, -At says when it is to run'
    }
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
    Read-Bundle -Bundle $bundle -Pin $pin
    Assert-BundleIdentity -Bundle $bundle -IncludeDemo:$AllowDemo
    Assert-BundleFileSet -Bundle $bundle -Pin $pin
    Assert-BundleAuthority -Bundle $bundle
    if ($Start -and $HostName -eq '' -and $bundle.Target['fqdn'] -ne '') {
        $HostName = $env:COMPUTERNAME
    }
    Assert-BundleUse -Bundle $bundle -HostName $HostName -At $At
    Initialize-BundleFolder -Path $state
    if ($RecallList -ne '') {
        Assert-BundleNotRecalled -Manifest $bundle.Manifest -ListPath $RecallList -StateFolder $state -Pin $pin -Reason $StaleReason
        Write-BundleCheck -Title 'The recall list does not name the plan' -Proves 'nobody took it back after signing'
    }
    else {
        Write-BundleGap -Text 'Recall: not asked, -RecallList takes the list that the portal serves'
    }
    Initialize-BundleFolder -Path $Destination
    $folder = Export-BundleFile -Bundle $bundle -Parent $Destination
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
