metadata description = 'Where the app logs to, and who is called.'

import { receivers } from 'settings.bicep'

param token string
param location string
param tags object
param principalId string
param notifyEmail string
param notify receivers

// Monitoring Metrics Publisher
var role = subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '3913510d-42f4-4e42-8a64-420c390055eb')

resource workspace 'Microsoft.OperationalInsights/workspaces@2026-03-01' = {
  name: 'log-${token}'
  location: location
  tags: tags
  properties: {
    sku: { name: 'PerGB2018' }
    // What Application Insights' tables keep at no charge.
    retentionInDays: 90
    features: { disableLocalAuth: true }
  }
}

resource component 'Microsoft.Insights/components@2020-02-02' = {
  name: 'appi-${token}'
  location: location
  tags: tags
  kind: 'web'
  properties: {
    Application_Type: 'web'
    WorkspaceResourceId: workspace.id
    DisableLocalAuth: true
  }
}

resource publisher 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: component
  name: guid(component.id, principalId, role)
  properties: {
    principalId: principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: role
  }
}

func phone(name string, text string) object => {
  name: name
  countryCode: split(text, ' ')[0]
  phoneNumber: split(text, ' ')[1]
}

resource notifyGroup 'Microsoft.Insights/actionGroups@2023-01-01' = {
  name: 'ag-notify'
  location: 'global'
  tags: tags
  properties: {
    groupShortName: 'htx-notify'
    enabled: true
    emailReceivers: [{ name: 'operator', emailAddress: notifyEmail, useCommonAlertSchema: true }]
    smsReceivers: empty(notify.sms) ? [] : [phone('sms', notify.sms)]
    voiceReceivers: empty(notify.voice) ? [] : [phone('voice', notify.voice)]
    azureAppPushReceivers: empty(notify.push) ? [] : [{ name: 'push', emailAddress: notify.push }]
    webhookReceivers: empty(notify.webhook)
      ? []
      : startsWith(notify.webhook, 'https://')
          ? [{ name: 'webhook', serviceUri: notify.webhook, useCommonAlertSchema: true }]
          : fail('NOTIFY_WEBHOOK must be an https address.')
  }
}

output workspaceId string = workspace.id
output componentName string = component.name
output componentId string = component.id
output notifyGroupId string = notifyGroup.id
