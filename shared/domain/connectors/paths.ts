import type { Path } from './connector.ts'

export type Json = unknown

const stepsOf = (path: Path): readonly string[] =>
  typeof path !== 'string' ? path : path === '' ? [] : path.split('.')

/** All values at a path: none where a member is missing; `*` is each member of a list. */
export const valuesAt = (from: Json, path: Path): readonly Json[] =>
  stepsOf(path).reduce<readonly Json[]>(
    (values, step) => values.flatMap((value) => stepInto(value, step)),
    [from],
  )

function stepInto(value: Json, step: string): readonly Json[] {
  if (step === '*') return Array.isArray(value) ? (value as readonly Json[]) : []
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return []
  return [(value as Readonly<Record<string, Json>>)[step]]
}

/** As text, where it is one or a number; what is empty is nothing. */
export function textAt(from: Json, path: Path): string | undefined {
  const [value] = valuesAt(from, path)
  const text = typeof value === 'string' || typeof value === 'number' ? `${value}` : ''
  return text === '' ? undefined : text
}

/** Whether the answer has the member that holds its records, as far as that is not a matter of how many there are. */
export function hasRecordsAt(answer: Json, path: Path = ''): boolean {
  const steps = stepsOf(path)
  const many = steps.indexOf('*')
  return valuesAt(answer, many === -1 ? steps : steps.slice(0, many)).length > 0
}

/** The records of an answer: a list's members, or the one that it is. */
export const recordsAt = (answer: Json, path: Path = ''): readonly Json[] =>
  valuesAt(answer, path)
    .flatMap((value) => (Array.isArray(value) ? (value as readonly Json[]) : [value]))
    .filter((value) => value !== null && value !== undefined)

/** What of a record is kept, by the same names. */
export function keptOf(record: Json, keep: readonly Path[] | undefined): Json {
  if (!keep) return record
  return Object.fromEntries(
    keep.flatMap((path) => {
      const values = valuesAt(record, path)
      const name = typeof path === 'string' ? path : path.join('.')
      return values.length === 0 ? [] : [[name, stepsOf(path).includes('*') ? values : values[0]]]
    }),
  )
}
