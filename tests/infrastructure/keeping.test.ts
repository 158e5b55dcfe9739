import {
  at,
  difference,
  handle,
  isIdOf,
  listAt,
  ofType,
  otherThan,
  promise,
} from '../support/bicep/promises.ts'
import type { Resource, Templates } from '../support/bicep/templates.ts'

const account = 'Microsoft.Storage/storageAccounts'
const services = `${account}/blobServices`
const policies = `${account}/managementPolicies`
const [inStorage, inVault, inEvidence] = ['storage', 'key-vault', 'evidence'].map(
  (name) => `bicep/modules/${name}.bicep`,
) as [string, string, string]

const named = (all: Templates, type: string, symbol: string): readonly Resource[] =>
  ofType(all, type).filter((one) => one.symbol === symbol)

promise(
  'logs live 90 days',
  (all) => [
    ...otherThan(ofType(all, 'Microsoft.OperationalInsights/workspaces'), {
      'properties.retentionInDays': 90,
    }),
    ...otherThan(ofType(all, 'Microsoft.Insights/components'), {
      'properties.RetentionInDays': 90,
      'properties.DisableIpMasking': false,
    }),
  ],
  [
    {
      when: 'the workspace keeps them a year',
      file: 'bicep/modules/monitoring.bicep',
      from: 'retentionInDays: 90',
      to: 'retentionInDays: 365',
    },
    {
      when: 'addresses of callers are kept',
      file: 'bicep/modules/monitoring.bicep',
      from: 'DisableIpMasking: false',
      to: 'DisableIpMasking: true',
    },
  ],
)

promise(
  'the shares’ account forgets at once: no versions, no deleted blobs, no backup, no feed of changes',
  (all) => [
    ...otherThan(named(all, services, 'sharesBlobs'), {
      'properties.isVersioningEnabled': false,
      'properties.deleteRetentionPolicy': { enabled: false },
      'properties.containerDeleteRetentionPolicy': { enabled: false },
      'properties.restorePolicy': { enabled: false },
      'properties.changeFeed': { enabled: false },
    }),
    ...ofType(all, 'Microsoft.RecoveryServices/vaults', 'Microsoft.DataProtection/backupVaults').map(handle),
  ],
  [
    {
      when: 'deleted shares stay',
      file: inStorage,
      from: 'deleteRetentionPolicy: { enabled: false }',
      to: 'deleteRetentionPolicy: {\n      enabled: true\n      days: 7\n    }',
    },
    {
      when: 'versions stay',
      file: inStorage,
      from: 'isVersioningEnabled: false',
      to: 'isVersioningEnabled: true',
    },
    {
      when: 'an earlier state can be had',
      file: inStorage,
      from: 'restorePolicy: { enabled: false }',
      to: 'restorePolicy: {\n      enabled: true\n      days: 6\n    }',
    },
  ],
)

promise(
  'content can be had back for a week, and no longer: then old versions and deleted blobs go by themselves',
  (all) => [
    ...otherThan(named(all, services, 'contentBlobs'), {
      'properties.isVersioningEnabled': true,
      'properties.deleteRetentionPolicy': { enabled: true, days: 7, allowPermanentDelete: false },
      'properties.containerDeleteRetentionPolicy': { enabled: true, days: 7 },
    }),
    ...otherThan(named(all, policies, 'contentLifecycle'), {
      'properties.policy.rules.0.enabled': true,
      'properties.policy.rules.0.definition.actions.version.delete.daysAfterCreationGreaterThan': 7,
      'properties.policy.rules.0.definition.actions.snapshot.delete.daysAfterCreationGreaterThan': 7,
    }),
  ],
  [
    { when: 'it is a month', file: inStorage, from: 'var mendingDays = 7', to: 'var mendingDays = 31' },
    {
      when: 'old versions stay',
      file: inStorage,
      from: 'enabled: true\n          definition',
      to: 'enabled: false\n          definition',
    },
  ],
)

promise(
  'documents are backed up continuously for 30 days, and never longer',
  (all) =>
    otherThan(ofType(all, 'Microsoft.DocumentDB/databaseAccounts'), {
      'properties.backupPolicy': {
        type: 'Continuous',
        continuousModeProperties: { tier: 'Continuous30Days' },
      },
      'properties.consistencyPolicy.defaultConsistencyLevel': 'BoundedStaleness',
    }),
  [
    {
      when: 'it is a week',
      file: 'bicep/modules/cosmos.bicep',
      from: 'Continuous30Days',
      to: 'Continuous7Days',
    },
    {
      when: 'reads do not see every write',
      file: 'bicep/modules/cosmos.bicep',
      from: "'BoundedStaleness'",
      to: "'Session'",
    },
  ],
)

promise(
  'the histories of orchestrations go after 32 days',
  (all) =>
    otherThan(ofType(all, 'Microsoft.DurableTask/schedulers/retentionPolicies'), {
      'properties.retentionPolicies': [{ retentionPeriodInDays: 32 }],
    }),
  [
    {
      when: 'they stay for a year',
      file: 'bicep/modules/durable.bicep',
      from: 'retentionPeriodInDays: 32',
      to: 'retentionPeriodInDays: 365',
    },
  ],
  { durableBackend: 'scheduler' },
)

promise(
  'orchestrations can remember in Azure Storage instead: then there is no scheduler, and nothing points to one',
  (all) => [
    ...all.resources.filter(({ type }) => type.startsWith('Microsoft.DurableTask')).map(handle),
    ...ofType(all, 'Microsoft.Web/sites/config').flatMap(({ body }) =>
      Object.keys(at(body, 'properties') ?? {}).filter((name) => /storageProvider|SCHEDULER/.test(name)),
    ),
  ],
  [
    {
      when: 'it is made all the same',
      file: 'bicep/modules/durable.bicep',
      from: "var isScheduler = durableBackend == 'scheduler'",
      to: "var isScheduler = durableBackend != ''",
    },
  ],
  { durableBackend: 'storage' },
)

promise(
  'the heads of the audit cannot be changed or deleted for five years',
  (all) => {
    const heads = named(all, `${services}/containers`, 'heads')
    const locks = ofType(all, `${services}/containers/immutabilityPolicies`)
    return [
      ...difference(
        heads.map(({ name }) => name),
        ['audit-heads'],
        'heads',
      ),
      ...otherThan(locks, {
        'properties.immutabilityPeriodSinceCreationInDays': 1827,
        'properties.allowProtectedAppendWrites': false,
        'parent.name': 'audit-heads',
      }),
    ]
  },
  [
    { when: 'it is a day', file: inEvidence, from: 'InDays: 1827', to: 'InDays: 1' },
    {
      when: 'they can be added to',
      file: inEvidence,
      from: 'allowProtectedAppendWrites: false',
      to: 'allowProtectedAppendWrites: true',
    },
  ],
)

const key = {
  'properties.kty': 'RSA-HSM',
  'properties.keySize': 3072,
  'properties.keyOps': ['wrapKey', 'unwrapKey'],
  'properties.attributes.exportable': false,
  'properties.rotationPolicy.lifetimeActions.0.action.type': 'rotate',
  'properties.rotationPolicy.lifetimeActions.0.trigger.timeAfterCreate': 'P365D',
} as const

promise(
  'keys are made in hardware, never leave it, and rotate every year; what is lost can be had back for 90 days',
  (all) => [
    ...otherThan(ofType(all, 'Microsoft.KeyVault/vaults'), {
      'properties.sku.name': 'premium',
      'properties.enableSoftDelete': true,
      'properties.softDeleteRetentionInDays': 90,
      'properties.enablePurgeProtection': true,
    }),
    ...otherThan(ofType(all, 'Microsoft.KeyVault/vaults/keys'), key),
  ],
  [
    { when: 'they are software', file: inVault, from: "'RSA-HSM'", to: "'RSA'" },
    { when: 'they are told of and not rotated', file: inVault, from: "type: 'rotate'", to: "type: 'notify'" },
    {
      when: 'they can be purged',
      file: inVault,
      from: 'enablePurgeProtection: true',
      to: 'enablePurgeProtection: false',
    },
    { when: 'the vault is the standard one', file: inVault, from: "'premium'", to: "'standard'" },
  ],
)

const hiddenKey = (store: string, name: string) => ({
  [`properties.encryption.keyvaultproperties.${name}`]: store,
})

promise(
  'stores are encrypted under keys of our vault, the shares under another than all the rest',
  (all) => [
    ...otherThan(named(all, account, 'content'), {
      'properties.encryption.keySource': 'Microsoft.Keyvault',
      'properties.encryption.requireInfrastructureEncryption': true,
      ...hiddenKey('stores', 'keyname'),
    }),
    ...otherThan(named(all, account, 'shares'), {
      'properties.encryption.keySource': 'Microsoft.Keyvault',
      ...hiddenKey('shares', 'keyname'),
    }),
    ...otherThan(ofType(all, 'Microsoft.DocumentDB/databaseAccounts'), {
      'properties.keyVaultKeyUri': `‹${inVault}#storesKey.properties.keyUri›`,
    }),
    ...otherThan(ofType(all, 'Microsoft.ServiceBus/namespaces'), {
      'properties.encryption.keySource': 'Microsoft.KeyVault',
      'properties.encryption.keyVaultProperties.0.keyName': 'stores',
    }),
    ...otherThan(ofType(all, account), { 'properties.encryption.requireInfrastructureEncryption': true }),
  ],
  [
    {
      when: 'the shares lie under the same key',
      file: 'bicep/main.bicep',
      from: 'sharesKeyName: vault.outputs.sharesKeyName',
      to: 'sharesKeyName: vault.outputs.storesKeyName',
    },
    {
      when: 'the platform keeps the key',
      file: inStorage,
      from: "keySource: 'Microsoft.Keyvault'",
      to: "keySource: 'Microsoft.Storage'",
    },
    {
      when: 'the documents name none',
      file: 'bicep/modules/cosmos.bicep',
      from: '    keyVaultKeyUri: storesKeyUri\n',
      to: '',
    },
  ],
)

promise(
  'Defender looks at uploads in an account of their own, which is empty after a day',
  (all) => {
    const [quarantine] = named(all, account, 'quarantine')
    return quarantine
      ? [
          ...otherThan(ofType(all, 'Microsoft.Security/defenderForStorageSettings'), {
            'properties.isEnabled': true,
            'properties.malwareScanning.onUpload.isEnabled': true,
            'scope.name': quarantine.name,
          }),
          ...otherThan(named(all, policies, 'leaves'), {
            'properties.policy.rules.0.definition.actions.baseBlob.delete.daysAfterCreationGreaterThan': 1,
          }),
          ...otherThan(named(all, services, 'quarantineBlobs'), {
            'properties.deleteRetentionPolicy': { enabled: false },
            'properties.isVersioningEnabled': false,
          }),
        ]
      : ['there is no account for it']
  },
  [
    {
      when: 'it does not look',
      file: 'bicep/modules/quarantine.bicep',
      from: 'onUpload: {\n        isEnabled: true',
      to: 'onUpload: {\n        isEnabled: false',
    },
    {
      when: 'it is empty after a month',
      file: 'bicep/modules/quarantine.bicep',
      from: 'daysAfterCreationGreaterThan: 1',
      to: 'daysAfterCreationGreaterThan: 30',
    },
  ],
  { defender: true },
)

/** What must be seen, by the file and name in which it stands. */
const watched = [
  'vault',
  'contentBlobs',
  'sharesBlobs',
  'evidenceBlobs',
  'hostBlobs',
  'account',
  'namespace',
  'app',
  'profile',
]
/** Whole addresses of pages, and queries with their values. */
const tellsTooMuch = ['FrontDoorAccessLog', 'DataPlaneRequests', 'QueryRuntimeStatistics', 'FunctionAppLogs']

promise(
  'what happens to every store is in the log, and whose address asked, or with which words, is not',
  (all) => {
    const settings = ofType(all, 'Microsoft.Insights/diagnosticSettings')
    const [workspace] = ofType(all, 'Microsoft.OperationalInsights/workspaces')
    const scrubbed = [
      ...ofType(all, 'Microsoft.Cdn/profiles').map(({ body }) => at(body, 'properties.logScrubbing')),
      ...ofType(all, 'Microsoft.Network/FrontDoorWebApplicationFirewallPolicies').map(({ body }) =>
        at(body, 'properties.policySettings.logScrubbing'),
      ),
    ]
    return [
      ...difference(
        settings.map(({ body }) => String(at(body, 'scope.‹›')).replace(/^.*#/, '')),
        watched,
        'watched',
      ),
      ...settings
        .filter(({ body }) => !workspace || !isIdOf(at(body, 'properties.workspaceId'), workspace))
        .map((one) => `${handle(one)} goes elsewhere`),
      ...settings
        .flatMap(({ body }) => listAt(body, 'properties.logs').map((log) => String(at(log, 'category'))))
        .filter((category) => tellsTooMuch.includes(category)),
      ...scrubbed.flatMap((rules) =>
        ['RequestIPAddress', 'QueryStringArgNames'].filter(
          (what) =>
            at(rules, 'state') !== 'Enabled' ||
            !listAt(rules, 'scrubbingRules').some(
              (rule) => at(rule, 'matchVariable') === what && at(rule, 'state') === 'Enabled',
            ),
        ),
      ),
    ]
  },
  [
    {
      when: 'the log of every access is kept',
      file: 'bicep/modules/front-door-routes.bicep',
      from: "'FrontDoorHealthProbeLog'",
      to: "'FrontDoorAccessLog'",
    },
    {
      when: 'addresses of callers are kept',
      file: 'bicep/modules/front-door.bicep',
      from: "matchVariable: 'RequestIPAddress'",
      to: "matchVariable: 'RequestUri'",
    },
    {
      when: 'nobody sees what happens to the vault',
      file: inVault,
      from: 'scope: vault\n  properties: {\n    workspaceId',
      to: 'scope: storesKey\n  properties: {\n    workspaceId',
    },
  ],
)
