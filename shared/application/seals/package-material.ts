import { attachmentPaths, unrevealing } from '../../domain/package/names.ts'
import type {
  Merge,
  PackageAttachment,
  PackageRight,
  PackageSource,
  Withheld,
} from '../../domain/package/package-facts.ts'
import { redactedSources } from '../../domain/package/redaction.ts'
import { takesFile } from '../../domain/package/selection.ts'
import { groundedFor, leavesGap } from '../../domain/package/withheld.ts'
import type { TakenFrom } from '../../domain/package/withheld.ts'
import { getsPackage } from '../../domain/requests/right.ts'
import { err, ok } from '../../kernel/result.ts'
import type { Result } from '../../kernel/result.ts'
import type { CompanyDocument } from '../companies/company-document.ts'
import type { Core } from '../core.ts'
import { consentsOfPerson } from '../consent/consents-of-person.ts'
import { readCollected } from '../collecting/collected.ts'
import type { Collected } from '../collecting/collected.ts'
import { waitingRights } from '../timing/due.ts'
import { originOf } from '../files/file-document.ts'
import { readKnownFiles } from '../files/known-files.ts'
import { openPersonal } from '../requests/personal.ts'
import type { RequestDocument, RequestSource } from '../requests/request-document.ts'
import { findPlace, readWithheld, whetherCurrent } from '../collecting/withheld-record.ts'
import type { WithheldRecord } from '../collecting/withheld-record.ts'
import { mergedForms } from '../collecting/merged-forms.ts'
import { mergesOf, openConflicts, withheldInMerged } from './merged-material.ts'
import type { ConflictsOpen } from './merged-material.ts'
import { lookIntoFiles } from './files-as-they-are.ts'
import type { FileLooked, WithheldInFiles } from './files-as-they-are.ts'
import type { SealedEntry } from './seal-document.ts'

/** Where the outdated items stand in the list of what is withheld. */
export type WithheldOutdated = {
  readonly code: 'withheldOutdated'
  readonly errors: readonly { readonly pointer: string; readonly code: string; readonly detail: string }[]
}

/** Why nothing can be made of what was collected. */
export type MaterialRefusal = ConflictsOpen | WithheldOutdated | WithheldInFiles

type Attachment = PackageAttachment & { readonly entry: SealedEntry }

/** What the packages of a request are made from: its sources as they leave, the files that go with them, and what stays. */
export type PackageMaterial = {
  readonly sources: readonly PackageSource[]
  readonly merges: readonly Merge[]
  readonly attachments: readonly Attachment[]
  /** What the package of a right says is left out of it, in the words of that right. */
  readonly withheldFrom: (right: PackageRight) => readonly Withheld[]
}

export type Packed = {
  readonly sealedAt: Date
  readonly request: RequestDocument
  readonly company: CompanyDocument
  readonly key: Uint8Array
}

type Deps = Pick<Core, 'documents' | 'requests' | 'companies' | 'packages' | 'secrets' | 'crypto'>

/** Opens what was collected and takes out what is withheld; refused where an edit has put another value in its place. */
export function makeReadMaterial({ documents, requests, companies, packages, secrets, crypto }: Deps) {
  return async ({
    request,
    company,
    key,
    sealedAt,
  }: Packed): Promise<Result<PackageMaterial, MaterialRefusal>> => {
    const collected = await readCollected({ requests, crypto }, request, key)
    const withheld = readWithheld(crypto, key, request)
    const current = await whetherCurrent({ secrets }, { company, ref: request }, collected, withheld)
    if (!current.every(Boolean)) return err(outdated(current))
    const merged = mergedForms(crypto, { request, key }, collected)
    const open = openConflicts(merged)
    if (open) return err(open)
    const { email } = openPersonal(crypto, key, request)
    const person =
      email === undefined ? undefined : { company, email, language: request.language, now: sealedAt }
    const consents = person && (await consentsOfPerson({ documents, secrets, crypto }, person))
    const whole = [...(await packageSources(request, company, collected)), ...(consents ? [consents] : [])]
    const files = filesWithout(collected, withheld)
    const rights = waitingRights(request).filter(getsPackage)
    const leaving = files.filter(({ document }) => rights.some((right) => takesFile(right, whole, document)))
    const known = readKnownFiles(crypto, key, request)
    const looked = await lookIntoFiles(packages, { key, collected, files: leaving, withheld, known })
    if (!looked.ok) return looked
    return ok({
      sources: redactedSources(whole, withheldInMerged(merged, withheld)),
      merges: mergesOf(merged),
      attachments: storedFiles(collected, withheld, looked.value),
      withheldFrom: (right) =>
        withheld
          .filter((record) => leavesGap(right, whole, takenFrom(collected, record)))
          .map((record) => groundedFor(right, record)),
    })
  }

  async function packageSources(
    request: RequestDocument,
    company: CompanyDocument,
    { forms }: Collected,
  ): Promise<readonly PackageSource[]> {
    const filled = async (source: RequestSource): Promise<PackageSource> => {
      const form = forms.get(source.sourceId)
      const template =
        form &&
        (await companies.template(company.companyId, form.document.templateId, form.document.templateVersion))
      return {
        sourceId: source.sourceId,
        label: source.label[request.language],
        informationType: source.informationType,
        legalBasis: source.legalBasis,
        providedByPerson: source.providedByPerson,
        state: endOf[source.state],
        ...(template && form
          ? {
              template,
              data: form.contents.data,
              collectedAt: new Date(form.document.enteredAt),
              collectedBy: 'System user',
            }
          : {}),
      }
    }
    return Promise.all(request.sources.map(filled))
  }

  /** Those that are withheld are gone before the others get their paths: a missing number would tell of them. */
  function storedFiles(
    collected: Collected,
    withheld: readonly WithheldRecord[],
    looked: ReadonlyMap<string, FileLooked>,
  ): readonly Attachment[] {
    const files = filesWithout(collected, withheld)
    const kept = withheld.map((record) => ('file' in record ? '' : findPlace(collected, record)?.value))
    const names = files.map(({ facts }) => unrevealing(facts.name, kept))
    const paths = attachmentPaths(names)
    return files.map(({ document, facts }, i): Attachment => {
      const { id, place } = document
      const { stored, contentType } = facts
      const path = `${paths[i]}`
      const known = looked.get(id)
      const entry: SealedEntry = {
        ...{ path, mediaType: contentType, place, stored },
        ...(known === undefined ? {} : { looked: known }),
      }
      const { sha256, sizeBytes } = stored
      return {
        path,
        ...(names[i] === facts.name ? { name: facts.name } : {}),
        mediaType: contentType,
        sha256,
        sizeBytes,
        entry,
        ...originOf(document),
      }
    })
  }
}

function filesWithout({ files }: Collected, withheld: readonly WithheldRecord[]): Collected['files'] {
  const leftOut = new Set(withheld.map((record) => ('file' in record ? record.file : undefined)))
  return files.filter(({ facts }) => !leftOut.has(facts.name))
}

const takenFrom = ({ files }: Collected, record: WithheldRecord): TakenFrom =>
  'file' in record
    ? { file: originOf(files.find(({ facts }) => facts.name === record.file)?.document ?? {}) }
    : record

const outdated = (current: readonly boolean[]): WithheldOutdated => ({
  code: 'withheldOutdated',
  errors: current.flatMap((isCurrent, n) =>
    isCurrent
      ? []
      : [{ pointer: `/items/${n}`, code: 'withheldOutdated', detail: 'is no longer what was declared' }],
  ),
})

/** A source that waits is not sealed; to the package it would be one that gave nothing. */
const endOf = { waiting: 'failed', filled: 'filled', nothingHeld: 'nothingHeld', failed: 'failed' } as const
