# wire-kill.sh for PowerShell 7.4 or later: infra/wire-kill.ps1 RESOURCE_GROUP [KEY]
param([string] $group = $env:AZURE_RESOURCE_GROUP, [string] $key)
$ErrorActionPreference = 'Stop'
$PSNativeCommandUseErrorActionPreference = $false

$function = 'CancelOrdersOnAlert'
$pause = $env:CHECK_PAUSE ? [int] $env:CHECK_PAUSE : 15
$subscription = $env:AZURE_SUBSCRIPTION_ID ? @('--subscription', $env:AZURE_SUBSCRIPTION_ID) : @()

if (-not $group) { throw 'name the resource group: infra/wire-kill.ps1 RESOURCE_GROUP' }
if (-not $env:RUNBOOK_URL) { throw 'RUNBOOK_URL is not set: where the runbook can be read' }
$app = az functionapp list --resource-group $group --query '[0].name' --output tsv @subscription
if ($LASTEXITCODE -ne 0 -or -not $app) { throw "$group has no function app" }

# A rotation outlives the next deployment: without a name, the one in use stays.
if (-not $key) {
  $used = az resource list --resource-group $group --resource-type Microsoft.Insights/actionGroups --query "[?name=='ag-kill'].id" --output tsv @subscription
  if ($LASTEXITCODE -ne 0) { throw "the action groups of $group cannot be listed" }
  $key = $used ? (az monitor action-group show --resource-group $group --name ag-kill --query 'azureFunctionReceivers[0].name' --output tsv @subscription) : 'ag-kill'
  if (-not $key) { throw 'ag-kill does not say which key it uses: name one' }
}

# The host answers for its keys once it runs and reaches its storage. A key that is there is kept.
for ($tries = 1; ; $tries++) {
  $keys = az functionapp function keys list --resource-group $group --name $app --function-name $function --query 'keys(properties || @)' --output tsv @subscription 2> $null
  if ($LASTEXITCODE -eq 0) { break }
  if ($tries -ge 20) { throw "$app did not list the keys of ${function}: is the code deployed, and does the host run?" }
  "waiting for the host of $app"
  Start-Sleep -Seconds $pause
}

if (("$keys" -split '\s+') -cnotcontains $key) {
  # No value given: the host makes one. Not printed.
  az functionapp function keys set --resource-group $group --name $app --function-name $function --key-name $key --output none @subscription
  if ($LASTEXITCODE -ne 0) { throw "the key $key was not made" }
}

# By a file: on Windows az is a batch file, and a query is full of what its shell would take for its own.
$file = New-TemporaryFile
@{
  '$schema' = 'https://schema.management.azure.com/schemas/2019-04-01/deploymentParameters.json#'
  contentVersion = '1.0.0.0'
  parameters = @{
    token = @{ value = $app -replace '^func-' }
    keyName = @{ value = $key }
    runbookUrl = @{ value = $env:RUNBOOK_URL }
    heartbeatQuery = @{ value = "$env:HEARTBEAT_QUERY" }
    heartbeatTarget = @{ value = "$env:HEARTBEAT_TARGET" }
    heartbeatMinutes = @{ value = $env:HEARTBEAT_MINUTES ? [int] $env:HEARTBEAT_MINUTES : 5 }
  }
} | ConvertTo-Json -Depth 5 | Set-Content $file
az deployment group create --resource-group $group --name wire-kill --template-file "$PSScriptRoot/kill.bicep" --parameters "@$file" --output none @subscription
$failed = $LASTEXITCODE -ne 0
Remove-Item $file
if ($failed) { throw 'kill.bicep was not deployed' }

"ag-kill calls $function with the key $key"
if (-not $env:HEARTBEAT_QUERY) { 'no heartbeat query was given: no rule uses ag-kill, unless you made one' }
