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
