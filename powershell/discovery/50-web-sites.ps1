# Web sites of IIS.

function Get-DiscoveryWebValue {
    param([string] $Filter, [string] $Name, [string] $Location = '')
    $request = @{ PSPath = 'MACHINE/WEBROOT/APPHOST'; Filter = $Filter; Name = $Name }
    if ($Location -ne '') {
        $request['Location'] = $Location
    }
    $found = Get-WebConfigurationProperty @request
    if ($null -ne $found) {
        # texts come as they are, other kinds inside an object
        $value = $found.PSObject.Properties['Value']
        if ($null -ne $value) {
            return [string]$value.Value
        }
        [string]$found
    }
}

function Get-DiscoveryWebSite {
    param([hashtable] $Session)
    $present = Read-DiscoveryFact -Source 'The version of IIS' -Read {
        Get-DiscoveryValue -Path 'HKLM:\SOFTWARE\Microsoft\InetStp' -Name 'MajorVersion'
    }
    if ($present.state -ne 'found') {
        return $present
    }
    if (-not $Session.Elevated) {
        $reason = 'applicationHost.config may not be read without administrator rights. Run again in an elevated console.'
        return ConvertTo-DiscoveryUnknown -Reason $reason
    }
    if ($null -eq (Get-Command -Name 'Get-Website' -ErrorAction Ignore)) {
        $reason = 'The scripting tools of IIS (Web-Scripting-Tools) are not installed. Install them, or read IIS Manager.'
        return ConvertTo-DiscoveryUnknown -Reason $reason
    }
    Read-DiscoveryList -Source 'The configuration of IIS' -Read {
        $sites = @{}
        foreach ($site in @(Get-Website)) {
            $sites[[string]$site.name] = $site
        }
        foreach ($name in @(Select-DiscoveryName -Names @($sites.Keys))) {
            Get-DiscoveryOneSite -Site $sites[$name]
        }
    }
}

function Get-DiscoveryOneSite {
    param([object] $Site)
    $name = [string]$Site.name
    $pool = [string]$Site.applicationPool
    $bindings = @(foreach ($binding in @(Get-WebBinding -Name $name)) {
            # address:port:host; an address of IPv6 holds colons itself
            $match = [regex]::Match([string]$binding.bindingInformation, '^(.*):([0-9]+):([^:]*)$')
            if ($match.Success) {
                [ordered]@{ protocol = [string]$binding.protocol; hostHeader = $match.Groups[3].Value; port = [int]$match.Groups[2].Value }
            }
        })
    $windows = 'system.webServer/security/authentication/windowsAuthentication'
    [ordered]@{
        component = Get-DiscoverySiteComponent -Site $Site -Bindings $bindings
        name = $name
        applicationPool = $pool
        poolAccount = Read-DiscoveryFact -Source "The account of pool $pool" -Read {
            if ($pool.IndexOf("'") -ge 0) {
                throw 'The name of the pool holds a quotation mark; read its account in IIS Manager.'
            }
            $filter = "system.applicationHost/applicationPools/add[@name='$pool']/processModel"
            $kind = Get-DiscoveryWebValue -Filter $filter -Name 'identityType'
            if ($kind -ne 'SpecificUser') {
                return $kind
            }
            Get-DiscoveryWebValue -Filter $filter -Name 'userName'
        }
        bindings = [object[]]$bindings
        kernelMode = Read-DiscoveryFact -Source "The authentication of $name" -Read {
            (Get-DiscoveryWebValue -Filter $windows -Name 'useKernelMode' -Location $name) -eq 'True'
        }
        useAppPoolCredentials = Read-DiscoveryFact -Source "The authentication of $name" -Read {
            (Get-DiscoveryWebValue -Filter $windows -Name 'useAppPoolCredentials' -Location $name) -eq 'True'
        }
    }
}

# Which part of MIM a site is: by the end of its folder, because names of sites differ; the portal by its address.
function Get-DiscoverySiteComponent {
    param([object] $Site, [AllowEmptyCollection()] [object[]] $Bindings)
    $ends = [ordered]@{
        REG = '\Password Registration Portal'; RST = '\Password Reset Portal'; PAMREST = '\Privileged Access Management REST API'
        CM = '\Certificate Management\web'
    }
    $path = [System.Environment]::ExpandEnvironmentVariables([string]$Site.physicalPath).TrimEnd('\')
    foreach ($component in $ends.Keys) {
        if ($path.EndsWith($ends[$component], [System.StringComparison]::OrdinalIgnoreCase)) {
            return $component
        }
    }
    $portal = 'HKLM:\SOFTWARE\Microsoft\Forefront Identity Manager\2010\Portal'
    $address = Get-DiscoveryString -Path $portal -Name 'BaseSiteCollectionURL'
    $uri = $null
    if ($address -ne '' -and [System.Uri]::TryCreate($address, [System.UriKind]::Absolute, [ref]$uri)) {
        foreach ($binding in $Bindings) {
            if ($binding.hostHeader -eq $uri.Host -and $binding.port -eq $uri.Port) {
                return 'PORTAL'
            }
        }
    }
    $null
}
