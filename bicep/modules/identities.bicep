// Who acts. None of them has a password, a key or a certificate that somebody could lose.
@allowed(['westeurope', 'northeurope'])
param location string
param suffix string
param tags object

// The running application: data, and no management.
resource application 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: 'id-application-${suffix}'
  location: location
  tags: tags
}

// Writes the signed heads of the audit where the application itself cannot.
resource evidence 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: 'id-evidence-${suffix}'
  location: location
  tags: tags
}

// Lets the stores encrypt what lies in them, and nothing else.
resource stores 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: 'id-stores-${suffix}'
  location: location
  tags: tags
}

output application object = {
  id: application.id
  clientId: application.properties.clientId
  principalId: application.properties.principalId
}
output evidence object = {
  id: evidence.id
  clientId: evidence.properties.clientId
  principalId: evidence.properties.principalId
}
output stores object = {
  id: stores.id
  clientId: stores.properties.clientId
  principalId: stores.properties.principalId
}
