/** Ends a switch over a union: a new member becomes a compile error here. Names the place, never the value. */
export function assertNever(_value: never, place: string): never {
  throw new Error(`unhandled case in ${place}`)
}
