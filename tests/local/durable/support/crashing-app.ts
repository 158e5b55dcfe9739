import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

import { realClock } from '../../../../local/host/clock.ts'
import { day, startDurableApp, type Context, type Steps } from './durable-app.ts'

/**
 * A process that a test kills: `node crashing-app.ts FOLDER INSTANCE ADVANCE_MS`. What it does stands line by line in
 * the folder's `log`.
 */
const [, , folder = '', instanceId = '', advanceMs = '0'] = process.argv
const file = (name: string): string => join(folder, name)
const log = (line: string): void => appendFileSync(file('log'), `${line}\n`)
const logged = (line: string): boolean =>
  existsSync(file('log')) && readFileSync(file('log'), 'utf8').includes(line)

const db = new DatabaseSync(file('durable.db'))
db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL')
const clock = realClock({
  offset: existsSync(file('offset')) ? Number(readFileSync(file('offset'), 'utf8')) : 0,
  saveOffset: (ms) => writeFileSync(file('offset'), String(ms)),
})

const orchestrators = {
  *steps(context: Context): Steps {
    const guid = context.df.newGuid(context.df.instanceId)
    const one = yield context.df.callActivity('one')
    return [guid, one, yield context.df.callActivity('two')]
  },
  *approval(context: Context): Steps {
    const approved = context.df.waitForExternalEvent('approved')
    const timeout = context.df.createTimer(new Date(context.df.currentUtcDateTime.getTime() + 30 * day))
    return (yield context.df.Task.any([approved, timeout])) === approved ? 'approved' : 'too late'
  },
}

/** Hangs the first time, as if the machine died in the middle of it. */
const two = async (): Promise<string> => {
  const again = logged('two')
  log('two')
  if (!again) await new Promise(() => setInterval(() => undefined, 1000))
  return 'two'
}

const app = await startDurableApp({
  ...{ db, clock, orchestrators },
  activities: { one: () => (log('one'), 'one'), two },
})
if (!app.durable.instances().some((instance) => instance.instanceId === instanceId)) {
  const { rpcBaseUrl } = JSON.parse(app.durable.clientInput()) as { rpcBaseUrl: string }
  await fetch(`${rpcBaseUrl}orchestrators/${instanceId}/${instanceId}`, { method: 'POST', body: '{}' })
}
if (Number(advanceMs) > 0) await clock.advance(Number(advanceMs))
log('advanced')
for (;;) {
  const [row] = app.durable.instances()
  if (row?.runtimeStatus === 'Completed') break
  await new Promise((resolve) => setTimeout(resolve, 20))
}
const ended = await fetch(
  `${(JSON.parse(app.durable.clientInput()) as { rpcBaseUrl: string }).rpcBaseUrl}instances/${instanceId}`,
)
log(`output ${JSON.stringify(((await ended.json()) as { output: unknown }).output)}`)
process.exit(0)
