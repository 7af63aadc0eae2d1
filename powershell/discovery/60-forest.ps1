# Questions to Active Directory.

# Escapes a text for use inside an LDAP filter (RFC 4515).
function ConvertTo-DiscoveryLdapText {
    param([string] $Text)
    $Text.Replace('\', '\5c').Replace('*', '\2a').Replace('(', '\28').Replace(')', '\29').Replace([string][char]0, '\00')
}

# The first value of an attribute as text; empty where there is none.
function Get-DiscoveryText {
    param([hashtable] $Row, [string] $Name)
    $values = @($Row[$Name])
    if ($values.Count -gt 0 -and $null -ne $values[0]) {
        return [string]$values[0]
    }
    ''
}

function Get-DiscoveryNumber {
    param([hashtable] $Row, [string] $Name)
    $text = Get-DiscoveryText -Row $Row -Name $Name
    if ($text -eq '') {
        return ConvertTo-DiscoveryFact -Value $null
    }
    ConvertTo-DiscoveryFact -Value ([int]$text)
}

# What every question to the directory needs. Throws a reason when no domain controller answers.
function Get-DiscoveryForest {
    $root = Get-DiscoveryRootDse
    $forest = @{ Root = $root; RootDomain = ConvertTo-DiscoveryDnsName -DistinguishedName $root.rootDomainNamingContext; Domains = @() }
    $partitions = 'LDAP://CN=Partitions,' + $root.configurationNamingContext
    # the second bit of systemFlags marks domains
    $query = @{
        Path = $partitions
        Filter = '(&(objectClass=crossRef)(systemFlags:1.2.840.113556.1.4.803:=2))'
        Attribute = 'nCName', 'dnsRoot', 'nETBIOSName', 'msDS-Behavior-Version'
    }
    $rows = @{}
    foreach ($row in @(Search-DiscoveryDirectory @query)) {
        $name = (Get-DiscoveryText -Row $row -Name 'dnsRoot').ToLowerInvariant()
        $rows[$name] = @{
            DnsName = $name
            NetBiosName = Get-DiscoveryText -Row $row -Name 'nETBIOSName'
            NamingContext = Get-DiscoveryText -Row $row -Name 'nCName'
            Level = Get-DiscoveryText -Row $row -Name 'msDS-Behavior-Version'
        }
    }
    $forest.Domains = @(foreach ($name in @(Select-DiscoveryName -Names @($rows.Keys))) { $rows[$name] })
    if ($forest.Domains.Count -eq 0) {
        throw 'Active Directory shows no domain of this forest to the person of this run.'
    }
    $forest
}

# The forest, or the reason why it cannot be asked; asked for once.
function Get-DiscoveryForestOrReason {
    try {
        @{ Forest = Get-DiscoveryForest; Reason = '' }
    }
    catch {
        @{ Forest = $null; Reason = Get-DiscoveryReason -ErrorRecord $_ -Source 'Active Directory' }
    }
}

# DC=contoso,DC=com becomes contoso.com, also at the end of a longer name.
function ConvertTo-DiscoveryDnsName {
    param([string] $DistinguishedName)
    $labels = @(foreach ($match in [regex]::Matches($DistinguishedName, '(?:^|,)DC=((?:[^,\\]|\\.)+)', 'IgnoreCase')) { $match.Groups[1].Value })
    ($labels -join '.').ToLowerInvariant()
}

# CONTOSO\name for an object that was found with its sAMAccountName and distinguishedName.
function ConvertTo-DiscoveryAccount {
    param([hashtable] $Row, [hashtable] $Forest)
    $name = Get-DiscoveryText -Row $Row -Name 'sAMAccountName'
    $dnsName = ConvertTo-DiscoveryDnsName -DistinguishedName (Get-DiscoveryText -Row $Row -Name 'distinguishedName')
    foreach ($domain in $Forest.Domains) {
        if ($domain.DnsName -eq $dnsName) {
            return $domain.NetBiosName + '\' + $name
        }
    }
    "$dnsName\$name"
}

# Objects anywhere in the forest, by the global catalog.
function Search-DiscoveryForest {
    param([hashtable] $Forest, [string] $Filter, [string[]] $Attribute = @('sAMAccountName', 'distinguishedName'))
    Search-DiscoveryDirectory -Path ('GC://' + $Forest.RootDomain) -Filter $Filter -Attribute $Attribute
}

function Search-DiscoveryDomain {
    param([hashtable] $Domain, [string] $Filter, [string[]] $Attribute)
    Search-DiscoveryDirectory -Path ('LDAP://{0}/{1}' -f $Domain.DnsName, $Domain.NamingContext) -Filter $Filter -Attribute $Attribute
}
