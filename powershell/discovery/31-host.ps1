# The computer and its place in the domain.

function Get-DiscoveryHostFact {
    param([hashtable] $Session)
    $windows = 'HKLM:\SOFTWARE\Microsoft\Windows\CurrentVersion'
    $system = 'HKLM:\SYSTEM\CurrentControlSet'
    $domain = Read-DiscoveryFact -Source 'The membership of this computer' -Read {
        $computer = Get-CimInstance -ClassName Win32_ComputerSystem
        if ($computer.PartOfDomain) {
            [string]$computer.Domain
        }
    }
    [ordered]@{
        name = $Session.ComputerName.ToUpperInvariant()
        fqdn = Read-DiscoveryFact -Source 'The DNS name of this computer' -Read {
            $hostName = Get-DiscoveryString -Path "$system\Services\Tcpip\Parameters" -Name 'Hostname'
            $suffix = Get-DiscoveryString -Path "$system\Services\Tcpip\Parameters" -Name 'Domain'
            if ($hostName -ne '') {
                "$hostName.$suffix".TrimEnd('.').ToLowerInvariant()
            }
        }
        domain = $domain
        site = Read-DiscoveryFact -Source 'The site of this computer' -Read {
            if ($domain.state -ne 'found') {
                return
            }
            $site = Get-DiscoveryString -Path "$system\Services\Netlogon\Parameters" -Name 'DynamicSiteName'
            if ($site -eq '') {
                throw 'Netlogon has noted no site for this computer. Check that a domain controller answers.'
            }
            $site.Trim([char]0, ' ')
        }
        isDomainController = Read-DiscoveryFact -Source 'The role of this computer' -Read {
            $role = Get-DiscoveryString -Path "$system\Control\ProductOptions" -Name 'ProductType'
            if ($role -eq '') {
                throw 'Windows does not say whether this computer is a domain controller.'
            }
            $role -eq 'LanmanNT'
        }
        isFailoverClusterName = Read-DiscoveryFact -Source 'The failover cluster' -Read {
            (Get-DiscoveryString -Path 'HKLM:\Cluster' -Name 'ClusterName') -eq $Session.ComputerName
        }
        pendingReboot = Read-DiscoveryFact -Source 'The signs of a pending restart' -Read {
            (Test-Path -LiteralPath "$windows\Component Based Servicing\RebootPending") -or
            (Test-Path -LiteralPath "$windows\WindowsUpdate\Auto Update\RebootRequired") -or
            @(Get-DiscoveryValue -Path "$system\Control\Session Manager" -Name 'PendingFileRenameOperations').Count -gt 0
        }
        policyUserRights = Get-DiscoveryUserRight -Session $Session
    }
}

# User rights that a group policy sets, from the resultant set of policy. What secedit.exe exports would need a file to be written.
function Get-DiscoveryUserRight {
    param([hashtable] $Session)
    if (-not $Session.Elevated) {
        return ConvertTo-DiscoveryUnknown -Reason 'The resultant set of policy needs administrator rights. Run again in an elevated console.'
    }
    Read-DiscoveryFact -Source 'The resultant set of policy' -Read {
        $policies = @{}
        foreach ($policy in @(Get-CimInstance -Namespace 'root\rsop\computer' -ClassName RSOP_GPO)) {
            $policies[[string]$policy.id] = [string]$policy.name
        }
        if ($policies.Count -eq 0) {
            # the local policy at least is always there
            throw 'The resultant set of policy is empty, so its logging is off. Read the rights with gpresult.exe /h report.html.'
        }
        $wanted = 'SeBatchLogonRight', 'SeDenyBatchLogonRight', 'SeDenyInteractiveLogonRight', 'SeDenyNetworkLogonRight',
        'SeDenyRemoteInteractiveLogonRight', 'SeDenyServiceLogonRight', 'SeServiceLogonRight'
        $rows = @{}
        foreach ($row in @(Get-CimInstance -Namespace 'root\rsop\computer' -ClassName RSOP_UserPrivilegeRight)) {
            if ($row.precedence -eq 1 -and $wanted -contains $row.UserRight) {
                $policy = [string]$row.GPOID
                if ($policies.ContainsKey($policy)) {
                    $policy = $policies[$policy]
                }
                $holders = [object[]]@(Select-DiscoveryName -Names $row.AccountList)
                $rows[[string]$row.UserRight] = [ordered]@{ right = [string]$row.UserRight; holders = $holders; policy = $policy }
            }
        }
        if ($rows.Count -gt 0) {
            , [object[]]@(foreach ($right in @(Select-DiscoveryName -Names @($rows.Keys))) { $rows[$right] })
        }
    }
}
