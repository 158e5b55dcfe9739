// The application, on a plan that scales to what is asked. Only the front door reaches it.
@allowed(['westeurope', 'northeurope'])
param location string
param suffix string
param regionCode string
param tags object
param environmentName string
param workspaceId string
param insightsName string
param insightsConnectionString string
param subnetId string
param application object
param hostStorageName string
param packagesUrl string
param schedulerEndpoint string
param cosmosEndpoint string
param cosmosDatabase string
param contentEndpoint string
param contentGoneDays int
param sharesEndpoint string
param vaultUri string
param busHostName string
param frontDoorId string

@description('The host name of PUBLIC_URL.')
param publicHost string

@description('The host names whose records are there; the platform takes no others.')
param boundHosts array
param mailFrom string
param mailWebhookKey string
param smsAccountSid string
param smsFrom string
param givesOperatorCode bool
param zoneRedundant bool

@minValue(1)
param maximumInstances int

// A task hub and a scheduler of its own for each environment, by the host's own way to override host.json.
var orchestrations = empty(schedulerEndpoint)
  ? {}
  : {
      AzureFunctionsJobHost__extensions__durableTask__storageProvider__type: 'azureManaged'
      AzureFunctionsJobHost__extensions__durableTask__storageProvider__connectionStringName: 'DURABLE_TASK_SCHEDULER_CONNECTION_STRING'
      DURABLE_TASK_SCHEDULER_CONNECTION_STRING: 'Endpoint=${schedulerEndpoint};Authentication=ManagedIdentity;ClientID=${application.clientId}'
    }

var mailEvents = empty(mailWebhookKey) ? {} : { SENDGRID_WEBHOOK_KEY: mailWebhookKey }

var texts = empty(smsAccountSid)
  ? {}
  : {
      TWILIO_ACCOUNT_SID: smsAccountSid
      TWILIO_AUTH_TOKEN: '@Microsoft.KeyVault(SecretUri=${vaultUri}secrets/sms-auth-token)'
      TWILIO_FROM: smsFrom
    }

// Only while it is given: a reference to a secret that is not there would be taken for the code itself.
var firstOperator = givesOperatorCode
  ? { OPERATOR_CODE: '@Microsoft.KeyVault(SecretUri=${vaultUri}secrets/operator-code)' }
  : {}

resource plan 'Microsoft.Web/serverfarms@2025-03-01' = {
  name: 'plan-${regionCode}-${suffix}'
  location: location
  tags: tags
  kind: 'functionapp'
  sku: {
    name: 'FC1'
    tier: 'FlexConsumption'
  }
  properties: {
    reserved: true
    zoneRedundant: zoneRedundant
  }
}

resource app 'Microsoft.Web/sites@2025-03-01' = {
  name: 'func-${regionCode}-${suffix}'
  location: location
  tags: union(tags, { 'azd-service-name': 'api' })
  kind: 'functionapp,linux'
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: { '${application.id}': {} }
  }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    publicNetworkAccess: 'Enabled'
    virtualNetworkSubnetId: subnetId
    outboundVnetRouting: { allTraffic: true }
    keyVaultReferenceIdentity: application.id
    clientAffinityEnabled: false
    sshEnabled: false
    functionAppConfig: {
      deployment: {
        storage: {
          type: 'blobContainer'
          value: packagesUrl
          authentication: {
            type: 'UserAssignedIdentity'
            userAssignedIdentityResourceId: application.id
          }
        }
      }
      runtime: {
        name: 'node'
        version: '24'
      }
      scaleAndConcurrency: {
        instanceMemoryMB: 2048
        maximumInstanceCount: maximumInstances
        alwaysReady: zoneRedundant
          ? [
              {
                name: 'http'
                instanceCount: 2
              }
            ]
          : []
      }
    }
    siteConfig: {
      minTlsVersion: '1.2'
      scmMinTlsVersion: '1.2'
      ftpsState: 'Disabled'
      http20Enabled: true
      remoteDebuggingEnabled: false
      // Anyone can have a front door: the id says that it is ours.
      ipSecurityRestrictionsDefaultAction: 'Deny'
      ipSecurityRestrictions: [
        {
          name: 'our-front-door'
          priority: 100
          action: 'Allow'
          tag: 'ServiceTag'
          ipAddress: 'AzureFrontDoor.Backend'
          headers: { 'x-azure-fdid': [frontDoorId] }
        }
      ]
      // Opened for the address of whoever deploys, while they deploy: bicep/hooks.
      scmIpSecurityRestrictionsUseMain: false
      scmIpSecurityRestrictionsDefaultAction: 'Deny'
      scmIpSecurityRestrictions: []
    }
  }
}

resource settings 'Microsoft.Web/sites/config@2025-03-01' = {
  parent: app
  name: 'appsettings'
  properties: union(
    {
      AzureWebJobsStorage__credential: 'managedidentity'
      AzureWebJobsStorage__clientId: application.clientId
      AzureWebJobsStorage__blobServiceUri: 'https://${hostStorageName}.blob.${environment().suffixes.storage}'
      AzureWebJobsStorage__queueServiceUri: 'https://${hostStorageName}.queue.${environment().suffixes.storage}'
      AzureWebJobsStorage__tableServiceUri: 'https://${hostStorageName}.table.${environment().suffixes.storage}'
      APPLICATIONINSIGHTS_CONNECTION_STRING: insightsConnectionString
      APPLICATIONINSIGHTS_AUTHENTICATION_STRING: 'ClientId=${application.clientId};Authorization=AAD'
      AzureFunctionsJobHost__extensions__durableTask__hubName: environmentName
      SERVICEBUS__credential: 'managedidentity'
      SERVICEBUS__clientId: application.clientId
      SERVICEBUS__fullyQualifiedNamespace: busHostName
      AZURE_CLIENT_ID: application.clientId
      PUBLIC_URL: 'https://${publicHost}'
      FRONT_DOOR_ID: frontDoorId
      COSMOS_ENDPOINT: cosmosEndpoint
      COSMOS_DATABASE: cosmosDatabase
      BLOB_ENDPOINT: contentEndpoint
      BLOB_GONE_DAYS: '${contentGoneDays}'
      SHARES_ENDPOINT: sharesEndpoint
      KEYVAULT_URL: vaultUri
      SERVICEBUS_NAMESPACE: busHostName
      SENDGRID_API_KEY: '@Microsoft.KeyVault(SecretUri=${vaultUri}secrets/mail-api-key)'
      MAIL_FROM: mailFrom
    },
    orchestrations,
    mailEvents,
    texts,
    firstOperator
  )
}

// No name and password lead to the deployment site, nor to files.
resource noScmPassword 'Microsoft.Web/sites/basicPublishingCredentialsPolicies@2025-03-01' = {
  parent: app
  name: 'scm'
  properties: { allow: false }
}

resource noFtpPassword 'Microsoft.Web/sites/basicPublishingCredentialsPolicies@2025-03-01' = {
  parent: app
  name: 'ftp'
  properties: { allow: false }
}

// The front door passes the host on, by which the application knows a company: docs/decisions/0076.
@batchSize(1)
resource hosts 'Microsoft.Web/sites/hostNameBindings@2025-03-01' = [
  for host in boundHosts: {
    parent: app
    name: host
    properties: {
      siteName: app.name
      hostNameType: 'Verified'
    }
  }
]

resource insights 'Microsoft.Insights/components@2020-02-02' existing = {
  name: insightsName
}

// Monitoring Metrics Publisher: sends telemetry, reads none.
resource publishes 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(insights.id, application.id, 'telemetry')
  scope: insights
  properties: {
    principalId: application.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '3913510d-42f4-4e42-8a64-420c390055eb')
  }
}

resource diagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'to-workspace'
  scope: app
  properties: {
    workspaceId: workspaceId
    metrics: [
      {
        category: 'AllMetrics'
        enabled: true
      }
    ]
  }
}

output appName string = app.name
output domainProof string = app.properties.customDomainVerificationId
output defaultHostName string = app.properties.defaultHostName
