import { jsonBytes } from './json-file.ts'
import type { ContentFile, PackageFacts } from './package-facts.ts'

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
