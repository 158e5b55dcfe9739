const values = new WeakMap<object, unknown>()

/** Personal data that will not print: logs, JSON and templates show `[personal]`; only `disclose` reads it. */
export class Personal<Value> {
  // Ties the type parameter to the class, so that Personal<string> and Personal<number> differ.
  declare private readonly of: Value

  constructor(value: Value) {
    values.set(this, value)
  }

  toString(): string {
    return '[personal]'
  }

  toJSON(): string {
    return '[personal]'
  }

  get [Symbol.toStringTag](): string {
    return 'Personal'
  }
}

export const personal = <Value>(value: Value): Personal<Value> => new Personal(value)

/** The one way to read personal data: a word to grep for in review. */
export function disclose<Value>(wrapped: Personal<Value>): Value {
  return values.get(wrapped) as Value
}
