#Requires -Version 5.1
# The managed accounts themselves (D-05) and the roll of their passwords (J-12).
Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
Import-Module -Name (Join-Path -Path $PSScriptRoot -ChildPath 'System.psm1')
Import-Module -Name (Join-Path -Path $PSScriptRoot -ChildPath 'Directory.psm1')

<#
.SYNOPSIS
    Reads a managed account from one domain controller.
#>
function Get-MimGmsaManagedAccount {
    [CmdletBinding()]
    [OutputType([System.Collections.Specialized.OrderedDictionary])]
    param(
        [Parameter(Mandatory = $true)]
        [string] $Name,

        [Parameter(Mandatory = $true)]
        [string] $Server
    )
    $attributes = 'objectClass', 'dNSHostName', 'msDS-SupportedEncryptionTypes', 'msDS-ManagedPasswordInterval', 'servicePrincipalName'
    $query = @{
        SamAccountName = Get-MimGmsaManagedName -Account $Name
        Server = $Server
        Properties = $attributes
    }
    $found = Find-MimGmsaAccount @query
    if ($null -eq $found) {
        return [ordered]@{
            Exists = 'no'; DnsHostName = ''; EncryptionTypes = ''; IntervalDays = ''
            Retrievers = [string[]]@(); ServicePrincipalNames = [string[]]@()
        }
    }
    if (@(Get-MimGmsaAttribute -InputObject $found -Name 'objectClass') -notcontains 'msDS-GroupManagedServiceAccount') {
        throw (New-MimGmsaRefusal -ExitCode 2 -Message "$Name exists but is no group managed service account: $($found.DistinguishedName)")
    }
    $account = Get-ADServiceAccount -Identity $found.DistinguishedName -Properties 'PrincipalsAllowedToRetrieveManagedPassword' -Server $Server
    [ordered]@{
        Exists = 'yes'
        DnsHostName = [string](Get-MimGmsaAttribute -InputObject $found -Name 'dNSHostName')
        EncryptionTypes = [string](Get-MimGmsaAttribute -InputObject $found -Name 'msDS-SupportedEncryptionTypes')
        IntervalDays = [string](Get-MimGmsaAttribute -InputObject $found -Name 'msDS-ManagedPasswordInterval')
        Retrievers = [string[]]@(Get-MimGmsaAttribute -InputObject $account -Name 'PrincipalsAllowedToRetrieveManagedPassword')
        ServicePrincipalNames = [string[]]@(Get-MimGmsaAttribute -InputObject $found -Name 'servicePrincipalName')
    }
}

<#
.SYNOPSIS
    Adds up the numbers that Active Directory keeps for encryption types.
#>
function ConvertTo-MimGmsaEncryptionNumber {
    [CmdletBinding()]
    [OutputType([int])]
    param(
        [Parameter(Mandatory = $true)]
        [string[]] $Name
    )
    $numbers = @{ 'DES' = 3; 'RC4' = 4; 'AES128' = 8; 'AES256' = 16 }
    $sum = 0
    foreach ($item in $Name) {
        if (-not $numbers.ContainsKey($item)) {
            throw "Encryption type $item is not known."
        }
        $sum = $sum -bor $numbers[$item]
    }
    $sum
}

<#
.SYNOPSIS
    Says how a managed account differs from the plan; nothing when it is as planned. Further hosts that may fetch its password are left alone.
#>
function Test-MimGmsaManagedAccount {
    [CmdletBinding()]
    [OutputType([string])]
    param(
        [Parameter(Mandatory = $true)]
        [System.Collections.IDictionary] $State,

        [Parameter(Mandatory = $true)]
        [System.Collections.IDictionary] $Values,

        [Parameter(Mandatory = $true)]
        [string] $HostGroup
    )
    $name = $Values['Name']
    if ($State['Exists'] -eq 'no') {
        "There is no managed account $name."
        return
    }
    if (@(Select-MimGmsaMissing -Wanted $HostGroup -Present $State['Retrievers']).Count -gt 0) {
        "$HostGroup may not fetch the password of $name."
    }
    if ($State['EncryptionTypes'] -ne [string](ConvertTo-MimGmsaEncryptionNumber -Name $Values['EncryptionTypes'])) {
        '{0} has other encryption types than {1}.' -f $name, ($Values['EncryptionTypes'] -join ', ')
    }
    if (-not (Test-MimGmsaSameText -First $State['DnsHostName'] -Second $Values['DnsHostName'])) {
        '{0} has the DNS host name {1}, planned is {2}.' -f $name, $State['DnsHostName'], $Values['DnsHostName']
    }
    # the interval can be chosen only at creation, so another one is no reason to stop
}

<#
.SYNOPSIS
    Makes the managed account, or adds to an existing one what it lacks. The list of hosts is merged, because Windows would replace it.
#>
function Set-MimGmsaManagedAccount {
    [CmdletBinding(SupportsShouldProcess = $true, ConfirmImpact = 'Medium')]
    param(
        [Parameter(Mandatory = $true)]
        [System.Collections.IDictionary] $Values,

        [Parameter(Mandatory = $true)]
        [string] $HostGroup,

        [Parameter(Mandatory = $true)]
        [hashtable] $Directory
    )
    $name = $Values['Name']
    $state = Get-MimGmsaManagedAccount -Name $name -Server $Directory.Server
    if (-not $PSCmdlet.ShouldProcess($name, 'Make or complete the managed account')) {
        return
    }
    if ($state['Exists'] -eq 'no') {
        New-MimGmsaManagedAccount -Values $Values -HostGroup $HostGroup -Directory $Directory -Confirm:$false
        return
    }
    $change = @{ Identity = Get-MimGmsaManagedName -Account $name; Server = $Directory.Server }
    if (@(Select-MimGmsaMissing -Wanted $HostGroup -Present $state['Retrievers']).Count -gt 0) {
        $change['PrincipalsAllowedToRetrieveManagedPassword'] = [string[]]@(@($state['Retrievers']) + $HostGroup)
    }
    if ($state['EncryptionTypes'] -ne [string](ConvertTo-MimGmsaEncryptionNumber -Name $Values['EncryptionTypes'])) {
        $change['KerberosEncryptionType'] = [string[]]$Values['EncryptionTypes']
    }
    if (-not (Test-MimGmsaSameText -First $state['DnsHostName'] -Second $Values['DnsHostName'])) {
        $change['DNSHostName'] = $Values['DnsHostName']
    }
    if ($change.Count -gt 2) {
        Set-ADServiceAccount @change -Confirm:$false
    }
}

<#
.SYNOPSIS
    Makes a managed account whose name is free in the whole forest.
#>
function New-MimGmsaManagedAccount {
    [CmdletBinding(SupportsShouldProcess = $true, ConfirmImpact = 'Medium')]
    param(
        [Parameter(Mandatory = $true)]
        [System.Collections.IDictionary] $Values,

        [Parameter(Mandatory = $true)]
        [string] $HostGroup,

        [Parameter(Mandatory = $true)]
        [hashtable] $Directory
    )
    $sam = Get-MimGmsaManagedName -Account $Values['Name']
    $filter = '(sAMAccountName={0})' -f (ConvertTo-MimGmsaLdapText -Text $sam)
    foreach ($other in @(Find-MimGmsaForestObject -LdapFilter $filter -Directory $Directory)) {
        throw (New-MimGmsaRefusal -ExitCode 2 -Message "The name $sam is taken in this forest: $($other.DistinguishedName)")
    }
    $account = @{
        Name = $Values['Name']
        DNSHostName = $Values['DnsHostName']
        PrincipalsAllowedToRetrieveManagedPassword = [string[]]@($HostGroup)
        KerberosEncryptionType = [string[]]$Values['EncryptionTypes']
        ManagedPasswordIntervalInDays = [int]$Values['IntervalDays']
        Server = $Directory.Server
    }
    if ($Values['Container'] -ne '') {
        $account['Path'] = $Values['Container']
    }
    if ($PSCmdlet.ShouldProcess($Values['Name'], 'Make a group managed service account')) {
        New-ADServiceAccount @account -Confirm:$false
    }
}

<#
.SYNOPSIS
    Deletes a managed account that this step made and nobody uses, or takes back what was added to an older one.
#>
function Undo-MimGmsaManagedAccount {
    [CmdletBinding(SupportsShouldProcess = $true, ConfirmImpact = 'Medium')]
    param(
        [Parameter(Mandatory = $true)]
        [string] $Name,

        [Parameter(Mandatory = $true)]
        [System.Collections.IDictionary] $Before,

        [Parameter(Mandatory = $true)]
        [string] $HostGroup,

        [Parameter(Mandatory = $true)]
        [hashtable] $Directory
    )
    $state = Get-MimGmsaManagedAccount -Name $Name -Server $Directory.Server
    if ($state['Exists'] -eq 'no' -or -not $PSCmdlet.ShouldProcess($Name, 'Take back what was made')) {
        return
    }
    $identity = Get-MimGmsaManagedName -Account $Name
    if ($Before['Exists'] -eq 'no') {
        if (@($state['ServicePrincipalNames']).Count -gt 0) {
            $message = "$Name still has service principal names ($($state['ServicePrincipalNames'] -join ', ')): it is in use and stays."
            throw (New-MimGmsaRefusal -ExitCode 2 -Message $message)
        }
        Remove-ADServiceAccount -Identity $identity -Server $Directory.Server -Confirm:$false
        return
    }
    $change = @{ Identity = $identity; Server = $Directory.Server }
    if (@(Select-MimGmsaMissing -Wanted $HostGroup -Present $Before['Retrievers']).Count -gt 0) {
        # whoever was added by others since stays
        $change['PrincipalsAllowedToRetrieveManagedPassword'] = [string[]]@(Select-MimGmsaMissing -Wanted $state['Retrievers'] -Present $HostGroup)
    }
    if ($state['EncryptionTypes'] -ne $Before['EncryptionTypes'] -or $state['DnsHostName'] -ne $Before['DnsHostName']) {
        $change['Replace'] = @{ 'msDS-SupportedEncryptionTypes' = [int]$Before['EncryptionTypes']; 'dNSHostName' = $Before['DnsHostName'] }
    }
    if ($change.Count -gt 2) {
        Set-ADServiceAccount @change -Confirm:$false
    }
}

<#
.SYNOPSIS
    Reads when managed accounts were made and when their passwords changed last.
#>
function Get-MimGmsaPasswordAge {
    [CmdletBinding()]
    [OutputType([System.Collections.Specialized.OrderedDictionary])]
    param(
        [Parameter(Mandatory = $true)]
        [string[]] $Accounts,

        [Parameter(Mandatory = $true)]
        [hashtable] $Directory
    )
    $rows = @(foreach ($account in $Accounts) {
            $name = Get-MimGmsaManagedName -Account $account
            $found = Get-ADServiceAccount -Identity $name -Properties 'PasswordLastSet', 'whenCreated' -Server $Directory.Server
            [ordered]@{
                Account = $account
                Created = ConvertTo-MimGmsaTimeText -Time $found.whenCreated
                PasswordLastSet = ConvertTo-MimGmsaTimeText -Time $found.PasswordLastSet
            }
        })
    [ordered]@{ Accounts = $rows }
}

<#
.SYNOPSIS
    Says which passwords have not rolled since their accounts were made; nothing when all have.
#>
function Test-MimGmsaPasswordAge {
    [CmdletBinding()]
    [OutputType([string])]
    param(
        [Parameter(Mandatory = $true)]
        [System.Collections.IDictionary] $State,

        [Parameter(Mandatory = $true)]
        [int] $IntervalDays
    )
    foreach ($row in $State['Accounts']) {
        $created = ConvertFrom-MimGmsaTimeText -Text $row['Created']
        $last = ConvertFrom-MimGmsaTimeText -Text $row['PasswordLastSet']
        if ($last -lt $created.AddDays(1)) {
            '{0} still has its first password, of {1}; it changes {2} days after that.' -f $row['Account'], $row['PasswordLastSet'], $IntervalDays
        }
    }
}

Export-ModuleMember -Function @(
    'ConvertTo-MimGmsaEncryptionNumber', 'Get-MimGmsaManagedAccount', 'Test-MimGmsaManagedAccount', 'Set-MimGmsaManagedAccount',
    'Undo-MimGmsaManagedAccount', 'Get-MimGmsaPasswordAge', 'Test-MimGmsaPasswordAge'
)
