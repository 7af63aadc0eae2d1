# The Password Change Notification Service.

# Targets of the Password Change Notification Service. Without its class in the schema it was never prepared in this forest.
function Get-DiscoveryNotificationTarget {
    param([hashtable] $Forest)
    $schema = @{
        Path = 'LDAP://' + $Forest.Root.schemaNamingContext; Filter = '(lDAPDisplayName=mS-MIIS-PCNS-Target)'; Attribute = 'lDAPDisplayName'
    }
    if (@(Search-DiscoveryDirectory @schema).Count -eq 0) {
        return
    }
    $rows = @{}
    foreach ($domain in $Forest.Domains) {
        $query = @{ Domain = $domain; Filter = '(objectClass=mS-MIIS-PCNS-Target)'; Attribute = 'cn', 'mS-MIIS-PCNS-TargetSPN' }
        foreach ($row in @(Search-DiscoveryDomain @query)) {
            $name = Get-DiscoveryText -Row $row -Name 'mS-MIIS-PCNS-TargetSPN'
            if ($name -ne '') {
                $rows[$name] = [ordered]@{ target = Get-DiscoveryText -Row $row -Name 'cn'; servicePrincipalName = $name }
            }
        }
    }
    if ($rows.Count -eq 0) {
        throw 'The schema knows PCNS, but no target is shown. Run pcnscfg.exe list on a domain controller.'
    }
    , [object[]]@(foreach ($name in @(Select-DiscoveryName -Names @($rows.Keys))) { $rows[$name] })
}
