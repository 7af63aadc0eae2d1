# Whose journal, which policy, and whether every decision carries the evidence of its person.

# Reads the parts of decisions.json, each in its shape.
function Read-BundleDecision {
    [OutputType([hashtable])]
    param([hashtable] $Files)
    $decisions = Read-BundleStatement -Files $Files -Path 'decisions.json' -Shape 'decisions' -Type 'mim-gmsa/decisions/1'
    $parts = @(
        @{ Shape = 'genesis'; Values = @($decisions['genesis']) }
        @{ Shape = 'policy'; Values = @($decisions['policy']) }
        @{ Shape = 'group'; Values = @($decisions['policy']['groups']) }
        @{ Shape = 'person'; Values = $decisions['people'] }
        @{ Shape = 'credential'; Values = $decisions['credentials'] }
        @{ Shape = 'made'; Values = $decisions['decisions'] }
        @{ Shape = 'decision'; Values = @($decisions['decisions'] | ForEach-Object -Process { $_['decision'] }) }
    )
    foreach ($part in $parts) {
        foreach ($value in $part.Values) {
            Assert-BundleShape -Value $value -Shape $part.Shape -What 'decisions.json'
        }
    }
    $decisions
}

# Refuses the journal of another signer than the plan names. A DEMO key is never changed; in production the pin says which key counts.
function Assert-BundleGenesis {
    param([hashtable] $Bundle)
    $genesis = $Bundle.Decisions['genesis']
    if ($genesis['kind'] -cne 'genesis' -or (Get-BundleTextSha256 -Text $genesis['']) -cne $Bundle.Plan['genesis']) {
        throw (ConvertTo-BundleRefusal -Message 'The plan was made for another signer.')
    }
    if ($genesis['mode'] -cne $Bundle.Plan['mode']) {
        throw (ConvertTo-BundleRefusal -Message 'Signer and plan are of different modes.')
    }
    $own = Get-BundleSha256 -Bytes $Bundle.Signature.Certificate.RawData
    if ($genesis['mode'] -ceq 'demo' -and $genesis['certificateSha256'] -cne $own) {
        throw (ConvertTo-BundleRefusal -Message 'The certificate is not the one that the signer was founded with.')
    }
}

# Refuses another policy than the approved plan names.
function Assert-BundlePolicy {
    param([hashtable] $Bundle)
    $policy = $Bundle.Decisions['policy']
    $named = $Bundle.Plan['policy']
    Assert-BundleShape -Value $named -Shape 'planPolicy' -What 'The policy of the plan'
    $isSame = (Get-BundleTextSha256 -Text $policy['']) -ceq $named['sha256'] -and $policy['id'] -ceq $named['id'] -and
    $policy['version'] -eq $named['version'] -and $policy['kind'] -ceq $Bundle.Plan['kind']
    if (-not $isSame) {
        throw (ConvertTo-BundleRefusal -Message 'The policy is not the one that the plan was submitted under.')
    }
}

# Refuses a decision about another plan, one that stands there twice, and one without the evidence of its person.
function Assert-BundleEvidence {
    param([hashtable] $Bundle)
    $nonces = @{}
    $counters = @{}
    $seq = 0
    foreach ($made in $Bundle.Decisions['decisions']) {
        $decision = $made['decision']
        if ($decision['planDigest'] -cne $Bundle.Manifest['planDigest'] -or $decision['genesis'] -cne $Bundle.Plan['genesis']) {
            throw (ConvertTo-BundleRefusal -Message 'A decision belongs to another plan.')
        }
        $nonce = Get-BundleTextSha256 -Text $decision['nonce']
        if ($nonces.ContainsKey($nonce) -or $made['seq'] -le $seq) {
            throw (ConvertTo-BundleRefusal -Message 'A decision stands there twice or out of order.')
        }
        $nonces[$nonce] = $true
        $seq = $made['seq']
        if ($decision['method'] -ceq 'passkey') {
            Assert-PasskeyDecision -Made $made -Decisions $Bundle.Decisions -Counter $counters
        }
        else {
            Assert-SignInDecision -Made $made -Decisions $Bundle.Decisions
        }
    }
}

# Reads the evidence of a decision, which is canonical JSON of its own.
function Read-BundleEvidence {
    [OutputType([hashtable])]
    param([string] $Evidence, [string] $Shape)
    try {
        $value = Read-BundleJson -Bytes ([System.Text.Encoding]::UTF8.GetBytes($Evidence)) -What 'The evidence'
        Assert-BundleShape -Value $value -Shape $Shape -What 'The evidence'
        return $value
    }
    catch [System.InvalidOperationException] {
        throw (ConvertTo-BundleRefusal -Message 'The evidence of a decision is malformed.')
    }
}

# Demo only: the portal vouches for the person, for this decision. Its Ed25519 signature is beyond .NET Framework; mim-gmsa verify judges it.
function Assert-SignInDecision {
    param([hashtable] $Made, [hashtable] $Decisions)
    if ($Decisions['genesis']['mode'] -cne 'demo' -or $null -eq $Decisions['genesis']['portalKey']) {
        throw (ConvertTo-BundleRefusal -Message 'Decisions by sign-in count in demo mode only.')
    }
    $ticket = (Read-BundleEvidence -Evidence $Made['evidence'] -Shape 'signedTicket')['ticket']
    Assert-BundleShape -Value $ticket -Shape 'ticket' -What 'The evidence of a decision'
    $decision = $Made['decision']
    $action = $decision['decision']
    if ($action -ceq 'approve' -or $action -ceq 'reject') {
        $action = 'decide'
    }
    $different = @('person', 'planDigest', 'genesis', 'nonce' | Where-Object -FilterScript { $ticket[$_] -cne $decision[$_] })
    if ($different.Count -gt 0 -or $ticket['action'] -cne $action) {
        throw (ConvertTo-BundleRefusal -Message ('The evidence of {0} is for another decision.' -f $decision['person']))
    }
}
