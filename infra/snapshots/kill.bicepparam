// Every parameter that has a default, at its default.
using '../kill.bicep'

param token = 'abcdefghijklm'
param runbookUrl = 'https://example.com/runbook.md'
