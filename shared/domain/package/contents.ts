import { informationFiles } from './art15-page.ts'
import { dataFiles, schemaFiles } from './data-files.ts'
import { guideFile } from './open-me-first.ts'
import type { ContentFile, PackageFacts } from './package-facts.ts'
import { sourcesOf } from './selection.ts'
import { withheldFile } from './withheld.ts'

/**
 * The generated files of a package, in the order in which they go into it: the guide, the Art. 15 sheet (access only),
 * the data with their schemas, and what was withheld. The same facts give the same bytes. Beside them go
 * `attachmentsOf(facts)`, and what `manifestFor` makes.
 */
export function packageContents(facts: PackageFacts): readonly ContentFile[] {
  const sources = sourcesOf(facts)
  const data = dataFiles(sources, facts.merges)
  const others = [
    ...(facts.right === 'access' ? informationFiles(facts) : []),
    ...schemaFiles(sources),
    withheldFile(facts),
  ]
  return [guideFile(facts, data, others), ...data.flatMap(({ files }) => files), ...others]
}
