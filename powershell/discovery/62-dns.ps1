# Names that clients use.

# A or CNAME of a name, and its addresses.
function Get-DiscoveryDnsFact {
    param([string] $Name)
    $addresses = @()
    $record = $null
    try {
        $answers = @(Resolve-DnsName -Name $Name -Type A -DnsOnly)
        $addresses = @(foreach ($answer in $answers) {
                if ([string]$answer.Type -eq 'A') {
                    [string]$answer.IPAddress
                }
            })
        $aliases = @($answers | Where-Object -FilterScript { [string]$_.Type -eq 'CNAME' })
        if ($aliases.Count -gt 0) {
            $record = ConvertTo-DiscoveryFact -Value 'CNAME'
        }
        elseif ($addresses.Count -gt 0) {
            $record = ConvertTo-DiscoveryFact -Value 'A'
        }
        else {
            $record = ConvertTo-DiscoveryUnknown -Reason "DNS gives neither an A nor a CNAME record for $Name."
        }
    }
    catch {
        $record = ConvertTo-DiscoveryUnknown -Reason (Get-DiscoveryReason -ErrorRecord $_ -Source "The DNS record of $Name")
        if ($_.FullyQualifiedErrorId -like 'DNS_ERROR_RCODE_NAME_ERROR*') {
            $record = ConvertTo-DiscoveryFact -Value $null
        }
    }
    [ordered]@{ name = $Name; record = $record; addresses = [object[]]@(Select-DiscoveryName -Names $addresses) }
}
