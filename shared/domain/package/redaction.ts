/** Withholding is a redaction: what is withheld is out of the sources before anything is made of them (Art. 15(4), 20(4)). */
import type { TemplateVersion } from '../templates/template.ts'
import { versionOf } from './data-files.ts'
import type { PackageSource, WithheldPlace } from './package-facts.ts'
import { partialSchema } from './partial-schema.ts'
import { isMembered, stepsOf } from './pointer.ts'

/**
 * The data without what the pointers name, each read against the data as they are: overlaps take out the larger, and an
 * index means the row that it named before any other was taken out. Undefined when all of it goes.
 */
export const redactedData = (data: unknown, pointers: readonly string[]): unknown =>
  without(data, pointers.map(stepsOf))

function without(value: unknown, paths: readonly (readonly string[])[]): unknown {
  if (paths.some((path) => path.length === 0)) return undefined
  if (paths.length === 0 || !isMembered(value)) return value
  const members = Object.entries(value)
    .map(([name, member]) => [name, without(member, below(paths, name))] as const)
    .filter(([, member]) => member !== undefined)
  return Array.isArray(value) ? members.map(([, member]) => member) : Object.fromEntries(members)
}

const below = (paths: readonly (readonly string[])[], name: string): readonly (readonly string[])[] =>
  paths.filter(([first]) => first === name).map((path) => path.slice(1))

/** The sources as they leave; a form of which something is withheld no longer demands what it lacks. */
export function redactedSources(
  sources: readonly PackageSource[],
  withheld: readonly WithheldPlace[],
): readonly PackageSource[] {
  const pointers = Map.groupBy(withheld.filter(isValue), ({ source }) => source)
  const redacted = sources.filter(({ sourceId }) => pointers.has(sourceId))
  // One schema goes with all the sources of a form: it must hold for those with less in them too.
  const eased = new Set(redacted.flatMap(({ template }) => (template ? [versionOf(template)] : [])))
  return sources.map((source) => {
    const named = pointers.get(source.sourceId)?.map(({ pointer }) => pointer) ?? []
    const { template } = source
    return {
      ...source,
      ...(template && eased.has(versionOf(template)) ? { template: withLess(template) } : {}),
      ...(source.data === undefined ? {} : { data: redactedData(source.data, named) }),
    }
  })
}

const isValue = (place: WithheldPlace): place is Extract<WithheldPlace, { pointer: string }> =>
  'pointer' in place

const withLess = (template: TemplateVersion): TemplateVersion => ({
  ...template,
  schema: {
    ...partialSchema(template.schema),
    $comment: 'Values are withheld (withheld.json): what the form demands may be missing here.',
  },
})
