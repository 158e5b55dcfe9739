import { tableRows } from '../../domain/templates/table-rows.ts'
import type { TemplateVersion } from '../../domain/templates/template.ts'
import { err, ok } from '../../kernel/result.ts'
import type { Result } from '../../kernel/result.ts'
import { actorRef } from '../actor.ts'
import type { Actor, EmployeeActor } from '../actor.ts'
import type { Core } from '../core.ts'
import { sealJson } from '../keys/sealed-json.ts'
import { entryEffect } from './entry-effect.ts'
import type { Entry, EntryEffect } from './entry-effect.ts'
import type { RequestDocument, RequestSource } from '../requests/request-document.ts'
import { contribute, withSource } from '../requests/contribution.ts'
import { dataDocumentId, leafPointers, mergePatch, valueAt } from './form-data.ts'
import type { DataDocument, FieldProvenance, FormContents } from './form-data.ts'
import type { RequestRef } from '../requests/request-store.ts'
import { formContext, openForm, sourceOf } from './source-form.ts'
import type { DataRefusal } from './source-form.ts'

export type DataEntry = {
  readonly actor: Actor
  readonly requestId: string
  readonly templateId: string
  readonly source?: string
  /** `whole` replaces the form, `patch` is an RFC 7396 merge patch of it, `table` replaces the rows of one list. */
  readonly entry:
    | { readonly kind: 'whole'; readonly data: unknown }
    | { readonly kind: 'patch'; readonly data: unknown }
    | { readonly kind: 'table'; readonly list: string; readonly text: string }
  readonly via: 'manual' | 'import'
  readonly templateVersion?: number
  readonly dryRun?: true
  readonly expected?: string
  /** Of the connector that pushes it. */
  readonly keyId?: string
}

/** The form as it then is, and what that does to the form that is merged of several sources. */
export type Entered = EntryEffect & { readonly source: string; readonly data: unknown }

export type EnterData = (input: DataEntry) => Promise<Result<Entered, DataRefusal>>

type Deps = Pick<Core, 'requests' | 'companies' | 'keyring' | 'forms' | 'crypto'>

/** A batch holds 2 MB: what is larger with its provenance, encrypted and as text, is a file. */
const largestSealedForm = 1_200_000

const dataTooLarge = {
  code: 'dataTooLarge',
  rule: `sealedCharacters: ${largestSealedForm} at most`,
} as const

/** Data typed or imported into a template's form: validated whole, or nothing is stored. */
export function makeEnterData({ requests, companies, keyring, forms, crypto }: Deps): EnterData {
  async function readEntry(
    template: TemplateVersion,
    entry: DataEntry['entry'],
    before: unknown,
  ): Promise<Result<unknown, DataRefusal>> {
    const entered = entryData(template, entry, before)
    if (!entered.ok) return entered
    const errors = await forms.validate(template, entered.value)
    return errors.length === 0 ? entered : err({ code: 'formInvalid', errors })
  }

  type Place = { readonly request: RequestDocument; readonly ref: RequestRef; readonly key: Uint8Array }

  /** Other forms are read only where another source has the same. */
  async function effectOf(
    { request, ref, key }: Place,
    source: RequestSource,
    entered: Pick<Entry, 'before' | 'data'>,
  ): Promise<EntryEffect> {
    const beside = request.sources.filter(
      (other) =>
        other.sourceId !== source.sourceId &&
        other.templateId === source.templateId &&
        other.informationType === source.informationType,
    )
    const read = async ({ sourceId }: RequestSource) => {
      const stored = await requests.read<DataDocument>(ref, dataDocumentId(sourceId))
      return stored ? [[sourceId, openForm(crypto, key, ref, stored.value).data] as const] : []
    }
    const others = new Map((await Promise.all(beside.map(read))).flat())
    return entryEffect(crypto, { request, key, sourceId: source.sourceId, ...entered, others })
  }

  return async ({
    actor,
    requestId,
    templateId,
    source,
    entry,
    via,
    templateVersion,
    dryRun,
    expected,
    ...more
  }) => {
    const ref: RequestRef = { companyId: actor.companyId, requestId }
    const changed = await requests.change<Entered, DataRefusal>(
      ref,
      async (request, now) => {
        const contributed = contribute(actor, request)
        if (!contributed.ok) return contributed
        const { by } = contributed.value
        const place = sourceOf(request, templateId, { sourceId: source, templateVersion })
        if (!place.ok) return place

        const key = await keyring.open(actor.companyId, request.key)
        const template = await companies.template(actor.companyId, templateId, place.value.templateVersion)
        if (!template || !key) return err({ code: 'templateUnknown' })

        const { sourceId } = place.value
        const stored = await requests.read<DataDocument>(ref, dataDocumentId(sourceId))
        const before = stored && openForm(crypto, key, ref, stored.value)
        const entered = await readEntry(template, entry, before?.data)
        if (!entered.ok) return entered
        const data = entered.value

        const effect = await effectOf({ request, ref, key }, place.value, { before: before?.data, data })
        const answer = { source: sourceId, data, ...effect }
        if (dryRun) return ok({ answer })

        const contents: FormContents = {
          data,
          provenance: provenanceOf({ before, data, by, via, at: now.toISOString() }),
        }
        const value: DataDocument = {
          id: dataDocumentId(sourceId),
          sourceId,
          templateId,
          templateVersion: template.version,
          enteredBy: by.employeeId,
          enteredAt: now.toISOString(),
          sealed: sealJson(crypto, key, formContext(ref, sourceId), contents),
        }
        if (value.sealed.length > largestSealedForm) return err(dataTooLarge)
        return ok({
          answer,
          change: {
            ...contributed.value,
            request: withSource(contributed.value.request, sourceId, 'filled'),
            writes: [stored ? { kind: 'replace', value, etag: stored.etag } : { kind: 'create', value }],
            facts: [
              ...contributed.value.facts,
              { event: 'dataEntered', by: actorRef(actor), detail: { sourceId, templateId, via, ...more } },
            ],
          },
        })
      },
      expected,
    )
    return changed.ok ? ok(changed.value.answer) : changed
  }
}

function entryData(
  template: TemplateVersion,
  entry: DataEntry['entry'],
  before: unknown,
): Result<unknown, DataRefusal> {
  if (entry.kind === 'whole') return ok(entry.data)
  if (entry.kind === 'patch') return ok(mergePatch(before ?? {}, entry.data))
  const rows = tableRows(template, entry.list, entry.text)
  if (!rows.ok) return err({ code: 'formInvalid', errors: rows.error })
  return ok(mergePatch(before ?? {}, { [entry.list]: rows.value }))
}

type Change = {
  readonly before: FormContents | undefined
  readonly data: unknown
  readonly by: EmployeeActor
  readonly via: 'manual' | 'import'
  readonly at: string
}

/** A value that did not change keeps where it came from. */
function provenanceOf({ before, data, by, via, at }: Change): Readonly<Record<string, FieldProvenance>> {
  const entered: FieldProvenance = { via, by: by.employeeId, at }
  return Object.fromEntries(
    leafPointers(data).map((pointer) => {
      const known = before?.provenance[pointer]
      const same = JSON.stringify(valueAt(before?.data, pointer)) === JSON.stringify(valueAt(data, pointer))
      return [pointer, known && same ? known : entered]
    }),
  )
}
