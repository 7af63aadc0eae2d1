# Whether enough people approved.

# Refuses a plan that its requester did not submit, that somebody rejected, withdrew or recalled, that an author decided on, or that too few
# people approved in time: everybody fills one seat at most. Returns who fills which seat.
function Get-BundleQuorum {
    [OutputType([string])]
    param([hashtable] $Bundle)
    $requester = $Bundle.Plan['requester']
    $made = $Bundle.Decisions['decisions']
    $submitted = @($made | Where-Object -FilterScript { $_['decision']['decision'] -ceq 'submit' -and $_['decision']['person'] -ceq $requester })
    if ($submitted.Count -eq 0 -or -not (Test-DecisionValid -Decision $submitted[0]['decision'] -At $Bundle.Signature.At)) {
        throw (ConvertTo-BundleRefusal -Message 'The requester did not submit this plan.')
    }
    # person to their last word; ids are in small letters
    $votes = [ordered]@{}
    foreach ($one in $made) {
        $decision = $one['decision']
        if ('withdraw', 'recall' -ccontains $decision['decision']) {
            throw (ConvertTo-BundleRefusal -Message 'The plan was withdrawn or recalled.')
        }
        if ('approve', 'reject' -ccontains $decision['decision']) {
            $votes[$decision['person']] = $decision
        }
    }
    $authors = $Bundle.Decisions['authors']
    if ($votes.Contains($requester)) {
        throw (ConvertTo-BundleRefusal -Message 'The requester decided on their own request.')
    }
    if ($authors -cnotcontains $requester -or @($authors | Where-Object -FilterScript { $votes.Contains($_) }).Count -gt 0) {
        throw (ConvertTo-BundleRefusal -Message 'Somebody decided on what they wrote themselves.')
    }
    if (@($votes.Values | Where-Object -FilterScript { $_['decision'] -ceq 'reject' }).Count -gt 0) {
        throw (ConvertTo-BundleRefusal -Message 'Somebody rejected this plan.')
    }
    $approvers = @($votes.Values | Where-Object -FilterScript { Test-DecisionValid -Decision $_ -At $Bundle.Signature.At } |
            ForEach-Object -Process { $_['person'] })
    $voters = @($Bundle.Decisions['people'] | Where-Object -FilterScript { $_['active'] -and $approvers -ccontains $_['id'] })
    Get-BundleSeating -Group $Bundle.Decisions['policy']['groups'] -Voter $voters
}

function Test-DecisionValid {
    [OutputType([bool])]
    param([hashtable] $Decision, [datetime] $At)
    (ConvertTo-BundleTime -Text $Decision['notAfter']) -gt $At
}

# Seats as many people as possible, each on one seat of a group they are in (bipartite matching by augmenting paths). Refuses when a seat stays
# empty.
function Get-BundleSeating {
    [OutputType([string])]
    param([object[]] $Group, [AllowEmptyCollection()] [object[]] $Voter)
    $seats = @(foreach ($one in $Group) {
            for ($i = 0; $i -lt $one['count']; $i++) {
                @{ Group = $one['id']; Holder = $null }
            }
        })
    $seen = @{}
    foreach ($person in $Voter) {
        if (-not $seen.ContainsKey($person['id'])) {
            $seen[$person['id']] = $true
            $null = Enter-BundleSeat -Voter $person -Seat $seats -Tried @{}
        }
    }
    $open = @($seats | Where-Object -FilterScript { $null -eq $_.Holder } | ForEach-Object -Process { $_.Group })
    if ($open.Count -gt 0) {
        throw (ConvertTo-BundleRefusal -Message ('Approvals are missing: {0}.' -f ($open -join ', ')))
    }
    @($seats | ForEach-Object -Process { '{0} for {1}' -f $_.Holder['id'], $_.Group }) -join ', '
}

# Takes a free seat, or one whose holder can move to another.
function Enter-BundleSeat {
    [OutputType([bool])]
    param([hashtable] $Voter, [object[]] $Seat, [hashtable] $Tried)
    for ($i = 0; $i -lt $Seat.Count; $i++) {
        if ($Tried.ContainsKey($i) -or $Voter['groups'] -cnotcontains $Seat[$i].Group) {
            continue
        }
        $Tried[$i] = $true
        if ($null -eq $Seat[$i].Holder -or (Enter-BundleSeat -Voter $Seat[$i].Holder -Seat $Seat -Tried $Tried)) {
            $Seat[$i].Holder = $Voter
            return $true
        }
    }
    $false
}
