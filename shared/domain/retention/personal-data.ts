// The annotation `x-personal-data`: what of a person a field can hold, and with what of the request it goes.
import type { DpvTerm } from '../templates/dpv-categories.ts'

/**
 * Of who asks: `content` goes 32 days after the ending, `proof` after 90 days, `outcome` when the company's stated period
 * is over (`retention.ts`).
 */
export type Retention = 'content' | 'proof' | 'outcome'

/**
 * Of who works for the company: `work` goes when they leave it, `lapse` with the document's own time to live, `company`
 * when the company closes.
 */
export type StaffRetention = 'work' | 'lapse' | 'company'

export type PersonalData<Goes extends string = Retention> = {
  readonly category: string
  readonly retention: Goes
}

type Plain = string | number | boolean | undefined

type Member<T> = Exclude<T, undefined> extends readonly (infer Item)[] ? Item : Exclude<T, undefined>

/** One field: tagged, said to hold nothing personal, or looked into; of a list each item is. */
export type FieldTag<T, Goes extends string = Retention> =
  | PersonalData<Goes>
  | 'none'
  | (Member<T> extends Plain ? never : FieldTags<Extract<Member<T>, object>, Goes>)

/** A word for each field that a document can have: one that is added without does not compile. */
export type FieldTags<T extends object, Goes extends string = Retention> = {
  readonly [Field in keyof T]-?: FieldTag<T[Field], Goes>
}

type Tree = { readonly [field: string]: PersonalData | 'none' | Tree }

export const tag = <Goes extends string>(term: DpvTerm, retention: Goes): PersonalData<Goes> => ({
  category: `dpv-pd:${term}`,
  retention,
})

const isTag = (said: PersonalData | Tree): said is PersonalData => typeof said['retention'] === 'string'

/** The document without what is tagged to go by then; what is left has the order that it had. */
export const withoutTagged = <T extends object>(value: T, tags: FieldTags<T>, retention: Retention): T =>
  stripped(value, tags as Tree, retention) as T

function stripped(value: unknown, tags: Tree, retention: Retention): unknown {
  if (Array.isArray(value)) return value.map((item) => stripped(item, tags, retention))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).flatMap(([field, held]) => {
      const said = tags[field] ?? 'none'
      if (said === 'none') return [[field, held]]
      if (isTag(said)) return said.retention === retention ? [] : [[field, held]]
      return [[field, stripped(held, said, retention)]]
    }),
  )
}
