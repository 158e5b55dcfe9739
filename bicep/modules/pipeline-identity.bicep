// Who deploys: management, and no data. It has no password, key or certificate that somebody could lose.
@allowed(['westeurope', 'northeurope'])
param location string
param tags object

@description('Where pipelines sign in from, as "issuer" and "subject": only what runs there, for this environment, is believed.')
param pipelines array

resource deployment 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: 'id-deployment'
  location: location
  tags: tags
}

// One after the other: they cannot be written at the same time.
@batchSize(1)
resource federation 'Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials@2024-11-30' = [
  for (pipeline, index) in pipelines: {
    parent: deployment
    name: 'pipeline-${index}'
    properties: {
      issuer: pipeline.issuer
      subject: pipeline.subject
      audiences: ['api://AzureADTokenExchange']
    }
  }
]

output clientId string = deployment.properties.clientId
output principalId string = deployment.properties.principalId
