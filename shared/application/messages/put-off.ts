import { addMinutes } from '../../domain/time.ts'
import type { Core } from '../core.ts'
import { DependencyUnavailable } from '../ports/unavailable.ts'
import type { Bury } from './bury.ts'
import { membersOf, originOf, sessionOf, triesOf } from './dead-letter.ts'
import type { ReceivedMessage } from './dead-letter.ts'

/**
 * For a message whose handling threw: it comes again after a while, ever longer, and in the end lies with the dead
 * letters. A bus by itself would deliver it ten times within a second, and an outage of a minute would bury them all.
 * Throws when it can be neither put off nor buried now; then the bus delivers it again.
 */
export type PutOff = (message: ReceivedMessage, error: unknown) => Promise<void>

type Deps = Pick<Core, 'messages' | 'clock' | 'log'> & { readonly bury: Bury }

/** From ten seconds, twice as long each time, an hour at most: about five hours together. */
const mostTries = 13
const longestSeconds = 3600

const waitSeconds = (tries: number): number => Math.min(10 * 2 ** tries, longestSeconds)

export function makePutOff({ messages, clock, log, bury }: Deps): PutOff {
  return async (message, error) => {
    const { queue, messageId, body } = message
    if (error instanceof DependencyUnavailable)
      log.write({ code: 'dependencyUnavailable', dependency: error.dependency, operation: queue })
    else
      log.write({ code: 'defect', operation: queue, error: error instanceof Error ? error.name : 'unknown' })

    const tries = triesOf(body)
    if (tries >= mostTries) return bury(message, 'triesUsedUp')

    await messages.send(queue, [
      {
        id: `${originOf(messageId)}-again-${tries + 1}`,
        body: { ...membersOf(body), tries: tries + 1 },
        notBefore: addMinutes(clock.now(), waitSeconds(tries) / 60),
        ...sessionOf(message),
      },
    ])
  }
}
