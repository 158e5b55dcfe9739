/** An instance whose clock stands still, and whose ports and functions are counted. */
import { app as functionsApp } from '@azure/functions'
import { manualClock } from '../local/host/clock.ts'
import type { HostClock } from '../local/host/clock.ts'
import type { Mailbox } from '../shared/adapters/embedded/mail.ts'
import type { Ports } from '../shared/application/ports/ports.ts'
import { startBenchInstance } from './bench-instance.ts'
import type { InstanceCode } from './bench-instance.ts'
import * as source from './instance-code.ts'
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

export async function startCountedInstance(code: InstanceCode = source): Promise<CountedInstance> {
  const clock = manualClock(openingTime)
  const tally = createTally()
  const { url, embedded, stop } = await startBenchInstance({
    ...{ clock, code },
    ports: (ports) => countedPorts(code, ports, tally),
    log: { write: () => undefined },
    registered: () => countExecutions(tally),
  })
  // A day in which each timer runs at least once and finds nothing.
  await clock.advance(25 * 60 * 60_000)
  return { url, clock, tally, stop, mail: embedded.mail, ports: embedded.ports }
}

function countExecutions(tally: Tally): void {
  functionsApp.hook.preInvocation((context) => {
    const { functionName, options } = context.invocationContext
    const handler = context.functionHandler
    context.functionHandler = (input: unknown, invocation) =>
      tally.execution(functionName, options.trigger.type, async (): Promise<unknown> =>
        handler(input, invocation),
      )
  })
}

/** What is built over ports is built over the counted ones. */
function countedPorts(code: InstanceCode, ports: Ports, tally: Tally): Ports {
  const outer = tally.ports(ports)
  const { blobs, keys, documents, random, settings } = outer
  return {
    ...outer,
    packages: code.createPackageStore({ blobs }),
    tokens: code.createAccessTokens({
      ...{ keys, random, issuer: settings.publicUrl },
      documents: code.signingKeyDocument(documents),
    }),
  }
}
