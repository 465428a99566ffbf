// Every parameter that has a default, at its default.
using '../main.bicep'

param environmentName = 'kill'
param location = 'westeurope'
param notifyEmail = 'operator@example.com'
param runbookUrl = 'https://example.com/runbook.md'
