// Done once for a subscription, by a person who owns it: from then on the pipelines deploy, and nobody has to.
targetScope = 'subscription'

@allowed(['dev', 'demo', 'prod'])
param environmentName string

@allowed(['westeurope', 'northeurope'])
param location string

@description('Where pipelines sign in from: [{ issuer, subject }].')
param pipelines array

var tags = {
  application: 'indsigt'
  environment: environmentName
}

resource group 'Microsoft.Resources/resourceGroups@2025-04-01' = {
  name: 'rg-indsigt-${environmentName}-deployment'
  location: location
  tags: tags
}

module identity 'modules/pipeline-identity.bicep' = {
  scope: group
  name: 'pipeline-identity'
  params: {
    location: location
    tags: tags
    pipelines: pipelines
  }
}

module roles 'modules/deployment-roles.bicep' = {
  name: 'deployment-roles-${environmentName}'
  params: { deploymentPrincipalId: identity.outputs.principalId }
}

output AZURE_CLIENT_ID string = identity.outputs.clientId
