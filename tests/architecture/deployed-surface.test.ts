import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { test } from 'node:test'
import assert from 'node:assert/strict'
import type { Ports } from '../../shared/application/ports/ports.ts'
import { functionTable } from '../support/function-table.ts'

// `npm run verify` asks the same of the bundle. INDSIGT_UPDATE=1 writes what is, for the reviewer to look at.
const entry = process.env['INDSIGT_ENTRY'] ?? 'functions/main.ts'
const expectation = 'tests/architecture/deployed-surface.txt'

type Entry = { readonly start: (ports: Ports) => void }

test(`the deployed surface of ${entry} is exactly what was agreed`, async () => {
  const table = await functionTable(async () => {
    const { start } = (await import(pathToFileURL(resolve(entry)).href)) as Entry
    start(portsThatRefuseWork())
  })
  const surface = `${table.join('\n')}\n`
  if (process.env['INDSIGT_UPDATE'] === '1') writeFileSync(expectation, surface)

  const agreed = existsSync(expectation) ? readFileSync(expectation, 'utf8') : ''

  assert.equal(surface, agreed)
  assert.ok(table.length > 50, `only ${table.length} functions`)
  assert.equal(new Set(table).size, table.length)
})

/** Composition only wires: whoever calls a port while it starts fails here. */
function portsThatRefuseWork(): Ports {
  const port: unknown = new Proxy(() => undefined, {
    get: () => port,
    apply: () => {
      throw new Error('Composition does no I/O.')
    },
  })
  const any = port as never
  return {
    documents: any,
    blobs: any,
    keys: any,
    shares: any,
    messages: any,
    mail: any,
    sms: any,
    packages: any,
    forms: any,
    tokens: any,
    clock: any,
    random: any,
    crypto: any,
    log: any,
    settings: { mode: 'serve', publicUrl: 'https://indsigt.example' },
  }
}
