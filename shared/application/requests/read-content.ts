import { err, ok } from '../../kernel/result.ts'
import type { Result } from '../../kernel/result.ts'
import type { TemplateVersion } from '../../domain/templates/template.ts'
import type { Actor } from '../actor.ts'
import type { Core } from '../core.ts'
import { openJson } from '../keys/sealed-json.ts'
import type { Withheld } from '../../domain/package/package-facts.ts'
import { noteContext } from './set-source.ts'
import { readWithheld } from './withhold.ts'
import { staffOnly } from './access.ts'
import type { AccessRefusal } from './access.ts'
import { openForm } from './enter-data.ts'
import { noteReading } from './note-reading.ts'
import { openFile } from './file-document.ts'
import type { FileDocument, FileFacts } from './file-document.ts'
import type { DataDocument, FieldProvenance } from './form-data.ts'
import { openPersonal } from './personal.ts'
import type { PersonalDetails } from './request-document.ts'

/** What whoever works on a request reads and writes: the person's own words, the forms, the files. */
export type RequestContent = {
  readonly personal: PersonalDetails
  readonly forms: readonly FormContent[]
  readonly withheld: readonly Withheld[]
  readonly notes: readonly { readonly sourceId: string; readonly note: string }[]
  readonly files: readonly (FileFacts & {
    readonly sizeBytes: number
    readonly sha256: string
    readonly source?: string
    readonly addedAt: string
  })[]
}

export type FormContent = {
  readonly sourceId: string
  readonly template: TemplateVersion
  readonly data?: unknown
  readonly provenance?: Readonly<Record<string, FieldProvenance>>
}

export type ReadContent = (input: {
  readonly actor: Actor
  readonly requestId: string
}) => Promise<Result<RequestContent, AccessRefusal | { readonly code: 'contentGone' }>>

export function makeReadContent({
  requests,
  companies,
  keyring,
  clock,
  crypto,
}: Pick<Core, 'requests' | 'companies' | 'keyring' | 'clock' | 'crypto'>): ReadContent {
  return async ({ actor, requestId }) => {
    const ref = { companyId: actor.companyId, requestId }
    const found = await requests.find(ref.companyId, requestId)
    if (!found) return err({ code: 'notFound' })
    const judged = staffOnly(actor, found.value, 'seeContent')
    if (!judged.ok) return judged
    const key = await keyring.open(ref.companyId, found.value.key)
    if (!key) return err({ code: 'contentGone' })

    await noteReading({ requests, clock }, ref, { event: 'contentRead', by: judged.value, document: 'forms' })
    const data = await requests.list<DataDocument>(ref, 'data:')
    const files = await requests.list<FileDocument>(ref, 'file:')
    const forms: FormContent[] = []
    for (const { sourceId, templateId, templateVersion } of found.value.sources) {
      const template = await companies.template(ref.companyId, templateId, templateVersion)
      const document = data.find(({ value }) => value.sourceId === sourceId)?.value
      if (template)
        forms.push({ sourceId, template, ...(document ? openForm(crypto, key, ref, document) : {}) })
    }
    return ok({
      personal: openPersonal(crypto, key, found.value),
      withheld: readWithheld(crypto, key, found.value),
      notes: found.value.sources.flatMap(({ sourceId, note }) =>
        note === undefined
          ? []
          : [{ sourceId, note: openJson<string>(crypto, key, noteContext(ref, sourceId), note) }],
      ),
      forms,
      files: files.map(({ value }) => {
        const { name, contentType, stored } = openFile(crypto, key, ref, value)
        const { sizeBytes, sha256 } = stored
        const source = value.source === undefined ? {} : { source: value.source }
        return { name, contentType, sizeBytes, sha256, addedAt: value.addedAt, ...source }
      }),
    })
  }
}
