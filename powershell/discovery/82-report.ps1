# What the person reads, and the files that are written.

# Walks through the file and returns each fact with the path to it.
function Get-DiscoveryState {
    param([AllowNull()] [object] $Value, [string] $Path = '')
    if ($Value -is [System.Collections.IDictionary]) {
        if ('found', 'absent', 'unknown' -contains [string]$Value['state']) {
            @{ Path = $Path; State = $Value['state']; Reason = [string]$Value['reason'] }
        }
        foreach ($key in @($Value.Keys)) {
            $step = "$Path.$key"
            if ($key -eq 'value') {
                $step = $Path
            }
            Get-DiscoveryState -Value $Value[$key] -Path $step.TrimStart('.')
        }
    }
    elseif ($Value -is [array]) {
        for ($i = 0; $i -lt $Value.Count; $i++) {
            Get-DiscoveryState -Value $Value[$i] -Path ('{0}[{1}]' -f $Path, $i)
        }
    }
}

function Write-DiscoveryLine {
    param([string] $Text)
    Write-Information -MessageData $Text -InformationAction Continue
}

# Counts the facts, and lists for each reason what it leaves unknown.
function Write-DiscoverySummary {
    param([System.Collections.IDictionary] $File)
    $states = @(Get-DiscoveryState -Value $File)
    $counts = @{ found = 0; absent = 0; unknown = 0 }
    $reasons = [ordered]@{}
    foreach ($state in $states) {
        $counts[$state.State]++
        if ($state.State -eq 'unknown') {
            $reasons[$state.Reason] = @($reasons[$state.Reason]) + $state.Path
        }
    }
    Write-DiscoveryLine -Text ('Facts: {0} found, {1} absent, {2} unknown.' -f $counts['found'], $counts['absent'], $counts['unknown'])
    foreach ($reason in @($reasons.Keys)) {
        Write-DiscoveryLine -Text "Unknown: $reason"
        Write-DiscoveryLine -Text ('  concerns ' + (@($reasons[$reason] | Where-Object -FilterScript { $null -ne $_ }) -join ', '))
    }
    if ($counts['unknown'] -gt 0) {
        Write-DiscoveryLine -Text 'What stays unknown is asked for in the portal; it is never taken for absent.'
    }
}

# Writes the JSON and says its hash.
function Write-DiscoveryFile {
    [CmdletBinding(SupportsShouldProcess = $true, ConfirmImpact = 'Low')]
    param([string] $Path, [byte[]] $Bytes)
    if ($PSCmdlet.ShouldProcess($Path, 'Write')) {
        [System.IO.File]::WriteAllBytes((Resolve-DiscoveryPath -Path $Path), $Bytes)
        Write-DiscoveryLine -Text ('Wrote {0}, {1} bytes, SHA-256 {2}' -f $Path, $Bytes.Length, (Get-DiscoverySha256 -Bytes $Bytes))
    }
}
