// The network of the application's region: a part that the application calls from, and one where the stores answer.
@allowed(['westeurope', 'northeurope'])
param location string
param suffix string
param tags object

// Only calls out: nothing listens on it. Companies that let only known addresses in name this one.
resource egressAddress 'Microsoft.Network/publicIPAddresses@2025-05-01' = {
  name: 'pip-egress-${location}-${suffix}'
  location: location
  tags: tags
  sku: { name: 'Standard' }
  properties: { publicIPAllocationMethod: 'Static' }
}

resource egress 'Microsoft.Network/natGateways@2025-05-01' = {
  name: 'nat-${location}-${suffix}'
  location: location
  tags: tags
  sku: { name: 'Standard' }
  properties: {
    publicIpAddresses: [{ id: egressAddress.id }]
  }
}

resource nothingIn 'Microsoft.Network/networkSecurityGroups@2025-05-01' = {
  name: 'nsg-${location}-${suffix}'
  location: location
  tags: tags
  properties: {
    securityRules: [
      {
        name: 'refuse-the-internet'
        properties: {
          priority: 4000
          direction: 'Inbound'
          access: 'Deny'
          protocol: '*'
          sourceAddressPrefix: 'Internet'
          sourcePortRange: '*'
          destinationAddressPrefix: '*'
          destinationPortRange: '*'
        }
      }
    ]
  }
}

resource network 'Microsoft.Network/virtualNetworks@2025-05-01' = {
  name: 'vnet-${location}-${suffix}'
  location: location
  tags: tags
  properties: {
    addressSpace: { addressPrefixes: ['10.64.0.0/22'] }
    subnets: [
      {
        name: 'application'
        properties: {
          addressPrefix: '10.64.0.0/24'
          natGateway: { id: egress.id }
          networkSecurityGroup: { id: nothingIn.id }
          defaultOutboundAccess: false
          delegations: [
            {
              name: 'flex'
              properties: { serviceName: 'Microsoft.App/environments' }
            }
          ]
        }
      }
      {
        name: 'endpoints'
        properties: {
          addressPrefix: '10.64.1.0/24'
          networkSecurityGroup: { id: nothingIn.id }
          defaultOutboundAccess: false
          privateEndpointNetworkPolicies: 'Enabled'
        }
      }
    ]
  }
}

// Of every service that is reached over a private endpoint.
var zoneNames = {
  blob: 'privatelink.blob.${environment().suffixes.storage}'
  queue: 'privatelink.queue.${environment().suffixes.storage}'
  table: 'privatelink.table.${environment().suffixes.storage}'
  documents: 'privatelink.documents.azure.com'
  vault: 'privatelink.vaultcore.azure.net'
  bus: 'privatelink.servicebus.windows.net'
  scheduler: 'privatelink.durabletask.io'
}

resource zones 'Microsoft.Network/privateDnsZones@2024-06-01' = [
  for zone in items(zoneNames): {
    name: zone.value
    location: 'global'
    tags: tags
  }
]

resource links 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = [
  for (zone, index) in items(zoneNames): {
    parent: zones[index]
    name: 'link-${location}'
    location: 'global'
    properties: {
      registrationEnabled: false
      virtualNetwork: { id: network.id }
    }
  }
]

output applicationSubnet string = '${network.id}/subnets/application'
output endpointSubnet string = '${network.id}/subnets/endpoints'
output egressAddress string = egressAddress.properties.ipAddress
output zoneIds object = {
  blob: resourceId('Microsoft.Network/privateDnsZones', zoneNames.blob)
  queue: resourceId('Microsoft.Network/privateDnsZones', zoneNames.queue)
  table: resourceId('Microsoft.Network/privateDnsZones', zoneNames.table)
  documents: resourceId('Microsoft.Network/privateDnsZones', zoneNames.documents)
  vault: resourceId('Microsoft.Network/privateDnsZones', zoneNames.vault)
  bus: resourceId('Microsoft.Network/privateDnsZones', zoneNames.bus)
  scheduler: resourceId('Microsoft.Network/privateDnsZones', zoneNames.scheduler)
}
