# A fact is found, absent or unknown.

# Found with a value; absent where the value is null or empty text.
function ConvertTo-DiscoveryFact {
    param([AllowNull()] [object] $Value)
    if ($null -eq $Value -or ($Value -is [string] -and $Value -eq '')) {
        return [ordered]@{ state = 'absent' }
    }
    [ordered]@{ state = 'found'; value = $Value }
}

function ConvertTo-DiscoveryUnknown {
    param([string] $Reason)
    [ordered]@{ state = 'unknown'; reason = $Reason }
}

# Turns an error into a reason. Windows' own message is left out: it is localised and may name people.
function Get-DiscoveryReason {
    param([System.Management.Automation.ErrorRecord] $ErrorRecord, [string] $Source)
    if ($ErrorRecord.CategoryInfo.Category -eq 'OperationStopped' -and $ErrorRecord.TargetObject -is [string]) {
        return $ErrorRecord.TargetObject
    }
    $cause = $ErrorRecord.Exception.GetBaseException()
    $denied = $cause -is [System.UnauthorizedAccessException] -or $cause -is [System.Security.SecurityException] -or $cause.HResult -eq -2147024891
    if ($denied -or $ErrorRecord.CategoryInfo.Category -eq 'PermissionDenied') {
        return "$Source may not be read with the rights of this run. Run again in an elevated console as an administrator."
    }
    $number = $cause.PSObject.Properties['Number']
    if ($null -ne $number) {
        return '{0} could not be read (error {1} of SQL Server).' -f $Source, $number.Value
    }
    if ($cause.HResult -eq -2147016646) {
        return "$Source could not be read, because no domain controller answered (error 0x8007203a). Check DNS and the network."
    }
    '{0} could not be read (error 0x{1:x8}).' -f $Source, $cause.HResult
}

# Reads one value. A text that the block throws becomes the reason; nothing read means absent.
function Read-DiscoveryFact {
    param([string] $Source, [scriptblock] $Read)
    try {
        $value = ForEach-Object -InputObject $Source -Process $Read
    }
    catch {
        return ConvertTo-DiscoveryUnknown -Reason (Get-DiscoveryReason -ErrorRecord $_ -Source $Source)
    }
    ConvertTo-DiscoveryFact -Value $value
}

# Reads a list. A list without items is found, because somebody looked.
function Read-DiscoveryList {
    param([string] $Source, [scriptblock] $Read)
    try {
        $items = [object[]]@(ForEach-Object -InputObject $Source -Process $Read)
    }
    catch {
        return ConvertTo-DiscoveryUnknown -Reason (Get-DiscoveryReason -ErrorRecord $_ -Source $Source)
    }
    [ordered]@{ state = 'found'; value = $items }
}
