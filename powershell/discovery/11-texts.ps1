# Texts that are the same in every language of Windows and in every run.

# Sorts by code point, which is the same in every language of Windows, and drops what differs by letter case only.
function Select-DiscoveryName {
    param([AllowEmptyCollection()] [AllowNull()] [string[]] $Names)
    $seen = @{}
    $sorted = [string[]]@(foreach ($name in $Names) {
            if (-not [string]::IsNullOrEmpty($name) -and -not $seen.ContainsKey($name)) {
                $seen[$name] = $true
                $name
            }
        })
    [array]::Sort($sorted, [System.StringComparer]::Ordinal)
    $sorted
}

function ConvertTo-DiscoveryTime {
    param([datetime] $Time)
    $Time.ToUniversalTime().ToString('yyyy-MM-ddTHH:mm:ssZ', [System.Globalization.CultureInfo]::InvariantCulture)
}

# Writes JSON with the keys in the order of the tables. ASCII only, so that no editor can misread it.
function ConvertTo-DiscoveryJson {
    param([AllowNull()] [object] $Value, [string] $Indent = '')
    $inner = $Indent + '  '
    if ($null -eq $Value) {
        return 'null'
    }
    if ($Value -is [bool]) {
        return ([string]$Value).ToLowerInvariant()
    }
    if ($Value -is [int] -or $Value -is [long]) {
        return ([long]$Value).ToString([System.Globalization.CultureInfo]::InvariantCulture)
    }
    if ($Value -is [System.Collections.IDictionary]) {
        $lines = @(foreach ($key in @($Value.Keys)) {
                '{0}"{1}": {2}' -f $inner, $key, (ConvertTo-DiscoveryJson -Value $Value[$key] -Indent $inner)
            })
        return "{`n" + ($lines -join ",`n") + "`n$Indent}"
    }
    if ($Value -is [array]) {
        if ($Value.Count -eq 0) {
            return '[]'
        }
        $lines = @(foreach ($item in $Value) {
                $inner + (ConvertTo-DiscoveryJson -Value $item -Indent $inner)
            })
        return "[`n" + ($lines -join ",`n") + "`n$Indent]"
    }
    $text = New-Object -TypeName System.Text.StringBuilder
    foreach ($character in ([string]$Value).ToCharArray()) {
        if ($character -eq '"' -or $character -eq '\') {
            $null = $text.Append('\').Append($character)
        }
        elseif ([int]$character -lt 32 -or [int]$character -gt 126) {
            $null = $text.Append('\u').Append(([int]$character).ToString('x4'))
        }
        else {
            $null = $text.Append($character)
        }
    }
    '"' + $text.ToString() + '"'
}
