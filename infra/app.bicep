metadata description = 'The function app: Flex Consumption, two instances always ready for HTTP, one for the schedule when it is on.'

import { accountSettings, targetSettings } from 'settings.bicep'

param token string
param location string
param tags object
param identityId string
param identityClientId string
param subnetId string
param packageContainerUri string
param blobServiceUri string
param vaultUri string
param componentName string
param workspaceId string
param accounts accountSettings
param targets targetSettings
param cancelSchedule string
param cancelTargets string
param drillSchedule string

param openKills bool
param killsContainerUri string
param killsGoOnMinutes int
param instanceMemoryMB int
param placeholder bool
param extraSettings { *: string }

var isScheduled = !empty(cancelSchedule) && !empty(cancelTargets)

// Two for HTTP: one alone is drained every half hour or so. The drill starts cold, which is a drill of that too. ResumeKills
// has none: a tick every 15 s keeps its instance by itself. In lower case: the platform compares the names of these groups as
// they are written.
var alwaysReady = concat(
  [{ name: 'http', instanceCount: 2 }],
  isScheduled ? [{ name: 'function:cancelordersonschedule', instanceCount: 1 }] : []
)

func flat(section string, named object) object =>
  toObject(
    flatten(map(
      items(named),
      entry =>
        map(items(entry.value), field => {
          name: '${entry.key}__${field.key}'
          // A setting is a string, and no setting is no empty one.
          value: field.?value == null ? null : string(field.value)
        })
    )),
    field => '${section}__${field.name}',
    field => field.?value
  )

resource component 'Microsoft.Insights/components@2020-02-02' existing = {
  name: componentName
}

resource plan 'Microsoft.Web/serverfarms@2025-03-01' = {
  name: 'plan-${token}'
  location: location
  tags: tags
  kind: 'functionapp'
  sku: { name: 'FC1', tier: 'FlexConsumption' }
  properties: { reserved: true }
}

resource app 'Microsoft.Web/sites@2025-03-01' = {
  name: 'func-${token}'
  location: location
  tags: union(tags, { 'azd-service-name': 'app' })
  kind: 'functionapp,linux'
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: { '${identityId}': {} }
  }
  properties: {
    serverFarmId: plan.id
    virtualNetworkSubnetId: empty(subnetId) ? null : subnetId
    httpsOnly: true
    clientAffinityEnabled: false
    // Closes /admin to the outside; the resource manager still reaches it. Documented, and not in Bicep's types.
    #disable-next-line BCP037
    functionsRuntimeAdminIsolationEnabled: true
    siteConfig: {
      minTlsVersion: '1.2'
      scmMinTlsVersion: '1.2'
      http20Enabled: true
    }
    functionAppConfig: {
      runtime: { name: 'dotnet-isolated', version: '10.0' }
      deployment: {
        storage: {
          type: 'blobContainer'
          value: packageContainerUri
          authentication: {
            type: 'UserAssignedIdentity'
            userAssignedIdentityResourceId: identityId
          }
        }
      }
      scaleAndConcurrency: {
        instanceMemoryMB: instanceMemoryMB
        // The least that every edition of the documents allows; more would not cancel sooner, see below.
        maximumInstanceCount: 40
        alwaysReady: alwaysReady
        // Calls share runs, and HTX's rate limit, within one process only: a hundred at once belong on the instances that
        // are warm, and not on new ones that each take the limit for their own.
        triggers: { http: { perInstanceConcurrency: 100 } }
      }
    }
  }

  resource settings 'config' = {
    name: 'appsettings'
    properties: union(
      {
        AzureWebJobsStorage__blobServiceUri: blobServiceUri
        AzureWebJobsStorage__credential: 'managedidentity'
        AzureWebJobsStorage__clientId: identityClientId
        APPLICATIONINSIGHTS_CONNECTION_STRING: component.properties.ConnectionString
        APPLICATIONINSIGHTS_AUTHENTICATION_STRING: 'ClientId=${identityClientId};Authorization=AAD'
        KeyVault__Uri: vaultUri
        KeyVault__ClientId: identityClientId
        // The host resolves the expression of a disabled function too.
        CancelSchedule: empty(cancelSchedule) ? '0 30 3 * * *' : cancelSchedule
        // Nothing to cancel while the schedule is off: a tick that comes all the same finds no target.
        CancelTargets: isScheduled ? cancelTargets : ''
        DrillSchedule: drillSchedule
        'AzureWebJobs.CancelOrdersOnSchedule.Disabled': isScheduled ? 'false' : 'true'
        'AzureWebJobs.ResumeKills.Disabled': openKills ? 'false' : 'true'
      },
      openKills
        ? {
            Kills__ContainerUri: killsContainerUri
            // With its days: .NET takes no 24:00:00.
            Kills__GoOnFor: '${killsGoOnMinutes / 1440}.${padLeft(killsGoOnMinutes % 1440 / 60, 2, '0')}:${padLeft(killsGoOnMinutes % 60, 2, '0')}:00'
          }
        : {},
      flat('Accounts', accounts),
      flat('Targets', targets),
      placeholder ? {} : { WEBSITE_USE_PLACEHOLDER_DOTNETISOLATED: '0' },
      extraSettings
    )
  }

  resource ftp 'basicPublishingCredentialsPolicies' = {
    name: 'ftp'
    properties: { allow: false }
  }

  resource scm 'basicPublishingCredentialsPolicies' = {
    name: 'scm'
    properties: { allow: false }
  }
}

// Tells why a host does not start, which is when AppTraces stays empty.
resource diagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: app
  name: 'to-workspace'
  properties: {
    workspaceId: workspaceId
    logs: [{ category: 'FunctionAppLogs', enabled: true }]
  }
}

output name string = app.name
output url string = 'https://${app.properties.defaultHostName}'
