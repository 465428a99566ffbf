// Everything that a parameter can switch on or add.
using '../main.bicep'

param environmentName = 'kill'
param location = 'westeurope'
param notifyEmail = 'operator@example.com'
param notify = {
  sms: '49 15112345678'
  voice: '1 5550100'
  push: 'operator@example.com'
  webhook: 'https://hooks.example.com/kill'
}
param runbookUrl = 'https://example.com/runbook.md'
param accounts = {
  main: { secretName: 'htx-main', uid: '123456' }
  hedge: { secretName: 'htx-hedge' }
}
param targets = {
  bots: { account: 'main', contractCodes: 'BTC-USDT,ETH-USDT', marginMode: 'cross', orderTypes: 'plain,trigger' }
  everything: {
    accounts: 'main,hedge'
    contractCodes: '*'
    marginMode: 'all'
    orderTypes: 'all'
    direction: 'buy'
    offset: 'open'
    holdMinutes: 30
  }
}
param cancelSchedule = '0 30 3 * * MON-FRI'
param cancelTargets = 'bots, everything'
param drillSchedule = '0 5/30 * * * *'
param openKills = true
param killsGoOnMinutes = 1440
param vnetEnabled = true
param natGateway = true
param operatorAddress = '203.0.113.7'
param purgeProtection = true
param placeholder = true
param instanceMemoryMB = 4096
param extraSettings = { ScheduleMaxLate: '00:02:00' }
