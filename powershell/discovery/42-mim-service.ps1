# The MIM Service.

function Get-DiscoveryMimService {
    $service = 'HKLM:\SYSTEM\CurrentControlSet\Services\FIMService'
    $product = 'HKLM:\SOFTWARE\Microsoft\Forefront Identity Manager\2010\Service'
    [ordered]@{
        database = Read-DiscoveryFact -Source 'The database of the MIM Service' -Read {
            $name = Get-DiscoveryString -Path $service -Name 'DatabaseName'
            $server = Get-DiscoveryString -Path $service -Name 'DatabaseServer'
            if ($name -eq '' -or $server -eq '') {
                throw 'The registry of the MIM Service names no database.'
            }
            [ordered]@{ address = $server; name = $name }
        }
        installationFolder = Read-DiscoveryFact -Source 'The folder of the MIM Service' -Read {
            (Get-DiscoveryString -Path $product -Name 'Location').TrimEnd('\')
        }
        externalHostName = Read-DiscoveryFact -Source 'The configuration file of the MIM Service' -Read {
            Get-DiscoveryConfigurationText -XPath '//resourceManagementService/@externalHostName'
        }
        synchronizationServer = Read-DiscoveryFact -Source 'The name of the Synchronization Service' -Read {
            $name = Get-DiscoveryString -Path $service -Name 'SynchronizationServer'
            if ($name -eq '') {
                throw 'The registry of this build does not name the Synchronization Service. Compare with the host where it runs.'
            }
            $name
        }
        agentAccount = Read-DiscoveryFact -Source 'The account of the MIM MA' -Read {
            $name = Get-DiscoveryString -Path $service -Name 'SynchronizationAccount'
            if ($name -eq '') {
                throw 'The registry of this build does not name the account of the MIM MA. Read it in Synchronization Service Manager.'
            }
            $name
        }
        pollExchangeEnabled = Read-DiscoveryFact -Source 'PollExchangeEnabled' -Read {
            $value = Get-DiscoveryValue -Path $service -Name 'PollExchangeEnabled'
            if ($null -ne $value) {
                [int][string]$value
            }
        }
        mailServer = Read-DiscoveryFact -Source 'The configuration file of the MIM Service' -Read {
            Get-DiscoveryConfigurationText -XPath "//appSettings/add[@key='mailServer']/@value"
        }
        secretValueNames = Read-DiscoveryList -Source 'The names of the secrets of the mailbox' -Read {
            $key = Get-DiscoveryKey -Path $product
            if ($null -ne $key) {
                # of the data it only matters that there is some
                $names = @(foreach ($property in $key.PSObject.Properties) {
                        if ($property.Name -match '^(GMSA)?Encrypted' -and [string]$property.Value -ne '') {
                            $property.Name
                        }
                    })
                Select-DiscoveryName -Names $names
            }
        }
    }
}

# One attribute of the file that the MIM Service reads when it starts.
function Get-DiscoveryConfigurationText {
    param([string] $XPath)
    $program = Get-DiscoveryServiceProgram -Name 'FIMService'
    if ($program -eq '') {
        throw 'The registry does not name the program of FIMService.'
    }
    $document = New-Object -TypeName System.Xml.XmlDocument
    $document.XmlResolver = $null
    $document.LoadXml([System.IO.File]::ReadAllText((Resolve-DiscoveryPath -Path "$program.config")))
    $node = $document.SelectSingleNode($XPath)
    if ($null -ne $node) {
        [string]$node.Value
    }
}
