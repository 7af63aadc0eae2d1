#Requires -Version 5.1
# Whether the signer took this plan back after it was signed.
Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
Import-Module -Name (Join-Path -Path $PSScriptRoot -ChildPath 'System.psm1')

<#
.SYNOPSIS
    Returns the text of a recall list whose signature fits and is by the certificate that signed this bundle.
#>
function Read-MimGmsaRecallList {
    [CmdletBinding()]
    [OutputType([string])]
    param(
        [Parameter(Mandatory = $true)]
        [string] $Path,

        [Parameter(Mandatory = $true)]
        [string] $CertificateSha256
    )
    $file = Resolve-MimGmsaPath -Path $Path
    if (-not [System.IO.File]::Exists($file)) {
        throw (New-MimGmsaRefusal -ExitCode 2 -Message "There is no recall list $Path. Download it from the portal.")
    }
    # Windows PowerShell 5.1 loads the types of CMS on demand only
    Add-Type -AssemblyName 'System.Security'
    $cms = New-Object -TypeName System.Security.Cryptography.Pkcs.SignedCms
    try {
        $cms.Decode([System.IO.File]::ReadAllBytes($file))
        $signer = $cms.SignerInfos[0]
        $isOurs = $cms.SignerInfos.Count -eq 1 -and (Get-MimGmsaSha256 -Bytes $signer.Certificate.RawData) -ceq $CertificateSha256
        if ($isOurs -and $signer.SignedAttributes.Count -ge 2) {
            $signer.CheckSignature($true)
            return [System.Text.Encoding]::UTF8.GetString($cms.ContentInfo.Content)
        }
    }
    catch {
        throw (New-MimGmsaRefusal -ExitCode 2 -Message "$Path is no recall list, or it was changed. Download it again from the portal.")
    }
    $message = "$Path is signed with another certificate than this bundle. After a change of keys use Test-MimGmsaBundle.ps1 with both digests."
    throw (New-MimGmsaRefusal -ExitCode 2 -Message $message)
}

<#
.SYNOPSIS
    Refuses a recalled plan, a list of another signer or an older one than was seen on this host, and an ended one without a reason. Returns the
    number of the list, for Save-MimGmsaRecallNumber.
#>
function Assert-MimGmsaNotRecalled {
    [CmdletBinding()]
    [OutputType([long])]
    param(
        [Parameter(Mandatory = $true)]
        [string] $Root,

        [Parameter(Mandatory = $true)]
        [string] $Path,

        [Parameter(Mandatory = $true)]
        [string] $StateFolder,

        [Parameter()]
        [AllowEmptyString()]
        [string] $StaleReason = ''
    )
    $manifest = Join-Path -Path $Root -ChildPath 'manifest.json'
    $bundle = [System.IO.File]::ReadAllText((Resolve-MimGmsaPath -Path $manifest), [System.Text.Encoding]::UTF8) | ConvertFrom-Json
    $certificate = Get-MimGmsaSha256 -Path (Join-Path -Path $Root -ChildPath 'certificates\signing.cer')
    $text = Read-MimGmsaRecallList -Path $Path -CertificateSha256 $certificate
    # the list is canonical JSON: each of these stands there once, in this form
    $form = '\A\{"genesis":"([0-9a-f]{64})","issuedAt":"[^"]+","nextUpdate":"([^"]+)","recalled":\[.*\],' +
    '"seq":([0-9]{1,15}),"type":"mim-gmsa/recall-list/1"\}\z'
    $found = [regex]::Match($text, $form)
    if (-not $found.Success -or $found.Groups[1].Value -cne $bundle.genesis) {
        throw (New-MimGmsaRefusal -ExitCode 2 -Message "$Path is of another signer, or of an unknown form.")
    }
    if ($text.Contains('"planDigest":"{0}"' -f $bundle.planDigest)) {
        $message = 'This runbook was recalled. Do not go on; ask for the newer revision. Verify and undo are still possible.'
        throw (New-MimGmsaRefusal -ExitCode 2 -Message $message)
    }
    $culture = [System.Globalization.CultureInfo]::InvariantCulture
    $seq = [long]::Parse($found.Groups[3].Value, $culture)
    $record = Resolve-MimGmsaPath -Path (Get-MimGmsaRecallRecord -StateFolder $StateFolder -Genesis $bundle.genesis)
    if ([System.IO.File]::Exists($record) -and [long]::Parse([System.IO.File]::ReadAllText($record), $culture) -gt $seq) {
        throw (New-MimGmsaRefusal -ExitCode 2 -Message "$Path is older than a recall list that was seen on this host. Get the newest one.")
    }
    $ends = [System.DateTimeOffset]::Parse($found.Groups[2].Value, $culture).UtcDateTime
    if ((Get-MimGmsaTime) -gt $ends -and $StaleReason.Trim().Length -lt 5) {
        $message = 'The recall list ended on {0:u}. Get a new one, or say with -StaleReason why it must do.' -f $ends
        throw (New-MimGmsaRefusal -ExitCode 2 -Message $message)
    }
    $seq
}

<#
.SYNOPSIS
    Names the file that keeps the highest number of a signer's recall list. Test-MimGmsaBundle.ps1 uses the same one.
#>
function Get-MimGmsaRecallRecord {
    [CmdletBinding()]
    [OutputType([string])]
    param(
        [Parameter(Mandatory = $true)]
        [string] $StateFolder,

        [Parameter(Mandatory = $true)]
        [string] $Genesis
    )
    Join-Path -Path $StateFolder -ChildPath ('recall-{0}.txt' -f $Genesis.Substring(0, 16))
}

<#
.SYNOPSIS
    Remembers the number of a recall list, so that an older one is noticed.
#>
function Save-MimGmsaRecallNumber {
    [CmdletBinding()]
    param(
        [Parameter(Mandatory = $true)]
        [string] $Root,

        [Parameter(Mandatory = $true)]
        [string] $StateFolder,

        [Parameter(Mandatory = $true)]
        [long] $Number
    )
    $manifest = Join-Path -Path $Root -ChildPath 'manifest.json'
    $bundle = [System.IO.File]::ReadAllText((Resolve-MimGmsaPath -Path $manifest), [System.Text.Encoding]::UTF8) | ConvertFrom-Json
    $record = Get-MimGmsaRecallRecord -StateFolder $StateFolder -Genesis $bundle.genesis
    [System.IO.File]::WriteAllText((Resolve-MimGmsaPath -Path $record), [string]$Number)
}

Export-ModuleMember -Function 'Assert-MimGmsaNotRecalled', 'Save-MimGmsaRecallNumber'
