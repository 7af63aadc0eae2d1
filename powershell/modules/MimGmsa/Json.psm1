#Requires -Version 5.1
# ConvertTo-Json differs between engines (escapes, depth, arrays), and results are hash-chained: so one own form, RFC 8785.
Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
# what a JSON string must escape
$special = '[\x00-\x1f"\\]'

<#
.SYNOPSIS
    Writes one text as a JSON string the way RFC 8785 does.
#>
function ConvertTo-MimGmsaJsonText {
    [CmdletBinding()]
    [OutputType([string])]
    param(
        [Parameter(Mandatory = $true)]
        [AllowEmptyString()]
        [string] $Text
    )
    if ($Text -notmatch $special) {
        return '"' + $Text + '"'
    }
    $builder = New-Object -TypeName System.Text.StringBuilder
    $null = $builder.Append('"')
    foreach ($character in $Text.ToCharArray()) {
        $code = [int]$character
        if ($code -eq 34) {
            $null = $builder.Append('\"')
        }
        elseif ($code -eq 92) {
            $null = $builder.Append('\\')
        }
        elseif ($code -eq 8) {
            $null = $builder.Append('\b')
        }
        elseif ($code -eq 9) {
            $null = $builder.Append('\t')
        }
        elseif ($code -eq 10) {
            $null = $builder.Append('\n')
        }
        elseif ($code -eq 12) {
            $null = $builder.Append('\f')
        }
        elseif ($code -eq 13) {
            $null = $builder.Append('\r')
        }
        elseif ($code -lt 32) {
            $null = $builder.Append('\u' + $code.ToString('x4'))
        }
        else {
            $null = $builder.Append($character)
        }
    }
    $null = $builder.Append('"')
    $builder.ToString()
}

<#
.SYNOPSIS
    Writes texts, whole numbers, truth values, nulls, lists and dictionaries as canonical JSON (RFC 8785). Refuses anything else.
#>
function ConvertTo-MimGmsaJson {
    [CmdletBinding()]
    [OutputType([string])]
    param(
        [Parameter(Mandatory = $true)]
        [AllowNull()]
        [AllowEmptyString()]
        [AllowEmptyCollection()]
        [object] $Value
    )
    if ($null -eq $Value) {
        return 'null'
    }
    if ($Value -is [string]) {
        return (ConvertTo-MimGmsaJsonText -Text $Value)
    }
    if ($Value -is [bool]) {
        if ($Value) {
            return 'true'
        }
        return 'false'
    }
    if ($Value -is [int]) {
        return $Value.ToString([System.Globalization.CultureInfo]::InvariantCulture)
    }
    if ($Value -is [System.Collections.IDictionary]) {
        $keys = [string[]]@($Value.Keys)
        [array]::Sort($keys, [System.StringComparer]::Ordinal)
        $members = @(foreach ($key in $keys) {
                $item = $Value[$key]
                # most values are plain texts: a call for each would cost more than all the rest
                if ($item -is [string] -and $item -notmatch $special) {
                    (ConvertTo-MimGmsaJsonText -Text $key) + ':"' + $item + '"'
                }
                else {
                    (ConvertTo-MimGmsaJsonText -Text $key) + ':' + (ConvertTo-MimGmsaJson -Value $item)
                }
            })
        return '{' + ($members -join ',') + '}'
    }
    if ($Value -is [array]) {
        $items = @(foreach ($item in $Value) {
                if ($item -is [string] -and $item -notmatch $special) {
                    '"' + $item + '"'
                }
                else {
                    ConvertTo-MimGmsaJson -Value $item
                }
            })
        return '[' + ($items -join ',') + ']'
    }
    throw ('A value of the type {0} has no place in a result.' -f $Value.GetType().FullName)
}

<#
.SYNOPSIS
    Turns what ConvertFrom-Json read back into dictionaries and lists, as ConvertTo-MimGmsaJson was given them.
#>
function ConvertFrom-MimGmsaJsonObject {
    [CmdletBinding()]
    [OutputType([object], [object[]], [System.Collections.Specialized.OrderedDictionary])]
    param(
        [Parameter(Mandatory = $true)]
        [AllowNull()]
        [AllowEmptyString()]
        [AllowEmptyCollection()]
        [object] $Value
    )
    if ($Value -is [System.Management.Automation.PSCustomObject]) {
        $table = [ordered]@{}
        foreach ($property in $Value.PSObject.Properties) {
            $table[$property.Name] = ConvertFrom-MimGmsaJsonObject -Value $property.Value
        }
        return $table
    }
    if ($Value -is [array]) {
        $items = @(foreach ($item in $Value) {
                , (ConvertFrom-MimGmsaJsonObject -Value $item)
            })
        return , $items
    }
    $Value
}

Export-ModuleMember -Function 'ConvertTo-MimGmsaJson', 'ConvertFrom-MimGmsaJsonObject'
