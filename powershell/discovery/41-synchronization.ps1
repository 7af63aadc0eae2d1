# The Synchronization Service.

function Get-DiscoverySynchronization {
    param([hashtable] $Session)
    $parameters = 'HKLM:\SYSTEM\CurrentControlSet\Services\FIMSynchronizationService\Parameters'
    $database = Read-DiscoveryFact -Source 'The database of the Synchronization Service' -Read {
        $server = Get-DiscoveryString -Path $parameters -Name 'Server'
        $instance = Get-DiscoveryString -Path $parameters -Name 'Instance'
        $name = Get-DiscoveryString -Path $parameters -Name 'DBName'
        if ($name -eq '') {
            throw 'The registry of the Synchronization Service names no database.'
        }
        if ($server -eq '') {
            # Setup leaves it empty where SQL Server is on the same computer
            $server = $Session.ComputerName
        }
        if ($instance -ne '') {
            $server = "$server\$instance"
        }
        [ordered]@{ address = $server; name = $name }
    }
    [ordered]@{
        database = $database
        installationFolder = Read-DiscoveryFact -Source 'The folder of the Synchronization Service' -Read {
            (Get-DiscoveryString -Path $parameters -Name 'Path').TrimEnd('\')
        }
        groups = Get-DiscoverySyncGroup -Database $database -Session $Session
    }
}

# The five groups of the Synchronization Service: from its database, else from this computer if they carry Setup's own names.
function Get-DiscoverySyncGroup {
    param([System.Collections.IDictionary] $Database, [hashtable] $Session)
    $roles = [ordered]@{
        admins = 'administrators_sid'; operators = 'operators_sid'; joiners = 'account_joiners_sid'; browse = 'browse_sid'
        passwordSet = 'passwordset_sid'
    }
    $fact = Read-DiscoveryFact -Source 'The groups in the database of the Synchronization Service' -Read {
        if ($Database.state -ne 'found') {
            throw 'The database of the Synchronization Service is not known, and it holds the groups.'
        }
        $columns = @(foreach ($column in $roles.Values) { "CONVERT(varchar(200), $column, 2) AS $column" }) -join ', '
        $query = "SELECT TOP (1) $columns FROM dbo.mms_server_configuration"
        $rows = @(Invoke-DiscoverySqlQuery -Instance $Database.value.address -Database $Database.value.name -Query $query)
        if ($rows.Count -ne 1) {
            throw 'The database of the Synchronization Service holds no configuration.'
        }
        ConvertTo-DiscoverySyncGroup -Session $Session -Names @(foreach ($column in $roles.Values) {
                Get-DiscoveryAccountName -SidHex $rows[0][$column]
            })
    }
    if ($fact.state -ne 'unknown') {
        return $fact
    }
    $local = Read-DiscoveryFact -Source 'The local groups' -Read {
        $names = 'FIMSyncAdmins', 'FIMSyncOperators', 'FIMSyncJoiners', 'FIMSyncBrowse', 'FIMSyncPasswordSet'
        $present = @(Get-LocalGroup | Where-Object -FilterScript { $names -contains $_.Name })
        if ($present.Count -eq 5) {
            ConvertTo-DiscoverySyncGroup -Session $Session -Names @(foreach ($name in $names) { $Session.ComputerName + '\' + $name })
        }
    }
    if ($local.state -eq 'found') {
        return $local
    }
    $fact
}

function ConvertTo-DiscoverySyncGroup {
    param([hashtable] $Session, [string[]] $Names)
    $domain = $Names[0].Substring(0, $Names[0].IndexOf('\'))
    $kind = 'domain'
    if ($domain -eq $Session.ComputerName) {
        $kind = 'local'
    }
    $short = @(foreach ($name in $Names) { $name.Substring($name.IndexOf('\') + 1) })
    [ordered]@{
        kind = $kind; domain = $domain; admins = $short[0]; operators = $short[1]; joiners = $short[2]; browse = $short[3]; passwordSet = $short[4]
    }
}
