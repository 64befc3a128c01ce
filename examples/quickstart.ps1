# The main job in one go: a store in a temporary folder, a repository, a remote, a sync, and what came.
# The index is a small one made here: two source distributions of a made-up project, in a local folder.
$ErrorActionPreference = 'Stop'
$work = [IO.Path]::Combine([IO.Path]::GetTempPath(), 'pulpps-quickstart-' + [guid]::NewGuid().ToString('n').Substring(0, 8))
$null = [IO.Directory]::CreateDirectory($work)

$listener = [Net.HttpListener]::new()
$port = 0
foreach ($try in 1..20) {
    $port = [Random]::Shared.Next(20000, 60000)
    try { $listener.Prefixes.Clear(); $listener.Prefixes.Add("http://127.0.0.1:$port/"); $listener.Start(); break } catch { $listener = [Net.HttpListener]::new() }
}
$files = [hashtable]::Synchronized(@{})
foreach ($version in '1.0', '1.1', '2.0') { $files["demo-$version.tar.gz"] = [Text.Encoding]::UTF8.GetBytes("demo $version") }
$server = [powershell]::Create([initialsessionstate]::CreateDefault2())
$null = $server.AddScript({
        param($listener, $files)
        while ($listener.IsListening) {
            try { $call = $listener.GetContext() } catch { break }
            $path = $call.Request.Url.AbsolutePath
            $name = $path.Substring($path.LastIndexOf('/') + 1)
            $body = $null
            if ($path -eq '/simple/demo/') {
                $entries = foreach ($key in ($files.Keys)) {
                    $hash = [Convert]::ToHexString([Security.Cryptography.SHA256]::HashData($files[$key])).ToLowerInvariant()
                    '{"filename":"' + $key + '","url":"/files/' + $key + '","hashes":{"sha256":"' + $hash + '"},"size":' + $files[$key].Length + '}'
                }
                $body = [Text.Encoding]::UTF8.GetBytes('{"meta":{"api-version":"1.1"},"name":"demo","files":[' + ($entries -join ',') + ']}')
                $call.Response.ContentType = 'application/vnd.pypi.simple.v1+json'
            }
            elseif ($path.StartsWith('/files/')) { $body = $files[$name] }
            if ($null -eq $body) { $call.Response.StatusCode = 404; $body = [byte[]]@() }
            $call.Response.ContentLength64 = $body.Length
            $call.Response.OutputStream.Write($body, 0, $body.Length)
            $call.Response.Close()
        }
    }).AddArgument($listener).AddArgument($files)
$running = $server.BeginInvoke()

try {
    $null = Connect-PulpStore ([IO.Path]::Combine($work, 'store')) -Create
    $null = New-PulpRepository foo
    $null = New-PulpPythonRemote bar -Url "http://127.0.0.1:$port/" -Include 'demo<2'

    "`nWhat a sync would do:"
    (Get-PulpSyncPlan foo -Remote bar).Entries

    "`nThe sync:"
    Start-PulpSync foo -Remote bar -Wait

    "`nRepositories:"
    Get-PulpRepository

    "`nVersions:"
    Get-PulpRepositoryVersion foo

    "`nContent:"
    Get-PulpContent -Repository foo

    $files.Remove('demo-1.0.tar.gz')
    $files['demo-1.2.tar.gz'] = [Text.Encoding]::UTF8.GetBytes('demo 1.2')
    "`nThe index has changed; the next sync:"
    Start-PulpSync foo -Remote bar -Wait
    Get-PulpContent -Repository foo
}
finally {
    $listener.Stop()
    Disconnect-PulpStore
}
