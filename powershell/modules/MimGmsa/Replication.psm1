#Requires -Version 5.1
# Replication and clocks of the domain controllers (A-06): a new root key travels by replication, and Kerberos refuses a clock that is off.
Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
foreach ($name in 'System', 'Directory') {
    Import-Module -Name (Join-Path -Path $PSScriptRoot -ChildPath "$name.psm1")
}

<#
.SYNOPSIS
    Reads the clock of each writable controller and what it last received from each partner. One that does not answer is unknown.
#>
function Get-MimGmsaReplication {
    [CmdletBinding()]
    [OutputType([System.Collections.Specialized.OrderedDictionary])]
    param(
        [Parameter(Mandatory = $true)]
        [hashtable] $Directory
    )
    $rows = @(foreach ($server in @($Directory.Server) + $Directory.Others) {
            $row = [ordered]@{ Server = $server; Answers = 'yes'; SkewSeconds = ''; Failures = [string[]]@() }
            try {
                $time = (Get-ADRootDSE -Server $server).currentTime
                $row['SkewSeconds'] = [string][int][System.Math]::Abs(($time.ToUniversalTime() - (Get-MimGmsaTime)).TotalSeconds)
                $row['Failures'] = [string[]]@(foreach ($link in @(Get-ADReplicationPartnerMetadata -Target $server -Partition '*')) {
                        if ([int64]$link.LastReplicationResult -ne 0 -or [int64]$link.ConsecutiveReplicationFailures -ne 0) {
                            '{0} from {1}: error {2}, {3} times' -f $link.Partition, $link.Partner, $link.LastReplicationResult,
                            $link.ConsecutiveReplicationFailures
                        }
                    })
            }
            catch {
                if (-not (Test-MimGmsaServerDown -ErrorRecord $_)) {
                    throw
                }
                $row['Answers'] = 'no'
            }
            $row
        })
    [ordered]@{ Controllers = $rows }
}

<#
.SYNOPSIS
    Says which controllers fail to replicate or have a clock that Kerberos refuses; nothing when all is well.
#>
function Test-MimGmsaReplication {
    [CmdletBinding()]
    [OutputType([string])]
    param(
        [Parameter(Mandatory = $true)]
        [System.Collections.IDictionary] $State,

        [Parameter(Mandatory = $true)]
        [int] $MaximumSkewSeconds
    )
    foreach ($row in $State['Controllers']) {
        foreach ($failure in @($row['Failures'])) {
            '{0} did not receive {1}. Mend replication first: a new root key travels by it.' -f $row['Server'], $failure
        }
        if ($row['SkewSeconds'] -ne '' -and [int]$row['SkewSeconds'] -ge $MaximumSkewSeconds) {
            'The clocks of {0} and of this computer differ by {1} seconds. Mend the time service: Kerberos refuses {2}.' -f
            $row['Server'], $row['SkewSeconds'], $MaximumSkewSeconds
        }
    }
}

<#
.SYNOPSIS
    Says which controllers were not seen, and which clocks come near the limit.
#>
function Get-MimGmsaReplicationNote {
    [CmdletBinding()]
    [OutputType([string])]
    param(
        [Parameter(Mandatory = $true)]
        [System.Collections.IDictionary] $State,

        [Parameter(Mandatory = $true)]
        [int] $WarningSkewSeconds
    )
    foreach ($row in $State['Controllers']) {
        if ($row['Answers'] -ne 'yes') {
            '{0} does not answer: its replication and its clock are unknown. Ask its owner before phase D.' -f $row['Server']
        }
        elseif ([int]$row['SkewSeconds'] -gt $WarningSkewSeconds) {
            'The clock of {0} is {1} seconds off; it comes near the limit of Kerberos.' -f $row['Server'], $row['SkewSeconds']
        }
    }
}

Export-ModuleMember -Function 'Get-MimGmsaReplication', 'Test-MimGmsaReplication', 'Get-MimGmsaReplicationNote'
