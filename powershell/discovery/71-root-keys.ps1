# Root keys of the Key Distribution Service.

# Root keys of the Key Distribution Service, without their secrets. Ordinary people see none: then the keys are unknown.
function Get-DiscoveryRootKey {
    param([string] $Configuration)
    $container = "LDAP://CN=Master Root Keys,CN=Group Key Distribution Service,CN=Services,$Configuration"
    $query = @{ Path = $container; Filter = '(objectClass=msKds-ProvRootKey)'; Attribute = 'cn', 'msKds-CreateTime', 'msKds-UseStartTime' }
    $keys = @{}
    foreach ($row in @(Search-DiscoveryDirectory @query)) {
        $id = Get-DiscoveryText -Row $row -Name 'cn'
        if (@($row['msKds-CreateTime']).Count -eq 0 -or @($row['msKds-UseStartTime']).Count -eq 0) {
            throw 'There are root keys whose times may not be read. Run again as an administrator of the forest root.'
        }
        $keys[$id] = [ordered]@{
            keyId = $id.ToLowerInvariant()
            creationTime = ConvertTo-DiscoveryTime -Time ([datetime]::FromFileTimeUtc([long]$row['msKds-CreateTime'][0]))
            effectiveTime = ConvertTo-DiscoveryTime -Time ([datetime]::FromFileTimeUtc([long]$row['msKds-UseStartTime'][0]))
        }
    }
    if ($keys.Count -gt 0) {
        return , [object[]]@(foreach ($id in @(Select-DiscoveryName -Names @($keys.Keys))) { $keys[$id] })
    }
    # whoever may create a key there also sees the keys
    $rights = @{ Path = $container; Filter = '(objectClass=*)'; Attribute = 'allowedChildClassesEffective'; Scope = 'Base' }
    $own = @(Search-DiscoveryDirectory @rights)
    if ($own.Count -eq 0 -or @($own[0]['allowedChildClassesEffective']) -notcontains 'msKds-ProvRootKey') {
        throw 'Root keys are shown to administrators of the forest root only. Run again as one, or ask one: Get-KdsRootKey on a domain controller.'
    }
}
