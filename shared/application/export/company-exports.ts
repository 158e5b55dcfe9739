import { err, ok } from '../../kernel/result.ts'
import type { Result } from '../../kernel/result.ts'
import { limitReached } from '../../domain/requests/limits.ts'
import type { LimitReached } from '../../domain/requests/limits.ts'
import { actorRef } from '../actor.ts'
import { mayIn } from '../companies/company-people.ts'
import type { Asked } from '../companies/company-people.ts'
import { writeOf } from '../companies/guarded-change.ts'
import type { Core } from '../core.ts'
import { companyPartition, noRequest } from '../place.ts'
import { readAll } from '../read-all.ts'
import { makeOnce } from '../requests/idempotency.ts'
import type { IdempotencyKey } from '../requests/idempotency.ts'
import { exportDocumentId, exportFile, exportPrefix } from './export-document.ts'
import type { ExportDocument } from './export-document.ts'

export type ExportView = {
  readonly id: string
  readonly state: ExportDocument['state']
  readonly askedAt: string
  /** How many documents are written so far. */
  readonly documents: number
  readonly sizeBytes?: number
  readonly sha256?: string
  readonly expiresAt?: string
}

export type ExportRefusal =
  | LimitReached
  | {
      readonly code: 'notFound' | 'forbidden' | 'idempotencyKeyReused' | 'versionConflict' | 'exportNotReady'
    }

type OfOne = Asked & { readonly exportId: string }

export type CompanyExports = {
  /** Built by the machine within minutes; how far it is, is asked. */
  readonly begin: (
    input: Asked & { readonly idempotency?: IdempotencyKey },
  ) => Promise<Result<ExportView, ExportRefusal>>
  readonly list: (input: Asked) => Promise<Result<readonly ExportView[], ExportRefusal>>
  readonly view: (input: OfOne) => Promise<Result<ExportView, ExportRefusal>>
  /** The zip, decrypted while it is read. Each reading is in the audit. */
  readonly content: (
    input: OfOne,
  ) => Promise<
    Result<{ readonly sizeBytes: number; readonly content: AsyncIterable<Uint8Array> }, ExportRefusal>
  >
}

/** At a time: each is as large as the company. */
const mostExports = 3

type Deps = Pick<
  Core,
  'documents' | 'companies' | 'companyChanges' | 'secrets' | 'packages' | 'random' | 'crypto'
>

export function makeCompanyExports(deps: Deps): CompanyExports {
  const { documents, companies, companyChanges, secrets, packages, random } = deps
  const once = makeOnce<{ readonly exportId: string }>(deps, 'beginExport')

  const exportsOf = async (companyId: string): Promise<readonly ExportDocument[]> => {
    const asked = { container: 'companies', key: [companyId], idPrefix: exportPrefix } as const
    return (await readAll<ExportDocument>(documents, asked)).map(({ value }) => value)
  }

  const read = async (companyId: string, exportId: string): Promise<ExportDocument | undefined> =>
    (await documents.read<ExportDocument>(companyPartition(companyId), exportDocumentId(exportId)))?.value

  async function found({ exportId, ...asked }: OfOne): Promise<Result<ExportDocument, ExportRefusal>> {
    const may = mayIn(asked, 'exportCompany')
    if (!may.ok) return may
    const one = await read(asked.companyId, exportId)
    return one ? ok(one) : err({ code: 'notFound' })
  }

  return {
    async begin({ idempotency, ...asked }) {
      const may = mayIn(asked, 'exportCompany')
      if (!may.ok) return may
      const { actor, companyId } = asked
      const place = { companyId, requestId: noRequest }
      return companyChanges.change<ExportView, ExportRefusal>(companyId, async (now) => {
        const earlier = await once.earlier(place, idempotency)
        if (earlier && !earlier.ok) return earlier
        const before = earlier && (await read(companyId, earlier.value.exportId))
        if (before) return ok({ answer: viewOf(before) })
        const kept = (await exportsOf(companyId)).filter(({ state }) => state !== 'removed')
        if (kept.length >= mostExports) return err(limitReached('exports', mostExports))
        const exportId = random.id()
        const at = now.toISOString()
        const value: ExportDocument = {
          ...{ id: exportDocumentId(exportId), companyId, exportId, askedBy: actor.employeeId },
          ...{ askedAt: at, exportAt: at, state: 'waiting', documents: 0 },
        }
        const fact = { event: 'exportAsked', by: actorRef(actor), detail: { exportId } } as const
        const writes = [writeOf(value), ...(await once.writes(place, idempotency, { exportId }))]
        return ok({ answer: viewOf(value), change: { writes, facts: [fact] } })
      })
    },

    async list(asked) {
      const may = mayIn(asked, 'exportCompany')
      return may.ok ? ok((await exportsOf(asked.companyId)).map(viewOf)) : may
    },

    async view(asked) {
      const one = await found(asked)
      return one.ok ? ok(viewOf(one.value)) : one
    },

    async content(asked) {
      const one = await found(asked)
      if (!one.ok) return one
      const { attempt, sizeBytes, state, companyId, exportId } = one.value
      if (state !== 'ready' || attempt === undefined || sizeBytes === undefined)
        return err({ code: 'exportNotReady' })
      const company = await companies.find(companyId)
      const key = company && (await secrets.key(company, 'export'))
      const file = exportFile(one.value, attempt, 'package.zip')
      const content = key && (await packages.readFile(file, key))
      if (!content) return err({ code: 'notFound' })
      const fact = { event: 'exportRead', by: actorRef(asked.actor), detail: { exportId } } as const
      const noted = await companyChanges.change<void, never>(companyId, async () =>
        ok({ answer: undefined, change: { writes: [], facts: [fact] } }),
      )
      return noted.ok ? ok({ sizeBytes, content }) : noted
    },
  }
}

const viewOf = ({
  exportId,
  state,
  askedAt,
  documents,
  sizeBytes,
  sha256,
  expiresAt,
}: ExportDocument): ExportView => ({
  ...{ id: exportId, state, askedAt, documents },
  ...(sizeBytes !== undefined && { sizeBytes }),
  ...(sha256 !== undefined && { sha256 }),
  ...(expiresAt !== undefined && { expiresAt }),
})
