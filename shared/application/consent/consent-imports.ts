import { limitReached } from '../../domain/requests/limits.ts'
import type { LimitReached } from '../../domain/requests/limits.ts'
import { err, ok } from '../../kernel/result.ts'
import type { Result } from '../../kernel/result.ts'
import { actorRef } from '../actor.ts'
import { mayIn } from '../companies/company-people.ts'
import type { Asked } from '../companies/company-people.ts'
import { writeOf } from '../companies/guarded-change.ts'
import type { Core } from '../core.ts'
import { companyPartition } from '../place.ts'
import type { StoredFile } from '../ports/packages.ts'
import { readAll } from '../read-all.ts'
import { importDocumentId, importFile, importPrefix, readImport, refusedPrefix } from './import-document.ts'
import type { ConsentImportDocument, RefusedLine, RefusedLinesDocument } from './import-document.ts'

export type ConsentImportView = {
  readonly id: string
  readonly state: ConsentImportDocument['state']
  readonly dryRun: boolean
  readonly askedAt: string
  readonly doneAt?: string
  readonly sizeBytes: number
  readonly sha256: string
  /** How many lines were dealt with so far, and what became of them. */
  readonly lines: number
  readonly recorded: number
  readonly known: number
  readonly refused: number
}

export type ImportRefusal =
  LimitReached | { readonly code: 'notFound' | 'forbidden' | 'bodyTooLarge' | 'versionConflict' }

type OfOne = Asked & { readonly importId: string }

export type ConsentImports = {
  /** Keeps the file, encrypted; its lines are dealt with within minutes, and how far that is, is asked. */
  readonly begin: (
    input: Asked & { readonly content: AsyncIterable<Uint8Array>; readonly dryRun: boolean },
  ) => Promise<Result<ConsentImportView, ImportRefusal>>
  readonly list: (input: Asked) => Promise<Result<readonly ConsentImportView[], ImportRefusal>>
  readonly view: (input: OfOne) => Promise<Result<ConsentImportView, ImportRefusal>>
  /** The lines that were refused so far, in their order. */
  readonly refused: (input: OfOne) => Promise<Result<readonly RefusedLine[], ImportRefusal>>
}

/** That wait at a time: they are dealt with one after the other. */
const mostWaiting = 5

/** A million lines of ordinary length. */
const largestImportBytes = 512 * 1024 * 1024

type Deps = Pick<
  Core,
  'documents' | 'companies' | 'companyChanges' | 'secrets' | 'packages' | 'blobs' | 'clock' | 'random'
>

/** Consents that were given before the company came here (Art. 7(1)): each is recorded, or named in the report. */
export function makeConsentImports(deps: Deps): ConsentImports {
  const { documents, companies, companyChanges, secrets, packages, blobs, random } = deps

  const importsOf = async (companyId: string): Promise<readonly ConsentImportDocument[]> => {
    const asked = { ...companyPartition(companyId), idPrefix: importPrefix }
    return (await readAll<ConsentImportDocument>(documents, asked)).map(({ value }) => value)
  }

  const isFull = async (companyId: string): Promise<boolean> =>
    (await importsOf(companyId)).filter(({ state }) => state === 'waiting').length >= mostWaiting

  async function found({ importId, ...asked }: OfOne): Promise<Result<ConsentImportDocument, ImportRefusal>> {
    const may = mayIn(asked, 'importConsents')
    if (!may.ok) return may
    const one = await readImport(deps, asked.companyId, importId)
    return one ? ok(one.value) : err({ code: 'notFound' })
  }

  type Kept = { readonly importId: string; readonly stored: StoredFile; readonly dryRun: boolean }

  const committed = ({ actor, companyId }: Asked, { importId, stored, dryRun }: Kept) =>
    companyChanges.change<ConsentImportView, ImportRefusal>(companyId, async (now) => {
      if (await isFull(companyId)) return err(limitReached('consentImports', mostWaiting))
      const document: ConsentImportDocument = {
        ...{ id: importDocumentId(importId), companyId, importId, askedBy: actor.employeeId },
        ...{ askedAt: now.toISOString(), consentImportAt: now.toISOString(), state: 'waiting' },
        ...{ sizeBytes: stored.sizeBytes, sha256: stored.sha256, ...(dryRun && { dryRun }) },
        ...{ lines: 0, recorded: 0, known: 0, refused: 0 },
      }
      const detail = { importId, sha256: stored.sha256, ...(dryRun && { dryRun: 'true' }) }
      const fact = { event: 'consentImportBegun', by: actorRef(actor), detail } as const
      return ok({ answer: viewOf(document), change: { writes: [writeOf(document)], facts: [fact] } })
    })

  return {
    async begin({ content, dryRun, ...asked }) {
      const may = mayIn(asked, 'importConsents')
      if (!may.ok) return may
      const { companyId } = asked
      const company = await companies.find(companyId)
      if (!company) return err({ code: 'notFound' })
      // Before the file is taken in, and again when it is committed.
      if (await isFull(companyId)) return err(limitReached('consentImports', mostWaiting))
      const importId = random.id()
      const file = importFile({ companyId, importId })
      const key = await secrets.key(company, 'consent import')
      const stored = await packages.storeFile(file, key, content, largestImportBytes)
      if (stored === 'tooLarge') return err({ code: 'bodyTooLarge' })
      const begun = await committed(asked, { importId, stored, dryRun })
      if (!begun.ok) await blobs.remove({ container: file.container, name: file.blob })
      return begun
    },

    async list(asked) {
      const may = mayIn(asked, 'importConsents')
      if (!may.ok) return may
      const all = await importsOf(asked.companyId)
      return ok(all.toSorted((one, other) => other.askedAt.localeCompare(one.askedAt)).map(viewOf))
    },

    async view(asked) {
      const one = await found(asked)
      return one.ok ? ok(viewOf(one.value)) : one
    },

    async refused(asked) {
      const one = await found(asked)
      if (!one.ok) return one
      const pieces = { ...companyPartition(asked.companyId), idPrefix: refusedPrefix(asked.importId) }
      const kept = await readAll<RefusedLinesDocument>(documents, pieces)
      const inOrder = kept.map(({ value }) => value).toSorted((one, other) => one.id.localeCompare(other.id))
      return ok(inOrder.flatMap(({ lines }) => lines))
    },
  }
}

const viewOf = ({ importId, dryRun, ...one }: ConsentImportDocument): ConsentImportView => ({
  ...{ id: importId, state: one.state, dryRun: dryRun === true, askedAt: one.askedAt },
  ...(one.doneAt !== undefined && { doneAt: one.doneAt }),
  ...{ sizeBytes: one.sizeBytes, sha256: one.sha256, lines: one.lines },
  ...{ recorded: one.recorded, known: one.known, refused: one.refused },
})
