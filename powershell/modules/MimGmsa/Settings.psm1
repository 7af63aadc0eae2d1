#Requires -Version 5.1
# Reads the data files of a bundle.
Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
Import-Module -Name (Join-Path -Path $PSScriptRoot -ChildPath 'System.psm1')

<#
.SYNOPSIS
    Returns the step of this target with an id; nothing for a step of another target.
#>
function Find-MimGmsaStep {
    [CmdletBinding()]
    [OutputType([System.Collections.IDictionary])]
    param(
        [Parameter(Mandatory = $true)]
        [string] $Id,

        [Parameter(Mandatory = $true)]
        [System.Collections.IDictionary] $Settings
    )
    foreach ($step in $Settings['Steps']) {
        if ($step['Id'] -eq $Id) {
            $step
        }
    }
}

<#
.SYNOPSIS
    Reads the data file of this bundle.
#>
function Read-MimGmsaSetting {
    [CmdletBinding()]
    [OutputType([hashtable])]
    param(
        [Parameter(Mandatory = $true)]
        [string] $Root
    )
    $settings = Import-PowerShellDataFile -LiteralPath (Join-Path -Path $Root -ChildPath 'settings.psd1')
    if ($settings['FormatVersion'] -ne '1') {
        throw (New-MimGmsaRefusal -ExitCode 2 -Message ('settings.psd1 has the format {0}; this runner reads 1.' -f $settings['FormatVersion']))
    }
    if ($settings.ContainsKey('Parts')) {
        $settings['Steps'] = @(Read-MimGmsaSettingPart -Root $Root -Parts $settings['Parts'])
    }
    $settings
}

<#
.SYNOPSIS
    Reads the steps from the data files beside settings.psd1: one file holds only so many values. A row that repeats the id of the
    step before it has more of its prerequisites.
#>
function Read-MimGmsaSettingPart {
    [CmdletBinding()]
    [OutputType([hashtable])]
    param(
        [Parameter(Mandatory = $true)]
        [string] $Root,

        [Parameter(Mandatory = $true)]
        [string[]] $Parts
    )
    $steps = New-Object -TypeName 'System.Collections.Generic.List[hashtable]'
    foreach ($part in $Parts) {
        if ($part -cnotmatch '\Asettings-[0-9]+\.psd1\z') {
            throw (New-MimGmsaRefusal -ExitCode 2 -Message ('settings.psd1 names a data file that is none: {0}' -f $part))
        }
        $data = Import-PowerShellDataFile -LiteralPath (Join-Path -Path $Root -ChildPath $part)
        foreach ($row in @($data['Steps'])) {
            if ($steps.Count -gt 0 -and $steps[$steps.Count - 1]['Id'] -ceq $row['Id']) {
                $last = $steps[$steps.Count - 1]
                $last['After'] = @($last['After']) + @($row['After'])
            }
            else {
                $steps.Add($row)
            }
        }
    }
    $steps.ToArray()
}

Export-ModuleMember -Function 'Find-MimGmsaStep', 'Read-MimGmsaSetting'
