import { err, ok } from '../../kernel/result.ts'
import type { Result } from '../../kernel/result.ts'
import type { PackageRight } from '../../domain/package/package-facts.ts'
import type { Actor, EmployeeActor } from '../actor.ts'
import type { Core } from '../core.ts'
import { openJson } from '../keys/sealed-json.ts'
import type { Stored } from '../ports/documents.ts'
import type { ByteRange, PackageEntry, StoredFileName } from '../ports/packages.ts'
import { staffOnly } from '../requests/access.ts'
import type { AccessRefusal } from '../requests/access.ts'
import { noteReading } from '../requests/note-reading.ts'
import type { RequestRef } from '../requests/request-store.ts'
import { sealContext, sealDocumentId } from './seal-document.ts'
import type { SealContents, SealDocument, SealedContents, SealedEntry } from './seal-document.ts'

export type SealReadRefusal =
  AccessRefusal | { readonly code: 'versionConflict' | 'sealNotFound' | 'contentGone' | 'fileNotFound' }

type SealRead = { readonly actor: Actor; readonly requestId: string; readonly sealId: string }

export type SealReader = {
  readonly list: (input: SealRead) => Promise<Result<readonly SealedContents[], SealReadRefusal>>
  /** The package as the person will get it, byte for byte. */
  readonly content: (
    input: SealRead & { readonly right?: PackageRight },
  ) => Promise<Result<Streamed, SealReadRefusal>>
  /** One file of it. */
  readonly file: (
    input: SealRead & { readonly right: PackageRight; readonly path: string },
  ) => Promise<Result<Streamed, SealReadRefusal>>
}

export type Streamed = {
  readonly name: string
  readonly mediaType: string
  readonly sizeBytes: number
  readonly content: AsyncIterable<Uint8Array>
}

type Deps = Pick<Core, 'requests' | 'keyring' | 'packages' | 'clock' | 'crypto'>

/** What an approver reads before they name its hash; each reading is written down, once an hour for each person and seal. */
export function makeSealReader({ requests, keyring, packages, clock, crypto }: Deps): SealReader {
  async function open({ actor, requestId, sealId }: SealRead) {
    const ref: RequestRef = { companyId: actor.companyId, requestId }
    const found = await requests.find(ref.companyId, requestId)
    if (!found) return err({ code: 'notFound' } as const)
    const judged = staffOnly(actor, found.value, 'seeContent')
    if (!judged.ok) return judged
    const key = await keyring.open(ref.companyId, found.value.key)
    if (!key) return err({ code: 'contentGone' } as const)
    // Only what stands is read: an earlier seal is history, and its hash is in the audit.
    const contents =
      found.value.seal?.sealId === sealId
        ? await readSeal({ requests, crypto }, ref, { key, sealId })
        : undefined
    if (!contents) return err({ code: 'sealNotFound' } as const)
    return ok({ ref, reader: judged.value, key, contents })
  }

  /** For four eyes it counts that a person looked at this seal, not how often. */
  const noted = (
    { ref, reader }: { readonly ref: RequestRef; readonly reader: EmployeeActor },
    sealId: string,
  ) =>
    noteReading({ requests, clock }, ref, { event: 'sealRead', by: reader, document: sealDocumentId(sealId) })

  return {
    async list(input) {
      const opened = await open(input)
      return opened.ok ? ok(opened.value.contents.packages) : opened
    },

    async content({ right, ...input }) {
      const opened = await open(input)
      if (!opened.ok) return opened
      const { ref, key, contents } = opened.value
      const wanted = contents.packages.find((one) => right === undefined || one.right === right)
      if (!wanted) return err({ code: 'fileNotFound' })

      const place = previewPlace(ref, input.sealId, wanted.right)
      const { sizeBytes } = await packages.buildPackage(place, key, entriesOf(wanted, key, contents))
      const whole = await packages.readFile(place, key)
      if (!whole) return err({ code: 'contentGone' })
      await noted(opened.value, input.sealId)
      return ok({ name: `${wanted.right}.zip`, mediaType: 'application/zip', sizeBytes, content: whole })
    },

    async file({ right, path, ...input }) {
      const opened = await open(input)
      if (!opened.ok) return opened
      const { key, contents } = opened.value
      const entry = contents.packages
        .find((one) => one.right === right)
        ?.files.find((file) => file.path === path)
      const content = entry && (await packages.readFile(entry.place, key, rangeOf(entry)))
      if (!entry || !content) return err({ code: 'fileNotFound' })
      await noted(opened.value, input.sealId)
      return ok({ name: path, mediaType: entry.mediaType, sizeBytes: entry.stored.sizeBytes, content })
    },
  }
}

function rangeOf({ stored }: SealedEntry): ByteRange | undefined {
  return 'start' in stored ? { start: stored.start, end: stored.start + stored.sizeBytes } : undefined
}

export async function readSeal(
  { requests, crypto }: Pick<Core, 'requests' | 'crypto'>,
  ref: RequestRef,
  { key, sealId }: { readonly key: Uint8Array; readonly sealId: string },
): Promise<SealContents | undefined> {
  const stored: Stored<SealDocument> | undefined = await requests.read(ref, sealDocumentId(sealId))
  return stored && openJson<SealContents>(crypto, key, sealContext(ref, sealId), stored.value.sealed)
}

/** The entries of one package, in the order in which the person finds them. */
export function entriesOf(
  { files }: SealedContents,
  key: Uint8Array,
  { sealedAt }: SealContents,
): readonly PackageEntry[] {
  const modifiedAt = new Date(sealedAt)
  return files.map(({ path, place, stored }: SealedEntry): PackageEntry => ({
    path,
    modifiedAt,
    file: place,
    key,
    stored,
  }))
}

const previewPlace = (
  { companyId, requestId }: RequestRef,
  sealId: string,
  right: PackageRight,
): StoredFileName => ({
  container: companyId,
  blob: `${requestId}/seals/${sealId}/preview-${right}`,
  context: `preview ${companyId} ${requestId} ${sealId} ${right}`,
})
