#Requires -Version 5.1
# The old accounts when the soak is over (K-02): disabled only when nobody has signed in with them for a while.
Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
foreach ($name in 'System', 'Directory') {
    Import-Module -Name (Join-Path -Path $PSScriptRoot -ChildPath "$name.psm1")
}

<#
.SYNOPSIS
    Reads whether an account is enabled and when somebody last signed in with it; that time lags by up to 14 days. None recorded is unknown.
#>
function Get-MimGmsaAccountUse {
    [CmdletBinding()]
    [OutputType([System.Collections.Specialized.OrderedDictionary])]
    param(
        [Parameter(Mandatory = $true)]
        [string] $Account,

        [Parameter(Mandatory = $true)]
        [string] $Server
    )
    $query = @{ SamAccountName = $Account; Server = $Server; Properties = 'userAccountControl', 'lastLogonTimestamp' }
    $found = Find-MimGmsaAccount @query
    if ($null -eq $found) {
        return [ordered]@{ Exists = 'no'; Enabled = 'no'; LastLogon = 'unknown' }
    }
    $enabled = 'yes'
    # 2 is ACCOUNTDISABLE
    if (([int](Get-MimGmsaAttribute -InputObject $found -Name 'userAccountControl') -band 2) -ne 0) {
        $enabled = 'no'
    }
    $last = 'unknown'
    $ticks = @(Get-MimGmsaAttribute -InputObject $found -Name 'lastLogonTimestamp')
    if ($ticks.Count -gt 0) {
        $last = ConvertTo-MimGmsaTimeText -Time ([datetime]::FromFileTimeUtc([int64]$ticks[0]))
    }
    [ordered]@{ Exists = 'yes'; Enabled = $enabled; LastLogon = $last }
}

<#
.SYNOPSIS
    Says that an account is still enabled; nothing when it is disabled or gone.
#>
function Test-MimGmsaAccountUse {
    [CmdletBinding()]
    [OutputType([string])]
    param(
        [Parameter(Mandatory = $true)]
        [System.Collections.IDictionary] $State,

        [Parameter(Mandatory = $true)]
        [string] $Account
    )
    if ($State['Enabled'] -eq 'yes') {
        "$Account is enabled."
    }
}

<#
.SYNOPSIS
    Disables an account that nobody has used for some days. Without a recorded sign-in a person must say so: unknown is not idle.
#>
function Disable-MimGmsaAccount {
    [CmdletBinding(SupportsShouldProcess = $true, ConfirmImpact = 'Medium')]
    param(
        [Parameter(Mandatory = $true)]
        [string] $Account,

        [Parameter(Mandatory = $true)]
        [int] $IdleDays,

        [Parameter(Mandatory = $true)]
        [hashtable] $Directory
    )
    $state = Get-MimGmsaAccountUse -Account $Account -Server $Directory.Server
    if ($state['Enabled'] -ne 'yes') {
        return
    }
    if ($state['LastLogon'] -eq 'unknown') {
        $question = "No sign-in of $Account is recorded, which is no proof. Has J-10 shown that nobody uses it? Type $Account"
        if (-not (Test-MimGmsaSameText -First (Read-MimGmsaAnswer -Prompt $question) -Second $Account)) {
            throw (New-MimGmsaRefusal -ExitCode 4 -Message "Not confirmed; $Account stays enabled.")
        }
    }
    elseif ((ConvertFrom-MimGmsaTimeText -Text $state['LastLogon']).AddDays($IdleDays) -gt (Get-MimGmsaTime)) {
        $message = "Somebody signed in as $Account at $($state['LastLogon']) (UTC), less than $IdleDays days ago. Find out who (J-10)."
        throw (New-MimGmsaRefusal -ExitCode 2 -Message $message)
    }
    $name = Resolve-MimGmsaAccount -Account $Account -Directory $Directory
    if ($PSCmdlet.ShouldProcess($Account, 'Disable')) {
        Disable-ADAccount -Identity $name -Server $Directory.Server -Confirm:$false
    }
}

<#
.SYNOPSIS
    Enables an account again that was enabled before.
#>
function Undo-MimGmsaAccountUse {
    [CmdletBinding(SupportsShouldProcess = $true, ConfirmImpact = 'Medium')]
    param(
        [Parameter(Mandatory = $true)]
        [string] $Account,

        [Parameter(Mandatory = $true)]
        [System.Collections.IDictionary] $Before,

        [Parameter(Mandatory = $true)]
        [hashtable] $Directory
    )
    $state = Get-MimGmsaAccountUse -Account $Account -Server $Directory.Server
    if ($Before['Enabled'] -eq 'yes' -and $state['Enabled'] -ne 'yes' -and $PSCmdlet.ShouldProcess($Account, 'Enable')) {
        $name = Resolve-MimGmsaAccount -Account $Account -Directory $Directory
        Enable-ADAccount -Identity $name -Server $Directory.Server -Confirm:$false
    }
}

Export-ModuleMember -Function 'Get-MimGmsaAccountUse', 'Test-MimGmsaAccountUse', 'Disable-MimGmsaAccount', 'Undo-MimGmsaAccountUse'
