# Whether it may be used: here, now, and still.

# Refuses a bundle for another host: its full name, or the first label of it. A bundle for a directory or a client is of no one host.
function Assert-BundleHost {
    param([hashtable] $Target, [string] $Name)
    $own = $Target['fqdn']
    if ($own -ne $Name -and $own.Split('.')[0] -ne $Name) {
        throw (ConvertTo-BundleRefusal -Message ('The bundle is for {0}, not for {1}.' -f @($own, $Target['target'])[[int]($own -eq '')], $Name))
    }
}

# The groups of phases whose window is open at an instant in UTC.
function Get-OpenWindow {
    [OutputType([System.Array])]
    param([hashtable] $Plan, [datetime] $At)
    , @(foreach ($window in $Plan['windows']) {
            Assert-BundleShape -Value $window -Shape 'window' -What 'A window of the plan'
            if ((ConvertTo-BundleTime -Text $window['notBefore']) -le $At -and $At -le (ConvertTo-BundleTime -Text $window['notAfter'])) {
                $window['group']
            }
        })
}

# Refuses an instant at which no window is open. Returns what is open.
function Get-BundleWindow {
    [OutputType([string])]
    param([hashtable] $Plan, [string] $Instant)
    if ($Instant -cnotmatch '\A\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?(Z|[+-]\d\d:\d\d)\z') {
        throw (ConvertTo-BundleRefusal -Message '-At takes an instant with its offset, e.g. 2026-12-05T20:00:00+01:00.')
    }
    $open = Get-OpenWindow -Plan $Plan -At (ConvertTo-BundleTime -Text $Instant)
    if ($open.Count -eq 0 -and $Plan['windows'].Count -gt 0) {
        $all = @($Plan['windows'] | ForEach-Object -Process { '{0} {1} to {2}' -f $_['group'], $_['notBefore'], $_['notAfter'] }) -join '; '
        throw (ConvertTo-BundleRefusal -Message "No window is open at ${Instant}: $all.")
    }
    $open -join ', '
}

# Refuses a recalled bundle, a recall list of another signer, one that is older than the newest seen here, and one that has ended.
function Assert-BundleNotRecalled {
    param([hashtable] $Manifest, [string] $ListPath, [string] $StateFolder, [string[]] $Pin, [AllowEmptyString()] [string] $Reason = '')
    $signed = Read-BundleSignature -Signature (Read-BundleFile -Path $ListPath) -Pin $Pin -What 'the recall list'
    $name = 'The recall list'
    $list = Read-BundleStatement -Files @{ $name = $signed.Content } -Path $name -Shape 'recallList' -Type 'mim-gmsa/recall-list/1'
    if ($list['genesis'] -cne $Manifest['genesis']) {
        throw (ConvertTo-BundleRefusal -Message 'The recall list is of another signer.')
    }
    foreach ($entry in $list['recalled']) {
        Assert-BundleShape -Value $entry -Shape 'recalled' -What 'The recall list'
        if ($entry['planDigest'] -ceq $Manifest['planDigest']) {
            $why = @('somebody decided so', 'a newer revision was signed')[[int]($entry['reason'] -ceq 'superseded')]
            throw (ConvertTo-BundleRefusal -Message "This bundle was recalled: $why. Do not carry it out; ask for the newer revision.")
        }
    }
    $file = Resolve-BundlePath -Path (Join-Path -Path $StateFolder -ChildPath ('recall-{0}.txt' -f $Manifest['genesis'].Substring(0, 16)))
    $seen = [long]0
    if ([System.IO.File]::Exists($file)) {
        $seen = [long]::Parse([System.IO.File]::ReadAllText($file), [System.Globalization.CultureInfo]::InvariantCulture)
    }
    if ($list['seq'] -lt $seen) {
        $message = 'The recall list is number {0}; number {1} was seen on this host already. Get the newest one.' -f $list['seq'], $seen
        throw (ConvertTo-BundleRefusal -Message $message)
    }
    $ends = ConvertTo-BundleTime -Text $list['nextUpdate']
    if ((Get-Date).ToUniversalTime() -gt $ends -and $Reason.Trim().Length -lt 5) {
        throw (ConvertTo-BundleRefusal -Message ('The recall list ended on {0:u}. Get a new one, or say with -StaleReason why it must do.' -f $ends))
    }
    [System.IO.File]::WriteAllText($file, [string]$list['seq'])
}
