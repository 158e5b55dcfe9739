import { addMinutes } from '../../domain/time.ts'
import type { Core } from '../core.ts'
import { orchestrationMessage } from '../requests/outbox.ts'
import type { OrchestrationCommand } from '../requests/outbox.ts'

type PurgeCommand = Extract<OrchestrationCommand, { readonly command: 'purge' }>

/** Commands the same purge once more, later. Throws when it has gone on for a day: the dead letter is then an alarm. */
export type PurgeAgain = (command: PurgeCommand) => Promise<void>

/** After one minute, two, four, and so on: about a day of hourly tries in the end. */
const mostAttempts = 30

const waitMinutes = (attempt: number): number => Math.min(2 ** (attempt - 1), 60)

/**
 * On Azure an instance is terminated some time after it was told to be (the call answers 202), and only what has ended
 * can be purged. So the history is looked for again until it is gone.
 */
export function makePurgeAgain({ messages, clock }: Pick<Core, 'messages' | 'clock'>): PurgeAgain {
  return async ({ attempt: before = 0, ...command }) => {
    const attempt = before + 1
    if (attempt > mostAttempts) throw new Error('an instance does not end, and its history stays')

    const { queue, ...message } = orchestrationMessage(`purge-${command.instanceId}-${attempt}`, {
      ...command,
      attempt,
    })
    const notBefore = addMinutes(clock.now(), waitMinutes(attempt))
    await messages.send(queue, [{ ...message, notBefore }])
  }
}
