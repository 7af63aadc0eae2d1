# Values of the registry.

# The values of a key, or nothing where there is no such key.
function Get-DiscoveryKey {
    param([string] $Path)
    try {
        Get-ItemProperty -LiteralPath $Path
    }
    catch {
        if ($_.CategoryInfo.Category -ne 'ObjectNotFound') {
            throw
        }
    }
}

function Get-DiscoveryValue {
    param([string] $Path, [string] $Name)
    $key = Get-DiscoveryKey -Path $Path
    if ($null -ne $key) {
        $property = $key.PSObject.Properties[$Name]
        if ($null -ne $property) {
            $property.Value
        }
    }
}

# The value as text; empty where there is none. A cast would leave nothing as nothing.
function Get-DiscoveryString {
    param([string] $Path, [string] $Name)
    $value = Get-DiscoveryValue -Path $Path -Name $Name
    "$value"
}
