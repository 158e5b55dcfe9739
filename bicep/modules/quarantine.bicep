// An account where a company may have its files looked at by Defender for Storage before they are taken; an option.
@allowed(['westeurope', 'northeurope'])
param location string
param suffix string
param tags object
param workspaceId string
param applicationPrincipalId string

resource quarantine 'Microsoft.Storage/storageAccounts@2026-04-01' = {
  name: 'stquar${suffix}'
  location: location
  tags: tags
  kind: 'StorageV2'
  sku: { name: 'Standard_GZRS' }
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
      keySource: 'Microsoft.Storage'
      services: {
        blob: { enabled: true }
      }
    }
  }
}

// What lies here was not encrypted yet: nothing of it is kept twice, and all of it goes after a day.
resource quarantineBlobs 'Microsoft.Storage/storageAccounts/blobServices@2026-04-01' = {
  parent: quarantine
  name: 'default'
  properties: {
    isVersioningEnabled: false
    deleteRetentionPolicy: { enabled: false }
    containerDeleteRetentionPolicy: { enabled: false }
  }
}

resource leaves 'Microsoft.Storage/storageAccounts/managementPolicies@2026-04-01' = {
  parent: quarantine
  name: 'default'
  properties: {
    policy: {
      rules: [
        {
          name: 'gone-after-a-day'
          type: 'Lifecycle'
          enabled: true
          definition: {
            filters: { blobTypes: ['blockBlob'] }
            actions: {
              baseBlob: {
                delete: { daysAfterCreationGreaterThan: 1 }
              }
            }
          }
        }
      ]
    }
  }
}

resource scanning 'Microsoft.Security/defenderForStorageSettings@2025-06-01' = {
  name: 'current'
  scope: quarantine
  properties: {
    isEnabled: true
    overrideSubscriptionLevelSettings: true
    malwareScanning: {
      onUpload: {
        isEnabled: true
        capGBPerMonth: 1000
      }
      blobScanResultsOptions: 'blobIndexTags'
    }
    sensitiveDataDiscovery: { isEnabled: false }
  }
}

// Storage Blob Data Contributor
resource applicationQuarantine 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(quarantine.id, applicationPrincipalId, 'blobs')
  scope: quarantine
  properties: {
    principalId: applicationPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'ba92f5b4-2d11-453d-a403-e96b0029c9fe')
  }
}

resource diagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'to-workspace'
  scope: quarantineBlobs
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

output quarantineId string = quarantine.id
