#Requires -Version 5.1
# Microsoft's helper service, which encrypts as the managed account. It must never stay behind: the next Setup run would fail.
Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
Import-Module -Name (Join-Path -Path $PSScriptRoot -ChildPath 'System.psm1')
$script:serviceName = 'MIMKeyProtectService'
$script:displayName = 'MIM Key Protect Service'
$script:programName = 'Microsoft.IdentityManagement.KeyProtectService.exe'

<#
.SYNOPSIS
    Names the pipe of the helper service and how long anybody waits for it.
#>
function Get-MimGmsaPipeContact {
    [CmdletBinding()]
    [OutputType([hashtable])]
    param()
    @{ Name = 'keypipe'; TimeoutMs = 15000 }
}

<#
.SYNOPSIS
    Tells whether a pipe of this name exists. It is not opened, because that would use up a place at the pipe.
#>
function Test-MimGmsaPipe {
    [CmdletBinding()]
    [OutputType([bool])]
    param(
        [Parameter(Mandatory = $true)]
        [string] $Name
    )
    [System.IO.Directory]::GetFiles('\\.\pipe\', $Name).Length -gt 0
}

<#
.SYNOPSIS
    Returns the id of the process that serves a pipe. .NET has no call for it, so the one function of Windows is declared in memory.
#>
function Get-MimGmsaPipeServerId {
    [CmdletBinding()]
    [OutputType([int])]
    param(
        [Parameter(Mandatory = $true)]
        [System.IO.Pipes.PipeStream] $Pipe
    )
    $name = New-Object -TypeName System.Reflection.AssemblyName -ArgumentList 'MimGmsaPipe'
    $assembly = [System.Reflection.Emit.AssemblyBuilder]::DefineDynamicAssembly($name, [System.Reflection.Emit.AssemblyBuilderAccess]::Run)
    $type = $assembly.DefineDynamicModule('MimGmsaPipe').DefineType('Kernel', [System.Reflection.TypeAttributes]::Public)
    $attributes = [System.Reflection.MethodAttributes]'Public, Static, PinvokeImpl'
    $method = $type.DefinePInvokeMethod(
        'GetNamedPipeServerProcessId', 'kernel32.dll', $attributes, [System.Reflection.CallingConventions]::Standard, [bool],
        [type[]]@([Microsoft.Win32.SafeHandles.SafePipeHandle], [uint32].MakeByRefType()),
        [System.Runtime.InteropServices.CallingConvention]::Winapi, [System.Runtime.InteropServices.CharSet]::Unicode)
    $method.SetImplementationFlags([System.Reflection.MethodImplAttributes]::PreserveSig)
    $kernel = $type.CreateType()
    $id = [uint32]0
    if (-not $kernel::GetNamedPipeServerProcessId($Pipe.SafePipeHandle, [ref]$id)) {
        throw 'Windows does not say which process serves the pipe.'
    }
    [int]$id
}

<#
.SYNOPSIS
    Finds the program of the helper service below the folder where Setup put the MIM Service, and warns when its signature is not valid.
#>
function Find-MimGmsaProtectProgram {
    [CmdletBinding()]
    [OutputType([string])]
    param(
        [Parameter(Mandatory = $true)]
        [string] $Location
    )
    if ($Location -match '["*?]') {
        throw (New-MimGmsaRefusal -ExitCode 2 -Message 'The value Location in the registry is no folder name.')
    }
    $folder = $Location.TrimEnd('\')
    # Setup writes the folder of the product or the one of the service
    $found = @(foreach ($path in "$folder\$script:programName", "$folder\Service\$script:programName") {
            if (Test-Path -LiteralPath $path -PathType Leaf) {
                $path
            }
        })
    if ($found.Count -ne 1) {
        $message = '{0} is there {1} times below {2}; exactly one is needed. It comes with the MIM Service.' -f
        $script:programName, $found.Count, $folder
        throw (New-MimGmsaRefusal -ExitCode 2 -Message $message)
    }
    $status = [string](Get-AuthenticodeSignature -LiteralPath $found[0]).Status
    if ($status -ne 'Valid') {
        Write-Warning -Message ('{0} has the signature status {1}. Compare it with the installation media.' -f $script:programName, $status)
    }
    $found[0]
}

<#
.SYNOPSIS
    Reads the helper service, or returns nothing where there is none.
#>
function Get-MimGmsaProtectService {
    [CmdletBinding()]
    [OutputType([System.Collections.Specialized.OrderedDictionary])]
    param()
    foreach ($service in @(Get-CimInstance -ClassName Win32_Service -Filter "Name='$script:serviceName'")) {
        [ordered]@{ Account = [string]$service.StartName; State = [string]$service.State; ProcessId = [int]$service.ProcessId }
    }
}

<#
.SYNOPSIS
    Waits until the helper service is in a state, or gone where the state is empty. Returns whether it came to that.
#>
function Wait-MimGmsaProtectService {
    [CmdletBinding()]
    [OutputType([bool])]
    param(
        [Parameter(Mandatory = $true)]
        [AllowEmptyString()]
        [string] $State
    )
    for ($i = 0; $i -lt 60; $i++) {
        $service = Get-MimGmsaProtectService
        if ($null -eq $service) {
            return ($State -eq '')
        }
        if ($service['State'] -eq $State) {
            return $true
        }
        Start-Sleep -Milliseconds 500
    }
    $false
}

<#
.SYNOPSIS
    Runs sc.exe on the helper service and stops on any code but those that are fine.
#>
function Invoke-MimGmsaServiceControl {
    [CmdletBinding()]
    param(
        [Parameter(Mandatory = $true)]
        [string] $Verb,

        [Parameter()]
        [string[]] $Arguments = @(),

        [Parameter()]
        [int[]] $Fine = @(0)
    )
    $null = sc.exe $Verb $script:serviceName @Arguments
    if ($Fine -notcontains $LASTEXITCODE) {
        throw "sc.exe $Verb $script:serviceName failed with code $LASTEXITCODE."
    }
}

<#
.SYNOPSIS
    Installs the helper service under the managed account and starts it for encryption. Returns the id of its process.
#>
function Start-MimGmsaProtectService {
    [CmdletBinding(SupportsShouldProcess = $true, ConfirmImpact = 'Medium')]
    [OutputType([int])]
    param(
        [Parameter(Mandatory = $true)]
        [string] $Program,

        [Parameter(Mandatory = $true)]
        [ValidatePattern('^[^\s"]+\$(@[^\s"]+)?$')]
        [string] $Account
    )
    if (-not $PSCmdlet.ShouldProcess($script:serviceName, "Install and start as $Account")) {
        return
    }
    # quoted for the service control manager, since the path has blanks
    $values = @{ Name = $script:serviceName; DisplayName = $script:displayName; BinaryPathName = '"{0}"' -f $Program; StartupType = 'Manual' }
    $null = New-Service @values -Confirm:$false
    Invoke-MimGmsaServiceControl -Verb 'config' -Arguments 'obj=', $Account
    $flag = @(Get-MimGmsaRegistryValue -Path "HKLM:\SYSTEM\CurrentControlSet\Services\$script:serviceName" -Name 'ServiceAccountManaged')
    if ($flag.Count -eq 0 -or $flag[0] -ne 1) {
        $null = sc.exe managedaccount $script:serviceName true
        if ($LASTEXITCODE -ne 0) {
            throw "sc.exe managedaccount $script:serviceName failed with code $LASTEXITCODE."
        }
    }
    Invoke-MimGmsaServiceControl -Verb 'start' -Arguments 'e'
    if (-not (Wait-MimGmsaProtectService -State 'Running')) {
        throw "$script:serviceName did not start. Does $Account have the right to log on as a service (E-01)?"
    }
    $service = Get-MimGmsaProtectService
    if (-not (Test-MimGmsaSameText -First $service['Account'] -Second $Account) -or $service['ProcessId'] -le 0) {
        throw ('{0} runs as {1}, process {2}; {3} was asked for.' -f $script:serviceName, $service['Account'], $service['ProcessId'], $Account)
    }
    $service['ProcessId']
}

<#
.SYNOPSIS
    Stops and deletes the helper service and waits until it is gone. Returns whether it is; never throws, for it runs while others fail.
#>
function Remove-MimGmsaProtectService {
    [CmdletBinding(SupportsShouldProcess = $true, ConfirmImpact = 'Medium')]
    [OutputType([bool])]
    param()
    try {
        if ($null -eq (Get-MimGmsaProtectService)) {
            return $true
        }
        if (-not $PSCmdlet.ShouldProcess($script:serviceName, 'Stop and delete')) {
            return $false
        }
        # 1060: no such service; 1062: it does not run; 1061, 1052: not now, deleting still counts
        Invoke-MimGmsaServiceControl -Verb 'stop' -Fine 0, 1052, 1060, 1061, 1062
        $null = Wait-MimGmsaProtectService -State 'Stopped'
        # 1072: marked for deletion already
        Invoke-MimGmsaServiceControl -Verb 'delete' -Fine 0, 1060, 1072
        Wait-MimGmsaProtectService -State ''
    }
    catch {
        Write-Warning -Message $_.Exception.Message
        $false
    }
}

Export-ModuleMember -Function @(
    'Get-MimGmsaPipeContact', 'Test-MimGmsaPipe', 'Get-MimGmsaPipeServerId', 'Find-MimGmsaProtectProgram', 'Get-MimGmsaProtectService',
    'Start-MimGmsaProtectService', 'Remove-MimGmsaProtectService'
)
