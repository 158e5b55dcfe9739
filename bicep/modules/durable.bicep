// What the Functions host keeps for itself, and where orchestrations remember: ids and dates, no content.
@allowed(['westeurope', 'northeurope'])
param location string
param suffix string
param regionCode string
param tags object
param environmentName string
param workspaceId string
param applicationPrincipalId string
param zoneRedundant bool

@allowed(['scheduler', 'storage'])
param durableBackend string

var isScheduler = durableBackend == 'scheduler'

resource host 'Microsoft.Storage/storageAccounts@2026-04-01' = {
  name: 'sthost${regionCode}${suffix}'
  location: location
  tags: tags
  kind: 'StorageV2'
  sku: { name: 'Standard_GZRS' }
  properties: {
    accessTier: 'Hot'
    publicNetworkAccess: 'Disabled'
    networkAcls: {
      bypass: 'None'
      defaultAction: 'Deny'
      ipRules: []
      virtualNetworkRules: []
    }
    allowSharedKeyAccess: false
    allowBlobPublicAccess: false
    allowCrossTenantReplication: false
    defaultToOAuthAuthentication: true
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
    encryption: {
      requireInfrastructureEncryption: true
      keySource: 'Microsoft.Storage'
      services: {
        blob: { enabled: true }
      }
    }
  }
}

resource hostBlobs 'Microsoft.Storage/storageAccounts/blobServices@2026-04-01' = {
  parent: host
  name: 'default'
  properties: {
    deleteRetentionPolicy: {
      enabled: true
      days: 7
    }
    containerDeleteRetentionPolicy: {
      enabled: true
      days: 7
    }
  }
}

resource packages 'Microsoft.Storage/storageAccounts/blobServices/containers@2026-04-01' = {
  parent: hostBlobs
  name: 'packages'
  properties: { publicAccess: 'None' }
}

// Storage Blob Data Owner: the host's leases and packages
resource hostBlobRole 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(host.id, applicationPrincipalId, 'blobs')
  scope: host
  properties: {
    principalId: applicationPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'b7e6dc6d-f1e8-4753-8033-0f276bb0955b')
  }
}

// Storage Queue Data Contributor
resource hostQueueRole 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(host.id, applicationPrincipalId, 'queues')
  scope: host
  properties: {
    principalId: applicationPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '974c5e8b-45b9-4653-ba55-5f855dd0fb88')
  }
}

// Storage Table Data Contributor
resource hostTableRole 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(host.id, applicationPrincipalId, 'tables')
  scope: host
  properties: {
    principalId: applicationPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3')
  }
}

resource scheduler 'Microsoft.DurableTask/schedulers@2026-02-01' = if (isScheduler) {
  name: 'dts-${regionCode}-${suffix}'
  location: location
  tags: tags
  properties: {
    sku: zoneRedundant
      ? {
          name: 'Dedicated'
          capacity: 3
        }
      : { name: 'Consumption' }
    publicNetworkAccess: 'Disabled'
    ipAllowlist: []
  }
}

resource taskHub 'Microsoft.DurableTask/schedulers/taskHubs@2026-02-01' = if (isScheduler) {
  parent: scheduler
  name: environmentName
}

// History is of ids, and no longer than what it is about: 32 days after the ending, content is gone.
resource retention 'Microsoft.DurableTask/schedulers/retentionPolicies@2026-02-01' = if (isScheduler) {
  parent: scheduler
  name: 'default'
  properties: {
    retentionPolicies: [{ retentionPeriodInDays: 32 }]
  }
}

// Durable Task Data Contributor
resource schedulerRole 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (isScheduler) {
  name: guid(resourceGroup().id, regionCode, applicationPrincipalId, 'tasks')
  scope: scheduler
  properties: {
    principalId: applicationPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '0ad04412-c4d5-4796-b79c-f76d14c8d402')
  }
}

resource hostDiagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'to-workspace'
  scope: hostBlobs
  properties: {
    workspaceId: workspaceId
    logs: [
      {
        categoryGroup: 'audit'
        enabled: true
      }
    ]
  }
}

output hostStorageId string = host.id
output hostStorageName string = host.name
output packagesUrl string = '${host.properties.primaryEndpoints.blob}${packages.name}'
output schedulerId string = isScheduler ? scheduler.id : ''
output schedulerEndpoint string = isScheduler ? scheduler!.properties.endpoint : ''
