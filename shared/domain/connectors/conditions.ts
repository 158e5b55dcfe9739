import type { Condition } from './connector.ts'
import { valuesAt } from './paths.ts'
import type { Json } from './paths.ts'

/**
 * A system's search finds more than it was asked for (parts of words, neighbours, everybody): what is not the person's is
 * dropped here, before it is stored (Art. 5(1)(c)). `valueOf` fills a condition's value.
 */
export const isOfPerson = (
  record: Json,
  conditions: readonly Condition[] | undefined,
  valueOf: (template: string) => string | undefined,
): boolean =>
  !conditions ||
  conditions.some(({ path, is, value }) => {
    const wanted = valueOf(value)
    return (
      wanted !== undefined && wanted !== '' && valuesAt(record, path).some((one) => compare[is](one, wanted))
    )
  })

const compare: Readonly<Record<Condition['is'], (value: Json, wanted: string) => boolean>> = {
  equal: (value, wanted) => textOf(value) === wanted,
  equalIgnoringCase: (value, wanted) => lower(textOf(value)) === lower(wanted),
  containing: (value, wanted) => lower(textOf(value)).includes(lower(wanted)),
}

/** A list or an object is looked through as it is written. */
const textOf = (value: Json): string => (typeof value === 'string' ? value : JSON.stringify(value))

const lower = (text: string): string => text.toLowerCase()
