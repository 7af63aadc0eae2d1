#Requires -Version 5.1
# Copies of what Setup may overwrite. A finished copy is never made again: later it would hold the changed state.
Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
Import-Module -Name (Join-Path -Path $PSScriptRoot -ChildPath 'System.psm1')

<#
.SYNOPSIS
    Reads length and SHA-256 of an exported key set. The keys themselves are not read into any record.
#>
function Get-MimGmsaKeyFile {
    [CmdletBinding()]
    [OutputType([System.Collections.Specialized.OrderedDictionary])]
    param(
        [Parameter(Mandatory = $true)]
        [string] $Path
    )
    $state = [ordered]@{ Path = $Path; Bytes = '0'; Sha256 = '' }
    if (Test-Path -LiteralPath $Path -PathType Leaf) {
        $file = New-Object -TypeName System.IO.FileInfo -ArgumentList (Resolve-MimGmsaPath -Path $Path)
        $state['Bytes'] = [string]$file.Length
        $state['Sha256'] = Get-MimGmsaSha256 -Path $Path
    }
    $state
}

<#
.SYNOPSIS
    Says that a key file is missing or empty; nothing when it is there.
#>
function Test-MimGmsaKeyFile {
    [CmdletBinding()]
    [OutputType([string])]
    param(
        [Parameter(Mandatory = $true)]
        [System.Collections.IDictionary] $State
    )
    if ($State['Sha256'] -eq '') {
        'There is no key file {0}.' -f $State['Path']
    }
    elseif ($State['Bytes'] -eq '0') {
        'The key file {0} is empty.' -f $State['Path']
    }
}

<#
.SYNOPSIS
    Says that the copy of the program files was not finished; nothing when it was.
#>
function Test-MimGmsaFileBackup {
    [CmdletBinding()]
    [OutputType([string])]
    param(
        [Parameter(Mandatory = $true)]
        [System.Collections.IDictionary] $State,

        [Parameter(Mandatory = $true)]
        [string] $Destination
    )
    if ($State['Finished'] -eq '' -or -not (Test-Path -LiteralPath $Destination -PathType Container)) {
        "There is no finished copy in $Destination."
    }
}

<#
.SYNOPSIS
    Copies the program files with robocopy, which goes on where an interrupted copy stopped.
#>
function Set-MimGmsaFileBackup {
    [CmdletBinding(SupportsShouldProcess = $true, ConfirmImpact = 'Medium')]
    param(
        [Parameter(Mandatory = $true)]
        [string] $Source,

        [Parameter(Mandatory = $true)]
        [string] $Destination
    )
    if (-not (Test-Path -LiteralPath $Source -PathType Container)) {
        throw (New-MimGmsaRefusal -ExitCode 2 -Message "There is no folder $Source.")
    }
    if ($PSCmdlet.ShouldProcess($Destination, "Copy $Source")) {
        $null = robocopy.exe $Source $Destination /E /COPY:DAT /R:1 /W:1 /NP /NFL /NDL
        # below 8 robocopy only says what it found and copied
        if ($LASTEXITCODE -ge 8) {
            throw "robocopy.exe failed with code $LASTEXITCODE."
        }
    }
}

<#
.SYNOPSIS
    Returns the file that a registry key goes to.
#>
function Get-MimGmsaExportPath {
    [CmdletBinding()]
    [OutputType([string])]
    param(
        [Parameter(Mandatory = $true)]
        [string] $File,

        [Parameter(Mandatory = $true)]
        [string] $Folder
    )
    if ($File -match '^([A-Za-z]:|\\\\)') {
        return $File
    }
    Join-Path -Path $Folder -ChildPath $File
}

<#
.SYNOPSIS
    Lists which registry keys and which backup of IIS have been saved.
#>
function Get-MimGmsaRegistryBackup {
    [CmdletBinding()]
    [OutputType([System.Collections.Specialized.OrderedDictionary])]
    param(
        [Parameter(Mandatory = $true)]
        [System.Collections.IDictionary] $Values
    )
    $files = @(foreach ($row in $Values['Keys']) {
            $file = Get-MimGmsaExportPath -File $row['File'] -Folder $Values['Folder']
            if (Test-Path -LiteralPath $file -PathType Leaf) {
                $file
            }
        })
    $web = @()
    if ($Values['WebConfigurationBackup'] -ne '') {
        $web = @(Get-WebConfigurationBackup | Where-Object -FilterScript { $_.Name -eq $Values['WebConfigurationBackup'] } |
                ForEach-Object -Process { [string]$_.Name })
    }
    [ordered]@{ Files = [string[]]$files; WebConfigurationBackups = [string[]]$web }
}

<#
.SYNOPSIS
    Says what has not been saved yet.
#>
function Test-MimGmsaRegistryBackup {
    [CmdletBinding()]
    [OutputType([string])]
    param(
        [Parameter(Mandatory = $true)]
        [System.Collections.IDictionary] $State,

        [Parameter(Mandatory = $true)]
        [System.Collections.IDictionary] $Values
    )
    foreach ($row in $Values['Keys']) {
        $file = Get-MimGmsaExportPath -File $row['File'] -Folder $Values['Folder']
        if (@(Select-MimGmsaMissing -Wanted $file -Present $State['Files']).Count -gt 0) {
            '{0} is not saved in {1}.' -f $row['Key'], $file
        }
    }
    if ($Values['WebConfigurationBackup'] -ne '' -and @($State['WebConfigurationBackups']).Count -eq 0) {
        'IIS has no backup called {0}.' -f $Values['WebConfigurationBackup']
    }
}

<#
.SYNOPSIS
    Exports the registry keys that are not saved yet, and makes the backup of IIS.
#>
function Set-MimGmsaRegistryBackup {
    [CmdletBinding(SupportsShouldProcess = $true, ConfirmImpact = 'Medium')]
    param(
        [Parameter(Mandatory = $true)]
        [System.Collections.IDictionary] $Values
    )
    $state = Get-MimGmsaRegistryBackup -Values $Values
    foreach ($row in $Values['Keys']) {
        $file = Get-MimGmsaExportPath -File $row['File'] -Folder $Values['Folder']
        $missing = @(Select-MimGmsaMissing -Wanted $file -Present $state['Files']).Count -gt 0
        if ($missing -and $PSCmdlet.ShouldProcess($file, ('Export {0}' -f $row['Key']))) {
            $null = [System.IO.Directory]::CreateDirectory([System.IO.Path]::GetDirectoryName((Resolve-MimGmsaPath -Path $file)))
            # under another name first, so that half an export is not taken for a whole one
            $part = $file + '.part'
            $null = reg.exe export $row['Key'] $part /y
            if ($LASTEXITCODE -ne 0) {
                throw ('reg.exe could not export {0} (code {1}).' -f $row['Key'], $LASTEXITCODE)
            }
            [System.IO.File]::Move((Resolve-MimGmsaPath -Path $part), (Resolve-MimGmsaPath -Path $file))
        }
    }
    $name = $Values['WebConfigurationBackup']
    if ($name -ne '' -and @($state['WebConfigurationBackups']).Count -eq 0 -and $PSCmdlet.ShouldProcess($name, 'Back up the configuration of IIS')) {
        $null = Backup-WebConfiguration -Name $name
    }
}

Export-ModuleMember -Function @(
    'Get-MimGmsaKeyFile', 'Test-MimGmsaKeyFile', 'Test-MimGmsaFileBackup', 'Set-MimGmsaFileBackup',
    'Get-MimGmsaRegistryBackup', 'Test-MimGmsaRegistryBackup', 'Set-MimGmsaRegistryBackup'
)
