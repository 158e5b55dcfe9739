// The one way to a store: an address of our own network, found under the store's usual name.
@allowed(['westeurope', 'northeurope'])
param location string
param name string
param tags object
param subnetId string
param targetId string
@allowed(['blob', 'queue', 'table', 'Sql', 'vault', 'namespace', 'scheduler'])
param part string
param zoneId string

resource endpoint 'Microsoft.Network/privateEndpoints@2025-05-01' = {
  name: 'pep-${name}-${part}-${location}'
  location: location
  tags: tags
  properties: {
    subnet: { id: subnetId }
    privateLinkServiceConnections: [
      {
        name: part
        properties: {
          privateLinkServiceId: targetId
          groupIds: [part]
        }
      }
    ]
  }
}

resource names 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2025-05-01' = {
  parent: endpoint
  name: 'default'
  properties: {
    privateDnsZoneConfigs: [
      {
        name: part
        properties: { privateDnsZoneId: zoneId }
      }
    ]
  }
}
