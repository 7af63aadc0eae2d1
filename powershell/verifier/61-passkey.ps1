# Decisions that were made with a passkey (WebAuthn 7.2), on the signer's own pages.

# Refuses a decision that the person's passkey did not sign exactly so.
function Assert-PasskeyDecision {
    param([hashtable] $Made, [hashtable] $Decisions, [hashtable] $Counter)
    $decision = $Made['decision']
    $person = $decision['person']
    $trust = $Decisions['genesis']['trust']
    if ($null -eq $trust) {
        throw (ConvertTo-BundleRefusal -Message 'This signer was founded without passkeys.')
    }
    Assert-BundleShape -Value $trust -Shape 'trust' -What 'The genesis'
    $credential = @($Decisions['credentials'] | Where-Object -FilterScript { $_['id'] -ceq $decision['credentialId'] })
    if ($credential.Count -ne 1 -or $credential[0]['person'] -cne $person) {
        throw (ConvertTo-BundleRefusal -Message "The passkey of $person is not one of theirs.")
    }
    foreach ($trustee in $trust['trustees']) {
        Assert-BundleShape -Value $trustee -Shape 'trustee' -What 'The genesis'
        $founder = $trustee['credential']
        if ($founder['id'] -ceq $credential[0]['id'] -and $founder['publicKey'] -cne $credential[0]['publicKey']) {
            throw (ConvertTo-BundleRefusal -Message "The passkey of $person is not the one in the genesis.")
        }
    }
    $assertion = Read-BundleEvidence -Evidence $Made['evidence'] -Shape 'assertion'
    $challenge = Get-BundleHash -Bytes ([System.Text.Encoding]::UTF8.GetBytes($decision['']))
    try {
        $clientData = ConvertFrom-Base64Url -Text $assertion['clientDataJSON']
        Assert-ClientData -Bytes $clientData -Challenge (ConvertTo-Base64Url -Bytes $challenge) -Origin $trust['origin']
        $data = ConvertFrom-Base64Url -Text $assertion['authenticatorData']
        $count = Get-AuthenticatorCounter -Bytes $data -Origin $trust['origin'] -Passkey $credential[0] -Policy $Decisions['policy']
        $signed = $data + (Get-BundleHash -Bytes $clientData)
        $signature = ConvertFrom-Base64Url -Text $assertion['signature']
        if (-not (Test-PasskeySignature -Passkey $credential[0] -Signed $signed -Signature $signature)) {
            throw (ConvertTo-BundleRefusal -Message 'The signature of the passkey is wrong.')
        }
        Assert-CounterRose -Counter $Counter -Id $credential[0]['id'] -Value $count
    }
    catch [System.InvalidOperationException] {
        throw (ConvertTo-BundleRefusal -Message ('The decision of {0} is not theirs: {1}' -f $person, $_.Exception.Message))
    }
}

# WebAuthn 6.1.1: a counter that does not rise is the sign of a copied authenticator. Ids differ by letter case, so their digests are the keys.
function Assert-CounterRose {
    param([hashtable] $Counter, [string] $Id, [long] $Value)
    $key = Get-BundleTextSha256 -Text $Id
    $before = [long]0
    if ($Counter.ContainsKey($key)) {
        $before = $Counter[$key]
    }
    if (($Value -ne 0 -or $before -ne 0) -and $Value -le $before) {
        throw (ConvertTo-BundleRefusal -Message 'The counter of the passkey did not rise: it was used before, or somebody copied the authenticator.')
    }
    $Counter[$key] = $Value
}

# What the browser says (WebAuthn 5.8.1): this ceremony, this challenge, exactly this origin, in no frame of another page.
function Assert-ClientData {
    param([byte[]] $Bytes, [string] $Challenge, [string] $Origin)
    try {
        $data = (New-Object -TypeName System.Text.UTF8Encoding -ArgumentList $false, $true).GetString($Bytes) | ConvertFrom-Json
    }
    catch {
        throw (ConvertTo-BundleRefusal -Message 'The client data of the assertion is not JSON.')
    }
    $names = @($data.PSObject.Properties | ForEach-Object -Process { $_.Name })
    foreach ($name in 'type', 'challenge', 'origin') {
        if ($names -cnotcontains $name -or $data.$name -isnot [string]) {
            throw (ConvertTo-BundleRefusal -Message 'The client data of the assertion is malformed.')
        }
    }
    if ($data.type -cne 'webauthn.get') {
        throw (ConvertTo-BundleRefusal -Message ("The assertion is for '{0}', not for 'webauthn.get'." -f $data.type))
    }
    if ($data.challenge -cne $Challenge) {
        throw (ConvertTo-BundleRefusal -Message 'The passkey signed another challenge: it is for something else.')
    }
    if ($data.origin -cne $Origin) {
        throw (ConvertTo-BundleRefusal -Message ('The passkey was used on {0}, not on {1}.' -f $data.origin, $Origin))
    }
    if ($names -contains 'topOrigin' -or ($names -contains 'crossOrigin' -and $data.crossOrigin -ne $false)) {
        throw (ConvertTo-BundleRefusal -Message 'The passkey was used inside a frame of another page.')
    }
}

# What the authenticator says (WebAuthn 6.1): for the signer's host, a person was there and was verified. Returns the signature counter.
function Get-AuthenticatorCounter {
    [OutputType([long])]
    param([byte[]] $Bytes, [string] $Origin, [hashtable] $Passkey, [hashtable] $Policy)
    if ($Bytes.Length -ne 37) {
        throw (ConvertTo-BundleRefusal -Message 'The authenticator data are not 37 bytes.')
    }
    $hostName = (New-Object -TypeName System.Uri -ArgumentList $Origin).Host
    if ((ConvertTo-BundleHex -Bytes ([byte[]]$Bytes[0..31])) -cne (Get-BundleTextSha256 -Text $hostName)) {
        throw (ConvertTo-BundleRefusal -Message "The passkey belongs to another host than $hostName.")
    }
    $flags = $Bytes[32]
    $isSyncable = ($flags -band 0x08) -ne 0
    $reason = ''
    if (($flags -band 0xe2) -ne 0) {
        $reason = 'The authenticator data carry something that nobody asked for.'
    }
    elseif (($flags -band 0x01) -eq 0) {
        $reason = 'Nobody touched the authenticator (user presence is missing).'
    }
    elseif (($flags -band 0x04) -eq 0) {
        $reason = 'The authenticator did not verify its user (PIN or biometrics).'
    }
    elseif (($flags -band 0x10) -ne 0 -and -not $isSyncable) {
        $reason = 'The backup flags contradict one another.'
    }
    elseif ($isSyncable -ne $Passkey['synced']) {
        $reason = 'The backup flag is another than at the enrolment.'
    }
    elseif ($isSyncable -and -not $Policy['allowSyncedPasskeys']) {
        $reason = 'The policy accepts no passkey that is synced between devices.'
    }
    if ($reason -ne '') {
        throw (ConvertTo-BundleRefusal -Message $reason)
    }
    [System.Convert]::ToInt64((ConvertTo-BundleHex -Bytes ([byte[]]$Bytes[33..36])), 16)
}

function ConvertTo-Base64Url {
    [OutputType([string])]
    param([byte[]] $Bytes)
    [System.Convert]::ToBase64String($Bytes).TrimEnd('=').Replace('+', '-').Replace('/', '_')
}

# Refuses another spelling of the same bytes.
function ConvertFrom-Base64Url {
    [OutputType([System.Array])]
    param([string] $Text)
    $padded = $Text.Replace('-', '+').Replace('_', '/') + '=' * ((4 - $Text.Length % 4) % 4)
    try {
        $bytes = [System.Convert]::FromBase64String($padded)
    }
    catch {
        $bytes = [byte[]]@()
    }
    if ($bytes.Length -eq 0 -or (ConvertTo-Base64Url -Bytes $bytes) -cne $Text) {
        throw (ConvertTo-BundleRefusal -Message 'The assertion is not in canonical base64url.')
    }
    , $bytes
}
