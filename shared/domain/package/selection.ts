import { folded, isSafePath } from './names.ts'
import type { PackageAttachment, PackageFacts, PackageRight, PackageSource } from './package-facts.ts'
import { isPortableBasis, portableSource } from './portability.ts'

/** The sources as this package has them: all of them for access, for portability only what Art. 20 covers. */
export function sourcesOf({ right, sources }: PackageFacts): readonly PackageSource[] {
  if (right === 'access') return sources
  return sources.flatMap((source) => portableSource(source) ?? [])
}

/** The files that go into this package as they are stored. */
export function attachmentsOf({ right, sources, attachments }: PackageFacts): readonly PackageAttachment[] {
  const chosen = attachments.filter(({ source }) => takesFilesOf(right, sources, source))
  assertPaths(chosen.map(({ path }) => path))
  return chosen
}

/**
 * Whether files of this source go into the package. A document has no fields to decide by, so Art. 20 takes only those of
 * a source that holds what the person gave, under consent or contract.
 */
export function takesFilesOf(
  right: PackageRight,
  sources: readonly PackageSource[],
  source: string | undefined,
): boolean {
  if (right === 'access') return true
  const from = sources.find(({ sourceId }) => sourceId === source)
  return from !== undefined && isPortableBasis(from.legalBasis) && from.providedByPerson
}

/** Paths come from `attachmentPaths`; one that leaves the folder, or two that meet in it, is a defect. */
function assertPaths(paths: readonly string[]): void {
  const inside = paths.every((path) => path.startsWith('attachments/') && isSafePath(path))
  const apart = new Set(paths.map(folded)).size === paths.length
  if (!inside || !apart) throw new Error('an attachment has no path of its own inside the package')
}
