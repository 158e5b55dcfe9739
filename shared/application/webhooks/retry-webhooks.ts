import type { Core } from '../core.ts'
import type { Found } from '../ports/documents.ts'
import type { Message } from '../ports/messages.ts'
import type { Sweep } from '../timing/sweep.ts'
import type { WebhookDelivery } from './webhook-document.ts'

/**
 * Has everything tried again whose time has come, also what was under way in a process that is gone. A receiver may take
 * its time, so the tries are made where messages are handled, side by side, and none here.
 */
export const makeRetryWebhooks =
  ({ documents, messages, clock }: Pick<Core, 'documents' | 'messages' | 'clock'>): Sweep =>
  async (batch) => {
    const until = clock.now().toISOString()
    let done = 0
    let continuation: string | undefined
    do {
      const page = await documents.query<WebhookDelivery>({
        container: 'logs',
        where: [{ field: 'webhookRetryAt', is: '<=', value: until }],
        limit: batch,
        ...(continuation === undefined ? {} : { continuation }),
      })
      if (page.items.length > 0) await messages.send('webhooks', page.items.map(messageOf))
      done += page.items.length
      continuation = page.continuation
    } while (continuation !== undefined)
    return done
  }

/** One for each try: the bus drops the repeats of a pass that comes before it was handled. */
const messageOf = ({ value: { companyId, webhookId, eventId, tries } }: Found<WebhookDelivery>): Message => ({
  id: `webhook-again-${webhookId}-${eventId}-${tries}`,
  body: { companyId, webhookId, eventId },
})
