// With the example of a rule that kills, and a key that was rotated.
using '../kill.bicep'

param token = 'abcdefghijklm'
param runbookUrl = 'https://example.com/runbook.md'
param keyName = 'ag-kill-2'
param heartbeatQuery = 'AppTraces | where Message startswith "Heartbeat "'
param heartbeatTarget = 'bots'
