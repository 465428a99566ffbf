# Cancels a target now, and waits for the proof: scripts/kill.ps1 TARGET [-n] [-g RESOURCE_GROUP]
#   -n  dry run: only lists what would be cancelled      -g  default: rg-kill
# Prints the report. Exit code: 0 clear (or dry run), 1 not clear, 2 nothing was sent or the app refused the call.
param([string] $Target, [switch] $n, [string] $g = 'rg-kill')

function Stop-Kill([string] $Sentence, [int] $Code) { [Console]::Error.WriteLine("kill: $Sentence"); exit $Code }

if ($args.Count -or $Target -notmatch '^[A-Za-z0-9_-]+$') { Stop-Kill 'name one target, such as: scripts/kill.ps1 plain' 2 }
if (-not (Get-Command az -ErrorAction SilentlyContinue)) { Stop-Kill 'the Azure CLI (az) is not installed: install it, or cancel at HTX itself' 2 }

$app, $hostName = "$(az functionapp list --resource-group $g --query '[].[name,defaultHostName]' -o tsv 2>$null | Select-Object -First 1)" -split "`t"
if (-not $hostName) {
    az account show 2>$null | Out-Null
    if ($LASTEXITCODE) { Stop-Kill 'the Azure CLI is not signed in: run az login' 2 }
    Stop-Kill "this subscription has no function app in the resource group ${g}: name the group with -g, or run az account set" 2
}
$key = az functionapp function keys list --resource-group $g --name $app --function-name CancelTarget --query 'default || properties.default' -o tsv 2>$null
if (-not $key) { Stop-Kill "Azure does not give the key of ${app}: your account may lack the right, or the app does not run" 2 }

$uri = "https://$hostName/api/targets/$Target/cancel$(if ($n) { '?dry_run=true' })"
try { $answer = Invoke-WebRequest -Method Post -Uri $uri -Headers @{ 'x-functions-key' = $key } -TimeoutSec 60 -SkipHttpErrorCheck -ErrorAction Stop }
catch { Stop-Kill "${Target}: the app did not answer: orders may rest. Call again, or cancel at HTX itself" 1 }

# An answer of the type problem+json comes as bytes.
$body = if ($answer.Content -is [byte[]]) { [Text.Encoding]::UTF8.GetString($answer.Content) } else { $answer.Content }
if ($answer.StatusCode -eq 404 -and -not $body) { $body = 'the app does not have this call: deploy it anew' }
$outcome = if ($body -match '"outcome":"([a-z_]+)"') { $Matches[1] } else { 'unknown' }
switch ($answer.StatusCode) {
    200 { $body; [Console]::Error.WriteLine("kill: ${Target}: $outcome"); exit 0 }
    { $_ -in 400, 404 } { Stop-Kill "nothing was cancelled: ${Target}: $(if ($body -match '"target":\["([^"]+)"') { $Matches[1] -replace '\\u0027', "'" } else { $body })" 2 }
    401 { Stop-Kill 'the app does not accept its key: nothing was cancelled' 2 }
    default { $body; Stop-Kill "${Target}: $outcome (HTTP $($answer.StatusCode)): orders may rest. Call again, or cancel at HTX itself" 1 }
}
