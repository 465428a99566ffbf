# check.sh for PowerShell 7.4 or later: infra/check.ps1 RESOURCE_GROUP
param([string] $group = $env:AZURE_RESOURCE_GROUP)
$ErrorActionPreference = 'Stop'
$PSNativeCommandUseErrorActionPreference = $false

$functions = 'CancelOrders', 'CancelOrdersOnAlert', 'CancelOrdersOnSchedule', 'CancelTarget', 'Console', 'Drill', 'ListKills', 'ListTargets', 'Readiness', 'ReleaseKill', 'ResumeKills', 'TestNotifications'
$pause = $env:CHECK_PAUSE ? [int] $env:CHECK_PAUSE : 15
$subscription = $env:AZURE_SUBSCRIPTION_ID ? @('--subscription', $env:AZURE_SUBSCRIPTION_ID) : @()

if (-not $group) { throw 'name the resource group: infra/check.ps1 RESOURCE_GROUP' }
$app = az functionapp list --resource-group $group --query '[0].name' --output tsv @subscription
if ($LASTEXITCODE -ne 0 -or -not $app) { throw "$group has no function app" }
$id = az functionapp show --resource-group $group --name $app --query id --output tsv @subscription

for ($tries = 1; ; $tries++) {
  $listed = @(az functionapp function list --resource-group $group --name $app --query '[].name' --output tsv @subscription 2> $null) -replace '.*/'
  $left = @($functions | Where-Object { $_ -notin $listed }) -join ' '
  if (-not $left) { break }
  if ($tries -ge 20) { throw "$app does not list ${left}: deploy again, and look at FunctionAppLogs in the workspace" }
  "waiting for $left of $app"
  az rest --method post --url "$id/syncfunctiontriggers?api-version=2025-03-01" --output none 2> $null
  Start-Sleep -Seconds $pause
}

$faulty = $false
foreach ($function in $functions) {
  $errors = az rest --method get --url "$id/hostruntime/admin/functions/$function/status?api-version=2025-03-01" --query 'errors' --output tsv 2> $null
  if ($LASTEXITCODE -ne 0) { "the host did not say how $function is" }
  elseif ($errors) { "$function does not run: $errors"; $faulty = $true }
}
if ($faulty) { throw 'not every function runs' }

$address = az functionapp show --resource-group $group --name $app --query defaultHostName --output tsv @subscription
for ($tries = 1; ; $tries++) {
  $key = az functionapp function keys list --resource-group $group --name $app --function-name Readiness --query 'default || properties.default' --output tsv @subscription 2> $null
  $status = 'none'
  try {
    $answer = Invoke-WebRequest "https://$address/api/readiness" -Headers @{ 'x-functions-key' = "$key" } -TimeoutSec 30 -SkipHttpErrorCheck
    $status = [int] $answer.StatusCode
  }
  catch { }
  if ($status -eq 200) { "$app is ready: a kill would work"; return }
  if ($status -eq 503 -and "$($answer.Content)".Contains('"ready":false')) {
    "WARNING: $app runs, and a kill would not work now:", $answer.Content
    return
  }
  if ($tries -ge 20) { throw "readiness of $app does not answer (status $status)" }
  "waiting for readiness of $app (status $status)"
  Start-Sleep -Seconds $pause
}
