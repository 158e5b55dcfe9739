// Where the signed heads of the audit lie so that nobody rewrites them, the application included.
@allowed(['westeurope', 'northeurope'])
param location string
param suffix string
param tags object
param workspaceId string
param evidencePrincipalId string

resource evidence 'Microsoft.Storage/storageAccounts@2026-04-01' = {
  name: 'stevidence${suffix}'
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

resource evidenceBlobs 'Microsoft.Storage/storageAccounts/blobServices@2026-04-01' = {
  parent: evidence
  name: 'default'
  properties: {
    deleteRetentionPolicy: {
      enabled: true
      days: 90
    }
    containerDeleteRetentionPolicy: {
      enabled: true
      days: 90
    }
  }
}

resource heads 'Microsoft.Storage/storageAccounts/blobServices/containers@2026-04-01' = {
  parent: evidenceBlobs
  name: 'audit-heads'
  properties: { publicAccess: 'None' }
}

// Heads are hashes and signatures, of nobody. Whoever operates locks the policy once: docs/deploy.md.
resource unchangeable 'Microsoft.Storage/storageAccounts/blobServices/containers/immutabilityPolicies@2026-04-01' = {
  parent: heads
  name: 'default'
  properties: {
    immutabilityPeriodSinceCreationInDays: 1827
    allowProtectedAppendWrites: false
  }
}

// Storage Blob Data Contributor, on the heads alone; the policy refuses it what it has written once.
resource evidenceWrites 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(heads.id, evidencePrincipalId, 'heads')
  scope: heads
  properties: {
    principalId: evidencePrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'ba92f5b4-2d11-453d-a403-e96b0029c9fe')
  }
}

resource diagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'to-workspace'
  scope: evidenceBlobs
  properties: {
    workspaceId: workspaceId
    logs: [
      {
        categoryGroup: 'allLogs'
        enabled: true
      }
    ]
  }
}

output evidenceId string = evidence.id
