import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

const program = fileURLToPath(new URL('doubles-process.ts', import.meta.url))

export type Doubles = {
  /** All that leads to them: environment variables, as whoever runs the product would set them. */
  readonly settings: Readonly<Record<string, string>>
  readonly close: () => Promise<void>
}

/** Every double of the other home in a process of its own, for the product or for the contracts. */
export async function startDoubles(whom: 'product' | 'contract' = 'product'): Promise<Doubles> {
  const child = fork(program, [whom], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'], execArgv: [] })
  const told = once(child, 'message') as Promise<[Doubles['settings']]>
  const ended = once(child, 'exit').then(() => {
    throw new Error('the doubles did not start')
  })
  ended.catch(() => undefined)
  const [settings] = await Promise.race([told, ended])
  return {
    settings,
    close: async () => {
      const exited = once(child, 'exit')
      child.disconnect()
      await exited
    },
  }
}

/** The settings without those of a port: it then stays in the folder. */
export const without = (settings: Doubles['settings'], ...beginnings: readonly string[]) =>
  Object.fromEntries(
    Object.entries(settings).filter(([name]) => !beginnings.some((beginning) => name.startsWith(beginning))),
  )
