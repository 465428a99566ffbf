// Every parameter that has a default, at its default.
using '../main.bicep'

param environmentName = 'kill'
param notifyEmail = 'operator@example.com'
