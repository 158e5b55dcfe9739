import assert from 'node:assert/strict'

import type { ExportedFiles } from '../../shared/application/import/exported-files.ts'
import type { Core } from '../../shared/application/core.ts'
import type { RequestDocument } from '../../shared/application/requests/request-document.ts'
import { must, type Office } from './application.ts'
import { filesOf } from './zip-files.ts'

const batch = 100
const owner = ({ as }: Office) => ({ actor: as('owner'), companyId: 'demo' })

/** The company of an office with its keys, packed for another one that shows its key. */
export async function exportedFor(office: Office, receiver: Office): Promise<ReadonlyMap<string, Buffer>> {
  const { key: receivingKey } = await receiver.app.importCompany.receivingKey()
  const begun = must(await office.app.exports.handOver({ ...owner(office), receivingKey }))
  assert.ok('id' in begun, 'a demonstration asks nobody else')
  return filesOf(await exported(office, begun.id))
}

/** The zip, once the machine has built it. */
export async function exported(office: Office, exportId: string): Promise<Buffer> {
  await office.pump()
  await office.app.buildExports(batch)
  const { content } = must(await office.app.exports.content({ ...owner(office), exportId }))
  const pieces: Buffer[] = []
  for await (const piece of content) pieces.push(Buffer.from(piece))
  return Buffer.concat(pieces)
}

/** As a folder or a zip would give them, in pieces of a few bytes. */
export const filesIn = (files: ReadonlyMap<string, Buffer>, pieceBytes = 10_007): ExportedFiles => ({
  paths: [...files.keys()],
  async *open(path) {
    const bytes = files.get(path) ?? assert.fail(path)
    for (let at = 0; at < bytes.length; at += pieceBytes) yield bytes.subarray(at, at + pieceBytes)
  },
})

export type Line = {
  readonly kind: string
  readonly place: readonly string[]
  readonly document: { readonly id: string } & Readonly<Record<string, unknown>>
}

export const linesOf = (bytes: Buffer | undefined): readonly Line[] =>
  `${bytes?.toString()}`
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Line)

/** Every blob of the company but its exports, with its bytes. */
export async function blobsOf({ blobs }: Pick<Core, 'blobs'>): Promise<ReadonlyMap<string, Buffer>> {
  const found = new Map<string, Buffer>()
  for (const name of (await blobs.list('demo', '')).names) {
    if (name.startsWith('exports/')) continue
    const pieces: Buffer[] = []
    for await (const piece of (await blobs.read({ container: 'demo', name })) ?? [])
      pieces.push(Buffer.from(piece))
    found.set(name, Buffer.concat(pieces))
  }
  return found
}

export type Files = ReadonlyMap<string, Buffer>

const documentsIn = (files: Files, container: string): ReadonlyMap<string, Line> =>
  new Map(
    linesOf(files.get(`documents/${container}.jsonl`)).map((line) => [
      [...line.place, line.document.id].join(' '),
      line,
    ]),
  )

/** A line without what the report of an import names as made anew, and without what counts on by itself. */
function asBefore({ kind, document }: Line): unknown {
  if (kind === 'request') {
    const {
      key,
      deliveries,
      instances: _anew,
      wakeBy: _soon,
      ...rest
    } = document as unknown as RequestDocument
    const others = deliveries.map(({ key: own, ...delivery }) => ({ ...delivery, keyId: own.keyId }))
    return { ...rest, keyId: key.keyId, deliveries: others }
  }
  const { secret: _secret, formerKeys: _former, index: _index, unsequenced: _waits, ...rest } = document
  return rest
}

export const fileIn = (files: Files) => (container: string) =>
  files.get(`documents/${container}.jsonl`) ?? assert.fail(container)

/** Two exports of one company, before and after it was taken in, are the same but for what the report of an import names. */
export function assertSame(files: Files, again: Files): void {
  for (const container of ['companies', 'requests', 'consents']) {
    const before = documentsIn(files, container)
    const after = documentsIn(again, container)
    for (const [name, line] of before)
      if (name !== 'ledger')
        assert.deepEqual(asBefore(after.get(name) ?? assert.fail(name)), asBefore(line), name)
    const added = [...after]
      .filter(([name]) => !before.has(name))
      .map(([, { kind, document }]) => {
        return kind === 'audit' ? document['event'] : kind
      })
    assert.deepEqual(added.sort(), container === 'companies' ? ['companyImported', 'exportAsked'] : [])
  }
}
