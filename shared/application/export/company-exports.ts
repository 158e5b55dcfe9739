import { err, ok } from '../../kernel/result.ts'
import type { Result } from '../../kernel/result.ts'
import { limitReached } from '../../domain/requests/limits.ts'
import type { LimitReached } from '../../domain/requests/limits.ts'
import { actorRef } from '../actor.ts'
import { mayIn } from '../companies/company-people.ts'
import type { Asked } from '../companies/company-people.ts'
import type { CompanyChange } from '../companies/company-changes.ts'
import { appliedHandOver, writeOf } from '../companies/guarded-change.ts'
import type { KeysHandOver, ProposedItem } from '../companies/guarded-change.ts'
import { atOnceOrProposed } from '../companies/propose-change.ts'
import type { Core } from '../core.ts'
import { companyPartition, noRequest } from '../place.ts'
import type { PublicRsaKey } from '../ports/system.ts'
import { readAll } from '../read-all.ts'
import { makeOnce } from '../requests/idempotency.ts'
import type { IdempotencyKey, Once } from '../requests/idempotency.ts'
import { exportDocumentId, exportFile, exportPrefix, newExport } from './export-document.ts'
import type { ExportDocument } from './export-document.ts'
import { fingerprintOf } from './handed-keys.ts'

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
      readonly code:
        | 'notFound'
        | 'forbidden'
        | 'idempotencyKeyReused'
        | 'versionConflict'
        | 'exportNotReady'
        | 'receivingKeyInvalid'
    }

type OfOne = Asked & { readonly exportId: string }

type Beginning = Asked & { readonly idempotency?: IdempotencyKey }

export type CompanyExports = {
  /** Built by the machine within minutes; how far it is, is asked. */
  readonly begin: (input: Beginning) => Promise<Result<ExportView, ExportRefusal>>
  /**
   * The same with the company's keys, for the instance whose key this is. A second person decides: whoever has them can
   * read every answer.
   */
  readonly handOver: (
    input: Beginning & { readonly receivingKey: PublicRsaKey },
  ) => Promise<Result<ExportView | ProposedItem, ExportRefusal>>
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
  | 'documents'
  | 'companies'
  | 'companyChanges'
  | 'secrets'
  | 'packages'
  | 'settings'
  | 'clock'
  | 'random'
  | 'crypto'
>

export function makeCompanyExports(deps: Deps): CompanyExports {
  const { documents, companies, companyChanges, secrets, packages, random, crypto } = deps
  const onceForReading = makeOnce<ExportView>(deps, 'beginExport')
  const onceHandedOver = makeOnce<ExportView | ProposedItem>(deps, 'handOverExport')

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

  type Begun<Answer> = Result<{ readonly answer: Answer; readonly change: CompanyChange }, ExportRefusal>

  /** `once` keeps the answer of a call for its repeats. */
  const begun = async <Answer>(
    { idempotency, ...asked }: Beginning,
    once: Once<Answer>,
    decide: (exportId: string, now: Date) => Promise<Begun<Answer>>,
  ): Promise<Result<Answer, ExportRefusal>> => {
    const may = mayIn(asked, 'exportCompany')
    if (!may.ok) return may
    const { companyId } = asked
    const place = { companyId, requestId: noRequest }
    return companyChanges.change<Answer, ExportRefusal>(companyId, async (now) => {
      const earlier = await once.earlier(place, idempotency)
      if (earlier) return earlier.ok ? ok({ answer: earlier.value }) : earlier
      const kept = (await exportsOf(companyId)).filter(({ state }) => state !== 'removed')
      if (kept.length >= mostExports) return err(limitReached('exports', mostExports))
      const decided = await decide(random.id(), now)
      if (!decided.ok) return decided
      const { answer, change } = decided.value
      const writes = [...change.writes, ...(await once.writes(place, idempotency, answer))]
      return ok({ answer, change: { ...change, writes } })
    })
  }

  type HandingOver = Pick<KeysHandOver, 'exportId' | 'receivingKey'> & { readonly now: Date }

  async function handedOver(
    { actor, companyId }: Asked,
    { now, ...about }: HandingOver,
  ): Promise<Begun<ExportView | ProposedItem>> {
    if (!crypto.wrapFor(about.receivingKey, random.bytes(1))) return err({ code: 'receivingKeyInvalid' })
    const company = (await companies.read(companyId))?.value
    if (!company) return err({ code: 'notFound' })
    const fingerprint = fingerprintOf(crypto, about.receivingKey)
    const change: KeysHandOver = { kind: 'keysHandOver', ...about, fingerprint }
    const employees = await companies.employees(companyId)
    const wanted = appliedHandOver({ company, by: actor.employeeId, now }, change)
    const held = await atOnceOrProposed(deps, { company, employees, change, actor, now }, wanted)
    if (!held.ok) return held
    const { answer, change: committed = nothing } = held.value
    return ok({ answer: answer === 'holds' ? viewOf(wanted.document) : answer, change: committed })
  }

  return {
    begin: ({ actor, ...asked }) =>
      begun({ actor, ...asked }, onceForReading, async (exportId, now) => {
        const { employeeId: askedBy, companyId } = actor
        const value = newExport({ companyId, exportId, askedBy, askedAt: now.toISOString() })
        const fact = { event: 'exportAsked', by: actorRef(actor), detail: { exportId } } as const
        return ok({ answer: viewOf(value), change: { writes: [writeOf(value)], facts: [fact] } })
      }),

    handOver: ({ receivingKey, ...asked }) =>
      begun(asked, onceHandedOver, (exportId, now) => handedOver(asked, { exportId, receivingKey, now })),

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

const nothing: CompanyChange = { writes: [], facts: [] }

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
