// What is deployed, whoever deploys it: azd, the workflow and the Azure CLI take this file, each with the same variables of the
// environment (docs/deploy.md lists them). Accounts and targets stand here: edit and commit them.
using 'main.bicep'

import { given } from 'settings.bicep'

param accounts = {
  main: { secretName: 'htx-main' }
}
param targets = {
  plain: { account: '*', contractCodes: '*', marginMode: 'all' }
}
param extraSettings = {}

var vnet = bool(given(readEnvironmentVariable('VNET_ENABLED', ''), 'true'))

param environmentName = readEnvironmentVariable('AZURE_ENV_NAME')
param location = readEnvironmentVariable('AZURE_LOCATION')
param notifyEmail = readEnvironmentVariable('NOTIFY_EMAIL')
param notify = {
  sms: readEnvironmentVariable('NOTIFY_SMS', '')
  voice: readEnvironmentVariable('NOTIFY_VOICE', '')
  push: readEnvironmentVariable('NOTIFY_PUSH', '')
  webhook: readEnvironmentVariable('NOTIFY_WEBHOOK', '')
}
param runbookUrl = readEnvironmentVariable('RUNBOOK_URL')
param cancelSchedule = readEnvironmentVariable('CANCEL_SCHEDULE', '')
param cancelTargets = readEnvironmentVariable('CANCEL_TARGETS', '')
param drillSchedule = given(readEnvironmentVariable('DRILL_SCHEDULE', ''), '0 30 * * * *')
param openKills = bool(given(readEnvironmentVariable('OPEN_KILLS', ''), 'true'))
param killsGoOnMinutes = int(given(readEnvironmentVariable('KILLS_GO_ON_MINUTES', ''), '60'))
param vnetEnabled = vnet
param natGateway = bool(given(readEnvironmentVariable('NAT_GATEWAY', ''), string(vnet)))
param operatorAddress = readEnvironmentVariable('OPERATOR_ADDRESS', '')
param purgeProtection = bool(given(readEnvironmentVariable('PURGE_PROTECTION', ''), 'true'))
param placeholder = bool(given(readEnvironmentVariable('DOTNET_PLACEHOLDER', ''), 'true'))
param instanceMemoryMB = any(int(given(readEnvironmentVariable('INSTANCE_MEMORY_MB', ''), '2048')))
