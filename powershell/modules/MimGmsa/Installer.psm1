#Requires -Version 5.1
# What Windows Installer needs before change mode: no restart that waits, its own copies of the packages, and the original media. A cleaned
# cache ends the wizard with error 1612 or 1635 when the services already stand still.
Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
Import-Module -Name (Join-Path -Path $PSScriptRoot -ChildPath 'System.psm1')
Import-Module -Name (Join-Path -Path $PSScriptRoot -ChildPath 'Gates.psm1')

<#
.SYNOPSIS
    Lists the products of Microsoft Identity Manager with the packages that Windows Installer keeps of them and of their patches.
#>
function Get-MimGmsaInstalledProduct {
    [CmdletBinding()]
    [OutputType([System.Collections.Specialized.OrderedDictionary])]
    param()
    $data = 'HKLM:\SOFTWARE\Microsoft\Windows\CurrentVersion\Installer\UserData\S-1-5-18'
    if (-not (Test-Path -LiteralPath "$data\Products")) {
        return
    }
    foreach ($product in @(Get-ChildItem -LiteralPath "$data\Products")) {
        $key = '{0}\Products\{1}' -f $data, $product.PSChildName
        $name = [string](Get-MimGmsaRegistryValue -Path "$key\InstallProperties" -Name 'DisplayName')
        if ($name -notlike 'Microsoft Identity Manager*' -or $name -like '*Language Pack*') {
            continue
        }
        $packages = @([string](Get-MimGmsaRegistryValue -Path "$key\InstallProperties" -Name 'LocalPackage'))
        if (Test-Path -LiteralPath "$key\Patches") {
            $packages += @(foreach ($patch in @(Get-ChildItem -LiteralPath "$key\Patches")) {
                    [string](Get-MimGmsaRegistryValue -Path ('{0}\Patches\{1}' -f $data, $patch.PSChildName) -Name 'LocalPackage')
                })
        }
        [ordered]@{ Name = $name; Packages = [string[]]$packages }
    }
}

<#
.SYNOPSIS
    Tells whether Windows waits for a restart.
#>
function Test-MimGmsaRestartPending {
    [CmdletBinding()]
    [OutputType([bool])]
    param()
    $version = 'HKLM:\SOFTWARE\Microsoft\Windows\CurrentVersion'
    (Test-Path -LiteralPath "$version\Component Based Servicing\RebootPending") -or
    (Test-Path -LiteralPath "$version\WindowsUpdate\Auto Update\RebootRequired")
}

<#
.SYNOPSIS
    Refuses to stop a service as long as the wizard that follows could not be carried through.
#>
function Assert-MimGmsaInstaller {
    [CmdletBinding()]
    param(
        [Parameter(Mandatory = $true)]
        [System.Collections.IDictionary] $Step,

        [Parameter(Mandatory = $true)]
        [hashtable] $Run
    )
    $stops = @('F-01', 'G-01')
    if (@($Run.Settings['Steps'] | Where-Object -FilterScript { $_['Step'] -eq 'G-01' }).Count -eq 0) {
        # portals without the MIM Service beside them have a wizard of their own
        $stops += 'H-01'
    }
    if ($stops -notcontains $Step['Step']) {
        return
    }
    if (Test-MimGmsaRestartPending) {
        $message = 'Windows waits for a restart of this server, and the wizard would refuse to work. Restart it, then start again with -Resume.'
        Stop-MimGmsaUnlessRehearsal -Run $Run -ExitCode 3010 -Message $message
    }
    $media = [string]$Step['Parameters']['Media']
    if ($media -ne '' -and -not (Test-Path -LiteralPath $media)) {
        $message = 'The original media in {0} cannot be reached, and the wizard may ask for them. Bring them there first.' -f $media
        Stop-MimGmsaUnlessRehearsal -Run $Run -Message $message
    }
    $products = @(Get-MimGmsaInstalledProduct)
    if ($products.Count -eq 0) {
        Write-MimGmsaLine -Text 'Windows Installer names no product of Microsoft Identity Manager here; its packages were not checked.'
    }
    foreach ($product in $products) {
        foreach ($package in $product['Packages']) {
            if ($package -eq '' -or -not (Test-Path -LiteralPath $package -PathType Leaf)) {
                $message = 'Windows Installer has lost its package "{0}" of {1}; the wizard would ask for it and fail. Restore it first.' -f
                $package, $product['Name']
                Stop-MimGmsaUnlessRehearsal -Run $Run -Message $message
            }
        }
    }
}

Export-ModuleMember -Function 'Assert-MimGmsaInstaller'
