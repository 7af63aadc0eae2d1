#Requires -Version 5.1
# What a server must have before the conversion: builds, .NET, the tools of Active Directory.
Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
Import-Module -Name (Join-Path -Path $PSScriptRoot -ChildPath 'System.psm1')

<#
.SYNOPSIS
    Reads the file versions of installed programs.
#>
function Get-MimGmsaProduct {
    [CmdletBinding()]
    [OutputType([System.Collections.Specialized.OrderedDictionary])]
    param(
        [Parameter(Mandatory = $true)]
        [object[]] $Products
    )
    $rows = @(foreach ($product in $Products) {
            $build = ''
            if (Test-Path -LiteralPath $product['Path'] -PathType Leaf) {
                $build = Get-MimGmsaFileVersion -Path $product['Path']
            }
            [ordered]@{ Component = $product['Component']; Path = $product['Path']; Build = $build }
        })
    [ordered]@{ Products = $rows }
}

<#
.SYNOPSIS
    Says which programs are missing or have another build than the plan was made for.
#>
function Test-MimGmsaProduct {
    [CmdletBinding()]
    [OutputType([string])]
    param(
        [Parameter(Mandatory = $true)]
        [System.Collections.IDictionary] $State,

        [Parameter(Mandatory = $true)]
        [object[]] $Products
    )
    for ($i = 0; $i -lt $Products.Count; $i++) {
        $found = @($State['Products'])[$i]['Build']
        if ($found -eq '') {
            'There is no {0}.' -f $Products[$i]['Path']
        }
        elseif ($found -ne $Products[$i]['Build']) {
            '{0} has the build {1}, the plan was made for {2}.' -f $Products[$i]['Component'], $found, $Products[$i]['Build']
        }
    }
}

<#
.SYNOPSIS
    Reads the release number of .NET Framework 4.
#>
function Get-MimGmsaPrerequisite {
    [CmdletBinding()]
    [OutputType([System.Collections.Specialized.OrderedDictionary])]
    param()
    $key = 'HKLM:\SOFTWARE\Microsoft\NET Framework Setup\NDP\v4\Full'
    [ordered]@{ DotNetRelease = [string][int](Get-MimGmsaRegistryValue -Path $key -Name 'Release') }
}

<#
.SYNOPSIS
    Says that .NET Framework is too old; nothing when it is not.
#>
function Test-MimGmsaPrerequisite {
    [CmdletBinding()]
    [OutputType([string])]
    param(
        [Parameter(Mandatory = $true)]
        [System.Collections.IDictionary] $State,

        [Parameter(Mandatory = $true)]
        [int] $MinimumDotNetRelease
    )
    if ([int]$State['DotNetRelease'] -lt $MinimumDotNetRelease) {
        'The release number of .NET Framework is {0}; at least {1} is needed.' -f $State['DotNetRelease'], $MinimumDotNetRelease
    }
}

<#
.SYNOPSIS
    Reads whether the Active Directory tools are installed and the domain controller's web service answers.
#>
function Get-MimGmsaHostTool {
    [CmdletBinding()]
    [OutputType([System.Collections.Specialized.OrderedDictionary])]
    param(
        [Parameter(Mandatory = $true)]
        [string] $DomainController
    )
    $answer = @{ $true = 'yes'; $false = 'no' }
    $feature = Get-WindowsFeature -Name 'RSAT-AD-PowerShell'
    $port = Test-NetConnection -ComputerName $DomainController -Port 9389 -WarningAction SilentlyContinue
    [ordered]@{ Installed = $answer[[bool]$feature.Installed]; Reachable = $answer[[bool]$port.TcpTestSucceeded] }
}

<#
.SYNOPSIS
    Says what a host lacks to test a managed account.
#>
function Test-MimGmsaHostTool {
    [CmdletBinding()]
    [OutputType([string])]
    param(
        [Parameter(Mandatory = $true)]
        [System.Collections.IDictionary] $State,

        [Parameter(Mandatory = $true)]
        [string] $DomainController
    )
    if ($State['Installed'] -ne 'yes') {
        'The feature RSAT-AD-PowerShell is not installed.'
    }
    if ($State['Reachable'] -ne 'yes') {
        "$DomainController does not answer on TCP port 9389 (Active Directory Web Services). A firewall must let it through."
    }
}

<#
.SYNOPSIS
    Installs the Active Directory tools.
#>
function Set-MimGmsaHostTool {
    [CmdletBinding(SupportsShouldProcess = $true, ConfirmImpact = 'Medium')]
    param()
    if (-not (Get-WindowsFeature -Name 'RSAT-AD-PowerShell').Installed -and $PSCmdlet.ShouldProcess('RSAT-AD-PowerShell', 'Install')) {
        $result = Install-WindowsFeature -Name 'RSAT-AD-PowerShell' -Confirm:$false
        if ([string]$result.RestartNeeded -eq 'Yes') {
            throw (New-MimGmsaRefusal -ExitCode 3010 -Message 'The tools are installed. Restart this server, then start again with -Resume.')
        }
    }
}

<#
.SYNOPSIS
    Removes the Active Directory tools where this step installed them.
#>
function Undo-MimGmsaHostTool {
    [CmdletBinding(SupportsShouldProcess = $true, ConfirmImpact = 'Medium')]
    param(
        [Parameter(Mandatory = $true)]
        [System.Collections.IDictionary] $Before
    )
    $installed = (Get-WindowsFeature -Name 'RSAT-AD-PowerShell').Installed
    if ($Before['Installed'] -eq 'no' -and $installed -and $PSCmdlet.ShouldProcess('RSAT-AD-PowerShell', 'Remove')) {
        $null = Uninstall-WindowsFeature -Name 'RSAT-AD-PowerShell' -Confirm:$false
    }
}

Export-ModuleMember -Function @(
    'Get-MimGmsaProduct', 'Test-MimGmsaProduct', 'Get-MimGmsaPrerequisite', 'Test-MimGmsaPrerequisite', 'Get-MimGmsaHostTool',
    'Test-MimGmsaHostTool', 'Set-MimGmsaHostTool', 'Undo-MimGmsaHostTool'
)
