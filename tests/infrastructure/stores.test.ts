import assert from 'node:assert/strict'
import { test } from 'node:test'

import { queueFunctions } from '../../functions/bus/functions.ts'
import { containerDefinitions } from '../../shared/adapters/cosmos/containers.ts'
import { queueNames, queuesWithSessions } from '../../shared/application/ports/messages.ts'
import type { App } from '../../shared/composition/app.ts'
import { readHostedConfig } from '../../shared/config/read-config.ts'
import { isMembers } from '../support/bicep/expressions.ts'
import { at, difference, ofType, otherThan, promise } from '../support/bicep/promises.ts'
import { templatesOf } from '../support/bicep/templates.ts'
import type { Environment, Planted } from '../support/bicep/templates.ts'

promise(
  'the containers are those of the application, with its partition keys, its indices and its times to live',
  (all) => {
    const made = ofType(all, 'Microsoft.DocumentDB/databaseAccounts/sqlDatabases/containers')
    const wanted = new Map(containerDefinitions().map((one) => [one.id as string, JSON.stringify(one)]))
    return [
      ...difference(
        made.map(({ name }) => name),
        [...wanted.keys()],
        'containers',
      ),
      ...made
        .filter(({ name, body }) => JSON.stringify(at(body, 'properties.resource')) !== wanted.get(name))
        .map(({ name }) => `${name} is another: node tools/write-stores.ts makes bicep/stores.json anew`),
    ]
  },
  [
    { when: 'one is of another key', file: 'bicep/stores.json', from: '/subjectRef"]', to: '/id"]' },
    {
      when: 'documents of one live for good',
      file: 'bicep/stores.json',
      from: '"defaultTtl": -1',
      to: '"defaultTtl": null',
    },
    {
      when: 'an index is missing',
      file: 'bicep/stores.json',
      from: '{ "path": "/body/outboxPending/?" },',
      to: '',
    },
  ],
)

promise(
  'the queues are those of the application: stored once by their id, put aside after ten deliveries',
  (all) => {
    const queues = ofType(all, 'Microsoft.ServiceBus/namespaces/queues')
    return [
      ...difference(
        queues.map(({ name, body }) => `${name} ${String(at(body, 'properties.requiresSession'))}`),
        queueNames.map((name) => `${name} ${queuesWithSessions.has(name)}`),
        'queues',
      ),
      ...otherThan(queues, {
        'properties.requiresDuplicateDetection': true,
        'properties.duplicateDetectionHistoryTimeWindow': 'PT10M',
        'properties.lockDuration': 'PT1M',
        'properties.maxDeliveryCount': 10,
        'properties.deadLetteringOnMessageExpiration': true,
      }),
    ]
  },
  [
    { when: 'one is missing', file: 'bicep/stores.json', from: '"webhooks"', to: '"hooks"' },
    {
      when: 'the audit has no sessions',
      file: 'bicep/stores.json',
      from: '"name": "audit", "hasSessions": true',
      to: '"name": "audit", "hasSessions": false',
    },
    {
      when: 'a message may be stored twice',
      file: 'bicep/modules/service-bus.bicep',
      from: 'requiresDuplicateDetection: true',
      to: 'requiresDuplicateDetection: false',
    },
    {
      when: 'what is too old disappears',
      file: 'bicep/modules/service-bus.bicep',
      from: 'deadLetteringOnMessageExpiration: true',
      to: 'deadLetteringOnMessageExpiration: false',
    },
  ],
)

/** What only a deployment knows, in the shape that it will have. */
const later: readonly (readonly [end: string, value: string])[] = [
  ['#account.properties.documentEndpoint', 'https://cosmos-name.documents.azure.com:443/'],
  ['#content.properties.primaryEndpoints.blob', 'https://stcontent.blob.core.windows.net/'],
  ['#shares.properties.primaryEndpoints.blob', 'https://stshares.blob.core.windows.net/'],
  ['#vault.properties.vaultUri', 'https://kv-name.vault.azure.net/'],
  ['#application.properties.clientId', '11111111-1111-4111-8111-111111111111'],
  ['#profile.properties.frontDoorId', '22222222-2222-4222-8222-222222222222'],
]

async function settingsOf(environment: Environment, planted: readonly Planted[] = [], given = {}) {
  const [settings] = ofType(await templatesOf(environment, planted, given), 'Microsoft.Web/sites/config')
  const properties = at(settings?.body ?? null, 'properties')
  return Object.fromEntries(
    Object.entries(isMembers(properties) ? properties : {}).map(([name, value]) => [
      name,
      later.reduce(
        (text, [end, known]) => text.replaceAll(new RegExp(`‹[^‹›]*${end}›`, 'g'), known),
        String(value),
      ),
    ]),
  )
}

const complete = {
  smsAccountSid: `AC${'0'.repeat(32)}`,
  smsFrom: '+4520000000',
  operatorCode: 'x'.repeat(26),
}

for (const environment of ['dev', 'demo', 'prod'] as const) {
  test(`the application starts with the settings of ${environment}, and reaches what was made for it`, async () => {
    const read = readHostedConfig(await settingsOf(environment, [], complete))

    assert.ok(read.ok, read.ok ? '' : JSON.stringify(read.error.problems))
    const { adapters, publicUrl, frontDoorId, blobGoneDays } = read.value
    assert.equal(blobGoneDays, 16)
    assert.equal(frontDoorId, '22222222-2222-4222-8222-222222222222')
    assert.match(publicUrl, /^https:\/\/[a-z.]+$/)
    assert.deepEqual(adapters.documents, {
      endpoint: 'https://cosmos-name.documents.azure.com:443/',
      database: 'indsigt',
    })
    assert.deepEqual(adapters.blobs, { endpoint: 'https://stcontent.blob.core.windows.net/' })
    assert.deepEqual(adapters.shares, { endpoint: 'https://stshares.blob.core.windows.net/' })
    assert.deepEqual(adapters.keys, { url: 'https://kv-name.vault.azure.net/' })
    assert.deepEqual(adapters.messages, { namespace: 'sb-abcdefghijklm.servicebus.windows.net' })
    assert.equal(adapters.clientId, '11111111-1111-4111-8111-111111111111')
    assert.ok(adapters.sms)
  })
}

test('settings that would not start the application are noticed', async () => {
  const without = {
    file: 'bicep/modules/function-app.bicep',
    from: 'KEYVAULT_URL: vaultUri',
    to: 'KEY_VAULT_URL: vaultUri',
  }
  const together = {
    ...{ file: 'bicep/main.bicep', from: 'sharesEndpoint: storage.outputs.sharesEndpoint' },
    to: 'sharesEndpoint: storage.outputs.contentEndpoint',
  }

  for (const planted of [without, together])
    assert.equal(readHostedConfig(await settingsOf('prod', [planted])).ok, false)
})

/** The host reads these itself (learn.microsoft.com, "App settings reference for Azure Functions"). */
const ofTheHost =
  /^(AzureWebJobsStorage__|AzureFunctionsJobHost__|APPLICATIONINSIGHTS_|DURABLE_TASK_SCHEDULER_)/

test('no setting is given that nobody reads, and the triggers find the namespace by theirs', async () => {
  const given = await settingsOf('prod', [], complete)
  const settings = Object.keys(given).filter((name) => !ofTheHost.test(name))
  const triggers = Object.values(queueFunctions({} as App)).map(({ connection }) => connection)
  const asked = new Set<string>()
  const watching = new Proxy(given, {
    get: (all, name) => {
      asked.add(String(name))
      return all[String(name)]
    },
  })
  readHostedConfig(watching)

  assert.deepEqual(
    settings.filter(
      (name) => !asked.has(name) && !triggers.some((trigger) => name.startsWith(`${trigger}__`)),
    ),
    [],
  )
  assert.ok(settings.includes(`${triggers[0] ?? ''}__fullyQualifiedNamespace`))
})

test('secrets of others are references to the vault, and no setting holds one', async () => {
  const settings = await settingsOf('prod', [], complete)

  for (const name of ['SENDGRID_API_KEY', 'TWILIO_AUTH_TOKEN', 'OPERATOR_CODE'])
    assert.match(
      settings[name] ?? '',
      /^@Microsoft\.KeyVault\(SecretUri=https:\/\/kv-name\.vault\.azure\.net\/secrets\/[a-z-]+\)$/,
    )
})

test('the code of the first operator is a setting only while it is given', async () => {
  assert.equal('OPERATOR_CODE' in (await settingsOf('prod')), false)
})

test('what is secret is a secure parameter, of which no file gives one', async () => {
  const { parameters } = await templatesOf('prod')

  assert.deepEqual([...new Set(parameters.filter(({ secure }) => secure).map(({ name }) => name))].sort(), [
    'mailApiKey',
    'operatorCode',
    'smsAuthToken',
  ])
})
