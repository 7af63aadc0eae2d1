#Requires -Version 5.1
# Access of managed accounts to folders (E-03), read and compared as SDDL writes it.
Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
Import-Module -Name (Join-Path -Path $PSScriptRoot -ChildPath 'System.psm1')

<#
.SYNOPSIS
    Turns the rights of an access entry, written as SDDL does, into a number.
#>
function ConvertFrom-MimGmsaAccessText {
    [CmdletBinding()]
    [OutputType([long])]
    param(
        [Parameter(Mandatory = $true)]
        [AllowEmptyString()]
        [string] $Text
    )
    if ($Text -match '^0x[0-9A-Fa-f]+$') {
        return [Convert]::ToInt64($Text.Substring(2), 16)
    }
    $known = @{ 'FA' = 0x1f01ff; 'FR' = 0x120089; 'FW' = 0x120116; 'FX' = 0x1200a0; 'SD' = 0x10000; 'RC' = 0x20000; 'WD' = 0x40000; 'WO' = 0x80000 }
    $sum = [long]0
    foreach ($match in [regex]::Matches($Text, '..')) {
        if ($known.ContainsKey($match.Value)) {
            $sum = $sum -bor $known[$match.Value]
        }
    }
    $sum
}

<#
.SYNOPSIS
    Reads the access of accounts to folders, as numbers of rights that count for the folder and everything in it.
#>
function Get-MimGmsaFolderAccess {
    [CmdletBinding()]
    [OutputType([System.Collections.Specialized.OrderedDictionary])]
    param(
        [Parameter(Mandatory = $true)]
        [object[]] $Folders
    )
    $rows = @(foreach ($folder in $Folders) {
            $row = [ordered]@{ Path = $folder['Path']; Exists = 'no'; Rights = '0'; Explicit = 'no' }
            if (Test-Path -LiteralPath $folder['Path'] -PathType Container) {
                $row['Exists'] = 'yes'
                $sid = Get-MimGmsaAccountSid -Account $folder['Account']
                $granted = [long]0
                $sddl = [string](Get-Acl -LiteralPath $folder['Path']).Sddl
                foreach ($match in [regex]::Matches($sddl, '\(A;([A-Z]*);([^;]*);[^;]*;[^;]*;([^;)]*)')) {
                    if (-not (Test-MimGmsaSameText -First $match.Groups[3].Value -Second $sid)) {
                        continue
                    }
                    $flags = $match.Groups[1].Value
                    if ($flags -notlike '*ID*') {
                        $row['Explicit'] = 'yes'
                    }
                    if ($flags -like '*OI*' -and $flags -like '*CI*' -and $flags -notlike '*IO*') {
                        $granted = $granted -bor (ConvertFrom-MimGmsaAccessText -Text $match.Groups[2].Value)
                    }
                }
                $row['Rights'] = [string]$granted
            }
            $row
        })
    [ordered]@{ Folders = $rows }
}

<#
.SYNOPSIS
    Tells whether a folder's row grants the planned right.
#>
function Test-MimGmsaRightGranted {
    [CmdletBinding()]
    [OutputType([bool])]
    param(
        [Parameter(Mandatory = $true)]
        [System.Collections.IDictionary] $Row,

        [Parameter(Mandatory = $true)]
        [ValidateSet('Modify', 'ReadAndExecute')]
        [string] $Right
    )
    $wanted = @{ 'Modify' = 0x1301bf; 'ReadAndExecute' = 0x1200a9 }[$Right]
    ([long]$Row['Rights'] -band $wanted) -eq $wanted
}

<#
.SYNOPSIS
    Says which folders an account cannot use as planned.
#>
function Test-MimGmsaFolderAccess {
    [CmdletBinding()]
    [OutputType([string])]
    param(
        [Parameter(Mandatory = $true)]
        [System.Collections.IDictionary] $State,

        [Parameter(Mandatory = $true)]
        [object[]] $Folders
    )
    for ($i = 0; $i -lt $Folders.Count; $i++) {
        $row = @($State['Folders'])[$i]
        if ($row['Exists'] -eq 'no') {
            'There is no folder {0}.' -f $row['Path']
        }
        elseif (-not (Test-MimGmsaRightGranted -Row $row -Right $Folders[$i]['Right'])) {
            '{0} lacks the right {1} on {2}.' -f $Folders[$i]['Account'], $Folders[$i]['Right'], $row['Path']
        }
    }
}

<#
.SYNOPSIS
    Grants accounts the planned rights on folders and what is in them.
#>
function Set-MimGmsaFolderAccess {
    [CmdletBinding(SupportsShouldProcess = $true, ConfirmImpact = 'Medium')]
    param(
        [Parameter(Mandatory = $true)]
        [object[]] $Folders
    )
    $letters = @{ 'Modify' = 'M'; 'ReadAndExecute' = 'RX' }
    foreach ($folder in $Folders) {
        $row = @((Get-MimGmsaFolderAccess -Folders $folder)['Folders'])[0]
        if ($row['Exists'] -eq 'no' -or (Test-MimGmsaRightGranted -Row $row -Right $folder['Right'])) {
            continue
        }
        if ($PSCmdlet.ShouldProcess($folder['Path'], ('Grant {0} to {1}' -f $folder['Right'], $folder['Account']))) {
            $grant = '*{0}:(OI)(CI){1}' -f (Get-MimGmsaAccountSid -Account $folder['Account']), $letters[$folder['Right']]
            $null = icacls.exe $folder['Path'] /grant $grant /Q
            if ($LASTEXITCODE -ne 0) {
                throw ('icacls.exe could not grant access to {0} (code {1}).' -f $folder['Path'], $LASTEXITCODE)
            }
        }
    }
}

<#
.SYNOPSIS
    Takes granted rights back where the account had none of its own before.
#>
function Undo-MimGmsaFolderAccess {
    [CmdletBinding(SupportsShouldProcess = $true, ConfirmImpact = 'Medium')]
    param(
        [Parameter(Mandatory = $true)]
        [object[]] $Folders,

        [Parameter(Mandatory = $true)]
        [System.Collections.IDictionary] $Before
    )
    for ($i = 0; $i -lt $Folders.Count; $i++) {
        $old = @($Before['Folders'])[$i]
        $now = @((Get-MimGmsaFolderAccess -Folders $Folders[$i])['Folders'])[0]
        if ($now['Exists'] -eq 'no' -or $now['Explicit'] -eq 'no' -or $now['Rights'] -eq $old['Rights']) {
            continue
        }
        if ($old['Explicit'] -eq 'yes') {
            $message = '{0} had own rights on {1} before; set them by hand to {2}.' -f $Folders[$i]['Account'], $old['Path'], $old['Rights']
            throw (New-MimGmsaRefusal -ExitCode 4 -Message $message)
        }
        if ($PSCmdlet.ShouldProcess($old['Path'], ('Take rights from {0}' -f $Folders[$i]['Account']))) {
            $null = icacls.exe $old['Path'] /remove:g ('*' + (Get-MimGmsaAccountSid -Account $Folders[$i]['Account'])) /Q
            if ($LASTEXITCODE -ne 0) {
                throw ('icacls.exe could not take access to {0} back (code {1}).' -f $old['Path'], $LASTEXITCODE)
            }
        }
    }
}

Export-ModuleMember -Function 'Get-MimGmsaFolderAccess', 'Test-MimGmsaFolderAccess', 'Set-MimGmsaFolderAccess', 'Undo-MimGmsaFolderAccess'
