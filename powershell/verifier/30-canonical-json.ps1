# Signed JSON counts only as the bytes that were signed. This reads canonical JSON (RFC 8785) of whole numbers and nothing else: blanks, a key
# twice or out of order, another escape of the same character are refused, so that a text has one meaning and a meaning one text.
$script:jsonString = New-Object -TypeName regex -ArgumentList '\G"((?>[^"\\\x00-\x1f]+|\\["\\bfnrt]|\\u00(?:0[0-7be-f]|1[0-9a-f]))*)"'
$script:jsonScalar = New-Object -TypeName regex -ArgumentList '\G(?:true|false|null|0|-?[1-9][0-9]{0,14})(?=[,\]}]|\z)'

# Reads the bytes of one file. Objects become tables that know case; under the empty key lies the object's own text.
function Read-BundleJson {
    param([byte[]] $Bytes, [string] $What)
    $cursor = @{ Text = ''; At = 0; What = $What }
    try {
        $cursor.Text = (New-Object -TypeName System.Text.UTF8Encoding -ArgumentList $false, $true).GetString($Bytes)
    }
    catch {
        throw (ConvertTo-BundleRefusal -Message "$What is not UTF-8.")
    }
    $value = Read-JsonValue -Cursor $cursor -Depth 0
    if ($cursor.At -ne $cursor.Text.Length) {
        throw (ConvertTo-JsonRefusal -Cursor $cursor)
    }
    , $value
}

function ConvertTo-JsonRefusal {
    [OutputType([System.InvalidOperationException])]
    param([hashtable] $Cursor)
    ConvertTo-BundleRefusal -Message ('{0} is not canonical JSON (RFC 8785) at character {1}.' -f $Cursor.What, ($Cursor.At + 1))
}

# Steps over one character when it is this one.
function Step-JsonCursor {
    [OutputType([bool])]
    param([hashtable] $Cursor, [char] $Over)
    $isThere = $Cursor.At -lt $Cursor.Text.Length -and $Cursor.Text[$Cursor.At] -ceq $Over
    if ($isThere) {
        $Cursor.At++
    }
    $isThere
}

function Read-JsonString {
    [OutputType([string])]
    param([hashtable] $Cursor)
    $found = $script:jsonString.Match($Cursor.Text, $Cursor.At)
    if (-not $found.Success) {
        throw (ConvertTo-JsonRefusal -Cursor $Cursor)
    }
    $Cursor.At += $found.Length
    # the escapes that are left here mean the same in regular expressions
    [regex]::Unescape($found.Groups[1].Value)
}

function Read-JsonValue {
    param([hashtable] $Cursor, [int] $Depth)
    if ($Depth -gt 20 -or $Cursor.At -ge $Cursor.Text.Length) {
        throw (ConvertTo-JsonRefusal -Cursor $Cursor)
    }
    switch -CaseSensitive ([string]$Cursor.Text[$Cursor.At]) {
        '{' { return , (Read-JsonObject -Cursor $Cursor -Depth $Depth) }
        '[' { return , (Read-JsonArray -Cursor $Cursor -Depth $Depth) }
        '"' { return (Read-JsonString -Cursor $Cursor) }
    }
    $found = $script:jsonScalar.Match($Cursor.Text, $Cursor.At)
    if (-not $found.Success) {
        throw (ConvertTo-JsonRefusal -Cursor $Cursor)
    }
    $Cursor.At += $found.Length
    switch -CaseSensitive ($found.Value) {
        'true' { return $true }
        'false' { return $false }
        'null' { return $null }
    }
    [long]::Parse($found.Value, [System.Globalization.CultureInfo]::InvariantCulture)
}

function Read-JsonArray {
    [OutputType([System.Array])]
    param([hashtable] $Cursor, [int] $Depth)
    $items = New-Object -TypeName System.Collections.ArrayList
    $Cursor.At++
    if (-not (Step-JsonCursor -Cursor $Cursor -Over ']')) {
        do {
            $null = $items.Add((Read-JsonValue -Cursor $Cursor -Depth ($Depth + 1)))
        } while (Step-JsonCursor -Cursor $Cursor -Over ',')
        if (-not (Step-JsonCursor -Cursor $Cursor -Over ']')) {
            throw (ConvertTo-JsonRefusal -Cursor $Cursor)
        }
    }
    , $items.ToArray()
}

function Read-JsonObject {
    [OutputType([hashtable])]
    param([hashtable] $Cursor, [int] $Depth)
    $members = Get-CaseTable
    $start = $Cursor.At
    $last = ''
    $Cursor.At++
    if (-not (Step-JsonCursor -Cursor $Cursor -Over '}')) {
        do {
            $key = Read-JsonString -Cursor $Cursor
            if ([string]::CompareOrdinal($key, $last) -le 0 -or -not (Step-JsonCursor -Cursor $Cursor -Over ':')) {
                throw (ConvertTo-JsonRefusal -Cursor $Cursor)
            }
            $members[$key] = Read-JsonValue -Cursor $Cursor -Depth ($Depth + 1)
            $last = $key
        } while (Step-JsonCursor -Cursor $Cursor -Over ',')
        if (-not (Step-JsonCursor -Cursor $Cursor -Over '}')) {
            throw (ConvertTo-JsonRefusal -Cursor $Cursor)
        }
    }
    $members[''] = $Cursor.Text.Substring($start, $Cursor.At - $start)
    , $members
}
