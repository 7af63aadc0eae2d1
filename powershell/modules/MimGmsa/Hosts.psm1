#Requires -Version 5.1
# What a server must have before and after the conversion: builds, .NET, tools, logon rights, access to folders.
Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
Import-Module -Name (Join-Path -Path $PSScriptRoot -ChildPath 'System.psm1')
Import-Module -Name (Join-Path -Path $PSScriptRoot -ChildPath 'Directory.psm1')

<#
.SYNOPSIS
    Reads the file versions of installed programs.
#>
function Get-MimGmsaProduct {
    [CmdletBinding()]
    [OutputType([System.Collections.Specialized.OrderedDictionary])]
    param(
        [Parameter(Mandatory = $true)]
        [object[]] $Products
    )
    $rows = @(foreach ($product in $Products) {
            $build = ''
            if (Test-Path -LiteralPath $product['Path'] -PathType Leaf) {
                $build = Get-MimGmsaFileVersion -Path $product['Path']
            }
            [ordered]@{ Component = $product['Component']; Path = $product['Path']; Build = $build }
        })
    [ordered]@{ Products = $rows }
}

<#
.SYNOPSIS
    Says which programs are missing or have another build than the plan was made for.
#>
function Test-MimGmsaProduct {
    [CmdletBinding()]
    [OutputType([string])]
    param(
        [Parameter(Mandatory = $true)]
        [System.Collections.IDictionary] $State,

        [Parameter(Mandatory = $true)]
        [object[]] $Products
    )
    for ($i = 0; $i -lt $Products.Count; $i++) {
        $found = @($State['Products'])[$i]['Build']
        if ($found -eq '') {
            'There is no {0}.' -f $Products[$i]['Path']
        }
        elseif ($found -ne $Products[$i]['Build']) {
            '{0} has the build {1}, the plan was made for {2}.' -f $Products[$i]['Component'], $found, $Products[$i]['Build']
        }
    }
}

<#
.SYNOPSIS
    Reads the release number of .NET Framework 4.
#>
function Get-MimGmsaPrerequisite {
    [CmdletBinding()]
    [OutputType([System.Collections.Specialized.OrderedDictionary])]
    param()
    $key = 'HKLM:\SOFTWARE\Microsoft\NET Framework Setup\NDP\v4\Full'
    $release = '0'
    if (Test-Path -LiteralPath $key) {
        $property = (Get-ItemProperty -LiteralPath $key).PSObject.Properties['Release']
        if ($null -ne $property) {
            $release = [string]$property.Value
        }
    }
    [ordered]@{ DotNetRelease = $release }
}

<#
.SYNOPSIS
    Says that .NET Framework is too old; nothing when it is not.
#>
function Test-MimGmsaPrerequisite {
    [CmdletBinding()]
    [OutputType([string])]
    param(
        [Parameter(Mandatory = $true)]
        [System.Collections.IDictionary] $State,

        [Parameter(Mandatory = $true)]
        [int] $MinimumDotNetRelease
    )
    if ([int]$State['DotNetRelease'] -lt $MinimumDotNetRelease) {
        'The release number of .NET Framework is {0}; at least {1} is needed.' -f $State['DotNetRelease'], $MinimumDotNetRelease
    }
}

<#
.SYNOPSIS
    Reads whether the Active Directory tools are installed and the domain controller's web service answers.
#>
function Get-MimGmsaHostTool {
    [CmdletBinding()]
    [OutputType([System.Collections.Specialized.OrderedDictionary])]
    param(
        [Parameter(Mandatory = $true)]
        [string] $DomainController
    )
    $answer = @{ $true = 'yes'; $false = 'no' }
    $feature = Get-WindowsFeature -Name 'RSAT-AD-PowerShell'
    $port = Test-NetConnection -ComputerName $DomainController -Port 9389 -WarningAction SilentlyContinue
    [ordered]@{ Installed = $answer[[bool]$feature.Installed]; Reachable = $answer[[bool]$port.TcpTestSucceeded] }
}

<#
.SYNOPSIS
    Says what a host lacks to test a managed account.
#>
function Test-MimGmsaHostTool {
    [CmdletBinding()]
    [OutputType([string])]
    param(
        [Parameter(Mandatory = $true)]
        [System.Collections.IDictionary] $State,

        [Parameter(Mandatory = $true)]
        [string] $DomainController
    )
    if ($State['Installed'] -ne 'yes') {
        'The feature RSAT-AD-PowerShell is not installed.'
    }
    if ($State['Reachable'] -ne 'yes') {
        "$DomainController does not answer on TCP port 9389 (Active Directory Web Services). A firewall must let it through."
    }
}

<#
.SYNOPSIS
    Installs the Active Directory tools.
#>
function Set-MimGmsaHostTool {
    [CmdletBinding(SupportsShouldProcess = $true, ConfirmImpact = 'Medium')]
    param()
    if (-not (Get-WindowsFeature -Name 'RSAT-AD-PowerShell').Installed -and $PSCmdlet.ShouldProcess('RSAT-AD-PowerShell', 'Install')) {
        $result = Install-WindowsFeature -Name 'RSAT-AD-PowerShell' -Confirm:$false
        if ([string]$result.RestartNeeded -eq 'Yes') {
            throw (New-MimGmsaRefusal -ExitCode 3010 -Message 'The tools are installed. Restart this server, then start again with -Resume.')
        }
    }
}

<#
.SYNOPSIS
    Removes the Active Directory tools where this step installed them.
#>
function Undo-MimGmsaHostTool {
    [CmdletBinding(SupportsShouldProcess = $true, ConfirmImpact = 'Medium')]
    param(
        [Parameter(Mandatory = $true)]
        [System.Collections.IDictionary] $Before
    )
    $installed = (Get-WindowsFeature -Name 'RSAT-AD-PowerShell').Installed
    if ($Before['Installed'] -eq 'no' -and $installed -and $PSCmdlet.ShouldProcess('RSAT-AD-PowerShell', 'Remove')) {
        $null = Uninstall-WindowsFeature -Name 'RSAT-AD-PowerShell' -Confirm:$false
    }
}

<#
.SYNOPSIS
    Reads who holds user rights on this host, as Windows exports them: security identifiers, or names where there are none.
#>
function Get-MimGmsaUserRight {
    [CmdletBinding()]
    [OutputType([System.Collections.Specialized.OrderedDictionary])]
    param(
        [Parameter(Mandatory = $true)]
        [string[]] $Rights,

        [Parameter(Mandatory = $true)]
        [string] $Folder
    )
    $path = Join-Path -Path $Folder -ChildPath 'user-rights.inf'
    $null = secedit.exe /export /areas USER_RIGHTS /cfg $path /quiet
    if ($LASTEXITCODE -ne 0) {
        throw "secedit.exe could not read the user rights (code $LASTEXITCODE)."
    }
    $lines = @(Get-Content -LiteralPath $path -Encoding Unicode)
    Remove-Item -LiteralPath $path -Confirm:$false
    $state = [ordered]@{}
    foreach ($right in $Rights) {
        $holders = @(foreach ($line in $lines) {
                $parts = @($line -split '=', 2)
                if ($parts.Count -eq 2 -and (Test-MimGmsaSameText -First $parts[0].Trim() -Second $right)) {
                    foreach ($holder in @($parts[1] -split ',')) {
                        $holder.Trim().TrimStart('*')
                    }
                }
            })
        $state[$right] = [string[]]@($holders | Where-Object -FilterScript { $_ -ne '' })
    }
    $state
}

<#
.SYNOPSIS
    Returns everything by which a user right can reach an account: its identifier, its names, its groups, and the groups of everybody.
#>
function Get-MimGmsaAccountToken {
    [CmdletBinding()]
    [OutputType([string])]
    param(
        [Parameter(Mandatory = $true)]
        [string] $Account,

        [Parameter(Mandatory = $true)]
        [hashtable] $Directory
    )
    $name = Resolve-MimGmsaAccount -Account (Get-MimGmsaManagedName -Account $Account) -Directory $Directory
    $found = Get-ADObject -Identity $name -Properties 'objectSid', 'tokenGroups' -Server $Directory.Server
    Get-MimGmsaAttribute -InputObject $found -Name 'objectSid'
    Get-MimGmsaAttribute -InputObject $found -Name 'tokenGroups'
    $sam = Get-MimGmsaManagedName -Account $Account
    $sam
    '{0}\{1}' -f $Directory.NetBiosName, $sam
    # Everyone and Authenticated Users
    'S-1-1-0'
    'S-1-5-11'
}

<#
.SYNOPSIS
    Says which accounts may not log on as a service; nothing when all may, by themselves or by a group.
#>
function Test-MimGmsaLogonRight {
    [CmdletBinding()]
    [OutputType([string])]
    param(
        [Parameter(Mandatory = $true)]
        [System.Collections.IDictionary] $State,

        [Parameter(Mandatory = $true)]
        [string[]] $Accounts,

        [Parameter(Mandatory = $true)]
        [hashtable] $Directory
    )
    $holders = [string[]]@($State['SeServiceLogonRight'])
    foreach ($account in $Accounts) {
        $tokens = [string[]]@(Get-MimGmsaAccountToken -Account $account -Directory $Directory)
        if (@(Select-MimGmsaMissing -Wanted $tokens -Present $holders).Count -eq $tokens.Count) {
            "$account may not log on as a service on this host (SeServiceLogonRight)."
        }
    }
}

<#
.SYNOPSIS
    Says which accounts are denied a logon that they need; nothing when none is.
#>
function Test-MimGmsaDenyRight {
    [CmdletBinding()]
    [OutputType([string])]
    param(
        [Parameter(Mandatory = $true)]
        [System.Collections.IDictionary] $State,

        [Parameter(Mandatory = $true)]
        [AllowEmptyCollection()]
        [object[]] $Rules,

        [Parameter(Mandatory = $true)]
        [hashtable] $Directory
    )
    foreach ($rule in $Rules) {
        $tokens = [string[]]@(Get-MimGmsaAccountToken -Account $rule['Account'] -Directory $Directory)
        foreach ($holder in @($State[$rule['Right']])) {
            if (@(Select-MimGmsaMissing -Wanted $holder -Present $tokens).Count -eq 0) {
                '{0} denies the logon of {1} (by {2}). Take it out, in the group policy that sets it.' -f $rule['Right'], $rule['Account'], $holder
            }
        }
    }
}

<#
.SYNOPSIS
    Turns the rights of an access entry, written as SDDL does, into a number.
#>
function ConvertFrom-MimGmsaAccessText {
    [CmdletBinding()]
    [OutputType([long])]
    param(
        [Parameter(Mandatory = $true)]
        [AllowEmptyString()]
        [string] $Text
    )
    if ($Text -match '^0x[0-9A-Fa-f]+$') {
        return [Convert]::ToInt64($Text.Substring(2), 16)
    }
    $known = @{ 'FA' = 0x1f01ff; 'FR' = 0x120089; 'FW' = 0x120116; 'FX' = 0x1200a0; 'SD' = 0x10000; 'RC' = 0x20000; 'WD' = 0x40000; 'WO' = 0x80000 }
    $sum = [long]0
    foreach ($match in [regex]::Matches($Text, '..')) {
        if ($known.ContainsKey($match.Value)) {
            $sum = $sum -bor $known[$match.Value]
        }
    }
    $sum
}

<#
.SYNOPSIS
    Reads the access of accounts to folders, as numbers of rights that count for the folder and everything in it.
#>
function Get-MimGmsaFolderAccess {
    [CmdletBinding()]
    [OutputType([System.Collections.Specialized.OrderedDictionary])]
    param(
        [Parameter(Mandatory = $true)]
        [object[]] $Folders
    )
    $rows = @(foreach ($folder in $Folders) {
            $row = [ordered]@{ Path = $folder['Path']; Exists = 'no'; Rights = '0'; Explicit = 'no' }
            if (Test-Path -LiteralPath $folder['Path'] -PathType Container) {
                $row['Exists'] = 'yes'
                $sid = Get-MimGmsaAccountSid -Account $folder['Account']
                $granted = [long]0
                $sddl = [string](Get-Acl -LiteralPath $folder['Path']).Sddl
                foreach ($match in [regex]::Matches($sddl, '\(A;([A-Z]*);([^;]*);[^;]*;[^;]*;([^;)]*)')) {
                    if (-not (Test-MimGmsaSameText -First $match.Groups[3].Value -Second $sid)) {
                        continue
                    }
                    $flags = $match.Groups[1].Value
                    if ($flags -notlike '*ID*') {
                        $row['Explicit'] = 'yes'
                    }
                    if ($flags -like '*OI*' -and $flags -like '*CI*' -and $flags -notlike '*IO*') {
                        $granted = $granted -bor (ConvertFrom-MimGmsaAccessText -Text $match.Groups[2].Value)
                    }
                }
                $row['Rights'] = [string]$granted
            }
            $row
        })
    [ordered]@{ Folders = $rows }
}

<#
.SYNOPSIS
    Tells whether a folder's row grants the planned right.
#>
function Test-MimGmsaRightGranted {
    [CmdletBinding()]
    [OutputType([bool])]
    param(
        [Parameter(Mandatory = $true)]
        [System.Collections.IDictionary] $Row,

        [Parameter(Mandatory = $true)]
        [ValidateSet('Modify', 'ReadAndExecute')]
        [string] $Right
    )
    $wanted = @{ 'Modify' = 0x1301bf; 'ReadAndExecute' = 0x1200a9 }[$Right]
    ([long]$Row['Rights'] -band $wanted) -eq $wanted
}

<#
.SYNOPSIS
    Says which folders an account cannot use as planned.
#>
function Test-MimGmsaFolderAccess {
    [CmdletBinding()]
    [OutputType([string])]
    param(
        [Parameter(Mandatory = $true)]
        [System.Collections.IDictionary] $State,

        [Parameter(Mandatory = $true)]
        [object[]] $Folders
    )
    for ($i = 0; $i -lt $Folders.Count; $i++) {
        $row = @($State['Folders'])[$i]
        if ($row['Exists'] -eq 'no') {
            'There is no folder {0}.' -f $row['Path']
        }
        elseif (-not (Test-MimGmsaRightGranted -Row $row -Right $Folders[$i]['Right'])) {
            '{0} lacks the right {1} on {2}.' -f $Folders[$i]['Account'], $Folders[$i]['Right'], $row['Path']
        }
    }
}

<#
.SYNOPSIS
    Grants accounts the planned rights on folders and what is in them.
#>
function Set-MimGmsaFolderAccess {
    [CmdletBinding(SupportsShouldProcess = $true, ConfirmImpact = 'Medium')]
    param(
        [Parameter(Mandatory = $true)]
        [object[]] $Folders
    )
    $letters = @{ 'Modify' = 'M'; 'ReadAndExecute' = 'RX' }
    foreach ($folder in $Folders) {
        $row = @((Get-MimGmsaFolderAccess -Folders $folder)['Folders'])[0]
        if ($row['Exists'] -eq 'no' -or (Test-MimGmsaRightGranted -Row $row -Right $folder['Right'])) {
            continue
        }
        if ($PSCmdlet.ShouldProcess($folder['Path'], ('Grant {0} to {1}' -f $folder['Right'], $folder['Account']))) {
            $grant = '*{0}:(OI)(CI){1}' -f (Get-MimGmsaAccountSid -Account $folder['Account']), $letters[$folder['Right']]
            $null = icacls.exe $folder['Path'] /grant $grant /Q
            if ($LASTEXITCODE -ne 0) {
                throw ('icacls.exe could not grant access to {0} (code {1}).' -f $folder['Path'], $LASTEXITCODE)
            }
        }
    }
}

<#
.SYNOPSIS
    Takes granted rights back where the account had none of its own before.
#>
function Undo-MimGmsaFolderAccess {
    [CmdletBinding(SupportsShouldProcess = $true, ConfirmImpact = 'Medium')]
    param(
        [Parameter(Mandatory = $true)]
        [object[]] $Folders,

        [Parameter(Mandatory = $true)]
        [System.Collections.IDictionary] $Before
    )
    for ($i = 0; $i -lt $Folders.Count; $i++) {
        $old = @($Before['Folders'])[$i]
        $now = @((Get-MimGmsaFolderAccess -Folders $Folders[$i])['Folders'])[0]
        if ($now['Exists'] -eq 'no' -or $now['Explicit'] -eq 'no' -or $now['Rights'] -eq $old['Rights']) {
            continue
        }
        if ($old['Explicit'] -eq 'yes') {
            $message = '{0} had own rights on {1} before; set them by hand to {2}.' -f $Folders[$i]['Account'], $old['Path'], $old['Rights']
            throw (New-MimGmsaRefusal -ExitCode 4 -Message $message)
        }
        if ($PSCmdlet.ShouldProcess($old['Path'], ('Take rights from {0}' -f $Folders[$i]['Account']))) {
            $null = icacls.exe $old['Path'] /remove:g ('*' + (Get-MimGmsaAccountSid -Account $Folders[$i]['Account'])) /Q
            if ($LASTEXITCODE -ne 0) {
                throw ('icacls.exe could not take access to {0} back (code {1}).' -f $old['Path'], $LASTEXITCODE)
            }
        }
    }
}

Export-ModuleMember -Function @(
    'Get-MimGmsaProduct', 'Test-MimGmsaProduct', 'Get-MimGmsaPrerequisite', 'Test-MimGmsaPrerequisite', 'Get-MimGmsaHostTool',
    'Test-MimGmsaHostTool', 'Set-MimGmsaHostTool', 'Undo-MimGmsaHostTool', 'Get-MimGmsaUserRight', 'Test-MimGmsaLogonRight',
    'Test-MimGmsaDenyRight', 'Get-MimGmsaFolderAccess', 'Test-MimGmsaFolderAccess', 'Set-MimGmsaFolderAccess', 'Undo-MimGmsaFolderAccess'
)
