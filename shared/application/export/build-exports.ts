import { addDays } from '../../domain/time.ts'
import { exportReadme } from '../../domain/retention/export-words.ts'
import { ok } from '../../kernel/result.ts'
import { bySystem } from '../actor.ts'
import { toBase64Url, toHex, utf8 } from '../bytes.ts'
import type { CompanyDocument } from '../companies/company-document.ts'
import { writeOf } from '../companies/guarded-change.ts'
import { publicKeysOf } from '../companies/public-keys.ts'
import type { Core } from '../core.ts'
import { companyPartition } from '../place.ts'
import type { PackageEntry } from '../ports/packages.ts'
import { sweepDue } from '../timing/sweep.ts'
import type { Sweep } from '../timing/sweep.ts'
import { exportBlobs, exportDays, exportDocumentId, exportFile } from './export-document.ts'
import type { ExportDocument } from './export-document.ts'
import { documentPieces, handedPieces, schemaFiles } from './export-pieces.ts'
import type { Piece } from './export-pieces.ts'
import { fingerprintOf, PurgedMeanwhile } from './handed-keys.ts'
import type { HandedOver } from './handed-keys.ts'
import { snapshotOf } from './snapshot.ts'

type Deps = Pick<
  Core,
  | 'documents'
  | 'companies'
  | 'companyChanges'
  | 'secrets'
  | 'packages'
  | 'blobs'
  | 'keyring'
  | 'keys'
  | 'clock'
  | 'random'
  | 'crypto'
  | 'log'
>

type Named = { readonly path: string; readonly sizeBytes: number; readonly sha256: string }

/** Each goes from the beginning; after these the next pass begins anew. */
const mostAttempts = 3

/**
 * Builds the exports that wait, and removes those whose days are over. Documents are written a page at a time, so memory
 * does not grow with the company. A pass that dies begins the same export anew, and its pieces go with it.
 */
export function makeBuildExports(deps: Deps): Sweep {
  const { documents, companies, companyChanges, secrets, packages, blobs, clock, crypto, log } = deps

  return (batch) =>
    sweepDue<ExportDocument>(
      { documents, log },
      { operation: 'buildExports', container: 'companies', field: 'exportAt', until: clock.now(), batch },
      ({ value }) => (value.state === 'waiting' ? build(value) : remove(value)),
    )

  async function change(
    { companyId, exportId }: ExportDocument,
    members: Partial<ExportDocument>,
    event?: 'exportBuilt' | 'exportRemoved',
  ): Promise<void> {
    await companyChanges.change<void, never>(companyId, async () => {
      const id = exportDocumentId(exportId)
      const found = await documents.read<ExportDocument>(companyPartition(companyId), id)
      if (!found) return ok({ answer: undefined })
      const { exportAt: _due, ...rest } = { ...found.value, ...members }
      const value =
        members.exportAt === undefined && event !== undefined ? rest : { ...found.value, ...members }
      const facts = event === undefined ? [] : [{ event, by: bySystem, detail: { exportId } }]
      return ok({ answer: undefined, change: { writes: [writeOf(value)], facts } })
    })
  }

  async function build(asked: ExportDocument): Promise<void> {
    const company = await companies.find(asked.companyId)
    if (!company) return
    for (let left = mostAttempts; left > 0; left--)
      try {
        return await packed(asked, company)
      } catch (error) {
        if (!(error instanceof PurgedMeanwhile)) throw error
      }
  }

  async function packed(asked: ExportDocument, company: CompanyDocument): Promise<void> {
    const key = await secrets.key(company, 'export')
    await removePieces(asked)
    const attempt = deps.random.id()
    const now = clock.now()
    const entries: PackageEntry[] = []
    const named: Named[] = []
    let count = 0

    const add = (path: string, bytes: Uint8Array) => {
      entries.push({ path, modifiedAt: now, bytes })
      named.push({ path, sizeBytes: bytes.length, sha256: toHex(crypto.sha256(bytes)) })
    }
    const addPiece = async ({ path, part, content }: Piece) => {
      const file = exportFile(asked, attempt, part)
      const stored = await packages.storeFile(file, key, content, Infinity)
      // Never an export that looks whole and is not: it stays due.
      if (stored === 'tooLarge') throw new RangeError(`${part} of an export has no limit`)
      entries.push({ path, modifiedAt: now, file, key, stored })
      named.push({ path, sizeBytes: stored.sizeBytes, sha256: stored.sha256 })
    }
    const heard = async (more: number) => {
      count += more
      await change(asked, { documents: count, attempt })
    }
    const snapshot = snapshotOf(deps, asked.companyId, heard)
    for (const piece of documentPieces(snapshot)) await addPiece(piece)
    const handed = handedTo(asked)
    if (handed)
      for await (const piece of handedPieces(deps, company, { ...handed, snapshot })) await addPiece(piece)
    for (const { path, schema } of schemaFiles) add(path, json(schema))
    add('keys.json', json({ keys: await publicKeysOf(deps.keys, company) }))
    add('README.md', utf8(exportReadme))
    const bytes = json({
      ...{ format: 'indsigt.company.v1', companyId: asked.companyId, exportedAt: now.toISOString() },
      ...(handed && { handedOver: handed.told }),
      ...{ asOf: snapshot.asOf(), documents: count, files: named },
    })
    entries.push({ path: 'manifest.json', modifiedAt: now, bytes })

    const built = await packages.buildPackage(exportFile(asked, attempt, 'package.zip'), key, entries)
    const expiresAt = addDays(now, exportDays).toISOString()
    const { sizeBytes, sha256 } = built
    await change(
      asked,
      { ...{ state: 'ready', attempt, sizeBytes, sha256, expiresAt, documents: count }, exportAt: expiresAt },
      'exportBuilt',
    )
  }

  /** A key for the keys of this one export, which only the instance that was named can unwrap. */
  function handedTo({ receivingKey }: ExportDocument) {
    if (!receivingKey) return undefined
    const under = deps.random.bytes(32)
    const wrapped = crypto.wrapFor(receivingKey, under)
    if (!wrapped) throw new Error('the key of the receiving instance is not one')
    const told: HandedOver = {
      fingerprint: fingerprintOf(crypto, receivingKey),
      wrapped: toBase64Url(wrapped),
    }
    return { under, told }
  }

  async function remove(ended: ExportDocument): Promise<void> {
    await removePieces(ended)
    await change(ended, { state: 'removed' }, 'exportRemoved')
  }

  async function removePieces({ companyId, exportId }: ExportDocument): Promise<void> {
    for (;;) {
      const { names } = await blobs.list(companyId, `${exportBlobs}${exportId}/`, { staged: 'included' })
      if (names.length === 0) return
      for (const name of names) await blobs.remove({ container: companyId, name })
    }
  }
}

const json = (value: unknown): Uint8Array => utf8(`${JSON.stringify(value, undefined, 2)}\n`)
