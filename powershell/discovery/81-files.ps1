# The two kinds of files.

# What this script is: its own hash, so that a reader can tell the released script from another one.
function Get-DiscoveryMeta {
    param([hashtable] $Session, [string] $Kind, [string] $Path)
    [ordered]@{
        scriptVersion = $ScriptVersion
        scriptSha256 = Read-DiscoveryFact -Source 'The script' -Read {
            if ($Path -eq '') {
                throw 'The script was not started from a file.'
            }
            Get-DiscoverySha256 -Bytes ([System.IO.File]::ReadAllBytes($Path))
        }
        runAt = ConvertTo-DiscoveryTime -Time (Get-Date)
        runBy = [string]$Session.User
        runOn = $Session.ComputerName.ToUpperInvariant()
        kind = $Kind
        elevated = [bool]$Session.Elevated
    }
}

# Everything about this host.
function Get-DiscoveryHostFile {
    param([hashtable] $Session, [System.Collections.IDictionary] $Meta, [hashtable] $Directory)
    $file = [ordered]@{
        type = 'mim-gmsa/discovery/1'
        meta = $Meta
        host = Get-DiscoveryHostFact -Session $Session
        operatingSystem = Get-DiscoveryOperatingSystem
        components = [object[]]@(Get-DiscoveryComponent)
        synchronization = $null
        service = $null
        webSites = Get-DiscoveryWebSite -Session $Session
        sql = [object[]]@()
        certificates = Get-DiscoveryCertificateFact -Session $Session
        accounts = [object[]]@()
        servicePrincipalNames = [object[]]@()
        dns = [object[]]@()
        directory = $null
    }
    if ($null -ne $file.components[0].service) {
        $file.synchronization = Get-DiscoverySynchronization -Session $Session
    }
    if ($null -ne $file.components[1].service) {
        $file.service = Get-DiscoveryMimService
    }
    $file.sql = [object[]]@(Get-DiscoverySqlSection -File $file)
    if ($file.host.domain.state -eq 'absent') {
        $Directory.Reason = 'This computer is in a workgroup and cannot ask a domain.'
    }
    $file
}

# Everything about the forest.
function Get-DiscoveryForestFile {
    param([System.Collections.IDictionary] $Meta, [hashtable] $Directory, [AllowEmptyCollection()] [string[]] $Groups)
    $elsewhere = ConvertTo-DiscoveryUnknown -Reason 'This run looked at the directory only.'
    [ordered]@{
        type = 'mim-gmsa/discovery/1'
        meta = $Meta
        host = $null
        operatingSystem = $null
        components = [object[]]@()
        synchronization = $null
        service = $null
        webSites = $elsewhere
        sql = [object[]]@()
        certificates = $elsewhere
        accounts = [object[]]@()
        servicePrincipalNames = [object[]]@()
        dns = [object[]]@()
        directory = Get-DiscoveryDirectoryFact -Directory $Directory -Groups $Groups
    }
}
