declare const brand: unique symbol

/** A string or number that only its parser may mint. */
export type Brand<Base, Name extends string> = Base & { readonly [brand]: Name }
