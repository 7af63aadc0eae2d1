# Border to SQL Server and Active Directory.

# One SELECT, as the person who runs this script.
function Invoke-DiscoverySqlQuery {
    param([string] $Instance, [string] $Database, [string] $Query, [hashtable] $Values = @{})
    $builder = New-Object -TypeName System.Data.SqlClient.SqlConnectionStringBuilder
    $builder['Data Source'] = $Instance
    $builder['Initial Catalog'] = $Database
    $builder['Integrated Security'] = $true
    $builder['Connect Timeout'] = 10
    $builder['Application Name'] = 'MimGmsa discovery'
    $connection = New-Object -TypeName System.Data.SqlClient.SqlConnection -ArgumentList $builder.ConnectionString
    try {
        $connection.Open()
        $command = $connection.CreateCommand()
        $command.CommandText = $Query
        foreach ($name in @($Values.Keys)) {
            $null = $command.Parameters.AddWithValue('@' + $name, [string]$Values[$name])
        }
        $reader = $command.ExecuteReader()
        while ($reader.Read()) {
            $row = @{}
            for ($i = 0; $i -lt $reader.FieldCount; $i++) {
                $row[$reader.GetName($i)] = [string]$reader.GetValue($i)
            }
            $row
        }
    }
    finally {
        $connection.Dispose()
    }
}

# What a domain controller says of itself; with an empty name any controller of this domain.
function Get-DiscoveryRootDse {
    param([string] $Server = '')
    $path = 'LDAP://RootDSE'
    if ($Server -ne '') {
        $path = "LDAP://$Server/RootDSE"
    }
    $entry = New-Object -TypeName System.DirectoryServices.DirectoryEntry -ArgumentList $path
    try {
        $root = @{}
        foreach ($name in 'configurationNamingContext', 'schemaNamingContext', 'rootDomainNamingContext', 'defaultNamingContext',
            'forestFunctionality', 'currentTime') {
            $root[$name] = [string]$entry.Properties[$name].Value
        }
        $root
    }
    finally {
        $entry.Dispose()
    }
}

# Searches below an ADsPath and returns the wanted attributes as arrays. A place that does not exist gives nothing.
function Search-DiscoveryDirectory {
    param([string] $Path, [string] $Filter, [string[]] $Attribute, [string] $Scope = 'Subtree')
    $entry = New-Object -TypeName System.DirectoryServices.DirectoryEntry -ArgumentList $Path
    $searcher = New-Object -TypeName System.DirectoryServices.DirectorySearcher -ArgumentList $entry, $Filter, $Attribute, $Scope
    $searcher.PageSize = 500
    $found = $null
    try {
        $found = $searcher.FindAll()
        foreach ($result in $found) {
            $row = @{}
            foreach ($name in $Attribute) {
                $row[$name] = [object[]]@($result.Properties[$name])
            }
            $row
        }
    }
    catch {
        # 0x80072030: there is no such object
        if ($_.Exception.GetBaseException().HResult -ne -2147016656) {
            throw
        }
    }
    finally {
        if ($null -ne $found) {
            $found.Dispose()
        }
        $searcher.Dispose()
        $entry.Dispose()
    }
}
