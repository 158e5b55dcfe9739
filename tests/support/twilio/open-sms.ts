import { createTwilioSms, type TwilioSettings } from '../../../shared/adapters/twilio/sms.ts'
import type { LogEvent } from '../../../shared/application/ports/log.ts'
import type { SmsSender } from '../../../shared/application/ports/mail.ts'
import type { SenderUnderTest } from '../contracts/senders.ts'
import { accountSid, authToken, from, twilioDouble, type TwilioDouble } from './service.ts'

export type OpenedSms = SenderUnderTest<SmsSender> & {
  readonly double: TwilioDouble
  readonly log: readonly LogEvent[]
}

/** The adapter over a double of its own. Twilio knows no id of ours: what it took is known by the id that it answered. */
export async function openTwilio(
  wishes: Partial<TwilioSettings> & { readonly patienceMs?: number } = {},
): Promise<OpenedSms> {
  const { patienceMs, ...settings } = wishes
  const double = await twilioDouble()
  const log: LogEvent[] = []
  const own = { accountSid, authToken, from, baseUrl: double.url, ...settings }
  const adapter = createTwilioSms(own, { log: { write: (event) => void log.push(event) } }, patienceMs)
  const idOf = new Map<string, string>()
  return {
    sender: {
      send: async (sms) => {
        const sent = await adapter.send(sms)
        if (sent.ok) idOf.set(sent.value.providerId, sms.id)
        return sent
      },
    },
    ...{ double, log },
    accepted: async () => double.taken.map(({ sid, to }) => ({ id: idOf.get(sid) ?? 'unknown', to })),
    setProvider: double.setProvider,
    refused: '+999123456',
    close: double.close,
  }
}
