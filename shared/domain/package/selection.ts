import { folded, isSafePath } from './names.ts'
import type {
  FileOrigin,
  PackageAttachment,
  PackageFacts,
  PackageRight,
  PackageSource,
} from './package-facts.ts'
import { isPortableBasis, portableSource } from './portability.ts'

/** The sources as this package has them: all of them for access, for portability only what Art. 20 covers. */
export function sourcesOf({ right, sources }: PackageFacts): readonly PackageSource[] {
  if (right === 'access') return sources
  return sources.flatMap((source) => portableSource(source) ?? [])
}

/** The files that go into this package as they are stored. */
export function attachmentsOf({ right, sources, attachments }: PackageFacts): readonly PackageAttachment[] {
  const chosen = attachments.filter((attachment) => takesFile(right, sources, attachment))
  assertPaths(chosen.map(({ path }) => path))
  return chosen
}

/**
 * Whether a file goes into the package. A document has no fields to decide by, so Art. 20 takes only what the person gave,
 * under consent or contract: as was said of the file, or else of its source.
 */
export function takesFile(
  right: PackageRight,
  sources: readonly PackageSource[],
  { source, providedByPerson }: FileOrigin,
): boolean {
  if (right === 'access') return true
  const from = sources.find(({ sourceId }) => sourceId === source)
  return from !== undefined && isPortableBasis(from.legalBasis) && (providedByPerson ?? from.providedByPerson)
}

/** Paths come from `attachmentPaths`; one that leaves the folder, or two that meet in it, is a defect. */
function assertPaths(paths: readonly string[]): void {
  const inside = paths.every((path) => path.startsWith('attachments/') && isSafePath(path))
  const apart = new Set(paths.map(folded)).size === paths.length
  if (!inside || !apart) throw new Error('an attachment has no path of its own inside the package')
}
