import { attachmentPaths } from '../../domain/package/names.ts'
import { packageContents } from '../../domain/package/contents.ts'
import { manifestFor } from '../../domain/package/manifest.ts'
import type {
  ContentFile,
  PackageAttachment,
  PackageFacts,
  PackageRight,
  PackageSource,
} from '../../domain/package/package-facts.ts'
import { attachmentsOf } from '../../domain/package/selection.ts'
import { getsPackage } from '../../domain/requests/right.ts'
import { toHex, utf8 } from '../bytes.ts'
import type { CompanyDocument } from '../companies/company-document.ts'
import type { Core } from '../core.ts'
import { signForCompany } from '../keys/company-signature.ts'
import { authorityFor } from '../letters/sender.ts'
import type { PublicJwk } from '../ports/keys.ts'
import { waitingRights } from '../requests/due.ts'
import { openForm } from '../requests/enter-data.ts'
import { openFile } from '../requests/file-document.ts'
import type { FileDocument } from '../requests/file-document.ts'
import type { DataDocument } from '../requests/form-data.ts'
import type { RequestDocument, RequestSource } from '../requests/request-document.ts'
import type { RequestRef } from '../requests/request-store.ts'
import { readWithheld } from '../requests/withhold.ts'
import type { SealedContents, SealedEntry } from './seal-document.ts'

export type PackageRoom = {
  /** Writes every file of every package that the request gets, encrypted under its working key. */
  readonly write: (sealing: Sealing) => Promise<readonly SealedContents[]>
}

type Sealing = {
  readonly request: RequestDocument
  readonly company: CompanyDocument
  readonly key: Uint8Array
  readonly sealId: string
  readonly sealedAt: Date
}

type Deps = Pick<Core, 'requests' | 'companies' | 'packages' | 'keys' | 'random' | 'crypto'>

type Attachment = PackageAttachment & { readonly entry: SealedEntry }

export function makePackageRoom({ requests, companies, packages, keys, random, crypto }: Deps): PackageRoom {
  return {
    async write(sealing) {
      const { request, company, key } = sealing
      const sources = await packageSources(request, company, key)
      const attachments = await storedFiles(request, key)
      const written: SealedContents[] = []
      for (const right of waitingRights(request).filter(getsPackage))
        written.push(await writePackage(sealing, right as PackageRight, { sources, attachments }))
      return written
    },
  }

  async function packageSources(
    request: RequestDocument,
    company: CompanyDocument,
    key: Uint8Array,
  ): Promise<readonly PackageSource[]> {
    const documents = await requests.list<DataDocument>(request, 'data:')
    const formBySource = new Map(documents.map(({ value }) => [value.sourceId, value]))
    const filled = async (source: RequestSource): Promise<PackageSource> => {
      const document = formBySource.get(source.sourceId)
      const template =
        document &&
        (await companies.template(company.companyId, document.templateId, document.templateVersion))
      const form = document && openForm(crypto, key, request, document)
      return {
        sourceId: source.sourceId,
        label: source.label[request.language],
        informationType: source.informationType,
        legalBasis: source.legalBasis,
        providedByPerson: source.providedByPerson,
        state: endOf[source.state],
        ...(template && form && document
          ? {
              template,
              data: form.data,
              collectedAt: new Date(document.enteredAt),
              collectedBy: 'System user',
            }
          : {}),
      }
    }
    return Promise.all(request.sources.map(filled))
  }

  async function storedFiles(request: RequestDocument, key: Uint8Array): Promise<readonly Attachment[]> {
    const documents = (await requests.list<FileDocument>(request, 'file:')).map(({ value }) => value)
    const files = documents.map((document) => ({
      document,
      facts: openFile(crypto, key, request, document),
    }))
    const paths = attachmentPaths(files.map(({ facts }) => facts.name))
    return files.map(({ document: { place, source }, facts: { stored, contentType } }, i): Attachment => {
      const path = `${paths[i]}`
      const entry: SealedEntry = { path, mediaType: contentType, place, stored }
      const { sha256, sizeBytes } = stored
      return {
        path,
        mediaType: contentType,
        sha256,
        sizeBytes,
        entry,
        ...(source === undefined ? {} : { source }),
      }
    })
  }

  async function writePackage(
    sealing: Sealing,
    right: PackageRight,
    {
      sources,
      attachments,
    }: { readonly sources: readonly PackageSource[]; readonly attachments: readonly Attachment[] },
  ): Promise<SealedContents> {
    const facts = packageFacts(sealing, right, { sources, attachments })
    // The manifest lists what this selects, so the zip holds exactly that.
    const selected = new Set(attachmentsOf(facts).map(({ path }) => path))
    const included = attachments.filter(({ path }) => selected.has(path))
    const generated = packageContents(facts)
    const { manifestJson, checksums } = manifestFor(facts, generated.map(describe), hex256)
    const closing = [
      { path: 'manifest.json', mediaType: 'application/ld+json', bytes: manifestJson },
      {
        path: 'manifest.jws',
        mediaType: 'application/jose',
        bytes: await detachedSignature(sealing.company, manifestJson),
      },
      { path: 'checksums/manifest-sha256.txt', mediaType: 'text/plain', bytes: checksums },
    ]
    const written = await writeFiles(sealing, right, [...generated, ...closing])
    return {
      right,
      manifestSha256: hex256(manifestJson),
      files: [
        ...written.slice(0, generated.length),
        ...included.map(({ entry }) => entry),
        ...written.slice(generated.length),
      ],
    }
  }

  function packageFacts(
    { request, company, key, sealedAt }: Sealing,
    right: PackageRight,
    { sources, attachments }: Pick<PackageFacts, 'sources' | 'attachments'>,
  ): PackageFacts {
    return {
      right,
      language: request.language,
      reference: request.reference,
      companyName: company.name,
      contact: `${company.contact.name}, ${company.contact.email}`,
      authority: authorityFor(company),
      receivedAt: new Date(request.receivedAt),
      sealedAt,
      timeZone: company.timeZone,
      rights: request.rights.map((track) => track.right),
      approvalsNeeded: company.approvalPolicy.approvalsNeeded,
      sources,
      attachments,
      withheld: readWithheld(crypto, key, request),
      activities: company.activities,
    }
  }

  /** In one blob: each file as one of its own would be some fifty for a request, stored, read and removed one by one. */
  async function writeFiles(
    { request, key, sealId }: Sealing,
    right: PackageRight,
    files: readonly ContentFile[],
  ): Promise<readonly SealedEntry[]> {
    const { companyId, requestId } = request
    const place = {
      container: companyId,
      blob: `${sealFolder(request, sealId)}${random.id()}`,
      context: `sealed ${companyId} ${requestId} ${sealId} ${right}`,
    }
    const bytes = files.map((file) => file.bytes)
    const parts = await packages.storeParts(place, key, bytes)
    return parts.map((stored, i): SealedEntry => {
      const { path, mediaType } = files[i] as ContentFile
      return { path, mediaType, place, stored }
    })
  }

  function hex256(bytes: Uint8Array): string {
    return toHex(crypto.sha256(bytes))
  }

  function describe({ bytes, ...description }: ContentFile) {
    return { ...description, sha256: hex256(bytes), sizeBytes: bytes.length }
  }

  /** A detached JWS (RFC 7515 appendix F), ES256 by the company's key, over the bytes of manifest.json. */
  async function detachedSignature({ companyId }: CompanyDocument, payload: Uint8Array): Promise<Uint8Array> {
    const says = ({ kty, crv, x, y }: PublicJwk) => ({ jwk: { kty, crv, x, y } })
    const { header, signature } = await signForCompany({ keys, crypto }, { companyId, payload, says })
    return utf8(`${header}..${signature}`)
  }
}

/** Where a seal keeps what it wrote. */
export const sealFolder = ({ requestId }: RequestRef, sealId: string): string =>
  `${requestId}/seals/${sealId}/`

/** A source that waits is not sealed; to the package it would be one that gave nothing. */
const endOf = { waiting: 'failed', filled: 'filled', nothingHeld: 'nothingHeld', failed: 'failed' } as const
