metadata description = 'The kill switch in a resource group of its own: first phase. Needs no running code; kill.bicep is the second.'

targetScope = 'subscription'

import { accountSettings, isNcrontab, isPhone, receivers, targetSettings } from 'settings.bicep'

@description('Names the resource group, rg-<environmentName>, and with it everything else.')
@minLength(1)
@maxLength(64)
param environmentName string

@description('Where everything stands: one of the regions that had Flex Consumption in February 2026, near the exchange. Newer ones: az functionapp list-flexconsumption-locations.')
@allowed([
  'australiaeast'
  'australiasoutheast'
  'brazilsouth'
  'canadacentral'
  'centralindia'
  'centralus'
  'eastasia'
  'eastus'
  'eastus2'
  'francecentral'
  'germanywestcentral'
  'italynorth'
  'japaneast'
  'koreacentral'
  'northcentralus'
  'northeurope'
  'norwayeast'
  'southafricanorth'
  'southcentralus'
  'southeastasia'
  'southindia'
  'spaincentral'
  'swedencentral'
  'uaenorth'
  'uksouth'
  'ukwest'
  'westcentralus'
  'westeurope'
  'westus'
  'westus2'
  'westus3'
])
@metadata({ azd: { type: 'location' } })
param location string

@description('Who is mailed when something about the switch itself is wrong.')
@minLength(3)
param notifyEmail string

@description('Who else is called then.')
param notify receivers = { sms: '', voice: '', push: '', webhook: '' }

@description('Where the runbook can be read: each mail links to its chapter.')
param runbookUrl string

@description('The exchange accounts by name, and the secret of each in the vault.')
param accounts accountSettings = {
  main: { secretName: 'htx-main' }
}

@description('Named scopes, which the schedule, alerts and the drill use.')
param targets targetSettings = {
  plain: { account: '*', contractCodes: '*', marginMode: 'all' }
}

@description('When the cancel schedule comes due, NCRONTAB with seconds, UTC. It needs cancelTargets; without both it is off.')
param cancelSchedule string = ''

@description('The targets that the schedule cancels, comma-separated.')
param cancelTargets string = ''

@description('When the drill comes due, NCRONTAB with seconds, UTC. Once an hour at least: no drill in 3 hours is an alert.')
param drillSchedule string = '0 30 * * * *'

@description('Whether a kill survives the process that runs it, and can be held: a timer goes on with what is open.')
param openKills bool = true

@description('For how many minutes an unfinished kill is tried again, after it was last asked for and after the end of its hold.')
@minValue(1)
@maxValue(1440)
param killsGoOnMinutes int = 60

@description('Whether vault and storage are closed to all but a network of the app. Otherwise roles alone guard them.')
param vnetEnabled bool = true

@description('Whether all calls to the exchange come from one static address, for the allow list of its API keys.')
param natGateway bool = vnetEnabled

@description('One IPv4 address that may reach the vault and the storage beside the app, to put the keys there; empty for none.')
param operatorAddress string = ''

@description('Whether a vault that is deleted stays recoverable for 90 days whoever wants it gone. Cannot be switched off again.')
param purgeProtection bool = true

@description('Whether an instance starts from a process that the platform has ready. Off: slower, for hosts that crash with exit code 139.')
param placeholder bool = true

@description('Memory of an instance in MB; 2048 is one core, 512 a quarter.')
@allowed([512, 2048, 4096])
param instanceMemoryMB int = 2048

@description('More app settings, such as ScheduleMaxLate or Htx__BaseUrls.')
param extraSettings { *: string } = {}

var scheduled = map(filter(split(cancelTargets, ','), name => !empty(name)), name => trim(name))
var unknownTargets = filter(scheduled, name => !contains(targets, name))

// What no type can say. Each fault is a sentence, and none is deployed.
var faults = filter(
  [
    startsWith(runbookUrl, 'https://') ? '' : 'runbookUrl must be an https address.'
    isNcrontab(drillSchedule) ? '' : 'drillSchedule is no NCRONTAB with seconds: ${drillSchedule}.'
    empty(cancelSchedule) || isNcrontab(cancelSchedule)
      ? ''
      : 'cancelSchedule is no NCRONTAB with seconds: ${cancelSchedule}.'
    empty(cancelSchedule) == empty(scheduled) ? '' : 'cancelSchedule and cancelTargets need each other.'
    empty(unknownTargets) ? '' : 'cancelTargets names what targets does not have: ${join(unknownTargets, ', ')}.'
    openKills || empty(filter(items(targets), target => (target.value.?holdMinutes ?? 0) > 0))
      ? ''
      : 'holdMinutes of a target needs openKills.'
    vnetEnabled || !natGateway ? '' : 'natGateway needs vnetEnabled.'
    empty(filter([notify.sms, notify.voice], x => !empty(x) && !isPhone(x)))
      ? ''
      : 'A phone is country code and number, such as 49 15112345678.'
  ],
  fault => !empty(fault)
)

var token = toLower(uniqueString(subscription().id, environmentName, location))
var tags = { 'azd-env-name': environmentName }

resource group 'Microsoft.Resources/resourceGroups@2025-04-01' = {
  name: empty(faults) ? 'rg-${environmentName}' : fail(join(faults, ' '))
  location: location
  tags: tags
}

module identity 'identity.bicep' = {
  scope: group
  params: { token: token, location: location, tags: tags }
}

module network 'network.bicep' = if (vnetEnabled) {
  scope: group
  params: {
    token: token
    location: location
    tags: tags
    natGateway: natGateway
    vaultId: vault.outputs.id
    storageId: storage.outputs.id
  }
}

module monitor 'monitor.bicep' = {
  scope: group
  params: {
    token: token
    location: location
    tags: tags
    principalId: identity.outputs.principalId
    notifyEmail: notifyEmail
    notify: notify
  }
}

module rules 'rules.bicep' = {
  scope: group
  params: {
    location: location
    tags: tags
    workspaceId: monitor.outputs.workspaceId
    componentId: monitor.outputs.componentId
    runbookUrl: runbookUrl
    notifyGroupId: monitor.outputs.notifyGroupId
    openKills: openKills
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
    isPrivate: vnetEnabled
    operatorAddress: operatorAddress
    purgeProtection: purgeProtection
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
    isPrivate: vnetEnabled
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
    subnetId: vnetEnabled ? network!.outputs.subnetId : ''
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
    openKills: openKills
    killsContainerUri: storage.outputs.killsContainerUri
    killsGoOnMinutes: killsGoOnMinutes
    instanceMemoryMB: instanceMemoryMB
    placeholder: placeholder
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
output OUTBOUND_ADDRESS string = vnetEnabled ? network!.outputs.outboundAddress : ''
