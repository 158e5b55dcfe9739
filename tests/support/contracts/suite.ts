import { test } from 'node:test'

export type UnderTest = { readonly close: () => Promise<void> }

export type Check<T extends UnderTest> = (
  title: string,
  work: (opened: T) => Promise<void>,
  /** What the check cannot do without; it is skipped, visibly, where that is missing. */
  needs?: keyof T,
) => void

/** A contract is a list of checks, each on an adapter that was opened for it alone. */
export function contractSuite<T extends UnderTest>(name: string, open: () => Promise<T>): Check<T> {
  return (title, work, needs) =>
    void test(`${name}: ${title}`, async (context) => {
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
