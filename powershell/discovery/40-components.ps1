# Which parts of MIM are installed here, and as whom they run.

# Programs of Add/Remove Programs whose name matches; names of products are not localised.
function Get-DiscoveryProduct {
    param([string] $Pattern)
    $root = 'HKLM:\SOFTWARE\Microsoft\Windows\CurrentVersion\Uninstall'
    if (-not (Test-Path -LiteralPath $root)) {
        return
    }
    foreach ($child in @(Get-ChildItem -LiteralPath $root)) {
        $path = '{0}\{1}' -f $root, $child.PSChildName
        $name = Get-DiscoveryString -Path $path -Name 'DisplayName'
        if ($name -like $Pattern -and $name -notlike '*Language Pack*') {
            Get-DiscoveryString -Path $path -Name 'DisplayVersion'
        }
    }
}

# The program of a service, from its image path.
function Get-DiscoveryServiceProgram {
    param([string] $Name)
    $image = Get-DiscoveryString -Path "HKLM:\SYSTEM\CurrentControlSet\Services\$Name" -Name 'ImagePath'
    $match = [regex]::Match($image, '^\s*"?([^"]+?\.exe)', 'IgnoreCase')
    if ($match.Success) {
        return [System.Environment]::ExpandEnvironmentVariables($match.Groups[1].Value)
    }
    ''
}

function Get-DiscoveryService {
    param([string] $Name)
    $found = @(Get-CimInstance -ClassName Win32_Service -Filter "Name='$Name'")
    if ($found.Count -eq 0) {
        return
    }
    $states = @{ Running = 'running'; Stopped = 'stopped' }
    $modes = @{ Auto = 'auto'; Manual = 'manual'; Disabled = 'disabled' }
    $state = $states[[string]$found[0].State]
    if ($null -eq $state) {
        $state = 'other'
    }
    [ordered]@{
        name = $Name
        account = ConvertTo-DiscoveryFact -Value ([string]$found[0].StartName)
        state = $state
        startMode = $modes[[string]$found[0].StartMode]
        managed = Read-DiscoveryFact -Source "The flag ServiceAccountManaged of $Name" -Read {
            # four bytes, of which the first is 1, or a number
            $flag = @(Get-DiscoveryValue -Path "HKLM:\SYSTEM\CurrentControlSet\Services\$Name" -Name 'ServiceAccountManaged')
            $flag.Count -gt 0 -and $flag[0] -eq 1
        }
    }
}

# A component with a Windows service: the service tells that it is there, its program tells the build.
function Get-DiscoveryServiceComponent {
    param([string] $Component, [string] $Name)
    $service = $null
    try {
        $service = Get-DiscoveryService -Name $Name
    }
    catch {
        $reason = Get-DiscoveryReason -ErrorRecord $_ -Source "The service $Name"
        return [ordered]@{ component = $Component; build = ConvertTo-DiscoveryUnknown -Reason $reason; service = $null }
    }
    $build = Read-DiscoveryFact -Source "The program of $Name" -Read {
        if ($null -ne $service) {
            $program = Get-DiscoveryServiceProgram -Name $Name
            if ($program -eq '') {
                throw "The registry does not name the program of $Name."
            }
            Get-DiscoveryFileVersion -Path $program
        }
    }
    [ordered]@{ component = $Component; build = $build; service = $service }
}

# A part without a service: a sign says that it is there, the product that brought it tells the build. The sign is given the number of
# products that match.
function Get-DiscoveryPartComponent {
    param([string] $Component, [string] $Pattern, [scriptblock] $Present)
    $build = Read-DiscoveryFact -Source "The installation of $Component" -Read {
        $versions = @(Get-DiscoveryProduct -Pattern $Pattern)
        $seen = ForEach-Object -InputObject $versions.Count -Process $Present
        if ($seen -and ($versions.Count -ne 1 -or $versions[0] -eq '')) {
            throw "$Component is installed, but no single product like $Pattern tells its version."
        }
        if ($seen) {
            $versions[0]
        }
    }
    [ordered]@{ component = $Component; build = $build; service = $null }
}

function Get-DiscoveryComponent {
    $mim = 'HKLM:\SOFTWARE\Microsoft\Forefront Identity Manager\2010'
    $shared = '*Identity Manager Service and Portal*'
    Get-DiscoveryServiceComponent -Component 'SYNC' -Name 'FIMSynchronizationService'
    Get-DiscoveryServiceComponent -Component 'SVC' -Name 'FIMService'
    Get-DiscoveryPartComponent -Component 'REG' -Pattern $shared -Present { Test-Path -LiteralPath "$mim\Password Registration Portal" }
    Get-DiscoveryPartComponent -Component 'RST' -Pattern $shared -Present { Test-Path -LiteralPath "$mim\Password Reset Portal" }
    Get-DiscoveryPartComponent -Component 'PAMREST' -Pattern $shared -Present {
        $folder = (Get-DiscoveryString -Path "$mim\Service" -Name 'Location').TrimEnd('\')
        $folder -ne '' -and (Test-Path -LiteralPath ((Split-Path -Path $folder -Parent) + '\Privileged Access Management REST API'))
    }
    Get-DiscoveryServiceComponent -Component 'PAMMON' -Name 'PamMonitoringService'
    Get-DiscoveryServiceComponent -Component 'PAMCOMP' -Name 'PrivilegeManagementComponentService'
    Get-DiscoveryPartComponent -Component 'PORTAL' -Pattern $shared -Present { Test-Path -LiteralPath "$mim\Portal" }
    Get-DiscoveryPartComponent -Component 'CM' -Pattern '*Identity Manager Certificate Management*' -Present { $_ -gt 0 }
    Get-DiscoveryPartComponent -Component 'BHOLD' -Pattern '*BHOLD*' -Present { $_ -gt 0 }
}
