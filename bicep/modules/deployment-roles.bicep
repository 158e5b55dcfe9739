// What the deployment may do in this subscription, which holds one environment and nothing else.
targetScope = 'subscription'

param deploymentPrincipalId string

var here = subscription().id

// Makes and uses the companies' keys; takes none out, deletes none, purges none. Renewing disables the version before.
resource keyMaker 'Microsoft.Authorization/roleDefinitions@2022-04-01' = {
  name: guid(subscription().id, 'indsigt-keys')
  properties: {
    roleName: 'Indsigt keys'
    description: 'Make, read, renew and use keys; never take them out, delete or purge them.'
    type: 'CustomRole'
    assignableScopes: [here]
    permissions: [
      {
        actions: []
        notActions: []
        dataActions: [
          'Microsoft.KeyVault/vaults/keys/read'
          'Microsoft.KeyVault/vaults/keys/create/action'
          'Microsoft.KeyVault/vaults/keys/update/action'
          'Microsoft.KeyVault/vaults/keys/wrap/action'
          'Microsoft.KeyVault/vaults/keys/unwrap/action'
          'Microsoft.KeyVault/vaults/keys/sign/action'
          'Microsoft.KeyVault/vaults/keys/verify/action'
        ]
        notDataActions: []
      }
    ]
  }
}

// What main.bicep gives to the application, the stores and the operators: the deployment gives these and no others.
var assignableRoles = [
  keyMaker.name
  '4633458b-17de-408a-b874-0445c86b69e6'
  'e147488a-f6f5-4113-8e2d-b22465e65bf6'
  'ba92f5b4-2d11-453d-a403-e96b0029c9fe'
  'b7e6dc6d-f1e8-4753-8033-0f276bb0955b'
  '974c5e8b-45b9-4653-ba55-5f855dd0fb88'
  '0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3'
  '4f6d3b9b-027b-4f4c-9142-0e5a2a2247e0'
  '69a216fc-b8fb-44d8-bc22-1f3c2cd27a39'
  '3913510d-42f4-4e42-8a64-420c390055eb'
  '0ad04412-c4d5-4796-b79c-f76d14c8d402'
  '43d0d8ad-25c7-4714-9337-8ba259a9fe05'
]

// Contributor
resource manages 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(subscription().id, deploymentPrincipalId, 'manages')
  properties: {
    principalId: deploymentPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'b24988ac-6180-42a0-ab88-20f7382dd24c')
  }
}

var roleList = join(assignableRoles, ', ')
var given = '@Request[Microsoft.Authorization/roleAssignments:RoleDefinitionId] ForAnyOfAnyValues:GuidEquals {${roleList}} AND @Request[Microsoft.Authorization/roleAssignments:PrincipalId] ForAnyOfAllValues:GuidNotEquals {${deploymentPrincipalId}}'
var taken = '@Resource[Microsoft.Authorization/roleAssignments:RoleDefinitionId] ForAnyOfAnyValues:GuidEquals {${roleList}}'

// Role Based Access Control Administrator, for these roles, and never for itself.
resource assigns 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(subscription().id, deploymentPrincipalId, 'assigns')
  properties: {
    principalId: deploymentPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'f58310d9-a9f6-439a-9e8d-f62e7b41a168')
    conditionVersion: '2.0'
    condition: '((!(ActionMatches{\'Microsoft.Authorization/roleAssignments/write\'})) OR (${given})) AND ((!(ActionMatches{\'Microsoft.Authorization/roleAssignments/delete\'})) OR (${taken}))'
  }
}
