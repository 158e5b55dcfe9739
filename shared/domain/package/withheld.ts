import { jsonBytes } from './json-file.ts'
import type {
  ContentFile,
  FileOrigin,
  PackageFacts,
  PackageRight,
  PackageSource,
  Withheld,
} from './package-facts.ts'
import { portableSource } from './portability.ts'
import { redactedData } from './redaction.ts'
import { takesFile } from './selection.ts'

/** What concerns others is protected by an article of each right. */
const rightsOfOthers = {
  access: { groundCode: 'rightsOfOthersAccess', article: 'Art. 15(4)' },
  portability: { groundCode: 'rightsOfOthersPortability', article: 'Art. 20(4)' },
} as const

const codesOfOthers: ReadonlySet<string> = new Set(
  Object.values(rightsOfOthers).map(({ groundCode }) => groundCode),
)

/** An item as the package of this right names its ground, whichever of the two it was declared with. */
export const groundedFor = <Item extends Withheld>(right: PackageRight, item: Item): Item =>
  codesOfOthers.has(item.groundCode) ? { ...item, ...rightsOfOthers[right] } : item

/** Where an item was taken from: a place in the form of a source, or the files of one, or of none. */
export type TakenFrom = { readonly source: string; readonly pointer: string } | { readonly file: FileOrigin }

/**
 * Whether the package of this right would hold what was taken out, by the sources as they were collected. Art. 20 covers
 * only what the person provided: its package tells nothing of what it would not have had anyway.
 */
export function leavesGap(
  right: PackageRight,
  collected: readonly PackageSource[],
  from: TakenFrom,
): boolean {
  if (right === 'access') return true
  if ('file' in from) return takesFile(right, collected, from.file)
  const source = collected.find(({ sourceId }) => sourceId === from.source)
  return source !== undefined && holdsLessWithout(source, from.pointer)
}

/** As it would leave, with the value and without: an edit of what does not leave is none. */
const holdsLessWithout = (source: PackageSource, pointer: string): boolean =>
  portableText(source) !== portableText({ ...source, data: redactedData(source.data, [pointer]) })

const portableText = (source: PackageSource): string => JSON.stringify(portableSource(source)?.data) ?? ''

/** What was left out and on which ground, never what it said (Art. 15(4), 20(4)); there also when nothing was. */
export const withheldFile = ({ reference, language, withheld }: PackageFacts): ContentFile => ({
  path: 'withheld.json',
  mediaType: 'application/json',
  bytes: jsonBytes({
    reference,
    language,
    withheld: withheld.map(({ description, groundCode, article, text }) => ({
      ...{ description, groundCode, article, text },
    })),
  }),
})
