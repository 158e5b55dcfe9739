// One form of several: equal values are one, and of what differs somebody has decided.
import { isSame, pointerOf, saidFields } from './said-fields.ts'
import type { SaidField, SourceForm } from './said-fields.ts'

/** What is taken where sources differ: what one of them says, the rows of all, or what was typed instead. */
export type Taken =
  | { readonly take: 'source'; readonly source: string }
  | { readonly take: 'all' }
  | { readonly take: 'value'; readonly value: unknown }

/** `pointer` is RFC 6901 into the form. */
export type Decision = Taken & { readonly pointer: string }

/** Where nothing is decided, the first source counts until it is. A field that the chosen source does not show is not there. */
export function mergedData(forms: readonly SourceForm[], decisions: readonly Decision[]): unknown {
  const present = new Set(forms.map(({ source }) => source))
  return built(
    saidFields(forms).map((field) => {
      const pointer = pointerOf(field.steps)
      const decision = decisions.find((one) => one.pointer === pointer)
      return { steps: field.steps, value: decidedValue(field, decision, present) }
    }),
  )
}

/** A choice of a source that has no part in this form says nothing about those that have. */
function decidedValue(
  { values }: SaidField,
  decision: Decision | undefined,
  present: ReadonlySet<string>,
): unknown {
  if (decision?.take === 'value') return decision.value
  if (decision?.take === 'all') return keptTogether(values.map(({ value }) => value as readonly unknown[]))
  if (decision && present.has(decision.source))
    return values.find(({ source }) => source === decision.source)?.value
  return values[0]?.value
}

/** The rows of all lists, each as often as the list has it that has it most often: what both hold is held once. */
export const keptTogether = (lists: readonly (readonly unknown[])[]): readonly unknown[] =>
  lists.reduce((kept, list) => {
    const left = [...kept]
    const added = list.filter((row) => {
      const at = left.findIndex((one) => isSame(one, row))
      if (at >= 0) left.splice(at, 1)
      return at < 0
    })
    return [...kept, ...added]
  }, [])

type Built = { readonly steps: readonly string[]; readonly value: unknown }

function built(fields: readonly Built[]): unknown {
  const [first] = fields
  if (first?.steps.length === 0) return first.value
  const members = Map.groupBy(
    fields.filter(({ value }) => value !== undefined),
    ({ steps }) => steps[0] as string,
  )
  return Object.fromEntries(
    [...members].map(([name, inside]) => [
      name,
      built(inside.map(({ steps, value }) => ({ steps: steps.slice(1), value }))),
    ]),
  )
}
