# A Python package index of a few generated files, served from the loopback by a runspace of its own. For tests only.

function New-SmallWheel {
    [Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSUseShouldProcessForStateChangingFunctions', '')]
    param([string] $Name, [string] $Version)
    $bytes = [System.IO.MemoryStream]::new()
    $zip = [System.IO.Compression.ZipArchive]::new($bytes, 'Create', $true)
    $parts = [ordered]@{
        "$Name/__init__.py"                   = "__version__ = '$Version'`n"
        "$Name-$Version.dist-info/METADATA"   = "Metadata-Version: 2.1`nName: $Name`nVersion: $Version`n"
        "$Name-$Version.dist-info/WHEEL"      = "Wheel-Version: 1.0`nRoot-Is-Purelib: true`nTag: py3-none-any`n"
    }
    foreach ($part in $parts.GetEnumerator()) {
        $writer = [System.IO.StreamWriter]::new($zip.CreateEntry($part.Key).Open())
        $writer.Write($part.Value)
        $writer.Dispose()
    }
    $zip.Dispose()
    , $bytes.ToArray()
}

function New-SmallSdist {
    [Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSUseShouldProcessForStateChangingFunctions', '')]
    param([string] $Name, [string] $Version)
    $bytes = [System.IO.MemoryStream]::new()
    $gzip = [System.IO.Compression.GZipStream]::new($bytes, [System.IO.Compression.CompressionMode]::Compress, $true)
    $tar = [System.Formats.Tar.TarWriter]::new($gzip, $true)
    $entry = [System.Formats.Tar.UstarTarEntry]::new('RegularFile', "$Name-$Version/PKG-INFO")
    $entry.DataStream = [System.IO.MemoryStream]::new([Text.Encoding]::UTF8.GetBytes("Metadata-Version: 2.1`nName: $Name`nVersion: $Version`n"))
    $tar.WriteEntry($entry)
    $tar.Dispose()
    $gzip.Dispose()
    , $bytes.ToArray()
}

# Puts a project with these versions on the index, each as a wheel and a source archive, in place of what it had.
function Set-SmallProject {
    [Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSUseShouldProcessForStateChangingFunctions', '')]
    param([hashtable] $Index, [string] $Name, [string[]] $Version)
    $files = foreach ($v in $Version) {
        foreach ($file in @{ Name = "$Name-$v.tar.gz"; Make = 'New-SmallSdist' }, @{ Name = "$Name-$v-py3-none-any.whl"; Make = 'New-SmallWheel' }) {
            $path = "/files/$($file.Name)"
            if (-not $Index.Answers.ContainsKey($path)) { $Index.Answers[$path] = @{ Type = 'application/octet-stream'; Body = & $file.Make $Name $v } }
            $body = $Index.Answers[$path].Body
            @{
                filename = $file.Name
                url      = "../..$path"
                hashes   = @{ sha256 = [Convert]::ToHexString([System.Security.Cryptography.SHA256]::HashData($body)).ToLowerInvariant() }
                size     = $body.Length
                yanked   = $false
            }
        }
    }
    $page = @{ meta = @{ 'api-version' = '1.1' }; name = $Name; versions = @($Version); files = @($files) } | ConvertTo-Json -Depth 5 -Compress
    $Index.Answers["/simple/$Name/"] = @{ Type = 'application/vnd.pypi.simple.v1+json'; Body = [Text.Encoding]::UTF8.GetBytes($page) }
}

function Start-SmallIndex {
    [Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSUseShouldProcessForStateChangingFunctions', '')]
    param()
    # HttpListener cannot choose a free port itself; another process may take it in between, so a few tries.
    foreach ($try in 1..10) {
        $probe = [System.Net.Sockets.TcpListener]::new([System.Net.IPAddress]::Loopback, 0)
        $probe.Start()
        $url = "http://127.0.0.1:$($probe.LocalEndpoint.Port)/"
        $probe.Stop()
        $listener = [System.Net.HttpListener]::new()
        $listener.Prefixes.Add($url)
        try { $listener.Start(); break } catch [System.Net.HttpListenerException] { if ($try -eq 10) { throw } }
    }
    $index = @{
        Url      = $url
        Listener = $listener
        Answers  = [System.Collections.Concurrent.ConcurrentDictionary[string, object]]::new()
        Requests = [System.Collections.Concurrent.ConcurrentQueue[string]]::new()
    }
    $index.Shell = [PowerShell]::Create().AddScript({
        param($index)
        while ($index.Listener.IsListening) {
            try { $context = $index.Listener.GetContext() } catch { break }
            $path = $context.Request.Url.AbsolutePath
            $index.Requests.Enqueue($path)
            $answer = $null
            try {
                if (-not $index.Answers.TryGetValue($path, [ref] $answer)) { $context.Response.StatusCode = 404 }
                else {
                    $etag = '"' + [Convert]::ToHexString([System.Security.Cryptography.SHA256]::HashData($answer.Body)) + '"'
                    $context.Response.Headers['ETag'] = $etag
                    if ($context.Request.Headers['If-None-Match'] -eq $etag) { $context.Response.StatusCode = 304 }
                    else {
                        $context.Response.ContentType = $answer.Type
                        $context.Response.ContentLength64 = $answer.Body.Length
                        $context.Response.OutputStream.Write($answer.Body, 0, $answer.Body.Length)
                    }
                }
                $context.Response.Close()
            }
            catch { $context.Response.Abort() }
        }
    }).AddArgument($index)
    $index.Running = $index.Shell.BeginInvoke()
    $index
}

function Stop-SmallIndex {
    [Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSUseShouldProcessForStateChangingFunctions', '')]
    param([hashtable] $Index)
    $Index.Listener.Close()
    $null = $Index.Running.AsyncWaitHandle.WaitOne(5000)
    $Index.Shell.Dispose()
}
