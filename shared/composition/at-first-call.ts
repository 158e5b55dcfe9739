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

/** The same for use cases that are made together: those of these names. */
export function allAtFirstCall<Steps extends Readonly<Record<Name, Step>>, Name extends string>(
  names: readonly Name[],
  load: () => Promise<Steps>,
): Pick<Steps, Name> {
  let loaded: Promise<Steps> | undefined
  const step = (name: Name) => atFirstCall(async () => (await (loaded ??= load()))[name])
  return Object.fromEntries(names.map((name) => [name, step(name)])) as unknown as Pick<Steps, Name>
}

type Step = (...given: never[]) => Promise<unknown>
