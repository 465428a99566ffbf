// Everything that the defaults leave off, and off what they put on.
using '../main.bicep'

param environmentName = 'kill'
param notifyEmail = 'operator@example.com'
param accounts = {
  main: { secretName: 'htx-main' }
  hedge: { secretName: 'htx-hedge' }
}
param targets = {
  bots: { account: 'main', contractCodes: 'BTC-USDT,ETH-USDT', marginMode: 'cross', orderTypes: 'plain,trigger' }
}
param cancelSchedule = '0 30 3 * * *'
param cancelTargets = 'bots'
param drillSchedule = '0 0 5 * * *'
param natGateway = false
param operatorAddress = '203.0.113.7'
param instanceMemoryMB = 512
param extraSettings = { ScheduleMaxLate: '00:02:00' }
