// Operations as the source has them, of which the surface is read in a test; nobody calls them.
type Code<Words extends string> = { readonly code: Words }

declare const answered: unique symbol

type Answer<Status, Value> = {
  readonly status: number
  readonly [answered]?: { readonly status: Status; readonly value: Value }
}

declare function json<const Status extends number, Value>(status: Status, value: Value): Answer<Status, Value>

declare function open(described: { readonly operationId: string }, handle: () => Promise<unknown>): unknown

/** Who it is (security.md, "Names"), and since when. */
type Person = {
  readonly id: string & { readonly brand: 'PersonId' }
  /** In years. */
  readonly age: number
  readonly since: Date
  readonly states: readonly ('open' | 'closed')[]
  readonly level: 1 | 2
  readonly kind: 'person'
  readonly ok?: boolean
  readonly note: string | undefined
  readonly labels: Readonly<Record<string, string>>
  readonly parent?: Person
  readonly greet: () => string
}

type Shape = { readonly kind: 'circle'; readonly r: number } | { readonly kind: 'box' }

declare const person: Person
declare const shape: Shape
declare const refused: Code<'notFound' | 'forbidden'>
declare const next: string | undefined
declare const anything: unknown

void [
  open({ operationId: 'readPerson' }, async () => (next === 'no' ? refused : json(200, person))),
  open({ operationId: 'listPeople' }, async () => {
    if (next === 'wrong') return { code: 'parameterInvalid' }
    return json(200, { value: [person], ...(next === undefined ? {} : { nextLink: next }) })
  }),
  open({ operationId: 'readShape' }, async () => json(201, { shape, anything })),
  ...(['a', 'b'] as const).map((which) =>
    open({ operationId: which === 'a' ? 'putOne' : 'removeOne' }, async () => refused),
  ),
]
