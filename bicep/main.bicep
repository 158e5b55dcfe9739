// Everything that one environment is made of, in a subscription of its own, after bootstrap.bicep: docs/deploy.md.
targetScope = 'subscription'

@description('Also the name of its task hub; no two environments share anything.')
@allowed(['dev', 'demo', 'prod'])
param environmentName string

@description('Where the data lives.')
@allowed(['westeurope', 'northeurope'])
param location string

@description('Where its copy lives, and where the application can run when the first region is lost.')
@allowed(['westeurope', 'northeurope'])
param secondLocation string

@description('Where the application runs: location, or secondLocation after the first region was lost.')
@allowed(['westeurope', 'northeurope'])
param computeLocation string

@description('The host name that people and mails use, without https.')
param hostName string

@description('Host names of companies, whose operators point them here.')
param companyHosts array

@description('False until the domain name system has the records that the first deployment names.')
param hostsAreProven bool

@description('The address that mails come from; the mail provider knows it.')
param mailFrom string

@description('Public key of the mail provider\'s events; without it bounces are not heard of.')
param mailWebhookKey string = ''

@description('Account of the provider of texts; without it none are sent.')
param smsAccountSid string = ''
param smsFrom string = ''

@secure()
param mailApiKey string = ''

@secure()
param smsAuthToken string = ''

@secure()
@description('Given once, 26 characters or more: makes the first operator.')
param operatorCode string = ''

@description('Where orchestrations remember. Their state does not move from one to the other.')
@allowed(['scheduler', 'storage'])
param durableBackend string

@description('Copies in several data centres of the region, and instances that wait.')
param zoneRedundant bool

@minValue(1000)
param cosmosMaxThroughput int

@minValue(1)
param maximumInstances int

@description('An account whose uploads Defender for Storage looks at.')
param defender bool

@description('Who is told when something is wrong.')
param alertAddresses array

@description('A group of the directory; its members see how it runs.')
param operatorsGroupId string

param monthlyBudget int

@description('The first of a month, from which costs are counted.')
param firstMonth string

var suffix = uniqueString(subscription().id, environmentName)
var tags = {
  application: 'indsigt'
  environment: environmentName
  'azd-env-name': environmentName
}
var regionCodes = {
  westeurope: 'we'
  northeurope: 'ne'
}
var regionCode = regionCodes[computeLocation]
var hostNames = concat([hostName], companyHosts)

resource group 'Microsoft.Resources/resourceGroups@2025-04-01' = {
  name: 'rg-indsigt-${environmentName}'
  location: location
  tags: tags
}

module monitoring 'modules/monitoring.bicep' = {
  scope: group
  name: 'monitoring'
  params: {
    location: location
    suffix: suffix
    tags: tags
  }
}

module identities 'modules/identities.bicep' = {
  scope: group
  name: 'identities'
  params: {
    location: location
    suffix: suffix
    tags: tags
  }
}

module network 'modules/network.bicep' = {
  scope: group
  name: 'network-${regionCode}'
  params: {
    location: computeLocation
    suffix: suffix
    tags: tags
  }
}

module vault 'modules/key-vault.bicep' = {
  scope: group
  name: 'key-vault'
  params: {
    location: location
    suffix: suffix
    tags: tags
    workspaceId: monitoring.outputs.workspaceId
    applicationPrincipalId: identities.outputs.application.principalId
    storesPrincipalId: identities.outputs.stores.principalId
    mailApiKey: mailApiKey
    smsAuthToken: smsAuthToken
    operatorCode: operatorCode
  }
}

module storage 'modules/storage.bicep' = {
  scope: group
  name: 'storage'
  params: {
    location: location
    suffix: suffix
    tags: tags
    workspaceId: monitoring.outputs.workspaceId
    applicationPrincipalId: identities.outputs.application.principalId
    storesIdentityId: identities.outputs.stores.id
    vaultUri: vault.outputs.vaultUri
    contentKeyName: vault.outputs.storesKeyName
    sharesKeyName: vault.outputs.sharesKeyName
  }
}

module evidence 'modules/evidence.bicep' = {
  scope: group
  name: 'evidence'
  params: {
    location: location
    suffix: suffix
    tags: tags
    workspaceId: monitoring.outputs.workspaceId
    evidencePrincipalId: identities.outputs.evidence.principalId
  }
}

module quarantine 'modules/quarantine.bicep' = if (defender) {
  scope: group
  name: 'quarantine'
  params: {
    location: location
    suffix: suffix
    tags: tags
    workspaceId: monitoring.outputs.workspaceId
    applicationPrincipalId: identities.outputs.application.principalId
  }
}

module cosmos 'modules/cosmos.bicep' = {
  scope: group
  name: 'cosmos'
  params: {
    location: location
    secondLocation: secondLocation
    suffix: suffix
    tags: tags
    workspaceId: monitoring.outputs.workspaceId
    applicationPrincipalId: identities.outputs.application.principalId
    storesIdentityId: identities.outputs.stores.id
    storesKeyUri: vault.outputs.storesKeyUri
    zoneRedundant: zoneRedundant
    maxThroughput: cosmosMaxThroughput
  }
}

module bus 'modules/service-bus.bicep' = {
  scope: group
  name: 'service-bus'
  params: {
    location: location
    secondLocation: secondLocation
    suffix: suffix
    tags: tags
    workspaceId: monitoring.outputs.workspaceId
    applicationPrincipalId: identities.outputs.application.principalId
    storesIdentityId: identities.outputs.stores.id
    storesKeyName: vault.outputs.storesKeyName
    vaultUri: vault.outputs.vaultUri
    zoneRedundant: zoneRedundant
  }
}

module durable 'modules/durable.bicep' = {
  scope: group
  name: 'durable-${regionCode}'
  params: {
    location: computeLocation
    suffix: suffix
    regionCode: regionCode
    tags: tags
    environmentName: environmentName
    workspaceId: monitoring.outputs.workspaceId
    applicationPrincipalId: identities.outputs.application.principalId
    zoneRedundant: zoneRedundant
    durableBackend: durableBackend
  }
}

// Which there are must be known before anything is made; where they lead is known afterwards.
var endpoints = [
  { name: 'content', part: 'blob', zone: 'blob' }
  { name: 'shares', part: 'blob', zone: 'blob' }
  { name: 'evidence', part: 'blob', zone: 'blob' }
  { name: 'host', part: 'blob', zone: 'blob' }
  { name: 'host', part: 'queue', zone: 'queue' }
  { name: 'host', part: 'table', zone: 'table' }
  { name: 'documents', part: 'Sql', zone: 'documents' }
  { name: 'keys', part: 'vault', zone: 'vault' }
  { name: 'messages', part: 'namespace', zone: 'bus' }
]

var targets = {
  content: storage.outputs.contentId
  shares: storage.outputs.sharesId
  evidence: evidence.outputs.evidenceId
  host: durable.outputs.hostStorageId
  documents: cosmos.outputs.accountId
  keys: vault.outputs.vaultId
  messages: bus.outputs.namespaceId
}

module stores 'modules/private-endpoint.bicep' = [
  for endpoint in endpoints: {
    scope: group
    name: 'endpoint-${regionCode}-${endpoint.name}-${endpoint.part}'
    params: {
      location: computeLocation
      name: endpoint.name
      tags: tags
      subnetId: network.outputs.endpointSubnet
      targetId: targets[endpoint.name]
      part: endpoint.part
      zoneId: network.outputs.zoneIds[endpoint.zone]
    }
  }
]

module tasks 'modules/private-endpoint.bicep' = if (durableBackend == 'scheduler') {
  scope: group
  name: 'endpoint-${regionCode}-tasks'
  params: {
    location: computeLocation
    name: 'tasks'
    tags: tags
    subnetId: network.outputs.endpointSubnet
    targetId: durable.outputs.schedulerId
    part: 'scheduler'
    zoneId: network.outputs.zoneIds.scheduler
  }
}

module looks 'modules/private-endpoint.bicep' = if (defender) {
  scope: group
  name: 'endpoint-${regionCode}-quarantine'
  params: {
    location: computeLocation
    name: 'quarantine'
    tags: tags
    subnetId: network.outputs.endpointSubnet
    targetId: quarantine!.outputs.quarantineId
    part: 'blob'
    zoneId: network.outputs.zoneIds.blob
  }
}

module frontDoor 'modules/front-door.bicep' = {
  scope: group
  name: 'front-door'
  params: {
    suffix: suffix
    tags: tags
    environmentName: environmentName
  }
}

module app 'modules/function-app.bicep' = {
  scope: group
  name: 'function-app-${regionCode}'
  params: {
    location: computeLocation
    suffix: suffix
    regionCode: regionCode
    tags: tags
    environmentName: environmentName
    workspaceId: monitoring.outputs.workspaceId
    insightsName: monitoring.outputs.insightsName
    insightsConnectionString: monitoring.outputs.insightsConnectionString
    subnetId: network.outputs.applicationSubnet
    application: identities.outputs.application
    hostStorageName: durable.outputs.hostStorageName
    packagesUrl: durable.outputs.packagesUrl
    schedulerEndpoint: durable.outputs.schedulerEndpoint
    cosmosEndpoint: cosmos.outputs.endpoint
    cosmosDatabase: cosmos.outputs.databaseName
    contentEndpoint: storage.outputs.contentEndpoint
    contentGoneDays: storage.outputs.contentGoneDays
    sharesEndpoint: storage.outputs.sharesEndpoint
    vaultUri: vault.outputs.vaultUri
    busHostName: bus.outputs.hostName
    frontDoorId: frontDoor.outputs.frontDoorId
    publicHost: hostName
    boundHosts: hostsAreProven ? hostNames : []
    mailFrom: mailFrom
    mailWebhookKey: mailWebhookKey
    smsAccountSid: smsAccountSid
    smsFrom: smsFrom
    givesOperatorCode: !empty(operatorCode)
    zoneRedundant: zoneRedundant
    maximumInstances: maximumInstances
  }
  dependsOn: [stores, tasks]
}

module routes 'modules/front-door-routes.bicep' = {
  scope: group
  name: 'front-door-routes'
  params: {
    profileName: frontDoor.outputs.profileName
    endpointName: frontDoor.outputs.endpointName
    firewallId: frontDoor.outputs.firewallId
    originHostName: app.outputs.defaultHostName
    workspaceId: monitoring.outputs.workspaceId
    hostNames: hostNames
  }
}

module alerts 'modules/alerts.bicep' = {
  scope: group
  name: 'alerts'
  params: {
    location: location
    suffix: suffix
    tags: tags
    workspaceId: monitoring.outputs.workspaceId
    busId: bus.outputs.namespaceId
    alertAddresses: alertAddresses
  }
}

module people 'modules/people.bicep' = {
  scope: group
  name: 'people'
  params: { operatorsGroupId: operatorsGroupId }
}

module budget 'modules/budget.bicep' = {
  name: 'budget-${environmentName}'
  params: {
    environmentName: environmentName
    monthlyBudget: monthlyBudget
    firstMonth: firstMonth
    actionGroupId: alerts.outputs.actionGroupId
    alertAddresses: alertAddresses
  }
}

output AZURE_LOCATION string = location
output AZURE_RESOURCE_GROUP string = group.name
output SERVICE_API_NAME string = app.outputs.appName
output PUBLIC_URL string = 'https://${hostName}'
output FRONT_DOOR_HOST string = frontDoor.outputs.endpointHostName
output DOMAIN_PROOF string = app.outputs.domainProof
output EGRESS_ADDRESS string = network.outputs.egressAddress
