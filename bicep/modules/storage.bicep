// What people and companies sent, as ciphertext, and apart from it the shares without which it cannot be read.
@allowed(['westeurope', 'northeurope'])
param location string
param suffix string
param tags object
param workspaceId string
param applicationPrincipalId string
param storesIdentityId string
param vaultUri string
param contentKeyName string
param sharesKeyName string

// How long a mistake can be mended; what was purged stays unreadable, since its share is gone at once.
var mendingDays = 7

// A removed blob is a version for as long; the policy ends it within two days more, and it can be undeleted as long again.
var goneDays = 16

resource content 'Microsoft.Storage/storageAccounts@2026-04-01' = {
  name: 'stcontent${suffix}'
  location: location
  tags: tags
  kind: 'StorageV2'
  sku: { name: 'Standard_GZRS' }
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: { '${storesIdentityId}': {} }
  }
  properties: {
    accessTier: 'Hot'
    publicNetworkAccess: 'Disabled'
    networkAcls: {
      bypass: 'AzureServices'
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
      keySource: 'Microsoft.Keyvault'
      identity: { userAssignedIdentity: storesIdentityId }
      keyvaultproperties: {
        keyvaulturi: vaultUri
        keyname: contentKeyName
      }
      services: {
        blob: { enabled: true }
      }
    }
  }
}

resource contentBlobs 'Microsoft.Storage/storageAccounts/blobServices@2026-04-01' = {
  parent: content
  name: 'default'
  properties: {
    isVersioningEnabled: true
    deleteRetentionPolicy: {
      enabled: true
      days: mendingDays
      allowPermanentDelete: false
    }
    containerDeleteRetentionPolicy: {
      enabled: true
      days: mendingDays
    }
    changeFeed: { enabled: false }
  }
}

// The second line behind the purge: what a purge or a replacement left as an old version goes, whatever the application does.
resource contentLifecycle 'Microsoft.Storage/storageAccounts/managementPolicies@2026-04-01' = {
  parent: content
  name: 'default'
  properties: {
    policy: {
      rules: [
        {
          name: 'old-versions-go'
          type: 'Lifecycle'
          enabled: true
          definition: {
            filters: { blobTypes: ['blockBlob'] }
            actions: {
              version: {
                delete: { daysAfterCreationGreaterThan: mendingDays }
              }
              snapshot: {
                delete: { daysAfterCreationGreaterThan: mendingDays }
              }
            }
          }
        }
      ]
    }
  }
  dependsOn: [contentBlobs]
}

// Destroyed means gone: no versions, no deleted blobs, no backup. Geo-redundant, since losing a share loses what is open.
resource shares 'Microsoft.Storage/storageAccounts@2026-04-01' = {
  name: 'stshares${suffix}'
  location: location
  tags: tags
  kind: 'StorageV2'
  sku: { name: 'Standard_GZRS' }
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: { '${storesIdentityId}': {} }
  }
  properties: {
    accessTier: 'Hot'
    publicNetworkAccess: 'Disabled'
    networkAcls: {
      bypass: 'AzureServices'
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
      keySource: 'Microsoft.Keyvault'
      identity: { userAssignedIdentity: storesIdentityId }
      keyvaultproperties: {
        keyvaulturi: vaultUri
        keyname: sharesKeyName
      }
      services: {
        blob: { enabled: true }
      }
    }
  }
}

resource sharesBlobs 'Microsoft.Storage/storageAccounts/blobServices@2026-04-01' = {
  parent: shares
  name: 'default'
  properties: {
    isVersioningEnabled: false
    deleteRetentionPolicy: { enabled: false }
    containerDeleteRetentionPolicy: { enabled: false }
    restorePolicy: { enabled: false }
    changeFeed: { enabled: false }
  }
}

// Storage Blob Data Contributor: writes and deletes blobs, cannot change who may.
resource applicationContent 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(content.id, applicationPrincipalId, 'blobs')
  scope: content
  properties: {
    principalId: applicationPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'ba92f5b4-2d11-453d-a403-e96b0029c9fe')
  }
}

// Storage Blob Data Contributor
resource applicationShares 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(shares.id, applicationPrincipalId, 'blobs')
  scope: shares
  properties: {
    principalId: applicationPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'ba92f5b4-2d11-453d-a403-e96b0029c9fe')
  }
}

resource contentDiagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'to-workspace'
  scope: contentBlobs
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

resource sharesDiagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'to-workspace'
  scope: sharesBlobs
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

output contentId string = content.id
output contentGoneDays int = goneDays
output contentEndpoint string = content.properties.primaryEndpoints.blob
output sharesId string = shares.id
output sharesEndpoint string = shares.properties.primaryEndpoints.blob
