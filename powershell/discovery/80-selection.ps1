# What is looked up because a host names it.

# Accounts that run MIM here, as far as they can be accounts of a domain.
function Select-DiscoveryAccount {
    param([System.Collections.IDictionary] $File, [hashtable] $Session)
    $facts = @(foreach ($component in $File.components) {
            if ($null -ne $component.service) {
                $component.service.account
            }
        })
    if ($File.webSites.state -eq 'found') {
        $facts += @(foreach ($site in $File.webSites.value) {
                if ($null -ne $site.component) {
                    $site.poolAccount
                }
            })
    }
    if ($null -ne $File.service) {
        $facts += $File.service.agentAccount
    }
    foreach ($fact in $facts) {
        if ($fact.state -eq 'found') {
            $domain = $fact.value.Substring(0, [Math]::Max($fact.value.IndexOf('\'), 0))
            $local = $domain -eq '.' -or $domain -eq $Session.ComputerName -or $domain.IndexOf(' ') -ge 0
            if (-not $local -and ($domain -ne '' -or $fact.value.IndexOf('@') -gt 0)) {
                $fact.value
            }
        }
    }
}

# DNS names by which clients reach this host.
function Select-DiscoveryAlias {
    param([System.Collections.IDictionary] $File)
    if ($null -ne $File.service -and $File.service.externalHostName.state -eq 'found') {
        $File.service.externalHostName.value
    }
    if ($File.webSites.state -eq 'found') {
        foreach ($site in $File.webSites.value) {
            if ($null -ne $site.component) {
                foreach ($binding in $site.bindings) {
                    $binding.hostHeader
                }
            }
        }
    }
}

# Service principal names that MIM needs on this host, in the long and the short form.
function Select-DiscoveryServiceName {
    param([System.Collections.IDictionary] $File)
    $fqdn = ''
    if ($File.host.fqdn.state -eq 'found') {
        $fqdn = $File.host.fqdn.value
    }
    if ($null -ne $File.service) {
        $names = @($fqdn)
        if ($File.service.externalHostName.state -eq 'found') {
            $names += $File.service.externalHostName.value
        }
        foreach ($name in $names) {
            if ($name -ne '') {
                "FIMService/$name"
                'FIMService/' + ($name -split '\.')[0]
            }
        }
    }
    if ($null -ne $File.synchronization -and $fqdn -ne '') {
        "PCNSCLNT/$fqdn"
    }
    if ($File.webSites.state -eq 'found') {
        foreach ($site in $File.webSites.value) {
            if ($null -ne $site.component) {
                foreach ($binding in $site.bindings) {
                    if ($binding.hostHeader -ne '') {
                        'http/' + $binding.hostHeader
                    }
                }
            }
        }
    }
    foreach ($item in $File.accounts) {
        if ($item.servicePrincipalNames.state -eq 'found') {
            $item.servicePrincipalNames.value
        }
    }
}
