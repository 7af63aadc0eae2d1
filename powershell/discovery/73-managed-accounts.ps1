# Managed accounts, and the groups that may read their passwords.

function Get-DiscoveryManagedAccount {
    param([hashtable] $Forest)
    $kinds = @{ 'group-managed' = 'group'; 'standalone-managed' = 'standalone'; 'delegated-managed' = 'delegated' }
    $classes = '(objectClass=msDS-GroupManagedServiceAccount)(objectClass=msDS-ManagedServiceAccount)' +
    '(objectClass=msDS-DelegatedManagedServiceAccount)'
    foreach ($domain in $Forest.Domains) {
        $query = @{
            Domain = $domain
            Filter = "(|$classes)"
            Attribute = 'sAMAccountName', 'objectClass', 'msDS-ManagedPasswordInterval', 'msDS-SupportedEncryptionTypes', 'msDS-GroupMSAMembership'
        }
        $rows = @{}
        foreach ($row in @(Search-DiscoveryDomain @query)) {
            $rows[(Get-DiscoveryText -Row $row -Name 'sAMAccountName').TrimEnd('$')] = $row
        }
        foreach ($name in @(Select-DiscoveryName -Names @($rows.Keys))) {
            $row = $rows[$name]
            [ordered]@{
                name = $name
                domain = $domain.DnsName
                kind = $kinds[(ConvertTo-DiscoveryClass -Classes $row['objectClass'])]
                passwordIntervalDays = Get-DiscoveryNumber -Row $row -Name 'msDS-ManagedPasswordInterval'
                encryptionTypes = Get-DiscoveryNumber -Row $row -Name 'msDS-SupportedEncryptionTypes'
                principals = Read-DiscoveryList -Source "Who may read the password of $name" -Read {
                    $descriptor = @($row['msDS-GroupMSAMembership'])
                    if ($descriptor.Count -eq 0) {
                        throw "Who may read the password of $name is not shown to the person of this run."
                    }
                    Select-DiscoveryName -Names @(foreach ($sid in @(Get-DiscoveryTrustee -Descriptor ([byte[]]$descriptor[0]))) {
                            $found = @(Search-DiscoveryForest -Forest $Forest -Filter "(objectSid=$sid)")
                            if ($found.Count -eq 1) {
                                ConvertTo-DiscoveryAccount -Row $found[0] -Forest $Forest
                            }
                            else {
                                $sid
                            }
                        })
                }
            }
        }
    }
}

# The groups that were named, and those whose names begin as the groups of MIM usually do.
function Get-DiscoveryGroup {
    param([AllowEmptyCollection()] [string[]] $Names, [hashtable] $Forest)
    $scopes = @{ 2 = 'global'; 4 = 'domain-local'; 8 = 'universal' }
    $wanted = @(foreach ($name in @(Select-DiscoveryName -Names @($Names))) {
            '(sAMAccountName={0})' -f (ConvertTo-DiscoveryLdapText -Text $name.Substring($name.IndexOf('\') + 1))
        }) -join ''
    foreach ($domain in $Forest.Domains) {
        $query = @{
            Domain = $domain
            Filter = "(&(objectClass=group)(|(sAMAccountName=MIMSync*)(sAMAccountName=FIMSync*)$wanted))"
            Attribute = 'sAMAccountName', 'distinguishedName', 'groupType', 'member'
        }
        $rows = @{}
        foreach ($row in @(Search-DiscoveryDomain @query)) {
            $rows[(Get-DiscoveryText -Row $row -Name 'sAMAccountName')] = $row
        }
        foreach ($name in @(Select-DiscoveryName -Names @($rows.Keys))) {
            $row = $rows[$name]
            [ordered]@{
                name = $name
                domain = $domain.DnsName
                scope = $scopes[[int](Get-DiscoveryText -Row $row -Name 'groupType') -band 14]
                members = Read-DiscoveryList -Source "The members of $name" -Read {
                    if (@($row['member']).Count -gt 500) {
                        throw "$name has more than 500 members, which is no group of MIM."
                    }
                    Select-DiscoveryName -Names @(foreach ($member in @($row['member'])) {
                            Get-DiscoveryMember -DistinguishedName $member -Forest $Forest
                        })
                }
            }
        }
    }
}

# The account name of a member; of a principal of another forest its identifier.
function Get-DiscoveryMember {
    param([string] $DistinguishedName, [hashtable] $Forest)
    $filter = '(distinguishedName={0})' -f (ConvertTo-DiscoveryLdapText -Text $DistinguishedName)
    $found = @(Search-DiscoveryForest -Forest $Forest -Filter $filter)
    if ($found.Count -eq 1 -and (Get-DiscoveryText -Row $found[0] -Name 'sAMAccountName') -ne '') {
        return ConvertTo-DiscoveryAccount -Row $found[0] -Forest $Forest
    }
    [regex]::Match($DistinguishedName, '^[A-Za-z]+=((?:[^,\\]|\\.)+)').Groups[1].Value
}
