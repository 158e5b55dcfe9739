import { jsonBytes } from './json-file.ts'
import type { ManifestFile, PackageFacts, PackageSource } from './package-facts.ts'
import { packageTexts } from './package-texts.ts'
import { attachmentsOf } from './selection.ts'

export type Manifest = {
  readonly manifestJson: Uint8Array
  readonly checksums: Uint8Array
}

/**
 * `manifest.json` (JSON-LD: a schema.org Dataset with a DataDownload per file) and `checksums/manifest-sha256.txt`
 * (lines as in BagIt, RFC 8493 section 2.1.3: hash, two spaces, path).
 *
 * `files` are those of `packageContents` with their hashes; attachments that are not among them are added from the facts.
 * No file names its own hash: the manifest covers every file but itself, `manifest.jws` and the checksums; the
 * checksums cover every file, the manifest among them, but themselves and `manifest.jws`, which signs the manifest.
 */
export function manifestFor(
  facts: PackageFacts,
  files: readonly ManifestFile[],
  sha256: (bytes: Uint8Array) => string,
): Manifest {
  const given = new Set(files.map(({ path }) => path))
  const attachments = attachmentsOf(facts).filter(({ path }) => !given.has(path))
  const covered = [...files, ...attachments.map(attachmentEntry)]
  const manifestJson = jsonBytes(dataset(facts, covered))
  const listed = [...covered, { path: 'manifest.json', sha256: sha256(manifestJson) }]
  return { manifestJson, checksums: checksumsOf(listed) }
}

/** Words of ours beside those of schema.org; a processor that does not know them can leave them. */
const context = [
  'https://schema.org',
  { '@vocab': 'urn:indsigt:package:1:', 'dpv-pd': 'https://w3id.org/dpv/pd#' },
]

function dataset(facts: PackageFacts, files: readonly ManifestFile[]): Readonly<Record<string, unknown>> {
  return {
    '@context': context,
    '@type': 'Dataset',
    name: packageTexts[facts.language].titles[facts.right],
    inLanguage: facts.language,
    identifier: facts.reference,
    creator: { '@type': 'Organization', name: facts.companyName },
    dateCreated: facts.sealedAt.toISOString(),
    right: facts.right,
    request: { reference: facts.reference, rights: facts.rights, receivedAt: facts.receivedAt.toISOString() },
    sealedAt: facts.sealedAt.toISOString(),
    approvalsNeeded: facts.approvalsNeeded,
    withheldCount: facts.withheld.length,
    distribution: files.map((file) =>
      download(
        file,
        facts.sources.filter(({ sourceId }) => file.sourceIds?.includes(sourceId)),
      ),
    ),
  }
}

function download(file: ManifestFile, from: readonly PackageSource[]): Readonly<Record<string, unknown>> {
  const { path, name, mediaType, sizeBytes, sha256, schema, categories, providedByPerson } = file
  return {
    '@type': 'DataDownload',
    contentUrl: path,
    ...(name !== undefined && { name }),
    encodingFormat: mediaType,
    contentSize: sizeBytes,
    sha256,
    ...(schema !== undefined && { dataSchema: schema }),
    ...(categories !== undefined && { categories }),
    ...(providedByPerson !== undefined && { providedByPerson }),
    ...(from.length > 0 && { source: oneOrAll(from.map(origin)) }),
  }
}

/** JSON-LD takes a value and a list of it alike. */
const oneOrAll = <Item>(items: readonly Item[]) => (items.length === 1 ? items[0] : items)

const origin = ({
  sourceId,
  label,
  informationType,
  legalBasis,
  collectedAt,
  collectedBy,
}: PackageSource) => ({
  sourceId,
  label,
  informationType,
  legalBasis,
  ...(collectedAt !== undefined && { collectedAt: collectedAt.toISOString() }),
  ...(collectedBy !== undefined && { collectedBy }),
})

function attachmentEntry(attachment: ReturnType<typeof attachmentsOf>[number]): ManifestFile {
  const { path, name, mediaType, sha256, sizeBytes, source, providedByPerson } = attachment
  return {
    ...{ path, mediaType, sha256, sizeBytes },
    ...(name !== undefined && { name }),
    ...(source !== undefined && { sourceIds: [source] }),
    ...(providedByPerson !== undefined && { providedByPerson }),
  }
}

/** Sorted by path, so that the same files give the same bytes whatever their order. */
function checksumsOf(files: readonly Pick<ManifestFile, 'path' | 'sha256'>[]): Uint8Array {
  const lines = files.map(({ path, sha256 }) => ({ path, line: `${sha256}  ${path}\n` }))
  const sorted = lines.toSorted((a, b) => (a.path < b.path ? -1 : 1))
  return new TextEncoder().encode(sorted.map(({ line }) => line).join(''))
}
