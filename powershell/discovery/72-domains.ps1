# Domains and their controllers.

function Get-DiscoveryDomainFact {
    param([hashtable] $Domain, [string] $Configuration)
    [ordered]@{
        dnsName = $Domain.DnsName
        netbiosName = ConvertTo-DiscoveryFact -Value $Domain.NetBiosName
        functionalLevel = Read-DiscoveryFact -Source "The functional level of $($Domain.DnsName)" -Read {
            if ($Domain.Level -eq '') {
                throw "The functional level of $($Domain.DnsName) is not shown."
            }
            [int]$Domain.Level
        }
        controllers = Read-DiscoveryList -Source "The domain controllers of $($Domain.DnsName)" -Read {
            # primary groups: 516 domain controllers, 521 read-only domain controllers
            $query = @{
                Domain = $Domain
                Filter = '(&(objectClass=computer)(|(primaryGroupID=516)(primaryGroupID=521)))'
                Attribute = 'name', 'dNSHostName', 'operatingSystemVersion', 'primaryGroupID', 'distinguishedName'
            }
            $rows = @{}
            foreach ($row in @(Search-DiscoveryDomain @query)) {
                $rows[(Get-DiscoveryText -Row $row -Name 'name')] = $row
            }
            if ($rows.Count -eq 0) {
                throw "The domain controllers of $($Domain.DnsName) are not shown to the person of this run."
            }
            foreach ($name in @(Select-DiscoveryName -Names @($rows.Keys))) {
                Get-DiscoveryController -Row $rows[$name] -Configuration $Configuration
            }
        }
    }
}

function Get-DiscoveryController {
    param([hashtable] $Row, [string] $Configuration)
    $fqdn = (Get-DiscoveryText -Row $Row -Name 'dNSHostName').ToLowerInvariant()
    $reference = ConvertTo-DiscoveryLdapText -Text (Get-DiscoveryText -Row $Row -Name 'distinguishedName')
    [ordered]@{
        name = (Get-DiscoveryText -Row $Row -Name 'name').ToUpperInvariant()
        fqdn = $fqdn
        operatingSystemVersion = ConvertTo-DiscoveryFact -Value (Get-DiscoveryText -Row $Row -Name 'operatingSystemVersion')
        site = Read-DiscoveryFact -Source "The site of $fqdn" -Read {
            $query = @{
                Path = "LDAP://CN=Sites,$Configuration"
                Filter = "(&(objectClass=server)(serverReference=$reference))"
                Attribute = 'distinguishedName'
            }
            $server = @(Search-DiscoveryDirectory @query)
            if ($server.Count -ne 1) {
                throw "The site of $fqdn is not shown."
            }
            # CN=DC,CN=Servers,CN=site,CN=Sites,...
            $place = Get-DiscoveryText -Row $server[0] -Name 'distinguishedName'
            [regex]::Match($place, ',CN=Servers,CN=((?:[^,\\]|\\.)+),CN=Sites,', 'IgnoreCase').Groups[1].Value
        }
        readOnly = (Get-DiscoveryText -Row $Row -Name 'primaryGroupID') -eq '521'
        webServicesReachable = Read-DiscoveryFact -Source "Port 9389 of $fqdn" -Read { Test-DiscoveryPort -HostName $fqdn -Port 9389 }
        clockSkewSeconds = Read-DiscoveryFact -Source "The clock of $fqdn" -Read {
            $time = (Get-DiscoveryRootDse -Server $fqdn).currentTime
            $culture = [System.Globalization.CultureInfo]::InvariantCulture
            $styles = [System.Globalization.DateTimeStyles]::AssumeUniversal -bor [System.Globalization.DateTimeStyles]::AdjustToUniversal
            $theirs = [datetime]::ParseExact($time, "yyyyMMddHHmmss'.0Z'", $culture, $styles)
            [int][Math]::Abs([Math]::Round(((Get-Date).ToUniversalTime() - $theirs).TotalSeconds))
        }
    }
}
