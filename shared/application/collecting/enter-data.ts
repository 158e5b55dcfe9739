import { tableRows } from '../../domain/templates/table-rows.ts'
import type { TemplateVersion } from '../../domain/templates/template.ts'
import { err, ok } from '../../kernel/result.ts'
import type { Result } from '../../kernel/result.ts'
import { actorRef } from '../actor.ts'
import type { Actor, EmployeeActor } from '../actor.ts'
import type { Core } from '../core.ts'
import { sealJson } from '../keys/sealed-json.ts'
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
}

export type EnterData = (
  input: DataEntry,
) => Promise<Result<{ readonly source: string; readonly data: unknown }, DataRefusal>>

type Deps = Pick<Core, 'requests' | 'companies' | 'keyring' | 'forms' | 'crypto'>

/** A batch holds 2 MB: what is larger with its provenance, encrypted and as text, is a file. */
const largestSealedForm = 1_200_000

const dataTooLarge = {
  code: 'dataTooLarge',
  rule: `sealedCharacters: ${largestSealedForm} at most`,
} as const

/** Data typed or imported into a template's form: validated whole, or nothing is stored. */
export function makeEnterData({ requests, companies, keyring, forms, crypto }: Deps): EnterData {
  async function checkForm(template: TemplateVersion, data: unknown): Promise<Result<void, DataRefusal>> {
    const errors = await forms.validate(template, data)
    if (errors.length > 0) return err({ code: 'formInvalid', errors })
    return ok(undefined)
  }

  return async ({ actor, requestId, templateId, source, entry, via, templateVersion, dryRun, expected }) => {
    const ref: RequestRef = { companyId: actor.companyId, requestId }
    const changed = await requests.change<{ source: string; data: unknown }, DataRefusal>(
      ref,
      async (request, now) => {
        const contributed = contribute(actor, request)
        if (!contributed.ok) return contributed
        const place = sourceOf(request, templateId, { sourceId: source, templateVersion })
        if (!place.ok) return place

        const key = await keyring.open(actor.companyId, request.key)
        const template = await companies.template(actor.companyId, templateId, place.value.templateVersion)
        if (!template || !key) return err({ code: 'templateUnknown' })

        const { sourceId } = place.value
        const stored = await requests.read<DataDocument>(ref, dataDocumentId(sourceId))
        const before = stored && openForm(crypto, key, ref, stored.value)
        const entered = entryData(template, entry, before?.data)
        if (!entered.ok) return entered
        const data = entered.value
        const checked = await checkForm(template, data)
        if (!checked.ok) return checked

        const answer = { source: sourceId, data }
        if (dryRun) return ok({ answer })

        const by = contributed.value.by
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
              { event: 'dataEntered', by: actorRef(actor), detail: { sourceId, templateId, via } },
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

type Entered = {
  readonly before: FormContents | undefined
  readonly data: unknown
  readonly by: EmployeeActor
  readonly via: 'manual' | 'import'
  readonly at: string
}

/** A value that did not change keeps where it came from. */
function provenanceOf({ before, data, by, via, at }: Entered): Readonly<Record<string, FieldProvenance>> {
  const entered: FieldProvenance = { via, by: by.employeeId, at }
  return Object.fromEntries(
    leafPointers(data).map((pointer) => {
      const known = before?.provenance[pointer]
      const same = JSON.stringify(valueAt(before?.data, pointer)) === JSON.stringify(valueAt(data, pointer))
      return [pointer, known && same ? known : entered]
    }),
  )
}
