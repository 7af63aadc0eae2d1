# The SQL Servers that MIM here uses.

function Get-DiscoverySqlFact {
    param([string] $Address, [string[]] $Databases)
    $source = "SQL Server $Address"
    $server = $null
    $failure = ''
    try {
        $server = @(Invoke-DiscoverySqlQuery -Instance $Address -Database 'master' -Query (
                'SELECT CONVERT(nvarchar(128), SERVERPROPERTY(''MachineName'')) AS Machine, ' +
                'CONVERT(nvarchar(128), SERVERPROPERTY(''ProductVersion'')) AS Version, ' +
                'CONVERT(nvarchar(10), SERVERPROPERTY(''IsHadrEnabled'')) AS Groups, ' +
                'CONVERT(nvarchar(260), SERVERPROPERTY(''InstanceDefaultBackupPath'')) AS BackupFolder, ' +
                'HAS_PERMS_BY_NAME(NULL, NULL, ''ALTER ANY LOGIN'') AS MayLogins, ' +
                'HAS_PERMS_BY_NAME(NULL, NULL, ''VIEW ANY DATABASE'') AS MayDatabases, ' +
                'HAS_PERMS_BY_NAME(NULL, NULL, ''VIEW ANY DEFINITION'') AS MayGroups'))[0]
    }
    catch {
        $failure = Get-DiscoveryReason -ErrorRecord $_ -Source $source
    }
    [ordered]@{
        address = $Address
        machine = Read-DiscoveryFact -Source $source -Read { Get-DiscoverySqlText -Row $server -Failure $failure -Name 'Machine' }
        productVersion = Read-DiscoveryFact -Source $source -Read { Get-DiscoverySqlText -Row $server -Failure $failure -Name 'Version' }
        databases = Read-DiscoveryList -Source "The databases of $source" -Read {
            if ((Get-DiscoverySqlText -Row $server -Failure $failure -Name 'MayDatabases') -ne '1') {
                throw "The databases of $source may not be listed. Ask its administrator for VIEW ANY DATABASE."
            }
            foreach ($row in @(Invoke-DiscoverySqlQuery -Instance $Address -Database 'master' -Query (
                        'SELECT name FROM sys.databases WHERE database_id > 4 ORDER BY name'))) {
                $row['name']
            }
        }
        availabilityGroup = Read-DiscoveryFact -Source "The availability groups of $source" -Read {
            if ((Get-DiscoverySqlText -Row $server -Failure $failure -Name 'Groups') -ne '0') {
                if ((Get-DiscoverySqlText -Row $server -Failure $failure -Name 'MayGroups') -ne '1') {
                    throw "The availability groups of $source may not be read. Ask its administrator for VIEW ANY DEFINITION."
                }
                Get-DiscoveryAvailabilityGroup -Address $Address -Database $Databases[0]
            }
        }
        mayCreateLogins = Read-DiscoveryFact -Source $source -Read {
            (Get-DiscoverySqlText -Row $server -Failure $failure -Name 'MayLogins') -eq '1'
        }
        backupFolder = Read-DiscoveryFact -Source $source -Read {
            $folder = Get-DiscoverySqlText -Row $server -Failure $failure -Name 'BackupFolder'
            if ($folder -eq '') {
                throw "This version of $source does not name its backup folder. Read it in the properties of the server."
            }
            $folder
        }
    }
}

function Get-DiscoverySqlText {
    param([AllowNull()] [object] $Row, [string] $Failure, [string] $Name)
    if ($null -eq $Row) {
        throw $Failure
    }
    [string]$Row[$Name]
}

function Get-DiscoveryAvailabilityGroup {
    param([string] $Address, [string] $Database)
    $rows = @(Invoke-DiscoverySqlQuery -Instance $Address -Database 'master' -Values @{ database = $Database } -Query (
            'SELECT g.name AS GroupName, r.replica_server_name AS Replica, l.dns_name AS Listener, l.port AS Port ' +
            'FROM sys.availability_groups AS g ' +
            'JOIN sys.availability_databases_cluster AS d ON d.group_id = g.group_id ' +
            'JOIN sys.availability_replicas AS r ON r.group_id = g.group_id ' +
            'LEFT JOIN sys.availability_group_listeners AS l ON l.group_id = g.group_id ' +
            'WHERE d.database_name = @database ORDER BY r.replica_server_name'))
    if ($rows.Count -eq 0) {
        return
    }
    $port = $null
    if ($rows[0]['Port'] -ne '') {
        $port = [int]$rows[0]['Port']
    }
    $cluster = 'Only the failover cluster knows RegisterAllProvidersIP. Read it on a node: Get-ClusterResource | Get-ClusterParameter.'
    [ordered]@{
        name = $rows[0]['GroupName']
        listener = ConvertTo-DiscoveryFact -Value $rows[0]['Listener']
        port = ConvertTo-DiscoveryFact -Value $port
        replicas = [object[]]@(Select-DiscoveryName -Names @(foreach ($row in $rows) { ($row['Replica'] -split '\\')[0] }))
        registerAllProvidersIp = ConvertTo-DiscoveryUnknown -Reason $cluster
    }
}

# The databases of each SQL Server that MIM here uses.
function Get-DiscoverySqlSection {
    param([System.Collections.IDictionary] $File)
    $servers = @{}
    foreach ($part in $File.synchronization, $File.service) {
        if ($null -ne $part -and $part.database.state -eq 'found') {
            $address = $part.database.value.address
            $servers[$address] = @($servers[$address]) + $part.database.value.name
        }
    }
    foreach ($address in @(Select-DiscoveryName -Names @($servers.Keys))) {
        $databases = [string[]]@($servers[$address] | Where-Object -FilterScript { $null -ne $_ })
        Get-DiscoverySqlFact -Address $address -Databases $databases
    }
}
