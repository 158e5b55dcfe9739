import { at, difference, handle, listAt, ofType, promise } from '../support/bicep/promises.ts'
import type { Resource, Templates } from '../support/bicep/templates.ts'

const assignment = 'Microsoft.Authorization/roleAssignments'
const inIdentities = 'bicep/modules/identities.bicep'
const principals = {
  application: `‹${inIdentities}#application.properties.principalId›`,
  evidence: `‹${inIdentities}#evidence.properties.principalId›`,
  stores: `‹${inIdentities}#stores.properties.principalId›`,
  deployment: '‹bicep/modules/pipeline-identity.bicep#deployment.properties.principalId›',
  operators: '00000000-0000-0000-0000-00000000feed',
} as const

/** learn.microsoft.com, "Azure built-in roles". */
const roleNames: Readonly<Record<string, string>> = {
  'ba92f5b4-2d11-453d-a403-e96b0029c9fe': 'Storage Blob Data Contributor',
  'b7e6dc6d-f1e8-4753-8033-0f276bb0955b': 'Storage Blob Data Owner',
  '974c5e8b-45b9-4653-ba55-5f855dd0fb88': 'Storage Queue Data Contributor',
  '0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3': 'Storage Table Data Contributor',
  '4f6d3b9b-027b-4f4c-9142-0e5a2a2247e0': 'Azure Service Bus Data Receiver',
  '69a216fc-b8fb-44d8-bc22-1f3c2cd27a39': 'Azure Service Bus Data Sender',
  '4633458b-17de-408a-b874-0445c86b69e6': 'Key Vault Secrets User',
  'e147488a-f6f5-4113-8e2d-b22465e65bf6': 'Key Vault Crypto Service Encryption User',
  '3913510d-42f4-4e42-8a64-420c390055eb': 'Monitoring Metrics Publisher',
  '0ad04412-c4d5-4796-b79c-f76d14c8d402': 'Durable Task Data Contributor',
  '43d0d8ad-25c7-4714-9337-8ba259a9fe05': 'Monitoring Reader',
  'b24988ac-6180-42a0-ab88-20f7382dd24c': 'Contributor',
  'f58310d9-a9f6-439a-9e8d-f62e7b41a168': 'Role Based Access Control Administrator',
}

const roleIdOf = ({ body }: Resource): string =>
  String(at(body, 'properties.roleDefinitionId')).replace(/^.*roleDefinitions\//, '')

const placeOf = ({ body, file }: Resource): string =>
  String(at(body, 'scope.‹›') ?? file).replace(/^bicep\/(modules\/)?/, '')

/** Who may do what where, as `role at place`. */
const rightsOf = (all: Templates, principal: string): readonly string[] => [
  ...ofType(all, assignment)
    .filter(({ body }) => at(body, 'properties.principalId') === principal)
    .map((one) => `${roleNames[roleIdOf(one)] ?? roleIdOf(one)} at ${placeOf(one)}`),
  ...ofType(all, 'Microsoft.DocumentDB/databaseAccounts/sqlRoleAssignments')
    .filter(({ body }) => at(body, 'properties.principalId') === principal)
    .map(
      (one) =>
        `documents ${String(at(one.body, 'properties.roleDefinitionId')).slice(-1)} at ${one.file.replace(/^bicep\/modules\//, '')}`,
    ),
]

const given = { durableBackend: 'scheduler', operatorsGroupId: principals.operators }
const keyRole = '‹guid of /subscriptions/one indsigt-keys›'
const anotherRole = (scope: string, principal: string, role: string): string =>
  `resource more 'Microsoft.Authorization/roleAssignments@2022-04-01' = {\n  name: 'more'\n  scope: ${scope}\n  properties: {\n    principalId: ${principal}\n    roleDefinitionId: subscriptionResourceId('r', '${role}')\n  }\n}\n\n`
const contributor = 'b24988ac-6180-42a0-ab88-20f7382dd24c'

promise(
  'the application reads and writes data, and manages nothing: these roles and no other',
  (all) =>
    difference(
      rightsOf(all, principals.application),
      [
        `${keyRole} at key-vault.bicep#vault`,
        'Key Vault Secrets User at key-vault.bicep#vault',
        'Storage Blob Data Contributor at storage.bicep#content',
        'Storage Blob Data Contributor at storage.bicep#shares',
        'documents 2 at cosmos.bicep',
        'Azure Service Bus Data Receiver at service-bus.bicep#namespace',
        'Azure Service Bus Data Sender at service-bus.bicep#namespace',
        'Storage Blob Data Owner at durable.bicep#host',
        'Storage Queue Data Contributor at durable.bicep#host',
        'Storage Table Data Contributor at durable.bicep#host',
        'Durable Task Data Contributor at durable.bicep#scheduler',
        'Monitoring Metrics Publisher at function-app.bicep#insights',
      ],
      'application',
    ),
  [
    {
      when: 'it manages the storage',
      file: 'bicep/modules/storage.bicep',
      from: 'output contentId ',
      to: `${anotherRole('content', 'applicationPrincipalId', contributor)}output contentId `,
    },
    {
      when: 'it owns the content',
      file: 'bicep/modules/storage.bicep',
      from: 'ba92f5b4-2d11-453d-a403-e96b0029c9fe',
      to: 'b7e6dc6d-f1e8-4753-8033-0f276bb0955b',
    },
    {
      when: 'it reaches the evidence',
      file: 'bicep/main.bicep',
      from: 'evidencePrincipalId: identities.outputs.evidence.principalId',
      to: 'evidencePrincipalId: identities.outputs.application.principalId',
    },
    {
      when: 'it administers the vault',
      file: 'bicep/modules/key-vault.bicep',
      from: 'roleDefinitionId: keyMaker.id',
      to: "roleDefinitionId: subscriptionResourceId('r', '00482a5a-887f-4fb3-b363-3b7fe8e74483')",
    },
  ],
  given,
)

promise(
  'the role for keys makes and uses them, and neither takes them out, nor deletes, nor purges them',
  (all) =>
    ofType(all, 'Microsoft.Authorization/roleDefinitions').flatMap(({ body }) => [
      ...difference(listAt(body, 'properties.permissions.0.actions').map(String), [], 'management'),
      ...difference(
        listAt(body, 'properties.permissions.0.dataActions').map((action) =>
          String(action).replace('Microsoft.KeyVault/vaults/keys/', ''),
        ),
        [
          'read',
          'create/action',
          'update/action',
          'wrap/action',
          'unwrap/action',
          'sign/action',
          'verify/action',
        ],
        'keys',
      ),
    ]),
  [
    {
      when: 'it deletes',
      file: 'bicep/modules/deployment-roles.bicep',
      from: "          'Microsoft.KeyVault/vaults/keys/verify/action'",
      to: "          'Microsoft.KeyVault/vaults/keys/delete'",
    },
    {
      when: 'it manages',
      file: 'bicep/modules/deployment-roles.bicep',
      from: 'actions: []\n        notActions',
      to: "actions: ['Microsoft.KeyVault/vaults/write']\n        notActions",
    },
  ],
)

function deploymentFaults(all: Templates): readonly string[] {
  const assigns = ofType(all, assignment).find((one) => roleNames[roleIdOf(one)]?.startsWith('Role Based'))
  const condition = String(at(assigns?.body ?? null, 'properties.condition'))
  const listed =
    /roleAssignments\/write'\}\)\) OR \(@Request\[[^\]]*RoleDefinitionId\] ForAnyOfAnyValues:GuidEquals \{([^}]*)\}/.exec(
      condition,
    )?.[1]
  const isSelfExcluded = condition.includes(
    `AND @Request[Microsoft.Authorization/roleAssignments:PrincipalId] ForAnyOfAllValues:GuidNotEquals {${principals.deployment}}`,
  )
  const used = ofType(all, assignment).filter(
    ({ body }) => at(body, 'properties.principalId') !== principals.deployment,
  )
  return [
    ...difference(
      rightsOf(all, principals.deployment),
      [
        'Contributor at deployment-roles.bicep',
        'Role Based Access Control Administrator at deployment-roles.bicep',
      ],
      'deployment',
    ),
    ...difference(
      listed?.split(', ') ?? [],
      [...new Set(used.map(roleIdOf))],
      'roles that the deployment gives',
    ),
    ...(isSelfExcluded ? [] : ['the deployment may give itself a role']),
  ]
}

promise(
  'the deployment manages and reads no data: it gives the roles of the templates, those alone, and never to itself',
  deploymentFaults,
  [
    {
      when: 'it reads blobs',
      file: 'bicep/modules/deployment-roles.bicep',
      from: '// Contributor\n',
      to: anotherRole('subscription()', 'deploymentPrincipalId', 'ba92f5b4-2d11-453d-a403-e96b0029c9fe'),
    },
    {
      when: 'it may make owners',
      file: 'bicep/modules/deployment-roles.bicep',
      from: "  '43d0d8ad-25c7-4714-9337-8ba259a9fe05'",
      to: "  '43d0d8ad-25c7-4714-9337-8ba259a9fe05'\n  '8e3af657-a8ff-443c-a75c-2fe8c4bcb635'",
    },
    {
      when: 'it may give itself a role',
      file: 'bicep/modules/deployment-roles.bicep',
      from: 'GuidNotEquals',
      to: 'GuidEquals',
    },
    {
      when: 'it owns all',
      file: 'bicep/modules/deployment-roles.bicep',
      from: contributor,
      to: '8e3af657-a8ff-443c-a75c-2fe8c4bcb635',
    },
  ],
  given,
)

promise(
  'operators see how it runs, change nothing and read no data',
  (all) =>
    difference(rightsOf(all, principals.operators), ['Monitoring Reader at people.bicep'], 'operators'),
  [
    {
      when: 'they manage',
      file: 'bicep/modules/people.bicep',
      from: '43d0d8ad-25c7-4714-9337-8ba259a9fe05',
      to: contributor,
    },
  ],
  given,
)

promise(
  'the heads of the audit are written by an identity of their own, which reaches nothing else',
  (all) => [
    ...difference(
      rightsOf(all, principals.evidence),
      ['Storage Blob Data Contributor at evidence.bicep#heads'],
      'evidence',
    ),
    ...difference(
      rightsOf(all, principals.stores),
      [
        'Key Vault Crypto Service Encryption User at key-vault.bicep#storesKey',
        'Key Vault Crypto Service Encryption User at key-vault.bicep#sharesKey',
      ],
      'stores',
    ),
  ],
  [
    {
      when: 'it reaches the whole account',
      file: 'bicep/modules/evidence.bicep',
      from: 'scope: heads',
      to: 'scope: evidence',
    },
    {
      when: 'the stores read secrets',
      file: 'bicep/modules/key-vault.bicep',
      from: 'e147488a-f6f5-4113-8e2d-b22465e65bf6',
      to: '4633458b-17de-408a-b874-0445c86b69e6',
    },
  ],
)

promise(
  'nobody else is given a role, and pipelines sign in by federation for one environment',
  (all) => [
    ...ofType(all, assignment)
      .filter(({ body }) => !Object.values<unknown>(principals).includes(at(body, 'properties.principalId')))
      .map((one) => `${handle(one)} gives a role to somebody else`),
    ...ofType(all, 'Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials')
      .filter(
        ({ body }) =>
          !/^repo:[^:*]+:environment:(dev|demo|prod)$/.test(String(at(body, 'properties.subject'))),
      )
      .map((one) => `${handle(one)} believes more than one environment`),
  ],
  [
    {
      when: 'a person is named',
      file: 'bicep/modules/storage.bicep',
      from: 'output contentId ',
      to: `${anotherRole('content', "'a-person'", contributor)}output contentId `,
    },
    {
      when: 'any branch is believed',
      file: 'bicep/bootstrap/prod.json',
      from: ':environment:prod',
      to: ':ref:refs/heads/*',
    },
  ],
  given,
)
