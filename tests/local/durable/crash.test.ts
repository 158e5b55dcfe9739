import assert from 'node:assert/strict'
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test, { type TestContext } from 'node:test'
import { fileURLToPath } from 'node:url'

import { day } from './support/durable-app.ts'

const program = fileURLToPath(new URL('./support/crashing-app.ts', import.meta.url))

function machine(t: TestContext, instanceId: string) {
  const folder = mkdtempSync(join(tmpdir(), 'durable-crash-'))
  const children: ChildProcess[] = []
  t.after(() => {
    for (const child of children) child.kill('SIGKILL')
    rmSync(folder, { recursive: true, force: true })
  })
  const log = (): readonly string[] => {
    const file = join(folder, 'log')
    return existsSync(file) ? readFileSync(file, 'utf8').trimEnd().split('\n') : []
  }
  return {
    log,
    boot: (advanceMs = 0): ChildProcess => {
      const child = spawn(process.execPath, [program, folder, instanceId, String(advanceMs)], {
        stdio: 'inherit',
      })
      children.push(child)
      return child
    },
    /** Waits for so many lines of this kind. */
    sees: async (line: string, times = 1): Promise<void> => {
      while (log().filter((seen) => seen === line).length < times)
        await new Promise((resolve) => setTimeout(resolve, 20))
    },
  }
}

async function kill(child: ChildProcess): Promise<void> {
  child.kill('SIGKILL')
  await once(child, 'exit')
}

test(
  'a kill in the middle of the second activity repeats that one, not the first, and the result comes',
  { timeout: 60_000 },
  async (t) => {
    const host = machine(t, 'steps')
    const first = host.boot()
    await host.sees('two')
    await kill(first)

    const second = host.boot()
    await once(second, 'exit')

    const lines = host.log()
    assert.deepEqual(
      lines.filter((line) => line === 'one' || line === 'two'),
      ['one', 'two', 'two'],
    )
    assert.match(lines.at(-1) ?? '', /^output \["[0-9a-f-]{36}","one","two"\]$/)
  },
)

test(
  'a month passes across a kill: timers fire at their day, whichever process is there',
  { timeout: 60_000 },
  async (t) => {
    const host = machine(t, 'approval')
    const first = host.boot(16 * day)
    await host.sees('advanced')
    await kill(first)

    const second = host.boot(15 * day)
    await once(second, 'exit')

    assert.equal(host.log().at(-1), 'output "too late"')
  },
)
