// Keys that never leave, and the few secrets that other companies' services demand.
@allowed(['westeurope', 'northeurope'])
param location string
param suffix string
param tags object
param workspaceId string
param applicationPrincipalId string
param storesPrincipalId string

@secure()
@description('Key of the mail provider; left out, the one that is there stays.')
param mailApiKey string

@secure()
@description('Token of the provider of texts; left out, the one that is there stays.')
param smsAuthToken string

@secure()
@description('Makes the first operator, 26 characters or more; given once.')
param operatorCode string

resource vault 'Microsoft.KeyVault/vaults@2026-02-01' = {
  name: 'kv-${suffix}'
  location: location
  tags: tags
  properties: {
    tenantId: subscription().tenantId
    sku: {
      family: 'A'
      name: 'premium'
    }
    enableRbacAuthorization: true
    enableSoftDelete: true
    softDeleteRetentionInDays: 90
    enablePurgeProtection: true
    enabledForDeployment: false
    enabledForDiskEncryption: false
    enabledForTemplateDeployment: false
    publicNetworkAccess: 'Disabled'
    networkAcls: {
      // The stores fetch their keys as trusted services; a caller still needs its role.
      bypass: 'AzureServices'
      defaultAction: 'Deny'
      ipRules: []
      virtualNetworkRules: []
    }
  }
}

// What lies in documents, blobs and messages is encrypted under the first, the shred shares under the second.
resource storesKey 'Microsoft.KeyVault/vaults/keys@2026-02-01' = {
  parent: vault
  name: 'stores'
  properties: {
    kty: 'RSA-HSM'
    keySize: 3072
    keyOps: ['wrapKey', 'unwrapKey']
    attributes: {
      enabled: true
      exportable: false
    }
    rotationPolicy: {
      attributes: { expiryTime: 'P2Y' }
      lifetimeActions: [
        {
          trigger: { timeAfterCreate: 'P365D' }
          action: { type: 'rotate' }
        }
        {
          trigger: { timeBeforeExpiry: 'P30D' }
          action: { type: 'notify' }
        }
      ]
    }
  }
}

resource sharesKey 'Microsoft.KeyVault/vaults/keys@2026-02-01' = {
  parent: vault
  name: 'shares'
  properties: {
    kty: 'RSA-HSM'
    keySize: 3072
    keyOps: ['wrapKey', 'unwrapKey']
    attributes: {
      enabled: true
      exportable: false
    }
    rotationPolicy: {
      attributes: { expiryTime: 'P2Y' }
      lifetimeActions: [
        {
          trigger: { timeAfterCreate: 'P365D' }
          action: { type: 'rotate' }
        }
        {
          trigger: { timeBeforeExpiry: 'P30D' }
          action: { type: 'notify' }
        }
      ]
    }
  }
}

resource mailSecret 'Microsoft.KeyVault/vaults/secrets@2026-02-01' = if (!empty(mailApiKey)) {
  parent: vault
  name: 'mail-api-key'
  properties: { value: mailApiKey }
}

resource smsSecret 'Microsoft.KeyVault/vaults/secrets@2026-02-01' = if (!empty(smsAuthToken)) {
  parent: vault
  name: 'sms-auth-token'
  properties: { value: smsAuthToken }
}

resource operatorSecret 'Microsoft.KeyVault/vaults/secrets@2026-02-01' = if (!empty(operatorCode)) {
  parent: vault
  name: 'operator-code'
  properties: { value: operatorCode }
}

// Made once, with the deployment identity, which may not make roles: bootstrap.bicep.
resource keyMaker 'Microsoft.Authorization/roleDefinitions@2022-04-01' existing = {
  scope: subscription()
  name: guid(subscription().id, 'indsigt-keys')
}

resource applicationKeys 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(vault.id, applicationPrincipalId, 'keys')
  scope: vault
  properties: {
    principalId: applicationPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: keyMaker.id
  }
}

// Key Vault Secrets User: reads the providers' secrets, changes none.
resource applicationSecrets 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(vault.id, applicationPrincipalId, 'secrets')
  scope: vault
  properties: {
    principalId: applicationPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '4633458b-17de-408a-b874-0445c86b69e6')
  }
}

// Key Vault Crypto Service Encryption User, each on its key alone.
resource storesUseKey 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(storesKey.id, storesPrincipalId, 'encryption')
  scope: storesKey
  properties: {
    principalId: storesPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'e147488a-f6f5-4113-8e2d-b22465e65bf6')
  }
}

resource sharesUseKey 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(sharesKey.id, storesPrincipalId, 'encryption')
  scope: sharesKey
  properties: {
    principalId: storesPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'e147488a-f6f5-4113-8e2d-b22465e65bf6')
  }
}

resource diagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'to-workspace'
  scope: vault
  properties: {
    workspaceId: workspaceId
    logAnalyticsDestinationType: 'Dedicated'
    logs: [
      {
        categoryGroup: 'audit'
        enabled: true
      }
    ]
  }
}

output vaultId string = vault.id
output vaultUri string = vault.properties.vaultUri
output storesKeyName string = storesKey.name
output storesKeyUri string = storesKey.properties.keyUri
output sharesKeyName string = sharesKey.name
