import { tableRows } from '../../domain/templates/table-rows.ts'
import type { TemplateVersion } from '../../domain/templates/template.ts'
import { err, ok } from '../../kernel/result.ts'
import type { Result } from '../../kernel/result.ts'
import { actorRef } from '../actor.ts'
import type { Actor, EmployeeActor } from '../actor.ts'
import type { Core } from '../core.ts'
import { openJson, sealJson } from '../keys/sealed-json.ts'
import type { FormError } from '../ports/forms.ts'
import type { Stored } from '../ports/documents.ts'
import { contribute, withSource } from '../requests/contribution.ts'
import { withoutContent } from './source-contents.ts'
import type { ContributionRefusal } from '../requests/contribution.ts'
import { dataDocumentId, leafPointers, mergePatch, valueAt } from './form-data.ts'
import type { DataDocument, FieldProvenance, FormContents } from './form-data.ts'
import type { RequestDocument, RequestSource } from '../requests/request-document.ts'
import type { RequestRef } from '../requests/request-store.ts'

export type DataRefusal =
  | ContributionRefusal
  | { readonly code: 'templateUnknown' | 'sourceNotNamed' | 'templateVersionChanged' }
  | { readonly code: 'dataTooLarge'; readonly rule: string }
  | { readonly code: 'formInvalid'; readonly errors: readonly FormError[] }

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

export type RemoveData = (input: {
  readonly actor: Actor
  readonly requestId: string
  readonly templateId: string
  readonly source?: string
  readonly expected?: string
}) => Promise<Result<void, DataRefusal>>

/** Takes a form out again: its source waits as before, unless a file answers for it. */
export function makeRemoveData({ requests }: Pick<Core, 'requests'>): RemoveData {
  return async ({ actor, requestId, templateId, source, expected }) => {
    const ref: RequestRef = { companyId: actor.companyId, requestId }
    const changed = await requests.change<void, DataRefusal>(
      ref,
      async (request) => {
        const contributed = contribute(actor, request)
        if (!contributed.ok) return contributed
        const place = sourceOf(request, templateId, { sourceId: source })
        if (!place.ok) return place

        const { sourceId } = place.value
        const stored: Stored<DataDocument> | undefined = await requests.read(ref, dataDocumentId(sourceId))
        if (!stored) return ok({ answer: undefined })
        return ok({
          answer: undefined,
          change: {
            ...contributed.value,
            request: await withoutContent(requests, contributed.value.request, sourceId, stored.value.id),
            writes: [{ kind: 'delete', id: stored.value.id, etag: stored.etag }],
            facts: [
              ...contributed.value.facts,
              { event: 'dataRemoved', by: actorRef(actor), detail: { sourceId } },
            ],
          },
        })
      },
      expected,
    )
    return changed.ok ? ok(undefined) : changed
  }
}

const formContext = ({ companyId, requestId }: RequestRef, sourceId: string): string =>
  `form ${companyId} ${requestId} ${sourceId}`

export const openForm = (
  crypto: Deps['crypto'],
  key: Uint8Array,
  ref: RequestRef,
  document: DataDocument,
): FormContents => openJson<FormContents>(crypto, key, formContext(ref, document.sourceId), document.sealed)

/** The source that is meant: named, or the only one with that template. */
function sourceOf(
  request: RequestDocument,
  templateId: string,
  {
    sourceId,
    templateVersion,
  }: { readonly sourceId: string | undefined; readonly templateVersion?: number | undefined },
): Result<RequestSource, DataRefusal> {
  const fitting = request.sources.filter(
    (source) => source.templateId === templateId && (sourceId === undefined || source.sourceId === sourceId),
  )
  const [only] = fitting
  if (!only) return err({ code: 'templateUnknown' })
  if (fitting.length > 1) return err({ code: 'sourceNotNamed' })
  const isPinned = templateVersion === undefined || templateVersion === only.templateVersion
  return isPinned ? ok(only) : err({ code: 'templateVersionChanged' })
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
