// Everything that a parameter can switch off.
using '../main.bicep'

param environmentName = 'kill'
param location = 'westeurope'
param notifyEmail = 'operator@example.com'
param runbookUrl = 'https://example.com/runbook.md'
param targets = {}
param openKills = false
param vnetEnabled = false
param purgeProtection = false
param placeholder = false
param instanceMemoryMB = 512
