import type { Core } from '../application/core.ts'
import { allAtFirstCall, atFirstCall } from './at-first-call.ts'

/** The company's own systems: where they are told, and the telling. */
export const forWebhooks = (core: Core) => ({
  webhooks: allAtFirstCall(['list', 'view', 'create', 'change', 'remove', 'rotate'], async () => {
    const { makeWebhooks } = await import('../application/webhooks/webhooks.ts')
    return makeWebhooks(core)
  }),
  webhookDeliveries: allAtFirstCall(['list', 'test', 'resend'], async () => {
    const { makeWebhookDeliveries } = await import('../application/webhooks/deliveries.ts')
    return makeWebhookDeliveries(core)
  }),
  tellWebhook: atFirstCall(async () => {
    const { makeTellWebhook } = await import('../application/webhooks/tell-webhook.ts')
    return makeTellWebhook(core)
  }),
  retryWebhooks: atFirstCall(async () => {
    const { makeRetryWebhooks } = await import('../application/webhooks/retry-webhooks.ts')
    return makeRetryWebhooks(core)
  }),
})
