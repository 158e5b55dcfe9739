/** The steps of a JSON pointer (RFC 6901); `*` stands for every row of a list. */
export const stepsOf = (pointer: string): readonly string[] =>
  pointer
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))

/** All values that the steps lead to: one, none, or one per row. */
export function valuesAt(value: unknown, steps: readonly string[]): readonly unknown[] {
  const [step, ...rest] = steps
  if (step === undefined) return value === undefined ? [] : [value]
  if (Array.isArray(value) && step === '*') return value.flatMap((row) => valuesAt(row, rest))
  return isMembered(value) && Object.hasOwn(value, step) ? valuesAt(value[step], rest) : []
}

/** An object or a list: something whose members a step can name. */
export const isMembered = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null

/** A value that a pointer names; `steps` has `*` for each row that it goes through, as the fields of a template have. */
export type NamedValue = { readonly value: unknown; readonly steps: readonly string[] }

/** What an RFC 6901 pointer names, by own members and by indexes that are there; undefined where it names nothing. */
export function valueNamed(data: unknown, pointer: string): NamedValue | undefined {
  return stepsOf(pointer).reduce<NamedValue | undefined>(stepInto, wholeOf(data))
}

const wholeOf = (data: unknown): NamedValue | undefined =>
  data === undefined ? undefined : { value: data, steps: [] }

function stepInto(at: NamedValue | undefined, step: string): NamedValue | undefined {
  if (!at || !isMembered(at.value) || !isMemberName(at.value, step)) return undefined
  return { value: at.value[step], steps: [...at.steps, Array.isArray(at.value) ? '*' : step] }
}

const isMemberName = (value: object, step: string): boolean =>
  Object.hasOwn(value, step) && (!Array.isArray(value) || step !== 'length')
