metadata description = 'The kill switch in a resource group of its own: first phase. Needs no running code; kill.bicep is the second.'

targetScope = 'subscription'

import { accountSettings, targetSettings } from 'settings.bicep'

@description('Names the resource group, rg-<environmentName>, and with it everything else.')
@minLength(1)
@maxLength(64)
param environmentName string

@description('Where everything stands. Of the regions that have Flex Consumption, one near the exchange answers soonest.')
param location string = deployment().location

@description('Who is told when something about the switch itself is wrong.')
@minLength(3)
param notifyEmail string

@description('The exchange accounts by name, and the secret of each in the vault.')
param accounts accountSettings = {
  main: { secretName: 'htx-main' }
}

@description('Named scopes, which the schedule, alerts and the drill use.')
param targets targetSettings = {
  plain: { account: '*', contractCodes: '*', marginMode: 'all' }
}

@description('When the cancel schedule comes due, NCRONTAB with seconds, UTC. The schedule stays disabled without it.')
param cancelSchedule string = ''

@description('The targets that the schedule cancels, comma-separated. The schedule stays disabled without one.')
param cancelTargets string = ''

@description('When the drill comes due, NCRONTAB with seconds, UTC. It must come due once a day at least: no drill in 26 hours is an alert.')
param drillSchedule string = '0 30 6 * * *'

@description('Whether all calls to the exchange come from one static address, for the allow list of its API keys.')
param natGateway bool = true

@description('One IPv4 address that may reach the vault and the storage beside the app, to put the keys there; empty for none.')
param operatorAddress string = ''

@description('Memory of an instance in MB; 2048 is one core, 512 a quarter.')
@allowed([512, 2048, 4096])
param instanceMemoryMB int = 2048

@description('More app settings, such as ScheduleMaxLate or Htx__BaseUrls.')
param extraSettings { *: string } = {}

var token = toLower(uniqueString(subscription().id, environmentName, location))
var tags = { 'azd-env-name': environmentName }

resource group 'Microsoft.Resources/resourceGroups@2025-04-01' = {
  name: 'rg-${environmentName}'
  location: location
  tags: tags
}

module identity 'identity.bicep' = {
  scope: group
  params: { token: token, location: location, tags: tags }
}

module network 'network.bicep' = {
  scope: group
  params: { token: token, location: location, tags: tags, natGateway: natGateway }
}

module monitor 'monitor.bicep' = {
  scope: group
  params: {
    token: token
    location: location
    tags: tags
    principalId: identity.outputs.principalId
    notifyEmail: notifyEmail
  }
}

module rules 'rules.bicep' = {
  scope: group
  params: {
    location: location
    tags: tags
    workspaceId: monitor.outputs.workspaceId
    notifyGroupId: monitor.outputs.notifyGroupId
  }
}

module workbook 'workbook.bicep' = {
  scope: group
  params: { location: location, tags: tags, workspaceId: monitor.outputs.workspaceId }
}

module vault 'vault.bicep' = {
  scope: group
  params: {
    token: token
    location: location
    tags: tags
    principalId: identity.outputs.principalId
    subnetId: network.outputs.subnetId
    operatorAddress: operatorAddress
    workspaceId: monitor.outputs.workspaceId
  }
}

module storage 'storage.bicep' = {
  scope: group
  params: {
    token: token
    location: location
    tags: tags
    principalId: identity.outputs.principalId
    subnetId: network.outputs.subnetId
    operatorAddress: operatorAddress
    workspaceId: monitor.outputs.workspaceId
  }
}

module app 'app.bicep' = {
  scope: group
  params: {
    token: token
    location: location
    tags: tags
    identityId: identity.outputs.id
    identityClientId: identity.outputs.clientId
    subnetId: network.outputs.subnetId
    packageContainerUri: storage.outputs.packageContainerUri
    blobServiceUri: storage.outputs.blobServiceUri
    vaultUri: vault.outputs.uri
    componentName: monitor.outputs.componentName
    workspaceId: monitor.outputs.workspaceId
    accounts: accounts
    targets: targets
    cancelSchedule: cancelSchedule
    cancelTargets: cancelTargets
    drillSchedule: drillSchedule
    instanceMemoryMB: instanceMemoryMB
    extraSettings: extraSettings
  }
}

@description('Where everything stands; azd and wire-kill.sh use it.')
output AZURE_RESOURCE_GROUP string = group.name

@description('The function app.')
output FUNCTION_APP_NAME string = app.outputs.name

@description('Where the functions answer.')
output FUNCTION_APP_URL string = app.outputs.url

@description('The vault that the exchange keys belong into.')
output KEY_VAULT_NAME string = vault.outputs.name

@description('The one address that calls to the exchange come from; empty without a NAT gateway.')
output OUTBOUND_ADDRESS string = network.outputs.outboundAddress
