import type { MailDataRequired, MailService } from '@sendgrid/mail'

import type { Log } from '../../application/ports/log.ts'
import type { Mail, MailSender } from '../../application/ports/mail.ts'
import type { Clock } from '../../application/ports/system.ts'
import { disclose } from '../../kernel/personal.ts'
import { err, ok } from '../../kernel/result.ts'
import { failureOf, refusesAddress, refusesUs } from './failures.ts'

export type SendGridSettings = {
  readonly apiKey: string
  /** The one address that all mails come from; its name is the company's. */
  readonly from: string
  /** Another address of the service: the European one, or a double. */
  readonly baseUrl?: string
}

/** How long one call may take. Nothing is tried again within it: the mail desk does, ever more slowly. */
const usualPatienceMs = 10_000

/** An answer is an id, or a handful of errors. */
const longestAnswer = 64 * 1024

/** What the package exports beside its shared instance, and what its types leave out. */
type Sdk = { readonly MailService: new () => Service }

type Service = MailService & {
  readonly client: { readonly setDefaultRequest: (members: object) => void }
}

/**
 * Mail through SendGrid. The service knows no idempotency: where an answer was lost the mail is sent again, with the same
 * link and code, since none at all would be worse for the person than two that say the same.
 */
export function createSendGridMail(
  settings: SendGridSettings,
  { clock, log }: { readonly clock: Clock; readonly log: Log },
  patienceMs = usualPatienceMs,
): MailSender {
  return {
    async send(mail) {
      const service = await openService(settings, patienceMs)
      try {
        return ok({ providerId: await handOver(service, messageOf(mail, settings.from)) })
      } catch (error) {
        if (refusesAddress(error)) return err({ code: 'addressRefused' })
        if (refusesUs(error)) log.write({ code: 'credentialsRefused', dependency: 'mail' })
        throw failureOf(error, clock.now())
      }
    },
  }
}

/**
 * A service of its own for each mail: what the SDK exports is shared by the process, and only so the deadline is one for the
 * whole call and ends it.
 */
async function openService({ apiKey, baseUrl }: SendGridSettings, patienceMs: number): Promise<Service> {
  const { MailService } = (await import('@sendgrid/mail')) as unknown as Sdk
  const service = new MailService()
  service.setApiKey(apiKey)
  // After the key: setting that resets the address.
  service.client.setDefaultRequest({
    ...(baseUrl !== undefined && { baseUrl }),
    signal: AbortSignal.timeout(patienceMs),
    maxContentLength: longestAnswer,
    // The key goes to this address and no other.
    maxRedirects: 0,
  })
  return service
}

/** 200 is SendGrid's sandbox, which delivers nothing. */
async function handOver(service: Service, message: MailDataRequired): Promise<string> {
  const [{ statusCode, headers }] = await service.send(message)
  if (statusCode !== 202) throw Object.assign(new Error('not accepted'), { code: statusCode })
  const { 'x-message-id': providerId } = headers as { readonly 'x-message-id'?: string }
  return providerId ?? 'unnamed'
}

/** Made anew for each mail: the SDK writes into what it is given, and a second use would show everyone to everyone. */
const messageOf = ({ id, to, fromName, subject, text, html }: Mail, from: string): MailDataRequired => ({
  personalizations: [{ to: [{ email: disclose(to) }] }],
  from: { email: from, name: fromName },
  subject,
  content: [
    { type: 'text/plain', value: text },
    { type: 'text/html', value: html },
  ],
  // Comes back with every event (`events.ts`): random, and all that SendGrid learns of us beside the mail itself.
  customArgs: { mailId: id },
  // Links stay as they were written: a token belongs to nobody between us and the person, and nobody is watched reading.
  trackingSettings: {
    clickTracking: { enable: false, enableText: false },
    openTracking: { enable: false },
    subscriptionTracking: { enable: false },
    ganalytics: { enable: false },
  },
})
