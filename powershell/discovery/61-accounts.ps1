# Accounts, and who holds a service principal name.

# What Active Directory says of an account such as CONTOSO\svcMIMSync.
function Get-DiscoveryAccountFact {
    param([string] $Name, [hashtable] $Directory)
    $attributes = 'sAMAccountName', 'distinguishedName', 'objectClass', 'servicePrincipalName', 'userAccountControl', 'msDS-AllowedToDelegateTo',
    'msDS-SupportedEncryptionTypes'
    $domain = $null
    $row = $null
    $reason = $Directory.Reason
    try {
        if ($reason -eq '') {
            $domain = Find-DiscoveryDomain -Name $Name -Forest $Directory.Forest
            $short = ConvertTo-DiscoveryLdapText -Text $Name.Substring($Name.IndexOf('\') + 1)
            $filter = "(sAMAccountName=$short)"
            if ($Name.IndexOf('@') -gt 0) {
                $filter = "(userPrincipalName=$short)"
            }
            $rows = @(Search-DiscoveryDomain -Domain $domain -Filter $filter -Attribute $attributes)
            if ($rows.Count -gt 0) {
                $row = $rows[0]
            }
        }
    }
    catch {
        $reason = Get-DiscoveryReason -ErrorRecord $_ -Source "The account $Name"
    }
    if ($reason -eq '' -and $null -eq $row) {
        $reason = "No object called $Name was found in its domain. It may be deleted, or hidden from the person of this run."
    }
    if ($reason -ne '') {
        $unknown = ConvertTo-DiscoveryUnknown -Reason $reason
        return [ordered]@{
            account = $Name; objectClass = $unknown; servicePrincipalNames = $unknown; delegation = $unknown; memberOf = $unknown
            encryptionTypes = $unknown
        }
    }
    [ordered]@{
        account = $Name
        objectClass = Read-DiscoveryFact -Source "The class of $Name" -Read { ConvertTo-DiscoveryClass -Classes $row['objectClass'] }
        servicePrincipalNames = Read-DiscoveryList -Source "The names of $Name" -Read { Select-DiscoveryName -Names $row['servicePrincipalName'] }
        delegation = Read-DiscoveryFact -Source "The delegation of $Name" -Read {
            $flags = Get-DiscoveryText -Row $row -Name 'userAccountControl'
            if ($flags -eq '') {
                throw "The flags of $Name may not be read by the person of this run."
            }
            [ordered]@{
                trustedForDelegation = (([int]$flags -band 0x80000) -ne 0)
                trustedToAuthForDelegation = (([int]$flags -band 0x1000000) -ne 0)
                allowedToDelegateTo = [object[]]@(Select-DiscoveryName -Names $row['msDS-AllowedToDelegateTo'])
            }
        }
        memberOf = Read-DiscoveryList -Source "The groups of $Name" -Read {
            # asked the other way round: the groups that name it, which are those of its own domain
            $member = ConvertTo-DiscoveryLdapText -Text (Get-DiscoveryText -Row $row -Name 'distinguishedName')
            $groups = @(Search-DiscoveryDomain -Domain $domain -Filter "(&(objectClass=group)(member=$member))" -Attribute 'sAMAccountName')
            Select-DiscoveryName -Names @(foreach ($found in $groups) {
                    '{0}\{1}' -f $domain.NetBiosName, (Get-DiscoveryText -Row $found -Name 'sAMAccountName')
                })
        }
        encryptionTypes = Read-DiscoveryFact -Source "The encryption types of $Name" -Read {
            $types = Get-DiscoveryText -Row $row -Name 'msDS-SupportedEncryptionTypes'
            if ($types -ne '') {
                [int]$types
            }
        }
    }
}

# The domain of an account, by the part before the backslash or behind the at sign.
function Find-DiscoveryDomain {
    param([string] $Name, [hashtable] $Forest)
    $before = $Name.Substring(0, [Math]::Max($Name.IndexOf('\'), 0))
    $behind = $Name.Substring($Name.IndexOf('@') + 1)
    foreach ($domain in $Forest.Domains) {
        if (($before -ne '' -and $domain.NetBiosName -eq $before) -or $domain.DnsName -eq $before -or $domain.DnsName -eq $behind) {
            return $domain
        }
    }
    throw "$Name belongs to no domain of this forest. Run this script in its own forest."
}

function ConvertTo-DiscoveryClass {
    param([object[]] $Classes)
    $kinds = [ordered]@{
        'msDS-DelegatedManagedServiceAccount' = 'delegated-managed'; 'msDS-GroupManagedServiceAccount' = 'group-managed'
        'msDS-ManagedServiceAccount' = 'standalone-managed'; computer = 'computer'; user = 'user'
    }
    foreach ($class in $kinds.Keys) {
        if ($Classes -contains $class) {
            return $kinds[$class]
        }
    }
    throw 'The object is neither a user nor a computer nor a managed account.'
}

# Who holds a service principal name in the forest.
function Get-DiscoveryHolderFact {
    param([string] $Name, [hashtable] $Directory)
    [ordered]@{
        name = $Name
        holders = Read-DiscoveryFact -Source "The holders of $Name" -Read {
            if ($Directory.Reason -ne '') {
                throw $Directory.Reason
            }
            $filter = '(servicePrincipalName={0})' -f (ConvertTo-DiscoveryLdapText -Text $Name)
            $holders = @(Search-DiscoveryForest -Forest $Directory.Forest -Filter $filter | ForEach-Object -Process {
                    ConvertTo-DiscoveryAccount -Row $_ -Forest $Directory.Forest
                })
            if ($holders.Count -gt 0) {
                , [object[]]@(Select-DiscoveryName -Names $holders)
            }
        }
    }
}
