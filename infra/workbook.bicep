metadata description = 'Runs, outcomes, times and drills in pictures. workbook.json names the queries, which stand in queries/workbook.'

param location string
param tags object
param workspaceId string

var workbook = loadJsonContent('workbook.json')
var queries = {
  summary: loadTextContent('queries/workbook/summary.kql')
  'runs-by-outcome': loadTextContent('queries/workbook/runs-by-outcome.kql')
  'time-to-verified': loadTextContent('queries/workbook/time-to-verified.kql')
  'orders-cancelled': loadTextContent('queries/workbook/orders-cancelled.kql')
  drills: loadTextContent('queries/workbook/drills.kql')
  'drill-times': loadTextContent('queries/workbook/drill-times.kql')
  runs: loadTextContent('queries/workbook/runs.kql')
  'not-clear': loadTextContent('queries/workbook/not-clear.kql')
  alerts: loadTextContent('queries/workbook/alerts.kql')
  'drill-problems': loadTextContent('queries/workbook/drill-problems.kql')
}

var filled = union(workbook, {
  fallbackResourceIds: [workspaceId]
  items: map(
    workbook.items,
    item =>
      contains(item.content, 'query')
        ? union(item, { content: { query: queries[item.content.query], crossComponentResources: [workspaceId] } })
        : item
  )
})

resource shared 'Microsoft.Insights/workbooks@2023-06-01' = {
  name: guid(resourceGroup().id, 'kill-switch')
  location: location
  tags: tags
  kind: 'shared'
  properties: {
    displayName: 'Kill switch'
    category: 'workbook'
    sourceId: workspaceId
    version: '1.0'
    serializedData: string(filled)
  }
}
