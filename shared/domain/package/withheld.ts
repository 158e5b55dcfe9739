import { jsonBytes } from './json-file.ts'
import type { ContentFile, PackageFacts, PackageRight, Withheld } from './package-facts.ts'

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
