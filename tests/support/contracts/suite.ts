import { test } from 'node:test'

export type UnderTest = { readonly close: () => Promise<void> }

export type Check<T extends UnderTest> = (
  title: string,
  work: (opened: T) => Promise<void>,
  /** What the check cannot do without; it is skipped, visibly, where that is missing. */
  needs?: keyof T,
) => void

type Body = (context: { readonly skip: (why: string) => void }) => Promise<void>

/** Who takes a contract's checks: the test runner, if nobody else is named. */
export type Register = (title: string, body: Body) => unknown

/** A contract is a list of checks, each on an adapter that was opened for it alone. */
export function contractSuite<T extends UnderTest>(
  name: string,
  open: () => Promise<T>,
  register: Register = test,
): Check<T> {
  return (title, work, needs) =>
    void register(`${name}: ${title}`, async (context) => {
      const opened = await open()
      try {
        if (needs !== undefined && opened[needs] === undefined)
          context.skip(`${String(needs)} is not to be had here`)
        else await work(opened)
      } finally {
        await opened.close()
      }
    })
}

export type Counted = {
  readonly register: Register
  /** The cases, by their titles without the name of what is held to them. */
  readonly registered: readonly string[]
  /** Those that ran to their end, in their order. */
  readonly done: readonly string[]
}

/** Keeps count of the cases that are given to the test runner, and of those that were not skipped. */
export function counting(taking: Register = test): Counted {
  const registered: string[] = []
  const done: string[] = []
  const register: Register = (title, body) => {
    registered.push(ownTitle(title))
    return taking(title, async (context) => {
      let isSkipped = false
      await body({ skip: (why) => ((isSkipped = true), context.skip(why)) })
      if (!isSkipped) done.push(ownTitle(title))
    })
  }
  return { register, registered, done }
}

const ownTitle = (title: string): string => title.slice(title.indexOf(': ') + 2)

/**
 * Runs a contract here and now and names the checks that failed: a contract must see the faults that are planted for it.
 * The names are the titles without the name of what was checked.
 */
export async function failedChecks(contract: (register: Register) => void): Promise<readonly string[]> {
  const checks: { readonly title: string; readonly body: Body }[] = []
  contract((title, body) => checks.push({ title: ownTitle(title), body }))

  const failed: string[] = []
  // One after the other: some adapters are given the one port or folder there is.
  for (const { title, body } of checks) {
    await body({ skip: () => undefined }).catch(() => failed.push(title))
  }
  return failed
}
