import { step } from './steps.ts'
import type { Durable, RequestInput, Script } from './steps.ts'

const prepareDelivery = step('prepareDelivery')
const buildPackage = step('buildPackage')
const releaseDelivery = step('releaseDelivery')

/**
 * From the last approval to the notice: a key for each package, each package built, everything approved computed again,
 * and only then the letter. A step that finds the seal void stops; nothing has left by then.
 */
export function* delivery(context: Durable): Script<'released' | 'stopped'> {
  const { df } = context
  const { companyId, requestId } = df.getInput<RequestInput>()
  const request = { companyId, requestId }

  df.setCustomStatus({ step: 'prepare' })
  const deliveryIds = yield* prepareDelivery(context, request)
  for (const deliveryId of deliveryIds) {
    df.setCustomStatus({ step: 'build', deliveryId })
    const built = yield* buildPackage(context, { ...request, deliveryId })
    if (built === 'stopped') return 'stopped'
  }
  df.setCustomStatus({ step: 'release' })
  return yield* releaseDelivery(context, request)
}
