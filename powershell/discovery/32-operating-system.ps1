# Windows, and what Setup of MIM needs of it.

function Get-DiscoveryOperatingSystem {
    $version = 'HKLM:\SOFTWARE\Microsoft\Windows NT\CurrentVersion'
    [ordered]@{
        buildNumber = Read-DiscoveryFact -Source 'The build of Windows' -Read {
            $build = Get-DiscoveryString -Path $version -Name 'CurrentBuildNumber'
            if ($build -eq '') {
                throw 'The registry does not tell the build of Windows.'
            }
            [int]$build
        }
        caption = Read-DiscoveryFact -Source 'The name of Windows' -Read { (Get-DiscoveryString -Path $version -Name 'ProductName') }
        installationType = Read-DiscoveryFact -Source 'The kind of installation' -Read {
            switch (Get-DiscoveryString -Path $version -Name 'InstallationType') {
                'Server Core' { 'core' }
                '' { throw 'Windows does not say whether it is Server Core.' }
                default { 'desktop' }
            }
        }
        language = Read-DiscoveryFact -Source 'The display language' -Read {
            $preferred = @(Get-DiscoveryValue -Path 'HKLM:\SYSTEM\CurrentControlSet\Control\MUI\Settings' -Name 'PreferredUILanguages')
            if ($preferred.Count -gt 0) {
                return [string]$preferred[0]
            }
            $installed = Get-DiscoveryString -Path 'HKLM:\SYSTEM\CurrentControlSet\Control\Nls\Language' -Name 'InstallLanguage'
            [System.Globalization.CultureInfo]::GetCultureInfo([System.Convert]::ToInt32($installed, 16)).Name
        }
        dotNetRelease = Read-DiscoveryFact -Source '.NET Framework' -Read {
            Get-DiscoveryValue -Path 'HKLM:\SOFTWARE\Microsoft\NET Framework Setup\NDP\v4\Full' -Name 'Release'
        }
        visualCpp2013 = Read-DiscoveryFact -Source 'Visual C++ 2013' -Read {
            $installed = @(foreach ($root in 'HKLM:\SOFTWARE\Microsoft', 'HKLM:\SOFTWARE\WOW6432Node\Microsoft') {
                    Get-DiscoveryValue -Path "$root\VisualStudio\12.0\VC\Runtimes\x64" -Name 'Installed'
                })
            $installed -contains 1
        }
        tls12Only = Get-DiscoveryTlsFact
        activeDirectoryModule = Read-DiscoveryFact -Source 'The tools of Active Directory' -Read {
            $null -ne (Get-Command -Name 'Get-ADServiceAccount' -ErrorAction Ignore)
        }
        executionPolicy = Read-DiscoveryFact -Source 'The execution policy' -Read { [string](Get-ExecutionPolicy) }
        installerProducts = Read-DiscoveryList -Source 'The cache of Windows Installer' -Read { Get-DiscoveryInstallerProduct }
    }
}

# Older versions of TLS are off where the registry says so for client and server.
function Get-DiscoveryTlsFact {
    Read-DiscoveryFact -Source 'The settings of TLS' -Read {
        $unset = $false
        foreach ($version in 'TLS 1.0', 'TLS 1.1') {
            foreach ($side in 'Client', 'Server') {
                $path = "HKLM:\SYSTEM\CurrentControlSet\Control\SecurityProviders\SCHANNEL\Protocols\$version\$side"
                $enabled = @(Get-DiscoveryValue -Path $path -Name 'Enabled')
                if ($enabled.Count -eq 0) {
                    $unset = $true
                }
                elseif ($enabled[0] -ne 0) {
                    return $false
                }
            }
        }
        $build = [int](Get-DiscoveryString -Path 'HKLM:\SOFTWARE\Microsoft\Windows NT\CurrentVersion' -Name 'CurrentBuildNumber')
        if ($unset -and $build -ge 26100) {
            throw 'The registry does not set TLS 1.0 and 1.1; the default of this build of Windows is not known to this script.'
        }
        -not $unset
    }
}

# Products of MIM with the packages that Windows Installer should have kept of them and of their patches.
function Get-DiscoveryInstallerProduct {
    $data = 'HKLM:\SOFTWARE\Microsoft\Windows\CurrentVersion\Installer\UserData\S-1-5-18'
    if (-not (Test-Path -LiteralPath "$data\Products")) {
        return
    }
    $products = @{}
    foreach ($product in @(Get-ChildItem -LiteralPath "$data\Products")) {
        $key = '{0}\Products\{1}' -f $data, $product.PSChildName
        $name = Get-DiscoveryString -Path "$key\InstallProperties" -Name 'DisplayName'
        if ($name -notlike '*Identity Manager*' -or $name -like '*Language Pack*') {
            continue
        }
        $packages = @(Get-DiscoveryString -Path "$key\InstallProperties" -Name 'LocalPackage')
        if (Test-Path -LiteralPath "$key\Patches") {
            $packages += @(foreach ($patch in @(Get-ChildItem -LiteralPath "$key\Patches")) {
                    (Get-DiscoveryString -Path ('{0}\Patches\{1}' -f $data, $patch.PSChildName) -Name 'LocalPackage')
                })
        }
        $products[$name] = [ordered]@{
            name = $name
            version = Get-DiscoveryString -Path "$key\InstallProperties" -Name 'DisplayVersion'
            missingPackages = [object[]]@(foreach ($package in $packages) {
                    if ($package -eq '') {
                        '(not recorded)'
                    }
                    elseif (-not (Test-Path -LiteralPath $package -PathType Leaf)) {
                        $package
                    }
                })
        }
    }
    foreach ($name in @(Select-DiscoveryName -Names @($products.Keys))) {
        $products[$name]
    }
}
