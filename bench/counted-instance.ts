/** An instance with the demonstration company in a folder of its own, whose clock stands still and whose ports are counted. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { app as functionsApp } from '@azure/functions'
import { start } from '../functions/main.ts'
import { demoCompany } from '../local/demo/company.ts'
import { manualClock } from '../local/host/clock.ts'
import type { HostClock } from '../local/host/clock.ts'
import { createDurable } from '../local/host/durable/durable.ts'
import type { DurableHost } from '../local/host/durable/durable.ts'
import { createHost } from '../local/host/host.ts'
import type { Host } from '../local/host/host.ts'
import { readHostJson } from '../local/host/host-json.ts'
import { takePort } from '../local/run/free-port.ts'
import type { Mailbox } from '../shared/adapters/embedded/mail.ts'
import { createPackageStore } from '../shared/adapters/packaging/package-store.ts'
import { systemRandom } from '../shared/adapters/system/random.ts'
import { createAccessTokens } from '../shared/adapters/tokens/jwt.ts'
import type { Ports } from '../shared/application/ports/ports.ts'
import type { App } from '../shared/composition/app.ts'
import { embeddedPorts, signingKeyDocument } from '../shared/composition/embedded-ports.ts'
import { createTally } from './tally.ts'
import type { Tally } from './tally.ts'

export type CountedInstance = {
  readonly url: string
  readonly clock: HostClock
  readonly mail: Pick<Mailbox, 'list'>
  /** Uncounted, for looking at what is kept. */
  readonly ports: Ports
  readonly tally: Tally
  readonly stop: () => Promise<void>
}

/** A Monday morning in Copenhagen. */
const openingTime = Date.UTC(2026, 2, 2, 8)

export async function startCountedInstance(): Promise<CountedInstance> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-counted-'))
  const clock = manualClock(openingTime)
  const port = await takePort(0, '127.0.0.1')
  const publicUrl = `http://localhost:${String(port)}`
  const now = () => new Date(clock.now())
  const { ports, db, queue, mail } = embeddedPorts(
    { folder, mode: 'demo', publicUrl },
    { clock: { now }, log: { write: () => undefined } },
  )
  const tally = createTally()
  const loaded: { app?: App } = {}
  const host: Host<DurableHost> = await createHost({
    load: async () => {
      loaded.app = await Promise.resolve(start(countedPorts(ports, tally, publicUrl)))
      functionsApp.hook.preInvocation((context) => {
        const { functionName, options } = context.invocationContext
        const handler = context.functionHandler
        context.functionHandler = (input: unknown, invocation) =>
          tally.execution(functionName, options.trigger.type, async (): Promise<unknown> =>
            handler(input, invocation),
          )
      })
    },
    ...{ db, clock, queue, port, bind: '127.0.0.1', createDurable },
    hostJson: readHostJson(readFileSync(new URL('../host.json', import.meta.url), 'utf8')),
    setting: () => undefined,
    log: () => undefined,
  })
  await loaded.app?.openCompany(demoCompany)
  await host.start()
  // An hour in which each timer runs at least once and finds nothing.
  await clock.advance(61 * 60_000)
  return {
    ...{ url: host.url(), clock, mail, ports, tally },
    stop: async () => {
      await host.stop()
      db.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** What is built over ports is built over the counted ones. */
function countedPorts(ports: Ports, tally: Tally, issuer: string): Ports {
  const outer = tally.ports(ports)
  const { blobs, keys, documents } = outer
  return {
    ...outer,
    packages: createPackageStore({ blobs }),
    tokens: createAccessTokens({
      ...{ keys, issuer, random: systemRandom },
      documents: signingKeyDocument(documents),
    }),
  }
}
