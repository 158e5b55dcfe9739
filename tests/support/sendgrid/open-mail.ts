import { createSendGridMail, type SendGridSettings } from '../../../shared/adapters/sendgrid/mail.ts'
import type { MailSender } from '../../../shared/application/ports/mail.ts'
import type { LogEvent } from '../../../shared/application/ports/log.ts'
import type { SenderUnderTest } from '../contracts/senders.ts'
import { apiKey, from, sendGridDouble, type SendGridDouble } from './service.ts'

export type OpenedMail = SenderUnderTest<MailSender> & {
  readonly double: SendGridDouble
  readonly log: readonly LogEvent[]
}

export const now = new Date('2026-03-02T08:00:00Z')

/** The adapter over a double of its own. */
export async function openSendGrid(
  wishes: Partial<SendGridSettings> & { readonly patienceMs?: number } = {},
): Promise<OpenedMail> {
  const { patienceMs, ...settings } = wishes
  const double = await sendGridDouble()
  const log: LogEvent[] = []
  const edges = { clock: { now: () => now }, log: { write: (event: LogEvent) => void log.push(event) } }
  const sender = createSendGridMail({ apiKey, from, baseUrl: double.url, ...settings }, edges, patienceMs)
  return {
    ...{ sender, double, log },
    accepted: async () => double.taken.map(({ id, to }) => ({ id, to })),
    setProvider: double.setProvider,
    refused: 'person@nowhere',
    close: double.close,
  }
}
