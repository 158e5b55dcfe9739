// What the types of the handlers say of each operation; `tools/write-openapi.ts` asks the compiler for it.

export type JsonSchema = Readonly<Record<string, unknown>>

export type Surface = {
  /** Types that answers are made of, by their name in the code. */
  readonly schemas: Readonly<Record<string, JsonSchema>>
  readonly operations: Readonly<Record<string, OperationSurface>>
}

export type OperationSurface = {
  /** The schema of the JSON that is answered, by status. */
  readonly answers: Readonly<Record<string, JsonSchema>>
  /** The codes with which it may refuse, besides those that every operation of its kind has. */
  readonly codes: readonly string[]
}

/** Of an operation that nothing is known of. */
export const silent: OperationSurface = { answers: {}, codes: [] }
