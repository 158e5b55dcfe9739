/**
 * A use case whose code is read when it is first called: what few calls need is no part of a cold start. Composition stays
 * synchronous, and the edges see no difference.
 */
export function atFirstCall<Arguments extends readonly unknown[], Answer>(
  load: () => Promise<(...given: Arguments) => Promise<Answer>>,
): (...given: Arguments) => Promise<Answer> {
  let loaded: ReturnType<typeof load> | undefined
  return async (...given) => (await (loaded ??= load()))(...given)
}
