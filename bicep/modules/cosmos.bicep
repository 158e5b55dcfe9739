// The documents. Their containers are the application's own list: tools/write-stores.ts writes it.
@allowed(['westeurope', 'northeurope'])
param location string
@allowed(['westeurope', 'northeurope'])
param secondLocation string
param suffix string
param tags object
param workspaceId string
param applicationPrincipalId string
param storesIdentityId string
param storesKeyUri string
param zoneRedundant bool

@minValue(1000)
param maxThroughput int

var stores = loadJsonContent('../stores.json')

resource account 'Microsoft.DocumentDB/databaseAccounts@2026-03-15' = {
  name: 'cosmos-${suffix}'
  location: location
  tags: tags
  kind: 'GlobalDocumentDB'
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: { '${storesIdentityId}': {} }
  }
  properties: {
    databaseAccountOfferType: 'Standard'
    // Whoever is woken by an event reads what was committed before it: docs/decisions/0023.
    consistencyPolicy: {
      defaultConsistencyLevel: 'BoundedStaleness'
      maxStalenessPrefix: 100000
      maxIntervalInSeconds: 300
    }
    enableMultipleWriteLocations: false
    enableAutomaticFailover: true
    locations: [
      {
        locationName: location
        failoverPriority: 0
        isZoneRedundant: zoneRedundant
      }
      {
        locationName: secondLocation
        failoverPriority: 1
        isZoneRedundant: false
      }
    ]
    backupPolicy: {
      type: 'Continuous'
      continuousModeProperties: { tier: 'Continuous30Days' }
    }
    disableLocalAuth: true
    disableKeyBasedMetadataWriteAccess: true
    publicNetworkAccess: 'Disabled'
    networkAclBypass: 'None'
    ipRules: []
    virtualNetworkRules: []
    minimalTlsVersion: 'Tls12'
    keyVaultKeyUri: storesKeyUri
    defaultIdentity: 'UserAssignedIdentity=${storesIdentityId}'
  }
}

resource database 'Microsoft.DocumentDB/databaseAccounts/sqlDatabases@2026-03-15' = {
  parent: account
  name: 'indsigt'
  properties: {
    resource: { id: 'indsigt' }
    options: {
      autoscaleSettings: { maxThroughput: maxThroughput }
    }
  }
}

resource containers 'Microsoft.DocumentDB/databaseAccounts/sqlDatabases/containers@2026-03-15' = [
  for container in stores.containers: {
    parent: database
    name: container.id
    properties: {
      resource: container
    }
  }
]

// Cosmos DB Built-in Data Contributor: documents, and nothing about the account.
resource applicationDocuments 'Microsoft.DocumentDB/databaseAccounts/sqlRoleAssignments@2026-03-15' = {
  parent: account
  name: guid(account.id, applicationPrincipalId, 'documents')
  properties: {
    principalId: applicationPrincipalId
    roleDefinitionId: '${account.id}/sqlRoleDefinitions/00000000-0000-0000-0000-000000000002'
    scope: '${account.id}/dbs/${database.name}'
  }
}

resource diagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'to-workspace'
  scope: account
  properties: {
    workspaceId: workspaceId
    logAnalyticsDestinationType: 'Dedicated'
    logs: [
      {
        // Who changed the account; what calls asked for stays out of every log.
        category: 'ControlPlaneRequests'
        enabled: true
      }
    ]
    metrics: [
      {
        category: 'Requests'
        enabled: true
      }
    ]
  }
}

output accountId string = account.id
output endpoint string = account.properties.documentEndpoint
output databaseName string = database.name
