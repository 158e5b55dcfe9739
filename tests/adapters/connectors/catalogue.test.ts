// The files of the catalogue as they are: whether each may be used, and claims no more than was shown.
import assert from 'node:assert/strict'
import { readdir, readFile } from 'node:fs/promises'
import { test } from 'node:test'
import { pathToFileURL } from 'node:url'
import { Ajv2020 } from 'ajv/dist/2020.js'

import { createConnectorCatalogue } from '../../../shared/adapters/connectors/catalogue.ts'
import { connectorFaults } from '../../../shared/domain/connectors/connector-faults.ts'
import { isConnector } from '../../../shared/domain/connectors/connector.ts'
import { connectors } from '../../support/connector-files.ts'
import { scratchFolder } from '../../support/scratch-folder.ts'

const folder = new URL('../../../connectors/', import.meta.url)
const schema = new URL('../../../shared/contracts/connector-file.schema.json', import.meta.url)

const filesIn = async (of: URL): Promise<readonly string[]> =>
  (await readdir(of)).filter((name) => name.endsWith('.json'))

const read = async (file: URL): Promise<Record<string, unknown>> =>
  JSON.parse(await readFile(file, 'utf8')) as Record<string, unknown>

test('every file of the catalogue is as its schema says', async () => {
  const validate = new Ajv2020({ allErrors: true, allowUnionTypes: true }).compile(await read(schema))
  const guided = (await filesIn(new URL('guided/', folder))).map((name) => `guided/${name}`)
  for (const name of [...(await filesIn(folder)), ...guided]) {
    const file = await read(new URL(name, folder))
    assert.ok(validate(file), `${name}: ${JSON.stringify(validate.errors?.slice(0, 3))}`)
    if ('id' in file) assert.equal(name, `${file['id'] as string}.json`)
  }
})

test('every connector’s names, hosts and languages hold together', async () => {
  for (const connector of await connectors()) assert.deepEqual(connectorFaults(connector), [], connector.id)
})

test('no system is in the catalogue twice, and each connector has answers to be held against', async () => {
  const systems = await createConnectorCatalogue().systems()
  const ids = systems.map(({ system }) => system.id)
  assert.deepEqual(ids, [...new Set(ids)])
  const connected = systems.flatMap(({ system }) => (isConnector(system) ? [`${system.id}.json`] : []))
  assert.deepEqual((await filesIn(new URL('fixtures/', folder))).toSorted(), connected.toSorted())
})

test('what decided what was asked is known by the hash of its file', async () => {
  const systems = await createConnectorCatalogue().systems()
  assert.ok(systems.every(({ fileHash }) => /^[0-9a-f]{64}$/.test(fileHash)))
  assert.equal(new Set(systems.map(({ system }) => system.name)).size, systems.length)
})

test('files are looked for beside the bundle first, and a catalogue that is missing is a defect', async (t) => {
  const empty = pathToFileURL(`${scratchFolder(t)}/`)
  assert.ok((await createConnectorCatalogue([empty, folder]).systems()).length > 0)
  const nowhere = createConnectorCatalogue([empty])
  await assert.rejects(nowhere.systems(), /missing/)
  await assert.rejects(nowhere.systems(), /missing/)
})
