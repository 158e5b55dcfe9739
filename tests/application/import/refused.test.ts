import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'

import type { ExportedFiles, ImportFault } from '../../../shared/application/import/exported-files.ts'
import { openOffice, type Office } from '../../support/application.ts'
import { busyCompany } from '../../support/busy-company.ts'
import { exportedFor, filesIn } from '../../support/exported.ts'

type Files = ReadonlyMap<string, Buffer>

let made: Promise<{ readonly fresh: Office; readonly files: Files; readonly office: Office }> | undefined

/** One export, changed by each test in a copy of its own; nothing of it is ever taken in. */
const exportOnce = () => (made ??= prepare())

const later: (() => void)[] = []

async function prepare() {
  const cleaning = { after: (step: () => void) => void later.push(step) }
  const { office } = await busyCompany(cleaning)
  const fresh = await openOffice(cleaning, { empty: { at: office.clock.now() } })
  return { office, fresh, files: await exportedFor(office, fresh) }
}

test.after(() => {
  for (const step of later.reverse()) step()
})

/** The list of files made anew, as whoever changed something on purpose would. */
function listed(files: Files): Files {
  const manifest = JSON.parse(`${files.get('manifest.json')}`) as object
  const named = [...files]
    .filter(([path]) => path !== 'manifest.json')
    .map(([path, bytes]) => ({
      ...{ path, sizeBytes: bytes.length },
      sha256: createHash('sha256').update(bytes).digest('hex'),
    }))
  const bytes = Buffer.from(JSON.stringify({ ...manifest, files: named }))
  return new Map([...files, ['manifest.json', bytes]])
}

const requestsPath = 'documents/requests.jsonl'
const keysPath = 'keys/keys.jsonl'

const linesAt = (files: Files, path: string): readonly string[] =>
  `${files.get(path)}`.split('\n').filter((line) => line !== '')

const withLines = (files: Files, path: string, lines: readonly string[]): Files =>
  listed(new Map([...files, [path, Buffer.from(lines.map((line) => `${line}\n`).join(''))]]))

const replaced = (lines: readonly string[], at: number, by: string): readonly string[] =>
  lines.map((line, i) => (i === at ? by : line))

async function faultOf({ app, ports }: Office, files: Files): Promise<ImportFault> {
  const taken = await app.importCompany.run(filesIn(files))
  assert.ok(!taken.ok, 'it is refused')
  for (const container of ['companies', 'requests', 'audit', 'queue'] as const)
    assert.deepEqual(
      (await ports.documents.query({ container, limit: 1 })).items,
      [],
      'and nothing is stored',
    )
  assert.deepEqual((await ports.shares.list()).shares, [])
  return taken.error
}

test('an export in which a file is missing, damaged, doubled or from elsewhere is refused by its name', async () => {
  const { fresh, files } = await exportOnce()
  const path = 'schemas/audit.schema.json'
  const without = new Map([...files].filter(([name]) => name !== path))
  assert.deepEqual(await faultOf(fresh, without), { code: 'fileMissing', path })
  const nothing = new Map([...files].filter(([name]) => name !== 'manifest.json'))
  assert.deepEqual(await faultOf(fresh, nothing), { code: 'fileMissing', path: 'manifest.json' })
  const unread = listed(new Map([...files].filter(([name]) => name !== 'keys.json')))
  assert.deepEqual(await faultOf(fresh, unread), { code: 'fileMissing', path: 'keys.json' })
  const more = new Map([...files, ['documents/other.jsonl', Buffer.from('')]])
  assert.deepEqual(await faultOf(fresh, more), { code: 'fileForeign', path: 'documents/other.jsonl' })
  const bytes = Buffer.from(files.get(requestsPath) ?? '')
  bytes[100] = (bytes[100] ?? 0) ^ 1
  const damaged = new Map([...files, [requestsPath, bytes]])
  assert.deepEqual(await faultOf(fresh, damaged), { code: 'fileDamaged', path: requestsPath })
  const shorter = new Map([...files, [requestsPath, bytes.subarray(0, -1)]])
  assert.deepEqual(await faultOf(fresh, shorter), { code: 'fileDamaged', path: requestsPath })
  const keys = listed(new Map([...files, ['keys.json', Buffer.from('{"keys":[{}]}')]]))
  assert.deepEqual(await faultOf(fresh, keys), { code: 'fileDamaged', path: 'keys.json' })
})

test('a list of files that is none, or names a file twice, is refused', async () => {
  const { fresh, files } = await exportOnce()
  const manifest = JSON.parse(`${files.get('manifest.json')}`) as { readonly files: readonly object[] }
  const twice = { ...manifest, files: [...manifest.files, manifest.files[0]] }
  const wrong = [
    'not JSON',
    '[]',
    JSON.stringify({ ...manifest, format: 'other' }),
    JSON.stringify({ ...manifest, companyId: 1 }),
    JSON.stringify({ ...manifest, handedOver: 'somebody' }),
    JSON.stringify({ ...manifest, files: 'all' }),
    JSON.stringify({ ...manifest, files: [{ path: 'a' }] }),
    JSON.stringify(twice),
  ]
  for (const text of wrong)
    assert.deepEqual(await faultOf(fresh, new Map([...files, ['manifest.json', Buffer.from(text)]])), {
      code: 'manifestDamaged',
      path: 'manifest.json',
    })
})

test('a line that is damaged, doubled or from elsewhere is refused with its file and its number', async () => {
  const { fresh, files } = await exportOnce()
  const lines = linesAt(files, requestsPath)
  // One that no other line needs, and not the first.
  const number = lines.findLastIndex((line) => line.startsWith('{"kind":"audit"')) + 1
  const entry = JSON.parse(lines[number - 1] ?? '') as { place: string[]; document: Record<string, unknown> }
  const of = (line: object | string) => (typeof line === 'string' ? line : JSON.stringify(line))
  const cases: readonly (readonly [string | object, ImportFault['code']])[] = [
    ['{"kind":', 'lineDamaged'],
    ['null', 'lineDamaged'],
    [{ ...entry, more: 1 }, 'lineDamaged'],
    [{ ...entry, kind: 'file' }, 'lineDamaged'],
    [{ ...entry, place: 'here' }, 'lineDamaged'],
    [{ ...entry, place: [1] }, 'lineDamaged'],
    [{ ...entry, place: [] }, 'lineDamaged'],
    [{ ...entry, document: null }, 'lineDamaged'],
    [{ ...entry, document: {} }, 'lineDamaged'],
    [{ ...entry, kind: 'a', document: { id: 'a/b' } }, 'lineDamaged'],
    [{ ...entry, document: { ...entry.document, companyId: 'other' } }, 'lineForeign'],
    [{ ...entry, document: { ...entry.document, requestId: 'other' } }, 'lineForeign'],
    [{ ...entry, kind: 'link', document: { id: 'link:x' } }, 'lineForeign'],
    [{ ...entry, place: ['nothing'], kind: 'note', document: { id: 'note' } }, 'lineForeign'],
    [lines[0] ?? '', 'lineDoubled'],
  ]
  for (const [line, code] of cases) {
    const changed = withLines(files, requestsPath, replaced(lines, number - 1, of(line)))
    assert.deepEqual(await faultOf(fresh, changed), { code, path: requestsPath, line: number }, of(line))
  }
  const companies = linesAt(files, 'documents/companies.jsonl').filter(
    (line) => !line.startsWith('{"kind":"company"'),
  )
  assert.deepEqual(await faultOf(fresh, withLines(files, 'documents/companies.jsonl', companies)), {
    code: 'fileMissing',
    path: 'documents/companies.jsonl',
  })
})

test('a key that is damaged, doubled, missing or of another request is refused with its line', async () => {
  const { fresh, files } = await exportOnce()
  const lines = linesAt(files, keysPath)
  const [first = '', second = '', third = ''] = lines
  const fault = (changed: readonly string[]) => faultOf(fresh, withLines(files, keysPath, changed))
  const wrong = (code: ImportFault['code'], line: number) => ({ code, path: keysPath, line })
  const sealed = (line: string) => (JSON.parse(line) as { readonly sealed: string }).sealed
  assert.deepEqual(await fault(replaced(lines, 2, '{}')), wrong('lineDamaged', 3))
  const swapped = JSON.stringify({ ...(JSON.parse(second) as object), sealed: sealed(third) })
  assert.deepEqual(await fault(replaced(lines, 1, swapped)), wrong('lineDamaged', 2))
  assert.deepEqual(await fault([...lines, third]), wrong('lineDoubled', lines.length + 1))
  for (const keyId of ['demo.nobody.x', 'other.x.y', 'x'])
    assert.deepEqual(
      await fault(replaced(lines, 1, JSON.stringify({ keyId, sealed: sealed(second) }))),
      wrong('lineForeign', 2),
    )
  const { keyId } = JSON.parse(second) as { readonly keyId: string }
  const ofAnother = (line: string) => line.replaceAll(keyId, keyId.replace('demo.', 'other.'))
  const named = withLines(files, requestsPath, linesAt(files, requestsPath).map(ofAnother))
  assert.deepEqual(
    await faultOf(fresh, withLines(named, keysPath, lines.map(ofAnother))),
    wrong('lineForeign', 2),
    'a request that names the key of another company does not make it its own',
  )
  assert.deepEqual(await fault(lines.slice(1)), { code: 'keysMissing' })
  const missing = await fault([first])
  assert.equal(missing.code, 'keyMissing')
  assert.ok('path' in missing && missing.path === requestsPath && missing.line !== undefined)
})

test('an export for reading, one for another instance, and a company that is there are refused', async (t) => {
  const { office, fresh, files } = await exportOnce()
  const another = await openOffice(t, { empty: { at: fresh.clock.now() } })
  assert.deepEqual(await faultOf(another, files), { code: 'keysForAnother' })
  const { handedOver: _keys, ...manifest } = JSON.parse(`${files.get('manifest.json')}`) as {
    readonly handedOver?: object
  }
  const forReading = new Map([...files, ['manifest.json', Buffer.from(JSON.stringify(manifest))]])
  assert.deepEqual(await faultOf(fresh, forReading), { code: 'keysMissing' })
  const keyless = listed(new Map([...files].filter(([path]) => path !== keysPath)))
  assert.deepEqual(await faultOf(fresh, keyless), { code: 'keysMissing' })
  const there = await office.app.importCompany.run(filesIn(files))
  assert.ok(!there.ok && there.error.code === 'companyExists')
  for (const companyId of ['operator', 'Demo', '../demo']) {
    const bytes = Buffer.from(JSON.stringify({ ...manifest, companyId }))
    const named = await faultOf(fresh, new Map([...files, ['manifest.json', bytes]]))
    assert.deepEqual(named, { code: 'companyIdInvalid' })
  }
  const serving = await openOffice(t, { empty: { at: fresh.clock.now() }, mode: 'serve' })
  assert.deepEqual(await faultOf(serving, files), { code: 'companyIdInvalid' })
})

test('an export that changes while it is taken in is no company', async () => {
  const { fresh, files } = await exportOnce()
  let reads = 0
  const { paths, open } = filesIn(files)
  const changing: ExportedFiles = {
    paths,
    open: (path) => {
      if (path === keysPath) reads += 1
      return reads > 2 && path === keysPath ? open('README.md') : open(path)
    },
  }
  await assert.rejects(fresh.app.importCompany.run(changing), /changed while it was taken in/)
  assert.equal(
    await fresh.ports.documents.read({ container: 'companies', key: ['demo'] }, 'company'),
    undefined,
  )
})
