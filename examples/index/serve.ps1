<#
.SYNOPSIS
    Answers requests from the files of this folder until the listener stops: /simple/ and /simple/PROJECT/ as JSON, and /files/NAME.

.PARAMETER Listener
    The listener, started.

.PARAMETER Index
    Folder: this folder. Day: whose pages to show, monday or tuesday. Pause: milliseconds to wait before each file. It may be changed meanwhile.
#>
param([Net.HttpListener] $Listener, [hashtable] $Index)

while ($Listener.IsListening) {
    try { $call = $Listener.GetContext() } catch { break }
    $response = $call.Response
    try {
        $file = $null
        if ($call.Request.Url.AbsolutePath -match '^/simple/(?:([a-z-]+)/)?$') {
            $file = [IO.Path]::Combine($Index.Folder, $Index.Day, 'simple', "$($Matches[1])", 'index.json')
            $response.ContentType = 'application/vnd.pypi.simple.v1+json'
        }
        elseif ($call.Request.Url.AbsolutePath -match '^/files/([A-Za-z0-9_][A-Za-z0-9_.-]*)$') {
            $file = [IO.Path]::Combine($Index.Folder, 'files', $Matches[1])
            $response.ContentType = 'application/octet-stream'
            [Threading.Thread]::Sleep($Index.Pause)
        }
        if ($file -and [IO.File]::Exists($file)) {
            $bytes = [IO.File]::ReadAllBytes($file)
            # Who has these very bytes already need not fetch them again.
            $tag = '"{0}"' -f [Convert]::ToHexString([Security.Cryptography.SHA256]::HashData($bytes)).Substring(0, 16)
            $response.Headers['ETag'] = $tag
            if ($call.Request.Headers['If-None-Match'] -eq $tag) { $response.StatusCode = 304 }
            else {
                $response.ContentLength64 = $bytes.Length
                if ($call.Request.HttpMethod -ne 'HEAD') { $response.OutputStream.Write($bytes, 0, $bytes.Length) }
            }
        }
        else { $response.StatusCode = 404 }
        $response.Close()
    }
    # A caller that went away is no reason to stop.
    catch { $response.Abort() }
}
