#Requires -Version 5.1
# What a person confirmed by typing the id of a step.
Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
foreach ($name in 'System', 'State') {
    Import-Module -Name (Join-Path -Path $PSScriptRoot -ChildPath "$name.psm1")
}

<#
.SYNOPSIS
    Returns when and by whom a step was confirmed, or nothing.
#>
function Get-MimGmsaConfirmation {
    [CmdletBinding()]
    [OutputType([string])]
    param(
        [Parameter(Mandatory = $true)]
        [string] $Id,

        [Parameter(Mandatory = $true)]
        [hashtable] $Run
    )
    $record = Get-MimGmsaRecord -Folder $Run.Folder -Kind 'confirmed' -Id $Id
    if ($null -eq $record) {
        return ''
    }
    '{0} by {1}' -f $record['at'], $record['by']
}

<#
.SYNOPSIS
    Asks for a confirmation by typing the id of the step, and keeps the answer. A rehearsal does not ask.
#>
function Confirm-MimGmsaStep {
    [CmdletBinding()]
    [OutputType([bool])]
    param(
        [Parameter(Mandatory = $true)]
        [string] $Id,

        [Parameter(Mandatory = $true)]
        [string] $Question,

        [Parameter(Mandatory = $true)]
        [hashtable] $Run
    )
    $answer = Read-MimGmsaAnswer -Prompt "$Question Type $Id"
    if (-not (Test-MimGmsaSameText -First $answer -Second $Id)) {
        return $false
    }
    $content = [ordered]@{ at = ConvertTo-MimGmsaTimeText -Time (Get-MimGmsaTime); by = $Run.Session['User'] }
    Save-MimGmsaRecord -Folder $Run.Folder -Kind 'confirmed' -Id $Id -Content $content
    $true
}

Export-ModuleMember -Function 'Get-MimGmsaConfirmation', 'Confirm-MimGmsaStep'
