import { DatabaseSync } from 'node:sqlite'

import { app } from '@azure/functions'

import { manualClock } from '../../local/host/clock.ts'
import { createHost } from '../../local/host/host.ts'
import { readHostJson } from '../../local/host/host-json.ts'
import { openQueue } from '../../shared/adapters/embedded/queue.ts'

/**
 * A host in a process of its own, to be killed: `node killed-host.ts DATABASE START`. A timer is due one hour after
 * START, and two messages wait; all three handlers say that they began, and never end.
 */
const [file = '', start = ''] = process.argv.slice(2)
const db = new DatabaseSync(file)
db.exec('PRAGMA journal_mode = WAL')
const clock = manualClock(Number(start))
const queue = openQueue(db, () => new Date(clock.now()))

const begin = (what: string): Promise<void> => {
  process.stdout.write(`${what}\n`)
  return new Promise(() => undefined)
}

const host = await createHost({
  load: async () => {
    app.timer('hourly', { schedule: '0 0 * * * *', handler: () => begin('timer') })
    app.serviceBusQueue('onMail', { connection: 'BUS', queueName: 'mail', handler: () => begin('bus') })
    app.storageQueue('onWork', { connection: 'STORE', queueName: 'work', handler: () => begin('queue') })
  },
  ...{ db, clock, queue, port: 0, bind: '127.0.0.1' },
  hostJson: readHostJson('{"version":"2.0"}'),
  setting: () => undefined,
})
await host.start()
void clock.advance(60 * 60_000).catch(() => undefined)
setTimeout(() => {
  void queue.send('mail', [{ id: 'm-1', body: { id: 'm-1' } }])
  host.storageQueue.send('work', 'text')
}, 50)
