# Unpacks what was judged to where nobody else can change it.

# Makes a folder for Administrators and SYSTEM only, or refuses one that others may use.
function Initialize-BundleFolder {
    param([string] $Path)
    $file = Resolve-BundlePath -Path $Path
    if (-not [System.IO.Directory]::Exists($file)) {
        $null = [System.IO.Directory]::CreateDirectory($file)
        $null = icacls.exe $Path /inheritance:r /grant:r '*S-1-5-32-544:(OI)(CI)F' '*S-1-5-18:(OI)(CI)F' /Q
        $protected = $LASTEXITCODE -eq 0
        $null = icacls.exe $Path /setowner '*S-1-5-32-544' /Q
        if (-not $protected -or $LASTEXITCODE -ne 0) {
            throw (ConvertTo-BundleRefusal -Message "icacls.exe could not protect $Path. Open Windows PowerShell as administrator.")
        }
        # between making it and protecting it anybody could write
        if ([System.IO.Directory]::GetFileSystemEntries($file).Length -gt 0) {
            throw (ConvertTo-BundleRefusal -Message "Somebody wrote into $Path while it was made. Find out who, delete the folder and start again.")
        }
    }
    if (([System.IO.File]::GetAttributes($file) -band [System.IO.FileAttributes]::ReparsePoint) -ne 0) {
        throw (ConvertTo-BundleRefusal -Message "$Path is a link to another place.")
    }
    $sddl = [string](Get-Acl -LiteralPath $Path).Sddl
    $trusted = 'BA', 'SY', 'S-1-5-32-544', 'S-1-5-18'
    $list = [regex]::Match($sddl, 'D:[A-Z]*((\([^)]*\))*)')
    $entries = [regex]::Matches($list.Groups[1].Value, '\(([^;]*);[^;]*;[^;]*;[^;]*;[^;]*;([^;)]*)')
    $others = @($entries | Where-Object -FilterScript { $_.Groups[1].Value -like '*A' -and $trusted -notcontains $_.Groups[2].Value })
    $owner = [regex]::Match($sddl, '^O:(S-[0-9-]+|[A-Z]{2})').Groups[1].Value
    if ($trusted -notcontains $owner -or $others.Count -gt 0 -or $entries.Count -eq 0) {
        throw (ConvertTo-BundleRefusal -Message "$Path is not for administrators only. Find out who made it, move it away and start again.")
    }
}

# Writes the judged files below a folder, none of which may be there.
function Write-BundleFile {
    param([string] $Root, [hashtable] $Files)
    foreach ($path in $Files.Keys) {
        $target = [System.IO.Path]::Combine($Root, $path.Replace('/', [string][System.IO.Path]::DirectorySeparatorChar))
        $null = [System.IO.Directory]::CreateDirectory([System.IO.Path]::GetDirectoryName($target))
        $stream = New-Object -TypeName System.IO.FileStream -ArgumentList $target, ([System.IO.FileMode]::CreateNew)
        try {
            $stream.Write($Files[$path], 0, $Files[$path].Length)
            $stream.Flush($true)
        }
        finally {
            $stream.Dispose()
        }
    }
}

# Writes the judged files into a new protected folder and reads them again. Returns the folder.
function Export-BundleFile {
    [OutputType([string])]
    param([hashtable] $Bundle, [string] $Parent)
    $digest = Get-BundleSha256 -Bytes $Bundle.Files['manifest.json']
    $folder = Join-Path -Path $Parent -ChildPath ('{0}-{1}' -f $Bundle.Name, $digest.Substring(0, 16))
    $isNew = -not [System.IO.Directory]::Exists((Resolve-BundlePath -Path $folder))
    Initialize-BundleFolder -Path $folder
    $root = Resolve-BundlePath -Path $folder
    if ($isNew) {
        Write-BundleFile -Root $root -Files $Bundle.Files
    }
    $written = @{}
    foreach ($file in [System.IO.Directory]::GetFiles($root, '*', [System.IO.SearchOption]::AllDirectories)) {
        $written[$file.Substring($root.Length).Replace('\', '/').TrimStart('/')] = [System.IO.File]::ReadAllBytes($file)
    }
    Assert-BundleComplete -Manifest $Bundle.Manifest -Files $written
    if ((Get-BundleSha256 -Bytes $written['manifest.json']) -cne $digest) {
        throw (ConvertTo-BundleRefusal -Message 'The manifest was changed while it was written.')
    }
    $folder
}
