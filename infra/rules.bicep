metadata description = 'What is told about the switch itself. docs/runbook.md has a chapter for each rule, under its name.'

param location string
param tags object
param workspaceId string
param componentId string
param runbookUrl string
param notifyGroupId string
param openKills bool

type rule = {
  name: string
  severity: int
  frequency: string
  window: string

  @description('Whether it is over when the query finds nothing more.')
  resolves: bool?

  @description('Columns whose every combination is an alert of its own.')
  dimensions: string[]?
}

// Rules that report an event look back further than they are evaluated, since records come late: an event is told more than
// once, and never not. They are not resolved, since nothing about an event gets better with time.
var rules rule[] = [
  { name: 'kill-not-clear', severity: 0, frequency: 'PT1M', window: 'PT10M', dimensions: ['run_id', 'outcome'] }
  { name: 'kill-not-finished', severity: 0, frequency: 'PT5M', window: 'PT1H', resolves: true, dimensions: ['run_id'] }
  { name: 'kill-given-up', severity: 0, frequency: 'PT5M', window: 'PT15M', dimensions: ['kill_id', 'last_outcome'] }
  { name: 'kill-clear', severity: 3, frequency: 'PT5M', window: 'PT10M', dimensions: ['run_id'] }
  { name: 'mode-unread', severity: 1, frequency: 'PT15M', window: 'PT2H', resolves: true }
  { name: 'alert-refused', severity: 0, frequency: 'PT1M', window: 'PT10M', dimensions: ['rule', 'target'] }
  { name: 'alert-without-target', severity: 2, frequency: 'PT5M', window: 'PT10M', dimensions: ['rule', 'reason'] }
  { name: 'drill-failed', severity: 1, frequency: 'PT15M', window: 'PT30M' }
  { name: 'drill-missing', severity: 1, frequency: 'PT30M', window: 'PT3H', resolves: true }
  { name: 'tick-missing', severity: 1, frequency: 'PT15M', window: 'PT30M', resolves: true }
  { name: 'function-errors', severity: 1, frequency: 'PT5M', window: 'PT15M', resolves: true }
  { name: 'secret-expiring', severity: 2, frequency: 'P1D', window: 'P2D', dimensions: ['account'] }
]

// Where open kills are off, nothing is given up and no tick is missing.
var ofOpenKills = ['kill-given-up', 'tick-missing']
var deployed = filter(rules, rule => openKills || !contains(ofOpenKills, rule.name))

// The first line of each is the rule's title.
var queries = {
  'kill-not-clear': loadTextContent('queries/rules/kill-not-clear.kql')
  'kill-not-finished': loadTextContent('queries/rules/kill-not-finished.kql')
  'kill-given-up': loadTextContent('queries/rules/kill-given-up.kql')
  'kill-clear': loadTextContent('queries/rules/kill-clear.kql')
  'mode-unread': loadTextContent('queries/rules/mode-unread.kql')
  'alert-refused': loadTextContent('queries/rules/alert-refused.kql')
  'alert-without-target': loadTextContent('queries/rules/alert-without-target.kql')
  'drill-failed': loadTextContent('queries/rules/drill-failed.kql')
  'drill-missing': loadTextContent('queries/rules/drill-missing.kql')
  'tick-missing': loadTextContent('queries/rules/tick-missing.kql')
  'function-errors': loadTextContent('queries/rules/function-errors.kql')
  'secret-expiring': loadTextContent('queries/rules/secret-expiring.kql')
}

resource queryRules 'Microsoft.Insights/scheduledQueryRules@2026-03-01' = [
  for rule in deployed: {
    name: rule.name
    location: location
    tags: tags
    kind: 'LogAlert'
    properties: {
      displayName: substring(split(queries[rule.name], '\n')[0], 3)
      description: 'What to do: ${runbookUrl}#${rule.name}'
      severity: rule.severity
      enabled: true
      scopes: [workspaceId]
      evaluationFrequency: rule.frequency
      windowSize: rule.window
      autoMitigate: rule.?resolves ?? false
      // The tables appear with their first row.
      skipQueryValidation: true
      criteria: {
        allOf: [
          {
            query: queries[rule.name]
            timeAggregation: 'Count'
            operator: 'GreaterThan'
            threshold: 0
            dimensions: map(rule.?dimensions ?? [], name => { name: name, operator: 'Include', values: ['*'] })
            failingPeriods: { numberOfEvaluationPeriods: 1, minFailingPeriodsToAlert: 1 }
          }
        ]
      }
      actions: { actionGroups: [notifyGroupId] }
    }
  }
]

// Figures that the app sends beside its records, 0 or 1; they arrive sooner than the log. Each rule stands beside one that asks
// the log, and replaces none.
var metrics = [
  {
    name: 'kill-not-clear-metric'
    title: 'A kill did not end clear'
    severity: 0
    metric: 'kill_clear'
    resolves: false
  }
  { name: 'not-ready-metric', title: 'A kill would not work now', severity: 1, metric: 'ready', resolves: true }
]

resource metricRules 'Microsoft.Insights/metricAlerts@2026-01-01' = [
  for rule in metrics: {
    name: rule.name
    location: 'global'
    tags: tags
    properties: {
      description: '${rule.title}. What to do: ${runbookUrl}#${rule.name}'
      severity: rule.severity
      enabled: true
      scopes: [componentId]
      evaluationFrequency: 'PT1M'
      windowSize: 'PT5M'
      autoMitigate: rule.resolves
      criteria: {
        'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
        allOf: [
          {
            criterionType: 'StaticThresholdCriterion'
            name: rule.metric
            metricNamespace: 'azure.applicationinsights'
            metricName: rule.metric
            timeAggregation: 'Minimum'
            operator: 'LessThan'
            threshold: 1
            // The metric appears with its first value.
            skipMetricValidation: true
          }
        ]
      }
      actions: [{ actionGroupId: notifyGroupId }]
    }
  }
]
