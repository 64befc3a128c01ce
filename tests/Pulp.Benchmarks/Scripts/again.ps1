# The next night: nothing has changed.
$ErrorActionPreference = 'Stop'
$null = Connect-PulpStore $args[0]
$null = Start-PulpSync foo -Remote bar -Wait
