import type { Core } from '../core.ts'
import { placeContainers } from '../place.ts'
import { sweepDue } from '../timing/sweep.ts'
import type { Sweep } from '../timing/sweep.ts'
import type { MailDocument } from './mail-document.ts'
import type { SendMail } from './send-mail.ts'

type Deps = Pick<Core, 'documents' | 'clock' | 'log'> & { readonly sendMail: SendMail }

/** Sends what the provider could not take when it was written, and what a lost message left behind. */
export function makeRetryMails(deps: Deps): Sweep {
  return async (batch) => {
    let done = 0
    for (const container of placeContainers)
      done += await sweepDue<MailDocument>(
        deps,
        { operation: 'retryMails', container, field: 'retryAt', until: deps.clock.now(), batch },
        async ({ value }) => {
          await deps.sendMail(value)
        },
      )
    return done
  }
}
