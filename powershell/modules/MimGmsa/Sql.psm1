#Requires -Version 5.1
# SQL Server: backups (B-01) and logins (E-04). Values travel as parameters; names inside statements are quoted by the server itself.
Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'

<#
.SYNOPSIS
    Runs one statement as the signed-in person and returns its rows as dictionaries.
#>
function Invoke-MimGmsaSqlQuery {
    [CmdletBinding()]
    [OutputType([System.Collections.Specialized.OrderedDictionary])]
    param(
        [Parameter(Mandatory = $true)]
        [string] $Instance,

        [Parameter(Mandatory = $true)]
        [string] $Database,

        [Parameter(Mandatory = $true)]
        [string] $Query,

        [Parameter(Mandatory = $true)]
        [System.Collections.IDictionary] $Parameters
    )
    $builder = New-Object -TypeName System.Data.SqlClient.SqlConnectionStringBuilder
    $builder['Data Source'] = $Instance
    $builder['Initial Catalog'] = $Database
    $builder['Integrated Security'] = $true
    $builder['Application Name'] = 'MimGmsa'
    $connection = New-Object -TypeName System.Data.SqlClient.SqlConnection -ArgumentList $builder.ConnectionString
    try {
        $connection.Open()
        $command = $connection.CreateCommand()
        $command.CommandText = $Query
        # backups take as long as they take
        $command.CommandTimeout = 0
        foreach ($name in @($Parameters.Keys)) {
            $null = $command.Parameters.AddWithValue('@' + $name, [string]$Parameters[$name])
        }
        $reader = $command.ExecuteReader()
        while ($reader.Read()) {
            $row = [ordered]@{}
            for ($i = 0; $i -lt $reader.FieldCount; $i++) {
                $row[$reader.GetName($i)] = [string]$reader.GetValue($i)
            }
            $row
        }
        $reader.Dispose()
    }
    finally {
        $connection.Dispose()
    }
}

<#
.SYNOPSIS
    Names the backup file of a database.
#>
function Get-MimGmsaBackupPath {
    [CmdletBinding()]
    [OutputType([string])]
    param(
        [Parameter(Mandatory = $true)]
        [string] $Folder,

        [Parameter(Mandatory = $true)]
        [string] $Database
    )
    '{0}\{1}.bak' -f $Folder.TrimEnd('\'), $Database
}

<#
.SYNOPSIS
    Reads from the server's own history which databases this request has backed up to the planned files. The label is the backup's name.
#>
function Get-MimGmsaDatabaseBackup {
    [CmdletBinding()]
    [OutputType([System.Collections.Specialized.OrderedDictionary])]
    param(
        [Parameter(Mandatory = $true)]
        [System.Collections.IDictionary] $Values,

        [Parameter(Mandatory = $true)]
        [string] $Label
    )
    $query = @'
SELECT TOP (1) CONVERT(nvarchar(19), s.backup_finish_date, 126) AS Finished
FROM msdb.dbo.backupset AS s JOIN msdb.dbo.backupmediafamily AS f ON f.media_set_id = s.media_set_id
WHERE s.database_name = @database AND f.physical_device_name = @file AND s.name = @label AND s.is_copy_only = 1 AND s.has_backup_checksums = 1
ORDER BY s.backup_finish_date DESC
'@
    $rows = @(foreach ($database in $Values['Databases']) {
            $file = Get-MimGmsaBackupPath -Folder $Values['Folder'] -Database $database
            $request = @{
                Instance = $Values['Instance']
                Database = 'master'
                Query = $query
                Parameters = @{ database = $database; file = $file; label = $Label }
            }
            $found = @(Invoke-MimGmsaSqlQuery @request)
            $finished = ''
            if ($found.Count -gt 0) {
                $finished = $found[0]['Finished']
            }
            [ordered]@{ Database = $database; File = $file; Finished = $finished }
        })
    [ordered]@{ Backups = $rows }
}

<#
.SYNOPSIS
    Says which databases lack a backup that was read back and found valid.
#>
function Test-MimGmsaDatabaseBackup {
    [CmdletBinding()]
    [OutputType([string])]
    param(
        [Parameter(Mandatory = $true)]
        [System.Collections.IDictionary] $State,

        [Parameter(Mandatory = $true)]
        [AllowEmptyString()]
        [string] $Verified
    )
    foreach ($row in $State['Backups']) {
        if ($row['Finished'] -eq '') {
            'There is no backup of {0} in {1}.' -f $row['Database'], $row['File']
        }
        elseif ($Verified -eq '') {
            'The backup {0} has not been read back yet.' -f $row['File']
        }
    }
}

<#
.SYNOPSIS
    Backs up the databases that have no backup yet (copy-only, with checksums) and has the server read every file back.
#>
function Set-MimGmsaDatabaseBackup {
    [CmdletBinding(SupportsShouldProcess = $true, ConfirmImpact = 'Medium')]
    param(
        [Parameter(Mandatory = $true)]
        [System.Collections.IDictionary] $Values,

        [Parameter(Mandatory = $true)]
        [string] $Label
    )
    foreach ($row in (Get-MimGmsaDatabaseBackup -Values $Values -Label $Label)['Backups']) {
        if (-not $PSCmdlet.ShouldProcess($row['Database'], ('Back up to {0}' -f $row['File']))) {
            continue
        }
        $request = @{
            Instance = $Values['Instance']
            Database = 'master'
        }
        if ($row['Finished'] -eq '') {
            $backup = 'BACKUP DATABASE @database TO DISK = @file WITH COPY_ONLY, CHECKSUM, INIT, NAME = @label'
            $parameters = @{ database = $row['Database']; file = $row['File']; label = $Label }
            $null = Invoke-MimGmsaSqlQuery @request -Query $backup -Parameters $parameters
        }
        $null = Invoke-MimGmsaSqlQuery @request -Query 'RESTORE VERIFYONLY FROM DISK = @file WITH CHECKSUM' -Parameters @{ file = $row['File'] }
    }
}

<#
.SYNOPSIS
    Reads logins, database users and ownership of managed accounts.
#>
function Get-MimGmsaSqlLogin {
    [CmdletBinding()]
    [OutputType([System.Collections.Specialized.OrderedDictionary])]
    param(
        [Parameter(Mandatory = $true)]
        [string] $Instance,

        [Parameter(Mandatory = $true)]
        [object[]] $Logins
    )
    $ofServer = 'SELECT CASE WHEN SUSER_ID(@login) IS NULL THEN 0 ELSE 1 END AS HasLogin'
    $ofDatabase = 'SELECT CASE WHEN DATABASE_PRINCIPAL_ID(@login) IS NULL THEN 0 ELSE 1 END AS HasUser, ' +
    "ISNULL(IS_ROLEMEMBER(N'db_owner', @login), 0) AS IsOwner"
    $answer = @{ '1' = 'yes'; '0' = 'no' }
    $rows = @(foreach ($login in $Logins) {
            $parameters = @{ login = $login['Account'] }
            $server = @(Invoke-MimGmsaSqlQuery -Instance $Instance -Database 'master' -Query $ofServer -Parameters $parameters)[0]
            $row = [ordered]@{
                Account = $login['Account']; Database = $login['Database']; Login = $answer[$server['HasLogin']]; User = 'no'; Owner = 'no'
            }
            if ($login['Database'] -eq '') {
                # a replica of an availability group: users travel with the database, logins do not
                $row
                continue
            }
            $database = @(Invoke-MimGmsaSqlQuery -Instance $Instance -Database $login['Database'] -Query $ofDatabase -Parameters $parameters)[0]
            $row['User'] = $answer[$database['HasUser']]
            $row['Owner'] = $answer[$database['IsOwner']]
            $row
        })
    [ordered]@{ Logins = $rows }
}

<#
.SYNOPSIS
    Says which logins, users or memberships are missing.
#>
function Test-MimGmsaSqlLogin {
    [CmdletBinding()]
    [OutputType([string])]
    param(
        [Parameter(Mandatory = $true)]
        [System.Collections.IDictionary] $State
    )
    foreach ($row in $State['Logins']) {
        if ($row['Login'] -eq 'no') {
            '{0} has no login.' -f $row['Account']
        }
        if ($row['Database'] -eq '') {
            continue
        }
        if ($row['User'] -eq 'no') {
            '{0} is no user of {1}.' -f $row['Account'], $row['Database']
        }
        elseif ($row['Owner'] -eq 'no') {
            '{0} is not in db_owner of {1}.' -f $row['Account'], $row['Database']
        }
    }
}

<#
.SYNOPSIS
    Makes what is missing: login, user of the database, member of db_owner.
#>
function Set-MimGmsaSqlLogin {
    [CmdletBinding(SupportsShouldProcess = $true, ConfirmImpact = 'Medium')]
    param(
        [Parameter(Mandatory = $true)]
        [string] $Instance,

        [Parameter(Mandatory = $true)]
        [object[]] $Logins
    )
    foreach ($login in $Logins) {
        $row = @((Get-MimGmsaSqlLogin -Instance $Instance -Logins $login)['Logins'])[0]
        if (-not $PSCmdlet.ShouldProcess($row['Account'], ('Make login and user of {0}' -f $row['Database']))) {
            continue
        }
        $parameters = @{ login = $row['Account'] }
        if ($row['Login'] -eq 'no') {
            $query = "DECLARE @statement nvarchar(max) = N'CREATE LOGIN ' + QUOTENAME(@login) + N' FROM WINDOWS'; EXEC sys.sp_executesql @statement"
            $null = Invoke-MimGmsaSqlQuery -Instance $Instance -Database 'master' -Query $query -Parameters $parameters
        }
        if ($row['Database'] -eq '') {
            continue
        }
        if ($row['User'] -eq 'no') {
            $query = "DECLARE @statement nvarchar(max) = N'CREATE USER ' + QUOTENAME(@login) + N' FOR LOGIN ' + QUOTENAME(@login); " +
            'EXEC sys.sp_executesql @statement'
            $null = Invoke-MimGmsaSqlQuery -Instance $Instance -Database $row['Database'] -Query $query -Parameters $parameters
        }
        if ($row['Owner'] -eq 'no') {
            $query = "DECLARE @statement nvarchar(max) = N'ALTER ROLE db_owner ADD MEMBER ' + QUOTENAME(@login); EXEC sys.sp_executesql @statement"
            $null = Invoke-MimGmsaSqlQuery -Instance $Instance -Database $row['Database'] -Query $query -Parameters $parameters
        }
    }
}

<#
.SYNOPSIS
    Removes what was made, in the opposite order.
#>
function Undo-MimGmsaSqlLogin {
    [CmdletBinding(SupportsShouldProcess = $true, ConfirmImpact = 'Medium')]
    param(
        [Parameter(Mandatory = $true)]
        [string] $Instance,

        [Parameter(Mandatory = $true)]
        [object[]] $Logins,

        [Parameter(Mandatory = $true)]
        [System.Collections.IDictionary] $Before
    )
    for ($i = $Logins.Count - 1; $i -ge 0; $i--) {
        $old = @($Before['Logins'])[$i]
        $now = @((Get-MimGmsaSqlLogin -Instance $Instance -Logins $Logins[$i])['Logins'])[0]
        if (-not $PSCmdlet.ShouldProcess($old['Account'], ('Remove what was made in {0}' -f $old['Database']))) {
            continue
        }
        $parameters = @{ login = $old['Account'] }
        if ($old['Owner'] -eq 'no' -and $now['Owner'] -eq 'yes') {
            $query = "DECLARE @statement nvarchar(max) = N'ALTER ROLE db_owner DROP MEMBER ' + QUOTENAME(@login); EXEC sys.sp_executesql @statement"
            $null = Invoke-MimGmsaSqlQuery -Instance $Instance -Database $old['Database'] -Query $query -Parameters $parameters
        }
        if ($old['User'] -eq 'no' -and $now['User'] -eq 'yes') {
            $query = "DECLARE @statement nvarchar(max) = N'DROP USER ' + QUOTENAME(@login); EXEC sys.sp_executesql @statement"
            $null = Invoke-MimGmsaSqlQuery -Instance $Instance -Database $old['Database'] -Query $query -Parameters $parameters
        }
        if ($old['Login'] -eq 'no' -and $now['Login'] -eq 'yes') {
            $query = "DECLARE @statement nvarchar(max) = N'DROP LOGIN ' + QUOTENAME(@login); EXEC sys.sp_executesql @statement"
            $null = Invoke-MimGmsaSqlQuery -Instance $Instance -Database 'master' -Query $query -Parameters $parameters
        }
    }
}

Export-ModuleMember -Function @(
    'Get-MimGmsaDatabaseBackup', 'Test-MimGmsaDatabaseBackup', 'Set-MimGmsaDatabaseBackup', 'Get-MimGmsaSqlLogin',
    'Test-MimGmsaSqlLogin', 'Set-MimGmsaSqlLogin', 'Undo-MimGmsaSqlLogin'
)
