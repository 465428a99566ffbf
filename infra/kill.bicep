metadata description = 'Second phase: the action group that kills, and the one rule that uses it. Needs the code deployed and the host running, since the function key lives there. wire-kill.sh runs it.'

@description('The end of every name of the first phase: func-<token>.')
param token string

@description('The key of CancelOrdersOnAlert that the action group calls with. A new name is a new receiver, which is what a rotation takes.')
param keyName string = 'ag-kill'

@description('Rows with a TimeGenerated, one for each heartbeat of the bot, such as: AppTraces | where Message startswith "Heartbeat ". Without it no rule kills.')
param heartbeatQuery string = ''

@description('The target that is cancelled when the heartbeat is missing.')
param heartbeatTarget string = ''

@description('Minutes between two heartbeats. Azure Monitor knows no window of three times another number.')
@allowed([5, 10, 15])
param heartbeatMinutes int = 5

@description('Where the runbook can be read.')
param runbookUrl string

param location string = resourceGroup().location
param tags object = resourceGroup().?tags ?? {}

var windowMinutes = 3 * heartbeatMinutes

resource app 'Microsoft.Web/sites@2025-03-01' existing = {
  name: 'func-${token}'

  resource onAlert 'functions' existing = {
    name: 'CancelOrdersOnAlert'
  }

  resource settings 'config' existing = {
    name: 'appsettings'
  }
}

resource workspace 'Microsoft.OperationalInsights/workspaces@2026-03-01' existing = {
  name: 'log-${token}'
}

resource notify 'Microsoft.Insights/actionGroups@2023-01-01' existing = {
  name: 'ag-notify'
}

// For rules that carry htxTarget. No target in the address: with one, every call would cancel, the portal's test included.
resource kill 'Microsoft.Insights/actionGroups@2023-01-01' = {
  name: 'ag-kill'
  location: 'global'
  tags: tags
  properties: {
    groupShortName: 'htx-kill'
    enabled: true
    azureFunctionReceivers: [
      {
        name: keyName
        functionAppResourceId: app.id
        functionName: app::onAlert.name
        httpTriggerUrl: 'https://${app.properties.defaultHostName}/api/alerts?code=${uriComponent(app::onAlert.listKeys()[keyName])}'
        useCommonAlertSchema: true
      }
    ]
  }
}

resource heartbeatMissing 'Microsoft.Insights/scheduledQueryRules@2026-03-01' = if (!empty(heartbeatQuery)) {
  name: 'bot-heartbeat-missing'
  location: location
  tags: tags
  kind: 'LogAlert'
  properties: {
    displayName: 'Bot heartbeat missing: orders are cancelled'
    description: 'What to do: ${runbookUrl}#bot-heartbeat-missing'
    severity: 0
    enabled: true
    scopes: [workspace.id]
    evaluationFrequency: 'PT5M'
    windowSize: 'PT${windowMinutes}M'
    // As far as the rule looks for a first heartbeat: a bot that never ran is not missed.
    overrideQueryTimeRange: 'P2D'
    autoMitigate: true
    skipQueryValidation: true
    criteria: {
      allOf: [
        {
          query: replace(
            replace(
              replace(loadTextContent('queries/rules/bot-heartbeat-missing.kql'), '<heartbeats>', heartbeatQuery),
              '<window>',
              '${windowMinutes}m'
            ),
            '<windows>',
            '${3 * windowMinutes}m'
          )
          timeAggregation: 'Total'
          metricMeasureColumn: 'heartbeats'
          operator: 'LessThan'
          threshold: 1
          failingPeriods: { numberOfEvaluationPeriods: 3, minFailingPeriodsToAlert: 2 }
        }
      ]
    }
    actions: {
      actionGroups: [kill.id, notify.id]
      customProperties: {
        htxTarget: empty(heartbeatTarget)
          ? fail('heartbeatQuery needs heartbeatTarget.')
          : contains(app::settings.list().properties, 'Targets__${heartbeatTarget}__contractCodes')
              ? heartbeatTarget
              : fail('heartbeatTarget is no target of the app: ${heartbeatTarget}.')
      }
    }
  }
}
