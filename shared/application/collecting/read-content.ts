import { isHardToRead } from '../../domain/package/readability.ts'
import type { FileOrigin, Withheld, WithheldPlace } from '../../domain/package/package-facts.ts'
import { err, ok } from '../../kernel/result.ts'
import type { Result } from '../../kernel/result.ts'
import type { TemplateVersion } from '../../domain/templates/template.ts'
import type { Actor } from '../actor.ts'
import type { Core } from '../core.ts'
import { openJson } from '../keys/sealed-json.ts'
import { noteContext } from './source-notes.ts'
import { readWithheld, whetherCurrent } from './withheld-record.ts'
import { staffOnly } from '../requests/access.ts'
import type { AccessRefusal } from '../requests/access.ts'
import { mergedContent } from './merged-content.ts'
import type { MergedContent } from './merged-content.ts'
import { mergedForms } from './merged-forms.ts'
import { readCollected } from './collected.ts'
import type { Collected } from './collected.ts'
import { quarantined, releaseOf } from '../files/held-files.ts'
import type { Release } from '../files/held-files.ts'
import type { Doubt } from '../ports/scanner.ts'
import { isKnown, readKnownFiles } from '../files/known-files.ts'
import { noteReading } from '../requests/note-reading.ts'
import { originOf } from '../files/file-document.ts'
import type { FileFacts } from '../files/file-document.ts'
import type { FieldProvenance } from './form-data.ts'
import type { PersonalForStaff } from '../requests/personal.ts'
import { personalFor } from '../requests/reveal-person.ts'
import type { RequestDocument } from '../requests/request-document.ts'

/** What whoever works on a request reads and writes: the person's own words, the forms, the files. */
export type RequestContent = {
  readonly personal: PersonalForStaff
  readonly forms: readonly FormContent[]
  readonly merged: readonly MergedContent[]
  readonly withheld: readonly WithheldView[]
  readonly notes: readonly { readonly sourceId: string; readonly note: string }[]
  readonly files: readonly (FileFacts &
    FileOrigin & {
      /** What a refusal names it by. */
      readonly id: string
      readonly sizeBytes: number
      readonly sha256: string
      readonly addedAt: string
      /** Why it waits in quarantine. */
      readonly quarantined?: readonly Doubt[]
      /** Somebody let it out of quarantine. */
      readonly released?: Release
      /** Somebody answered for it: it leaves although it has what is withheld. */
      readonly asItIs?: true
      /** A person can hardly open it. */
      readonly hardToRead?: true
    })[]
}

/** `outdated`: at its place stands something else by now, so it must be taken out before the answer is sealed. */
export type WithheldView = WithheldPlace & Withheld & { readonly state: 'current' | 'outdated' }

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

type Deps = Pick<Core, 'requests' | 'companies' | 'keyring' | 'secrets' | 'clock' | 'crypto'>

export function makeReadContent({ requests, companies, keyring, secrets, clock, crypto }: Deps): ReadContent {
  return async ({ actor, requestId }) => {
    const ref = { companyId: actor.companyId, requestId }
    const found = await requests.find(ref.companyId, requestId)
    if (!found) return err({ code: 'notFound' })
    const judged = staffOnly(actor, found.value, 'seeContent')
    if (!judged.ok) return judged
    const key = await keyring.open(ref.companyId, found.value.key)
    if (!key) return err({ code: 'contentGone' })

    await noteReading({ requests, clock }, ref, { event: 'contentRead', by: judged.value, document: 'forms' })
    const collected = await readCollected({ requests, crypto }, ref, key)
    const known = readKnownFiles(crypto, key, found.value)
    const forms: FormContent[] = []
    for (const { sourceId, templateId, templateVersion } of found.value.sources) {
      const template = await companies.template(ref.companyId, templateId, templateVersion)
      if (template) forms.push({ sourceId, template, ...collected.forms.get(sourceId)?.contents })
    }
    return ok({
      personal: await personalFor({ requests, companies, clock, crypto }, judged.value, {
        request: found.value,
        key,
      }),
      withheld: await withheldOf(found.value, key, collected),
      notes: found.value.sources.flatMap(({ sourceId, note }) =>
        note === undefined
          ? []
          : [{ sourceId, note: openJson<string>(crypto, key, noteContext(ref, sourceId), note) }],
      ),
      forms,
      merged: mergedForms(crypto, { request: found.value, key }, collected).map((merged) =>
        mergedContent(merged, collected),
      ),
      files: collected.files.map(({ document, facts }) => {
        const { id, addedAt, held } = document
        const {
          name,
          contentType,
          stored: { sizeBytes, sha256 },
        } = facts
        return {
          id,
          name,
          contentType,
          sizeBytes,
          sha256,
          addedAt,
          ...originOf(document),
          ...quarantined(held),
          ...releaseOf(crypto, key, ref, document),
          ...(isKnown(known, facts) ? { asItIs: true as const } : {}),
          ...(isHardToRead({ name, mediaType: contentType }) ? { hardToRead: true as const } : {}),
        }
      }),
    })
  }

  async function withheldOf(
    request: RequestDocument,
    key: Uint8Array,
    collected: Collected,
  ): Promise<readonly WithheldView[]> {
    const records = readWithheld(crypto, key, request)
    const company = records.length > 0 && (await companies.find(request.companyId))
    if (!company) return []
    const current = await whetherCurrent({ secrets }, { company, ref: request }, collected, records)
    return records.map(({ valueHash: _hash, ...record }, n) => ({
      ...record,
      state: current[n] ? 'current' : 'outdated',
    }))
  }
}
