import assert from 'node:assert/strict'
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { test, type TestContext } from 'node:test'

import type { PublicRsaKey } from '../../shared/application/ports/system.ts'
import { readConfig } from '../../shared/config/read-config.ts'
import { onStores } from '../../local/run/on-stores.ts'
import { showKey, takeIn } from '../../tools/import-company.ts'
import { must, openOffice, type Office } from '../support/application.ts'
import { exported } from '../support/exported.ts'
import { filesOf } from '../support/zip-files.ts'
import { aRequest } from '../support/request-stages.ts'
import { scratchFolder } from '../support/scratch-folder.ts'

function emptyInstance(t: TestContext) {
  const config = must(readConfig({ INDSIGT_DATA: join(scratchFolder(t), 'data') }))
  const on = (work: Parameters<typeof onStores>[1]) => onStores(config, work)
  return { on, config }
}

async function zipFor(office: Office, { lines }: { readonly lines: readonly string[] }): Promise<Buffer> {
  const receivingKey = JSON.parse(lines[1] ?? '') as PublicRsaKey
  const asked = { actor: office.as('owner'), companyId: 'demo' }
  const begun = must(await office.app.exports.handOver({ ...asked, receivingKey }))
  assert.ok('id' in begun)
  return exported(office, begun.id)
}

async function printed(work: Promise<unknown>): Promise<readonly string[]> {
  return ((await work) as { readonly lines: readonly string[] }).lines
}

test('the command shows the key, takes the zip or its folder in, and says what was made anew', async (t) => {
  const office = await openOffice(t)
  await aRequest(office).verified().assignedTo('user').filled().sealed().made()
  const folder = scratchFolder(t)
  const first = emptyInstance(t)
  const key = await printed(first.on(showKey) as Promise<unknown>)
  assert.match(key[2] ?? '', /: [\w-]{43}$/)
  const zip = await zipFor(office, { lines: key })
  writeFileSync(join(folder, 'export.zip'), zip)
  for (const [path, bytes] of await filesOf(zip)) {
    const file = join(folder, 'unpacked', path)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, bytes)
  }

  const damaged = join(folder, 'unpacked/documents/requests.jsonl')
  const [good] = (await filesOf(zip)).get('documents/requests.jsonl')?.toString().split('\n') ?? []
  writeFileSync(damaged, `${good}\n`)
  const refused = await printed(first.on((app) => takeIn(app, join(folder, 'unpacked'))))
  assert.deepEqual(refused, [
    'Not taken in, and nothing was stored: documents/requests.jsonl: its bytes are not those of the list of files (fileDamaged)',
  ])
  writeFileSync(damaged, (await filesOf(zip)).get('documents/requests.jsonl') ?? '')

  const taken = await printed(first.on((app) => takeIn(app, join(folder, 'unpacked'))))
  assert.match(taken[0] ?? '', /^The company demo is taken in: \d+ documents and \d+ files/)
  const again = await printed(first.on((app) => takeIn(app, join(folder, 'export.zip'))))
  assert.match(again[0] ?? '', /the company is here, or was and is closed \(companyExists\)$/)
  const other = emptyInstance(t)
  const [another] = await printed(other.on((app) => takeIn(app, join(folder, 'export.zip'))))
  assert.match(another ?? '', /its keys are for another instance \(keysForAnother\)$/)
})
