# The whole forest, for a run with -Directory.

# The whole forest, for a run with -Directory.
function Get-DiscoveryDirectoryFact {
    param([hashtable] $Directory, [AllowEmptyCollection()] [string[]] $Groups)
    if ($Directory.Reason -ne '') {
        $unknown = ConvertTo-DiscoveryUnknown -Reason $Directory.Reason
        $facts = [ordered]@{}
        foreach ($name in 'rootDomain', 'functionalLevel', 'schemaVersion', 'kdsRootKeys', 'domains', 'sites', 'trusts', 'replicationFailures',
            'duplicateServicePrincipalNames', 'managedAccounts', 'groups', 'passwordChangeNotification') {
            $facts[$name] = $unknown
        }
        return $facts
    }
    $forest = $Directory.Forest
    $configuration = $forest.Root.configurationNamingContext
    $managed = Read-DiscoveryList -Source 'The managed accounts' -Read { Get-DiscoveryManagedAccount -Forest $forest }
    [ordered]@{
        rootDomain = ConvertTo-DiscoveryFact -Value $forest.RootDomain
        functionalLevel = Read-DiscoveryFact -Source 'The functional level of the forest' -Read { [int]$forest.Root.forestFunctionality }
        schemaVersion = Read-DiscoveryFact -Source 'The version of the schema' -Read {
            $schema = 'LDAP://' + $forest.Root.schemaNamingContext
            $query = @{ Path = $schema; Filter = '(objectClass=dMD)'; Attribute = 'objectVersion'; Scope = 'Base' }
            $rows = @(Search-DiscoveryDirectory @query)
            if ($rows.Count -ne 1) {
                throw 'The schema is not shown to the person of this run.'
            }
            [int](Get-DiscoveryText -Row $rows[0] -Name 'objectVersion')
        }
        kdsRootKeys = Read-DiscoveryFact -Source 'The root keys' -Read { Get-DiscoveryRootKey -Configuration $configuration }
        domains = Read-DiscoveryList -Source 'The domains' -Read {
            foreach ($domain in $forest.Domains) {
                Get-DiscoveryDomainFact -Domain $domain -Configuration $configuration
            }
        }
        sites = Read-DiscoveryList -Source 'The sites' -Read {
            $rows = @(Search-DiscoveryDirectory -Path "LDAP://CN=Sites,$configuration" -Filter '(objectClass=site)' -Attribute 'name')
            Select-DiscoveryName -Names @(foreach ($row in $rows) { Get-DiscoveryText -Row $row -Name 'name' })
        }
        trusts = Read-DiscoveryList -Source 'The trusts' -Read { Get-DiscoveryTrust -Forest $forest }
        replicationFailures = Read-DiscoveryFact -Source 'The failures of replication' -Read {
            if ($null -eq (Get-Command -Name 'Get-ADReplicationFailure' -ErrorAction Ignore)) {
                throw 'The tools of Active Directory are not on this computer. Run repadmin.exe /replsummary on a domain controller.'
            }
            $failures = @(Get-ADReplicationFailure -Target $forest.RootDomain -Scope Forest | Where-Object -FilterScript { $_.FailureCount -gt 0 })
            $failures.Count
        }
        duplicateServicePrincipalNames = Read-DiscoveryList -Source 'The service principal names of the forest' -Read {
            $seen = @{}
            $query = @{ Forest = $forest; Filter = '(servicePrincipalName=*)'; Attribute = 'servicePrincipalName' }
            $twice = @(foreach ($row in @(Search-DiscoveryForest @query)) {
                    foreach ($name in @(Select-DiscoveryName -Names $row['servicePrincipalName'])) {
                        if ($seen.ContainsKey($name)) {
                            $name
                        }
                        $seen[$name] = $true
                    }
                })
            Select-DiscoveryName -Names $twice
        }
        managedAccounts = $managed
        groups = Read-DiscoveryList -Source 'The groups' -Read {
            $names = @($Groups)
            if ($managed.state -eq 'found') {
                $names += @(foreach ($item in $managed.value) {
                        if ($item.principals.state -eq 'found') {
                            $item.principals.value
                        }
                    })
            }
            Get-DiscoveryGroup -Names $names -Forest $forest
        }
        passwordChangeNotification = Read-DiscoveryFact -Source 'The targets of PCNS' -Read { Get-DiscoveryNotificationTarget -Forest $forest }
    }
}

function Get-DiscoveryTrust {
    param([hashtable] $Forest)
    $directions = @{ '1' = 'inbound'; '2' = 'outbound'; '3' = 'two-way' }
    foreach ($domain in $Forest.Domains) {
        $query = @{
            Domain = $domain; Filter = '(objectClass=trustedDomain)'; Attribute = 'trustPartner', 'flatName', 'trustDirection', 'trustAttributes'
        }
        $rows = @{}
        foreach ($row in @(Search-DiscoveryDomain @query)) {
            $partner = (Get-DiscoveryText -Row $row -Name 'trustPartner').ToLowerInvariant()
            $direction = $directions[(Get-DiscoveryText -Row $row -Name 'trustDirection')]
            # a trust between domains of the same forest is no news, a switched-off one (0) is none
            if ($null -ne $direction -and @($Forest.Domains | Where-Object -FilterScript { $_.DnsName -eq $partner }).Count -eq 0) {
                $rows[$partner] = [ordered]@{
                    partner = $partner
                    netbiosName = ConvertTo-DiscoveryFact -Value (Get-DiscoveryText -Row $row -Name 'flatName')
                    direction = $direction
                    forest = (([int](Get-DiscoveryText -Row $row -Name 'trustAttributes') -band 8) -ne 0)
                }
            }
        }
        foreach ($partner in @(Select-DiscoveryName -Names @($rows.Keys))) {
            $rows[$partner]
        }
    }
}
