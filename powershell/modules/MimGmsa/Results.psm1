#Requires -Version 5.1
# The record of a run. Each line is canonical JSON and names the SHA-256 of the line before it; each is on the disk before work goes on.
Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
Import-Module -Name (Join-Path -Path $PSScriptRoot -ChildPath 'System.psm1')
Import-Module -Name (Join-Path -Path $PSScriptRoot -ChildPath 'Json.psm1')

<#
.SYNOPSIS
    Says what was approved, what runs and where: the first line of every result.
#>
function Get-MimGmsaResultHead {
    [CmdletBinding()]
    [OutputType([System.Collections.Specialized.OrderedDictionary])]
    param(
        [Parameter(Mandatory = $true)]
        [string] $Root,

        [Parameter(Mandatory = $true)]
        [System.Collections.IDictionary] $Session,

        [Parameter(Mandatory = $true)]
        [System.Collections.IDictionary] $Settings
    )
    $plan = Join-Path -Path $Root -ChildPath 'statement\plan.json'
    $digest = ''
    if (Test-Path -LiteralPath $plan -PathType Leaf) {
        $digest = Get-MimGmsaSha256 -Path $plan
    }
    [ordered]@{
        type = 'mim-gmsa/result/1'
        bundle = [ordered]@{
            planDigest = $digest
            manifestSha256 = Get-MimGmsaSha256 -Path (Join-Path -Path $Root -ChildPath 'manifest.json')
            requestId = $Settings['RequestId']
            revision = $Settings['Revision']
            target = $Settings['Target']
        }
        host = [ordered]@{ name = $Session['ComputerName']; domain = $Session['Domain']; os = $Session['OperatingSystem'] }
        engine = '{0} {1}' -f $Session['Edition'], $Session['EngineVersion']
        user = $Session['User']
        startedAt = ConvertTo-MimGmsaTimeText -Time (Get-MimGmsaTime)
    }
}

<#
.SYNOPSIS
    Writes one line to the end of a journal, through to the disk, and returns the line's SHA-256.
#>
function Write-MimGmsaJournalLine {
    [CmdletBinding()]
    [OutputType([string])]
    param(
        [Parameter(Mandatory = $true)]
        [string] $Path,

        [Parameter(Mandatory = $true)]
        [System.Collections.IDictionary] $Entry
    )
    $line = [System.Text.Encoding]::UTF8.GetBytes((ConvertTo-MimGmsaJson -Value $Entry))
    $stream = New-Object -TypeName System.IO.FileStream -ArgumentList @(
        (Resolve-MimGmsaPath -Path $Path), [System.IO.FileMode]::Append, [System.IO.FileAccess]::Write, [System.IO.FileShare]::Read
    )
    try {
        $stream.Write($line, 0, $line.Length)
        $stream.WriteByte(10)
        $stream.Flush($true)
    }
    finally {
        $stream.Dispose()
    }
    Get-MimGmsaSha256 -Bytes $line
}

<#
.SYNOPSIS
    Opens the journal of a run: its first line says what runs where. Returns what the other functions of this file need.
#>
function New-MimGmsaJournal {
    [CmdletBinding(SupportsShouldProcess = $true)]
    [OutputType([hashtable])]
    param(
        [Parameter(Mandatory = $true)]
        [string] $Folder,

        [Parameter(Mandatory = $true)]
        [System.Collections.IDictionary] $Head
    )
    $second = (Get-MimGmsaTime).ToString('yyyyMMddTHHmmss', [System.Globalization.CultureInfo]::InvariantCulture)
    $number = 0
    do {
        $number++
        $stamp = '{0}-{1:d3}' -f $second, $number
        $path = Join-Path -Path $Folder -ChildPath "run-$stamp.jsonl"
    } while ([System.IO.File]::Exists((Resolve-MimGmsaPath -Path $path)))
    if ($PSCmdlet.ShouldProcess($path, 'Open the journal of this run')) {
        @{
            Path = $path
            ResultPath = Join-Path -Path $Folder -ChildPath "result-$stamp.json"
            Chain = Write-MimGmsaJournalLine -Path $path -Entry $Head
        }
    }
}

<#
.SYNOPSIS
    Adds the entry of one step to the journal.
#>
function Add-MimGmsaJournalEntry {
    [CmdletBinding()]
    param(
        [Parameter(Mandatory = $true)]
        [hashtable] $Journal,

        [Parameter(Mandatory = $true)]
        [System.Collections.IDictionary] $Entry
    )
    $Entry['previous'] = $Journal.Chain
    $Journal.Chain = Write-MimGmsaJournalLine -Path $Journal.Path -Entry $Entry
}

<#
.SYNOPSIS
    Reads the whole lines of a journal, checks their chain and returns the result. A last line cut short by a crash is left out.
#>
function Read-MimGmsaJournal {
    [CmdletBinding()]
    [OutputType([System.Collections.IDictionary])]
    param(
        [Parameter(Mandatory = $true)]
        [string] $Path
    )
    $text = [System.IO.File]::ReadAllText((Resolve-MimGmsaPath -Path $Path), [System.Text.Encoding]::UTF8)
    $lines = @($text.Split([char[]]@([char]10)))
    $document = $null
    $chain = ''
    $steps = New-Object -TypeName System.Collections.ArrayList
    # what stands behind the last line feed is empty, or the half line of a crash
    for ($i = 0; $i -lt $lines.Count - 1; $i++) {
        $entry = ConvertFrom-MimGmsaJsonObject -Value ($lines[$i] | ConvertFrom-Json)
        if ($null -eq $document) {
            $document = $entry
        }
        else {
            if ($entry['previous'] -ne $chain) {
                throw "The journal $Path was changed: line $($i + 1) does not follow the line before it."
            }
            $null = $steps.Add($entry)
        }
        $chain = Get-MimGmsaSha256 -Bytes ([System.Text.Encoding]::UTF8.GetBytes($lines[$i]))
    }
    if ($null -eq $document) {
        throw "The journal $Path is empty."
    }
    $document['steps'] = $steps.ToArray()
    $document['chain'] = $chain
    $document['finishedAt'] = $null
    $document
}

<#
.SYNOPSIS
    Writes the result file of a run from its journal. Returns the file's path and the head of the chain, by which a person knows it again.
#>
function Complete-MimGmsaJournal {
    [CmdletBinding()]
    [OutputType([hashtable])]
    param(
        [Parameter(Mandatory = $true)]
        [hashtable] $Journal
    )
    $document = Read-MimGmsaJournal -Path $Journal.Path
    $document['finishedAt'] = ConvertTo-MimGmsaTimeText -Time (Get-MimGmsaTime)
    $encoding = New-Object -TypeName System.Text.UTF8Encoding -ArgumentList $false
    [System.IO.File]::WriteAllText((Resolve-MimGmsaPath -Path $Journal.ResultPath), (ConvertTo-MimGmsaJson -Value $document), $encoding)
    @{ Path = $Journal.ResultPath; Head = $document['chain'].Substring(0, 16) }
}

<#
.SYNOPSIS
    Writes the missing result files of runs that a crash cut off, and returns their paths.
#>
function Repair-MimGmsaJournal {
    [CmdletBinding()]
    [OutputType([string])]
    param(
        [Parameter(Mandatory = $true)]
        [string] $Folder
    )
    $root = Resolve-MimGmsaPath -Path $Folder
    foreach ($file in [System.IO.Directory]::GetFiles($root, 'run-*.jsonl')) {
        $name = [System.IO.Path]::GetFileNameWithoutExtension($file)
        $result = [System.IO.Path]::Combine($root, 'result-' + $name.Substring('run-'.Length) + '.json')
        # a crash before the first line was whole leaves nothing to tell
        $begun = [System.IO.File]::ReadAllText($file, [System.Text.Encoding]::UTF8).IndexOf([char]10) -ge 0
        if ($begun -and -not [System.IO.File]::Exists($result)) {
            $text = ConvertTo-MimGmsaJson -Value (Read-MimGmsaJournal -Path $file)
            [System.IO.File]::WriteAllText($result, $text, (New-Object -TypeName System.Text.UTF8Encoding -ArgumentList $false))
            $result
        }
    }
}

<#
.SYNOPSIS
    Reads a result file of another host and checks that its entries follow one another up to the head that it names.
#>
function Read-MimGmsaResult {
    [CmdletBinding()]
    [OutputType([System.Collections.IDictionary])]
    param(
        [Parameter(Mandatory = $true)]
        [string] $Path
    )
    $file = New-Object -TypeName System.IO.FileInfo -ArgumentList (Resolve-MimGmsaPath -Path $Path)
    if (-not $file.Exists -or $file.Length -gt 10485760) {
        throw (New-MimGmsaRefusal -ExitCode 2 -Message "There is no result file $Path, or it is larger than 10 MB.")
    }
    $document = ConvertFrom-MimGmsaJsonObject -Value ([System.IO.File]::ReadAllText($file.FullName, [System.Text.Encoding]::UTF8) | ConvertFrom-Json)
    if ($document['type'] -ne 'mim-gmsa/result/1') {
        throw (New-MimGmsaRefusal -ExitCode 2 -Message "$Path is no result file of a runbook.")
    }
    $head = [ordered]@{}
    foreach ($key in @($document.Keys)) {
        if (@('steps', 'chain', 'finishedAt') -notcontains $key) {
            $head[$key] = $document[$key]
        }
    }
    $chain = Get-MimGmsaSha256 -Bytes ([System.Text.Encoding]::UTF8.GetBytes((ConvertTo-MimGmsaJson -Value $head)))
    foreach ($entry in @($document['steps'])) {
        if ($entry['previous'] -ne $chain) {
            throw (New-MimGmsaRefusal -ExitCode 2 -Message "$Path was changed: its entries do not follow one another.")
        }
        $chain = Get-MimGmsaSha256 -Bytes ([System.Text.Encoding]::UTF8.GetBytes((ConvertTo-MimGmsaJson -Value $entry)))
    }
    if ($document['chain'] -ne $chain) {
        throw (New-MimGmsaRefusal -ExitCode 2 -Message "$Path was changed: its last entry is not the one that its chain names.")
    }
    $document
}

Export-ModuleMember -Function @(
    'Get-MimGmsaResultHead', 'New-MimGmsaJournal', 'Add-MimGmsaJournalEntry', 'Complete-MimGmsaJournal', 'Read-MimGmsaJournal',
    'Repair-MimGmsaJournal', 'Read-MimGmsaResult'
)
