import { packageContents } from '../../domain/package/contents.ts'
import { manifestFor } from '../../domain/package/manifest.ts'
import type { ContentFile, PackageFacts, PackageRight } from '../../domain/package/package-facts.ts'
import { attachmentsOf } from '../../domain/package/selection.ts'
import type { Gathered } from '../../domain/reports/case-facts.ts'
import { gatheredFrom } from '../../domain/reports/gathered.ts'
import { getsPackage } from '../../domain/requests/right.ts'
import { ok } from '../../kernel/result.ts'
import type { Result } from '../../kernel/result.ts'
import { toHex, utf8 } from '../bytes.ts'
import type { CompanyDocument } from '../companies/company-document.ts'
import type { Core } from '../core.ts'
import { signForCompany } from '../keys/company-signature.ts'
import { authorityFor, reached } from '../letters/sender.ts'
import type { PublicJwk } from '../ports/keys.ts'
import { waitingRights } from '../timing/due.ts'
import type { RequestRef } from '../requests/request-store.ts'
import { makeReadMaterial } from './package-material.ts'
import type { MaterialRefusal, PackageMaterial, Packed } from './package-material.ts'
import type { SealedContents, SealedEntry } from './seal-document.ts'

export type PackageRoom = {
  /**
   * Writes every file of every package that the request gets, encrypted under its working key. Nothing is written where
   * sources differ and nobody has decided, where something that is withheld is no longer what was declared, or where it
   * stands in a file that would leave as it is.
   */
  readonly write: (sealing: Sealing) => Promise<Result<Written, MaterialRefusal>>
}

export type Written = {
  readonly packages: readonly SealedContents[]
  readonly gathered: readonly Gathered[]
}

type Sealing = Packed & { readonly sealId: string }

type Deps = Pick<
  Core,
  'documents' | 'requests' | 'companies' | 'packages' | 'keys' | 'secrets' | 'random' | 'crypto'
>

export function makePackageRoom({
  documents,
  requests,
  companies,
  packages,
  keys,
  secrets,
  random,
  crypto,
}: Deps): PackageRoom {
  const readMaterial = makeReadMaterial({ documents, requests, companies, packages, secrets, crypto })

  return {
    async write(sealing) {
      const { request } = sealing
      const material = await readMaterial(sealing)
      if (!material.ok) return material
      const packages: SealedContents[] = []
      for (const right of waitingRights(request).filter(getsPackage))
        packages.push(await writePackage(sealing, right, material.value))
      const { sources, attachments } = material.value
      return ok({ packages, gathered: packages.length === 0 ? [] : gatheredFrom(sources, attachments) })
    },
  }

  async function writePackage(
    sealing: Sealing,
    right: PackageRight,
    material: PackageMaterial,
  ): Promise<SealedContents> {
    const facts = packageFacts(sealing, right, material)
    // The manifest lists what this selects, so the zip holds exactly that.
    const selected = new Set(attachmentsOf(facts).map(({ path }) => path))
    const included = material.attachments.filter(({ path }) => selected.has(path))
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
    { request, company, sealedAt }: Sealing,
    right: PackageRight,
    { sources, merges, attachments, withheldFrom }: PackageMaterial,
  ): PackageFacts {
    return {
      right,
      language: request.language,
      reference: request.reference,
      companyName: company.name,
      ...reached(company),
      authority: authorityFor(company),
      receivedAt: new Date(request.receivedAt),
      sealedAt,
      timeZone: company.timeZone,
      rights: request.rights.map((track) => track.right),
      approvalsNeeded: company.approvalPolicy.approvalsNeeded,
      sources,
      merges,
      attachments,
      withheld: withheldFrom(right),
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
