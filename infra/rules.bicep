metadata description = 'What is told about the switch itself. docs/runbook.md has a chapter for each rule, under its name.'

param location string
param tags object
param workspaceId string
param notifyGroupId string

type rule = {
  name: string
  title: string
  severity: int
  query: string
  frequency: string
  window: string

  @description('How far the query looks, when that is further than the window.')
  range: string?

  resolves: bool

  @description('Columns whose every combination is an alert of its own.')
  dimensions: string[]
}

// Rules that report an event look back further than they are evaluated, since records come late: an event is told more than
// once, and never not. They are not resolved, since nothing about an event gets better with time.
var rules rule[] = [
  {
    name: 'kill-not-clear'
    title: 'A kill did not end clear'
    severity: 0
    query: loadTextContent('queries/rules/kill-not-clear.kql')
    frequency: 'PT1M'
    window: 'PT10M'
    resolves: false
    dimensions: ['run_id', 'outcome']
  }
  {
    name: 'kill-not-finished'
    title: 'A kill began and never ended'
    severity: 0
    query: loadTextContent('queries/rules/kill-not-finished.kql')
    frequency: 'PT5M'
    window: 'PT1H'
    resolves: true
    dimensions: ['run_id']
  }
  {
    name: 'alert-refused'
    title: 'An alert named a target that does not exist: nothing was cancelled'
    severity: 0
    query: loadTextContent('queries/rules/alert-refused.kql')
    frequency: 'PT1M'
    window: 'PT10M'
    resolves: false
    dimensions: ['rule', 'target']
  }
  {
    name: 'alert-without-target'
    title: 'A call to /api/alerts named no target, or was no alert: nothing was cancelled'
    severity: 2
    query: loadTextContent('queries/rules/alert-without-target.kql')
    frequency: 'PT5M'
    window: 'PT10M'
    resolves: false
    dimensions: ['rule', 'reason']
  }
  {
    name: 'drill-failed'
    title: 'A drill says that a kill would not work'
    severity: 1
    query: loadTextContent('queries/rules/drill-failed.kql')
    frequency: 'PT15M'
    window: 'PT30M'
    resolves: false
    dimensions: []
  }
  {
    name: 'drill-missing'
    title: 'No drill in 26 hours'
    severity: 1
    query: loadTextContent('queries/rules/drill-missing.kql')
    frequency: 'PT1H'
    window: 'P1D'
    range: 'P2D'
    resolves: true
    dimensions: []
  }
  {
    name: 'function-errors'
    title: 'The functions failed'
    severity: 1
    query: loadTextContent('queries/rules/function-errors.kql')
    frequency: 'PT5M'
    window: 'PT15M'
    resolves: true
    dimensions: []
  }
  {
    name: 'secret-expiring'
    title: 'An exchange key is about to expire'
    severity: 2
    query: loadTextContent('queries/rules/secret-expiring.kql')
    frequency: 'P1D'
    window: 'P2D'
    resolves: false
    dimensions: ['account']
  }
]

resource queryRules 'Microsoft.Insights/scheduledQueryRules@2026-03-01' = [
  for rule in rules: {
    name: rule.name
    location: location
    tags: tags
    kind: 'LogAlert'
    properties: {
      displayName: rule.title
      description: 'What to do: docs/runbook.md, ${rule.name}.'
      severity: rule.severity
      enabled: true
      scopes: [workspaceId]
      evaluationFrequency: rule.frequency
      windowSize: rule.window
      overrideQueryTimeRange: rule.?range
      autoMitigate: rule.resolves
      // The tables appear with their first row.
      skipQueryValidation: true
      criteria: {
        allOf: [
          {
            query: rule.query
            timeAggregation: 'Count'
            operator: 'GreaterThan'
            threshold: 0
            dimensions: map(rule.dimensions, name => { name: name, operator: 'Include', values: ['*'] })
            failingPeriods: { numberOfEvaluationPeriods: 1, minFailingPeriodsToAlert: 1 }
          }
        ]
      }
      actions: { actionGroups: [notifyGroupId] }
    }
  }
]
