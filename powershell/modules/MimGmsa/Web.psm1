#Requires -Version 5.1
# Web sites of IIS (A-03, H-01, H-02). Their names differ between installations, so they are found by the end of their folder.
Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
Import-Module -Name (Join-Path -Path $PSScriptRoot -ChildPath 'System.psm1')

<#
.SYNOPSIS
    Reads one value of the configuration of IIS as text.
#>
function Get-MimGmsaWebValue {
    [CmdletBinding()]
    [OutputType([string])]
    param(
        [Parameter(Mandatory = $true)]
        [string] $Filter,

        [Parameter(Mandatory = $true)]
        [string] $Name,

        [Parameter()]
        [string] $Location = ''
    )
    $request = @{ PSPath = 'MACHINE/WEBROOT/APPHOST'; Filter = $Filter; Name = $Name }
    if ($Location -ne '') {
        $request['Location'] = $Location
    }
    $found = Get-WebConfigurationProperty @request
    if ($null -eq $found) {
        return ''
    }
    # texts come as they are, other kinds inside an object
    $inner = $found.PSObject.Properties['Value']
    if ($null -ne $inner) {
        return [string]$inner.Value
    }
    [string]$found
}

<#
.SYNOPSIS
    Reads the sites whose folder ends as planned, with their application pools.
#>
function Get-MimGmsaSite {
    [CmdletBinding()]
    [OutputType([System.Collections.Specialized.OrderedDictionary])]
    param(
        [Parameter(Mandatory = $true)]
        [AllowEmptyCollection()]
        [object[]] $Sites
    )
    $present = @()
    if ($Sites.Count -gt 0) {
        $present = @(Get-Website)
    }
    $rows = @(foreach ($wanted in $Sites) {
            $row = [ordered]@{
                Component = $wanted['Component']; Site = ''; Pool = ''; Account = ''; PoolState = ''; PoolCredentials = ''; KernelMode = ''
            }
            $end = '\' + $wanted['PathEnd'].Trim('\')
            foreach ($site in $present) {
                $path = '\' + [System.Environment]::ExpandEnvironmentVariables([string]$site.physicalPath).Trim('\')
                if ($row['Site'] -eq '' -and $path.EndsWith($end, [System.StringComparison]::OrdinalIgnoreCase)) {
                    $row['Site'] = [string]$site.name
                    $row['Pool'] = [string]$site.applicationPool
                }
            }
            if ($row['Site'] -ne '') {
                if (($row['Site'] + $row['Pool']).IndexOf("'") -ge 0) {
                    throw ('The names of site {0} or pool {1} hold a quotation mark; check them by hand.' -f $row['Site'], $row['Pool'])
                }
                $pool = "system.applicationHost/applicationPools/add[@name='{0}']/processModel" -f $row['Pool']
                $windows = 'system.webServer/security/authentication/windowsAuthentication'
                $row['Account'] = Get-MimGmsaWebValue -Filter $pool -Name 'userName'
                $row['PoolState'] = [string](Get-WebAppPoolState -Name $row['Pool']).Value
                $row['PoolCredentials'] = Get-MimGmsaWebValue -Filter $windows -Name 'useAppPoolCredentials' -Location $row['Site']
                $row['KernelMode'] = Get-MimGmsaWebValue -Filter $windows -Name 'useKernelMode' -Location $row['Site']
            }
            $row
        })
    [ordered]@{ Sites = $rows }
}

<#
.SYNOPSIS
    Says which sites are missing, or whose pools run as an account that the plan does not know.
#>
function Test-MimGmsaSiteInventory {
    [CmdletBinding()]
    [OutputType([string])]
    param(
        [Parameter(Mandatory = $true)]
        [System.Collections.IDictionary] $State,

        [Parameter(Mandatory = $true)]
        [object[]] $Sites,

        [Parameter(Mandatory = $true)]
        [System.Collections.IDictionary] $Domain
    )
    for ($i = 0; $i -lt $Sites.Count; $i++) {
        $wanted = $Sites[$i]
        $row = @($State['Sites'])[$i]
        if ($row['Site'] -eq '') {
            'No web site has a folder that ends in {0}.' -f $wanted['PathEnd']
            continue
        }
        $known = (Test-MimGmsaSameAccount -Actual $row['Account'] -Wanted $wanted['OldAccount'] -Domain $Domain) -or
        (Test-MimGmsaSameAccount -Actual $row['Account'] -Wanted $wanted['NewAccount'] -Domain $Domain)
        if (-not $known) {
            '{0} runs as {1}, planned are {2} and {3}.' -f $row['Pool'], $row['Account'], $wanted['OldAccount'], $wanted['NewAccount']
        }
    }
}

<#
.SYNOPSIS
    Says which sites do not yet run as the planned managed account.
#>
function Test-MimGmsaSiteIdentity {
    [CmdletBinding()]
    [OutputType([string])]
    param(
        [Parameter(Mandatory = $true)]
        [System.Collections.IDictionary] $State,

        [Parameter(Mandatory = $true)]
        [AllowEmptyCollection()]
        [object[]] $Sites,

        [Parameter(Mandatory = $true)]
        [System.Collections.IDictionary] $Domain
    )
    for ($i = 0; $i -lt $Sites.Count; $i++) {
        $row = @($State['Sites'])[$i]
        if ($row['Site'] -eq '') {
            'No web site has a folder that ends in {0}.' -f $Sites[$i]['PathEnd']
            continue
        }
        if (-not (Test-MimGmsaSameAccount -Actual $row['Account'] -Wanted $Sites[$i]['Account'] -Domain $Domain)) {
            '{0} runs as {1}, planned is {2}.' -f $row['Pool'], $row['Account'], $Sites[$i]['Account']
        }
        if ($row['PoolState'] -ne 'Started') {
            'The application pool {0} is {1}.' -f $row['Pool'], $row['PoolState']
        }
    }
}

<#
.SYNOPSIS
    Says which sites would decrypt tickets with the computer's account instead of the pool's.
#>
function Test-MimGmsaSiteAuthentication {
    [CmdletBinding()]
    [OutputType([string])]
    param(
        [Parameter(Mandatory = $true)]
        [System.Collections.IDictionary] $State,

        [Parameter(Mandatory = $true)]
        [object[]] $Sites
    )
    for ($i = 0; $i -lt $Sites.Count; $i++) {
        $row = @($State['Sites'])[$i]
        if ($row['Site'] -eq '') {
            'No web site has a folder that ends in {0}.' -f $Sites[$i]['PathEnd']
        }
        elseif ($row['PoolCredentials'] -ne 'True' -and $row['KernelMode'] -ne 'False') {
            'Site {0}: useAppPoolCredentials is {1} and useKernelMode is {2}; tickets would be decrypted with the computer account.' -f
            $row['Site'], $row['PoolCredentials'], $row['KernelMode']
        }
    }
}

<#
.SYNOPSIS
    Writes whether IIS decrypts the tickets of a site with the account of its pool.
#>
function Write-MimGmsaPoolCredential {
    [CmdletBinding(SupportsShouldProcess = $true, ConfirmImpact = 'Medium')]
    param(
        [Parameter(Mandatory = $true)]
        [string] $Site,

        [Parameter(Mandatory = $true)]
        [bool] $Value
    )
    $request = @{
        PSPath = 'MACHINE/WEBROOT/APPHOST'
        Location = $Site
        Filter = 'system.webServer/security/authentication/windowsAuthentication'
        Name = 'useAppPoolCredentials'
        Value = $Value
    }
    if ($PSCmdlet.ShouldProcess($Site, "useAppPoolCredentials = $Value")) {
        Set-WebConfigurationProperty @request -Confirm:$false
    }
}

<#
.SYNOPSIS
    Has IIS decrypt tickets with the account of the pool, where it would take the computer's. Sites that are missing are left to the test.
#>
function Set-MimGmsaSiteAuthentication {
    [CmdletBinding(SupportsShouldProcess = $true, ConfirmImpact = 'Medium')]
    param(
        [Parameter(Mandatory = $true)]
        [object[]] $Sites
    )
    foreach ($row in (Get-MimGmsaSite -Sites $Sites)['Sites']) {
        $wrong = $row['Site'] -ne '' -and $row['PoolCredentials'] -ne 'True' -and $row['KernelMode'] -ne 'False'
        if ($wrong -and $PSCmdlet.ShouldProcess($row['Site'], 'Decrypt tickets with the account of the pool')) {
            Write-MimGmsaPoolCredential -Site $row['Site'] -Value $true -Confirm:$false
        }
    }
}

<#
.SYNOPSIS
    Writes back what was recorded of each site.
#>
function Undo-MimGmsaSiteAuthentication {
    [CmdletBinding(SupportsShouldProcess = $true, ConfirmImpact = 'Medium')]
    param(
        [Parameter(Mandatory = $true)]
        [object[]] $Sites,

        [Parameter(Mandatory = $true)]
        [System.Collections.IDictionary] $Before
    )
    $now = @((Get-MimGmsaSite -Sites $Sites)['Sites'])
    for ($i = 0; $i -lt $now.Count; $i++) {
        $old = @($Before['Sites'])[$i]
        $differs = $now[$i]['Site'] -ne '' -and $now[$i]['PoolCredentials'] -ne $old['PoolCredentials']
        if ($differs -and $PSCmdlet.ShouldProcess($now[$i]['Site'], 'Write the recorded value back')) {
            Write-MimGmsaPoolCredential -Site $now[$i]['Site'] -Value ($old['PoolCredentials'] -eq 'True') -Confirm:$false
        }
    }
}

Export-ModuleMember -Function @(
    'Get-MimGmsaSite', 'Test-MimGmsaSiteInventory', 'Test-MimGmsaSiteIdentity', 'Test-MimGmsaSiteAuthentication',
    'Set-MimGmsaSiteAuthentication', 'Undo-MimGmsaSiteAuthentication'
)
