metadata description = 'The subnet that the app calls out from, and the static address that the exchange sees.'

param token string
param location string
param tags object
param natGateway bool

resource address 'Microsoft.Network/publicIPAddresses@2026-03-01' = if (natGateway) {
  name: 'pip-${token}'
  location: location
  tags: tags
  sku: { name: 'Standard' }
  properties: {
    publicIPAddressVersion: 'IPv4'
    publicIPAllocationMethod: 'Static'
  }
}

resource gateway 'Microsoft.Network/natGateways@2026-03-01' = if (natGateway) {
  name: 'ng-${token}'
  location: location
  tags: tags
  sku: { name: 'Standard' }
  properties: {
    publicIpAddresses: [{ id: address.id }]
  }
}

resource network 'Microsoft.Network/virtualNetworks@2026-03-01' = {
  name: 'vnet-${token}'
  location: location
  tags: tags
  properties: {
    addressSpace: { addressPrefixes: ['10.0.0.0/24'] }
    // Inside the network, so that a later deployment finds it there and leaves it alone.
    subnets: [
      {
        name: 'app'
        properties: {
          addressPrefix: '10.0.0.0/27'
          // With a NAT gateway nothing leaves by any other address.
          defaultOutboundAccess: !natGateway
          natGateway: natGateway ? { id: gateway.id } : null
          // What Flex Consumption runs in: https://learn.microsoft.com/azure/azure-functions/flex-consumption-how-to
          delegations: [
            {
              name: 'app'
              properties: { serviceName: 'Microsoft.App/environments' }
            }
          ]
          // Traffic to the vault and the storage takes these, not the NAT gateway.
          serviceEndpoints: [
            { service: 'Microsoft.KeyVault' }
            { service: 'Microsoft.Storage' }
          ]
        }
      }
    ]
  }

  resource subnet 'subnets' existing = {
    name: 'app'
  }
}

output subnetId string = network::subnet.id
output outboundAddress string = natGateway ? address!.properties.ipAddress : ''
