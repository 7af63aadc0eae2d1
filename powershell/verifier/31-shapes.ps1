# Which members each signed object has. One more, one less or another type is refused. After the colon: h digest, s text, i whole number from 0,
# b true or false, a list, o object; a small n: or null; a question mark: or absent.
$script:shapes = @{
    manifest = 'type:s genesis:h planDigest:h requestId:s revision:i mode:s target:s files:a'
    file = 'path:s bytes:i sha256:h'
    listedFile = 'path:s bytes:i sha256:h unsignedSha256:h?'
    plan = 'type:s genesis:h requestId:s revision:i kind:s mode:s asOf:s requester:s environmentSha256:h caseSha256:h ' +
    'ciphertextsSha256:h generator:o policy:o windows:a targetCount:i targetsRoot:h'
    planPolicy = 'id:s version:i sha256:h'
    window = 'group:s notBefore:s notAfter:s'
    target = 'type:s target:s kind:s fqdn:s recipientCertificateSha256:h? files:a'
    inclusion = 'type:s planDigest:h index:i size:i hashes:a'
    decisions = 'type:s planDigest:h genesis:o policy:o people:a authors:a credentials:a decisions:a'
    genesis = 'type:s kind:s seq:i at:s previous:sn mode:s nonce:s portalKey:sn certificateSha256:hn trust:o?'
    trust = 'origin:s trustees:a'
    trustee = 'person:o credential:o'
    policy = 'type:s id:s version:i kind:s title:s groups:a validDays:i allowSyncedPasskeys:b covers:a coolingOffHours:i ticketRequired:b'
    group = 'id:s title:s count:i'
    person = 'id:s name:s groups:a active:b'
    credential = 'id:s person:s publicKey:s algorithm:s synced:b label:s'
    made = 'seq:i at:s decision:o evidence:s'
    decision = 'type:s genesis:h planDigest:h decision:s person:s method:s credentialId:sn nonce:s notAfter:s commentSha256:hn'
    assertion = 'authenticatorData:s clientDataJSON:s signature:s'
    signedTicket = 'ticket:o signature:s'
    ticket = 'type:s genesis:h person:s planDigest:h action:s nonce:s notAfter:s'
    recallList = 'type:s genesis:h seq:i issuedAt:s nextUpdate:s recalled:a'
    recalled = 'planDigest:h requestId:s revision:i at:s reason:s'
}

# Is this a value of that type?
function Test-BundleType {
    [OutputType([bool])]
    param([AllowNull()] [object] $Value, [string] $Type)
    switch -CaseSensitive ($Type[0]) {
        'h' { return $Value -is [string] -and $Value -cmatch '\A[0-9a-f]{64}\z' }
        's' { return $Value -is [string] }
        'i' { return $Value -is [long] -and $Value -ge 0 }
        'b' { return $Value -is [bool] }
        'a' { return $Value -is [array] }
    }
    $Value -is [hashtable]
}

# Refuses an object that has not exactly the members of its shape.
function Assert-BundleShape {
    param([AllowNull()] [object] $Value, [string] $Shape, [string] $What)
    $known = @{ '' = $true }
    $isKnown = $Value -is [hashtable]
    foreach ($member in $script:shapes[$Shape].Split(' ')) {
        $name, $type = $member.Split(':')
        $known[$name] = $true
        if (-not $isKnown -or -not $Value.ContainsKey($name)) {
            $isKnown = $isKnown -and $type.EndsWith('?')
        }
        elseif (-not ($type.EndsWith('n') -and $null -eq $Value[$name])) {
            $isKnown = Test-BundleType -Value $Value[$name] -Type $type
        }
    }
    if (-not $isKnown -or @($Value.Keys | Where-Object -FilterScript { -not $known.ContainsKey($_) }).Count -gt 0) {
        throw (ConvertTo-BundleRefusal -Message "$What is of an unknown shape.")
    }
}

# Reads a signed file of the bundle: canonical, of its shape, of its type and version.
function Read-BundleStatement {
    [OutputType([hashtable])]
    param([hashtable] $Files, [string] $Path, [string] $Shape, [string] $Type)
    if (-not $Files.ContainsKey($Path)) {
        throw (ConvertTo-BundleRefusal -Message "$Path is missing: this is not a signed bundle.")
    }
    $value = Read-BundleJson -Bytes $Files[$Path] -What $Path
    Assert-BundleShape -Value $value -Shape $Shape -What $Path
    if ($value['type'] -cne $Type) {
        throw (ConvertTo-BundleRefusal -Message "$Path is of another type or version than $Type.")
    }
    $value
}
