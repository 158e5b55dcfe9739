import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'

import { at, handle, listAt, ofType, promise } from '../support/bicep/promises.ts'
import { environments, templatesOf } from '../support/bicep/templates.ts'
import type { Templates } from '../support/bicep/templates.ts'

const regions = ['westeurope', 'northeurope']
/** Of what has no place: names, routes and alerts. */
const nowhere = 'global'

const elsewhere = ({ resources }: Templates): readonly string[] =>
  resources.flatMap((resource) => {
    const copies = [
      ...listAt(resource.body, 'properties.locations'),
      ...listAt(resource.body, 'properties.geoDataReplication.locations'),
    ].map((one) => at(one, 'locationName'))
    const places = [at(resource.body, 'location') ?? nowhere, ...copies]
    return places
      .filter((place) => ![...regions, nowhere].includes(String(place)))
      .map((place) => `${handle(resource)} is in ${String(place)}`)
  })

const lenient = ({ parameters }: Templates): readonly string[] =>
  parameters
    .filter(
      ({ name, allowed }) => /location$/i.test(name) && JSON.stringify(allowed) !== JSON.stringify(regions),
    )
    .map(({ file, name }) => `${file}: ${name} takes other regions`)

promise(
  'everything is in West or North Europe, and no parameter takes another region',
  (all) => [...elsewhere(all), ...lenient(all)],
  [
    {
      when: 'a parameter takes one of America',
      file: 'bicep/modules/storage.bicep',
      from: "@allowed(['westeurope', 'northeurope'])",
      to: "@allowed(['westeurope', 'northeurope', 'eastus'])",
    },
    {
      when: 'a parameter takes any',
      file: 'bicep/main.bicep',
      from: "@allowed(['westeurope', 'northeurope'])\nparam secondLocation",
      to: 'param secondLocation',
    },
    {
      when: 'an environment names Norway',
      file: 'bicep/parameters/prod.json',
      from: '"northeurope"',
      to: '"norwayeast"',
    },
    {
      when: 'a copy is written down in Britain',
      file: 'bicep/modules/service-bus.bicep',
      from: 'locationName: secondLocation',
      to: "locationName: 'uksouth'",
    },
    {
      when: 'a store is written down elsewhere',
      file: 'bicep/modules/cosmos.bicep',
      from: '  location: location',
      to: "  location: 'swedencentral'",
    },
  ],
)

promise(
  'files and shares are kept in both regions, and so are documents and messages',
  (all) => [
    ...ofType(all, 'Microsoft.Storage/storageAccounts')
      .filter(({ body }) => at(body, 'sku.name') !== 'Standard_GZRS')
      .map((one) => `${handle(one)} is in one region`),
    ...ofType(all, 'Microsoft.DocumentDB/databaseAccounts')
      .filter(
        ({ body }) =>
          new Set(listAt(body, 'properties.locations').map((one) => at(one, 'locationName'))).size < 2 ||
          at(body, 'properties.enableAutomaticFailover') !== true ||
          at(body, 'properties.enableMultipleWriteLocations') !== false,
      )
      .map((one) => `${handle(one)} does not fail over`),
    ...ofType(all, 'Microsoft.ServiceBus/namespaces')
      .filter(
        ({ body }) =>
          new Set(
            listAt(body, 'properties.geoDataReplication.locations').map((one) => at(one, 'locationName')),
          ).size < 2,
      )
      .map((one) => `${handle(one)} is in one region`),
  ],
  [
    {
      when: 'the shares are in one',
      file: 'bicep/modules/storage.bicep',
      from: "sku: { name: 'Standard_GZRS' }",
      to: "sku: { name: 'Standard_ZRS' }",
    },
    {
      when: 'documents stay where they are',
      file: 'bicep/modules/cosmos.bicep',
      from: 'enableAutomaticFailover: true',
      to: 'enableAutomaticFailover: false',
    },
    {
      when: 'the second region is the first',
      file: 'bicep/parameters/prod.json',
      from: '"northeurope"',
      to: '"westeurope"',
    },
  ],
)

test('when the first region is lost, the application moves to the second and the data stays where it is', async () => {
  const placesOf = async (computeLocation: string) => {
    const { resources } = await templatesOf('prod', [], { computeLocation })
    return new Map(resources.map((one) => [handle(one), at(one.body, 'location')] as const))
  }
  const [before, after] = [await placesOf('westeurope'), await placesOf('northeurope')]

  const moved = [...before].filter(([name, place]) => after.get(name) !== place).map(([name]) => name)

  assert.deepEqual(moved.sort(), [
    'bicep/modules/durable.bicep#host',
    'bicep/modules/durable.bicep#scheduler',
    'bicep/modules/function-app.bicep#app',
    'bicep/modules/function-app.bicep#plan',
    'bicep/modules/network.bicep#egress',
    'bicep/modules/network.bicep#egressAddress',
    'bicep/modules/network.bicep#network',
    'bicep/modules/network.bicep#nothingIn',
    'bicep/modules/private-endpoint.bicep#endpoint',
  ])
})

/** What may be alike in two environments: sizes and places, no names and no people. */
const maybeAlike = new Set([
  ...['location', 'secondLocation', 'computeLocation', 'companyHosts', 'hostsAreProven', 'durableBackend'],
  ...['zoneRedundant', 'cosmosMaxThroughput', 'maximumInstances', 'defender', 'monthlyBudget', 'firstMonth'],
])

/** The parameters of an environment that another has with the same value. */
function shared(files: readonly string[]): readonly string[] {
  const given = files.flatMap((text) => {
    const { parameters } = JSON.parse(text) as { parameters: Record<string, { value: unknown }> }
    return Object.entries(parameters)
      .filter(([name, { value }]) => !maybeAlike.has(name) && value !== '')
      .map(([name, { value }]) => `${name} ${JSON.stringify(value)}`)
  })
  return given.filter((one, index) => given.indexOf(one) !== index)
}

for (const folder of ['parameters', 'bootstrap']) {
  test(`the environments share nothing: no name, address or sign-in of bicep/${folder} stands twice`, () => {
    const files = environments.map((name) => readFileSync(`bicep/${folder}/${name}.json`, 'utf8'))

    assert.deepEqual(shared(files), [])
    assert.notDeepEqual(shared([...files, files[0] ?? '']), [], 'a shared name is noticed')
  })
}

test('each environment has a task hub of its own, by its name', async () => {
  const hubs = await Promise.all(
    environments.map(async (name) => {
      const [settings] = ofType(await templatesOf(name), 'Microsoft.Web/sites/config')
      return at(settings?.body ?? null, 'properties.AzureFunctionsJobHost__extensions__durableTask__hubName')
    }),
  )

  assert.deepEqual(hubs, environments)
})
