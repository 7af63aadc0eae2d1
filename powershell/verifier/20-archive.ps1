# The ZIP, read once into memory. What two programs could read differently is refused before anything is unpacked.
$script:maxArchiveBytes = 64000000
$script:maxFileBytes = 32000000
$script:maxTotalBytes = 128000000
$script:maxFiles = 10100

# Reads a file once. Refuses what is missing, a folder, a link, or too large.
function Read-BundleFile {
    [OutputType([System.Array])]
    param([string] $Path)
    $file = Resolve-BundlePath -Path $Path
    if ([System.IO.Directory]::Exists($file)) {
        throw (ConvertTo-BundleRefusal -Message "$Path is a folder. Give the ZIP as the portal handed it out.")
    }
    if (-not [System.IO.File]::Exists($file)) {
        throw (ConvertTo-BundleRefusal -Message "There is no file $Path.")
    }
    if (([System.IO.File]::GetAttributes($file) -band [System.IO.FileAttributes]::ReparsePoint) -ne 0) {
        throw (ConvertTo-BundleRefusal -Message "$Path is a link: what it points to may change. Give the file itself.")
    }
    if ((New-Object -TypeName System.IO.FileInfo -ArgumentList $file).Length -gt $script:maxArchiveBytes) {
        throw (ConvertTo-BundleRefusal -Message "$Path is too large for a bundle.")
    }
    , [System.IO.File]::ReadAllBytes($file)
}

# Refuses a path that leaves the folder, or that Windows reads differently than it is written.
function Assert-BundlePath {
    param([AllowEmptyString()] [string] $Path)
    if ($Path.Length -gt 260) {
        throw (ConvertTo-BundleRefusal -Message 'A path in the ZIP is too long.')
    }
    foreach ($segment in $Path.Split('/')) {
        if ($segment -cnotmatch '\A[A-Za-z0-9._-]+\z' -or $segment.EndsWith('.')) {
            throw (ConvertTo-BundleRefusal -Message "The path '$Path' holds a segment that is not safe.")
        }
        if ($segment -match '\A(con|prn|aux|nul|com[0-9]|lpt[0-9])(\.|\z)') {
            throw (ConvertTo-BundleRefusal -Message "The path '$Path' names a DOS device.")
        }
    }
}

# Unpacks one entry of the ZIP into memory; exactly as many bytes as the directory says, never more.
function Expand-BundleEntry {
    [OutputType([System.Array])]
    param([byte[]] $Archive, [hashtable] $Entry)
    $content = New-Object -TypeName 'byte[]' -ArgumentList $Entry.Bytes
    $packed = New-Object -TypeName System.IO.MemoryStream -ArgumentList $Archive, $Entry.DataStart, $Entry.PackedBytes
    $stream = $packed
    try {
        if ($Entry.Method -eq 8) {
            $mode = [System.IO.Compression.CompressionMode]::Decompress
            $stream = New-Object -TypeName System.IO.Compression.DeflateStream -ArgumentList $packed, $mode
        }
        $done = 0
        do {
            $read = $stream.Read($content, $done, $content.Length - $done)
            $done += $read
        } while ($read -gt 0 -and $done -lt $content.Length)
        if ($done -ne $content.Length -or $stream.ReadByte() -ne -1) {
            throw (ConvertTo-BundleRefusal -Message ('{0} has another size than the ZIP says.' -f $Entry.Path))
        }
    }
    catch [System.IO.InvalidDataException] {
        throw (ConvertTo-BundleRefusal -Message ('{0} can not be unpacked: the ZIP is damaged.' -f $Entry.Path))
    }
    finally {
        $stream.Dispose()
        $packed.Dispose()
    }
    , $content
}

# Reads one entry of the directory of a ZIP and the header that it points to (APPNOTE 4.3.12 and 4.3.7).
function Read-BundleEntry {
    [OutputType([hashtable])]
    param([byte[]] $Archive, [int] $Offset, [int] $DirectoryStart)
    if ($Offset + 46 -gt $Archive.Length -or [System.BitConverter]::ToUInt32($Archive, $Offset) -ne 0x02014b50) {
        throw (ConvertTo-BundleRefusal -Message 'The directory of the ZIP is damaged.')
    }
    $nameBytes = [int][System.BitConverter]::ToUInt16($Archive, $Offset + 28)
    $more = [int][System.BitConverter]::ToUInt16($Archive, $Offset + 30) + [int][System.BitConverter]::ToUInt16($Archive, $Offset + 32)
    $packed = [System.BitConverter]::ToUInt32($Archive, $Offset + 20)
    $bytes = [System.BitConverter]::ToUInt32($Archive, $Offset + 24)
    $header = [System.BitConverter]::ToUInt32($Archive, $Offset + 42)
    if ($Offset + 46 + $nameBytes + $more -gt $Archive.Length -or $header + 30 -gt $DirectoryStart) {
        throw (ConvertTo-BundleRefusal -Message 'The directory of the ZIP is damaged.')
    }
    $name = [System.Text.Encoding]::GetEncoding(28591).GetString($Archive, $Offset + 46, $nameBytes)
    Assert-BundlePath -Path $name
    if ($bytes -gt $script:maxFileBytes) {
        throw (ConvertTo-BundleRefusal -Message "$name unpacks to more than a bundle can hold.")
    }
    $method = [int][System.BitConverter]::ToUInt16($Archive, $Offset + 10)
    $kind = ([System.BitConverter]::ToUInt32($Archive, $Offset + 38) -shr 16) -band 0xF000
    if (($Archive[$Offset + 8] -band 1) -ne 0 -or @(0, 8) -notcontains $method -or @(0, 0x8000) -notcontains $kind) {
        throw (ConvertTo-BundleRefusal -Message "$name is encrypted, packed in an unknown way, or no ordinary file.")
    }
    $start = [int]$header
    $ownName = [int][System.BitConverter]::ToUInt16($Archive, $start + 26)
    $data = $start + 30 + $ownName + [int][System.BitConverter]::ToUInt16($Archive, $start + 28)
    $sameName = $ownName -eq $nameBytes -and $data -le $DirectoryStart -and
    [System.Text.Encoding]::GetEncoding(28591).GetString($Archive, $start + 30, $ownName) -ceq $name
    if ([System.BitConverter]::ToUInt32($Archive, $start) -ne 0x04034b50 -or -not $sameName -or $data + [long]$packed -gt $DirectoryStart) {
        throw (ConvertTo-BundleRefusal -Message "$name has another name or size in its own header.")
    }
    @{
        Path = $name; Method = $method; Bytes = [int]$bytes; PackedBytes = [int]$packed; Start = $start; DataStart = $data
        Next = $Offset + 46 + $nameBytes + $more
    }
}

# Reads every file of a ZIP into memory: path to bytes.
function Read-BundleArchive {
    [OutputType([hashtable])]
    param([AllowEmptyCollection()] [byte[]] $Archive)
    $end = $Archive.Length - 22
    $isPlain = $end -ge 0 -and [System.BitConverter]::ToUInt32($Archive, 0) -eq 0x04034b50
    if (-not $isPlain -or [System.BitConverter]::ToUInt32($Archive, $end) -ne 0x06054b50) {
        throw (ConvertTo-BundleRefusal -Message 'The file is no plain ZIP: something stands before or after it, or it is cut short.')
    }
    $count = [int][System.BitConverter]::ToUInt16($Archive, $end + 10)
    $start = [System.BitConverter]::ToUInt32($Archive, $end + 16)
    if ($count -gt $script:maxFiles -or $start + [long][System.BitConverter]::ToUInt32($Archive, $end + 12) -ne $end) {
        throw (ConvertTo-BundleRefusal -Message 'The ZIP holds too many files, or its directory is not where it says.')
    }
    $entries = New-Object -TypeName 'System.Collections.Generic.List[hashtable]'
    $names = New-Object -TypeName 'System.Collections.Generic.HashSet[string]' -ArgumentList ([System.StringComparer]::OrdinalIgnoreCase)
    $offset = [int]$start
    $free = 0
    $total = 0
    for ($i = 0; $i -lt $count; $i++) {
        $entry = Read-BundleEntry -Archive $Archive -Offset $offset -DirectoryStart $start
        if (-not $names.Add($entry.Path)) {
            throw (ConvertTo-BundleRefusal -Message ("'{0}' stands there twice (case does not count)." -f $entry.Path))
        }
        $total += $entry.Bytes
        if ($entry.Start -lt $free -or $total -gt $script:maxTotalBytes) {
            throw (ConvertTo-BundleRefusal -Message 'The ZIP unpacks to more than a bundle can hold, or its entries overlap.')
        }
        $free = $entry.DataStart + $entry.PackedBytes
        $entries.Add($entry)
        $offset = $entry.Next
    }
    if ($offset -ne $end) {
        throw (ConvertTo-BundleRefusal -Message 'The directory of the ZIP holds more than it says.')
    }
    $files = Get-CaseTable
    foreach ($entry in $entries) {
        $files[$entry.Path] = Expand-BundleEntry -Archive $Archive -Entry $entry
    }
    $files
}

# Takes the one folder off the paths of a bundle, and returns its name and the files below it.
function Split-BundleFolder {
    [OutputType([hashtable])]
    param([hashtable] $Files)
    $below = Get-CaseTable
    $folders = @{}
    foreach ($path in $Files.Keys) {
        $slash = $path.IndexOf('/')
        if ($slash -lt 1) {
            throw (ConvertTo-BundleRefusal -Message "$path lies outside of the bundle's folder.")
        }
        $folders[$path.Substring(0, $slash)] = $true
        $below[$path.Substring($slash + 1)] = $Files[$path]
    }
    if ($folders.Count -ne 1) {
        throw (ConvertTo-BundleRefusal -Message 'A ZIP of a bundle holds exactly one folder.')
    }
    @{ Name = @($folders.Keys)[0]; Files = $below }
}
