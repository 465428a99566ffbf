metadata description = 'The network of the app: its way to vault and storage, and the static address that the exchange sees.'

param token string
param location string
param tags object
param natGateway bool
param vaultId string
param storageId string

var services = [
  { name: 'vault', zone: 'privatelink.vaultcore.azure.net' }
  { name: 'blob', zone: 'privatelink.blob.${environment().suffixes.storage}' }
]

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
        }
      }
      // Of their own: a subnet of Flex Consumption may hold no service endpoint and no private one.
      { name: 'endpoints', properties: { addressPrefix: '10.0.0.32/27', defaultOutboundAccess: false } }
    ]
  }

  resource subnet 'subnets' existing = {
    name: 'app'
  }

  resource endpoints 'subnets' existing = {
    name: 'endpoints'
  }
}

resource endpoints 'Microsoft.Network/privateEndpoints@2026-03-01' = [
  for service in services: {
    name: 'pep-${service.name}-${token}'
    location: location
    tags: tags
    properties: {
      subnet: { id: network::endpoints.id }
      privateLinkServiceConnections: [
        {
          name: service.name
          properties: {
            privateLinkServiceId: service.name == 'vault' ? vaultId : storageId
            groupIds: [service.name]
          }
        }
      ]
    }
  }
]

// Inside the network their names lead to the private addresses.
resource zones 'Microsoft.Network/privateDnsZones@2024-06-01' = [
  for service in services: { name: service.zone, location: 'global', tags: tags }
]

resource links 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = [
  for (service, i) in services: {
    parent: zones[i]
    name: 'app'
    location: 'global'
    properties: { registrationEnabled: false, virtualNetwork: { id: network.id } }
  }
]

resource names 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2026-03-01' = [
  for (service, i) in services: {
    parent: endpoints[i]
    name: 'default'
    properties: { privateDnsZoneConfigs: [{ name: service.name, properties: { privateDnsZoneId: zones[i].id } }] }
  }
]

output subnetId string = network::subnet.id
output outboundAddress string = natGateway ? address!.properties.ipAddress : ''
