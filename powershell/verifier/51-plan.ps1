# All parts speak of one plan, and this target is part of it.

# Refuses parts of different plans, requests, signers or targets. The plan digest is the SHA-256 of the plan statement.
function Assert-BundleOnePlan {
    param([hashtable] $Bundle)
    $manifest = $Bundle.Manifest
    $plan = $Bundle.Plan
    $planDigest = Get-BundleSha256 -Bytes $Bundle.Files['statement/plan.json']
    foreach ($part in 'Manifest', 'Inclusion', 'Decisions') {
        if ($Bundle[$part]['planDigest'] -cne $planDigest) {
            throw (ConvertTo-BundleRefusal -Message ('The plan statement is not the one of {0}.' -f $part.ToLowerInvariant()))
        }
    }
    foreach ($member in 'genesis', 'requestId', 'revision', 'mode') {
        if ($manifest[$member] -cne $plan[$member]) {
            throw (ConvertTo-BundleRefusal -Message "Manifest and plan statement name another $member.")
        }
    }
    if ($manifest['target'] -cne $Bundle.Target['target']) {
        throw (ConvertTo-BundleRefusal -Message 'Manifest and target statement name another target.')
    }
}

# The hash of a node of a Merkle tree (RFC 6962, 2.1): 0 before a leaf, 1 before two hashes.
function Get-MerkleHash {
    [OutputType([System.Array])]
    param([byte] $Prefix, [byte[]] $First, [byte[]] $Second = @())
    $bytes = New-Object -TypeName 'byte[]' -ArgumentList (1 + $First.Length + $Second.Length)
    $bytes[0] = $Prefix
    $First.CopyTo($bytes, 1)
    $Second.CopyTo($bytes, 1 + $First.Length)
    , (Get-BundleHash -Bytes $bytes)
}

function ConvertFrom-BundleHex {
    [OutputType([System.Array])]
    param([string] $Text)
    $bytes = New-Object -TypeName 'byte[]' -ArgumentList ($Text.Length / 2)
    for ($i = 0; $i -lt $bytes.Length; $i++) {
        $bytes[$i] = [System.Convert]::ToByte($Text.Substring(2 * $i, 2), 16)
    }
    , $bytes
}

# Climbs from the leaf to the root (RFC 9162, 2.1.3.2). Index, size and number of hashes must fit one another.
function Test-BundleInclusion {
    [OutputType([bool])]
    param([byte[]] $Leaf, [hashtable] $Proof, [string] $Root)
    [long]$position = $Proof['index']
    [long]$last = $Proof['size'] - 1
    if ($position -gt $last) {
        return $false
    }
    $hash = Get-MerkleHash -Prefix 0 -First $Leaf
    foreach ($hex in $Proof['hashes']) {
        if ($last -eq 0 -or -not (Test-BundleType -Value $hex -Type 'h')) {
            return $false
        }
        # the last node of a level with an odd number of nodes has no sibling and goes up as it is
        while (($position -band 1) -eq 0 -and $position -eq $last) {
            if ($last -eq 0) {
                return $false
            }
            $position = $position -shr 1
            $last = $last -shr 1
        }
        $sibling = ConvertFrom-BundleHex -Text $hex
        if (($position -band 1) -eq 1) {
            $hash = Get-MerkleHash -Prefix 1 -First $sibling -Second $hash
        }
        else {
            $hash = Get-MerkleHash -Prefix 1 -First $hash -Second $sibling
        }
        $position = $position -shr 1
        $last = $last -shr 1
    }
    $last -eq 0 -and (ConvertTo-BundleHex -Bytes $hash) -ceq $Root
}

# Refuses a target statement that is no leaf of the plan's tree.
function Assert-BundleMember {
    param([hashtable] $Bundle)
    if ($Bundle.Inclusion['size'] -ne $Bundle.Plan['targetCount']) {
        throw (ConvertTo-BundleRefusal -Message 'The proof of membership is for a plan with another number of targets.')
    }
    if (-not (Test-BundleInclusion -Leaf $Bundle.Files['statement/target.json'] -Proof $Bundle.Inclusion -Root $Bundle.Plan['targetsRoot'])) {
        throw (ConvertTo-BundleRefusal -Message 'The target statement is not part of the approved plan.')
    }
}
