import type { MailDocument } from '../letters/mail-document.ts'
import type { SendMail } from '../letters/send-mail.ts'
import type { RequestRef, RequestStore } from './request-store.ts'

/**
 * Sends the letters that are meant at once, because the call's answer depends on them. They are in the queue as well, so
 * that a provider that is away now gets them later; a letter that was sent is not sent again.
 */
export async function sendEnclosed(
  sendMail: SendMail,
  requests: RequestStore,
  ref: RequestRef,
  meant: (mail: MailDocument) => boolean,
): Promise<void> {
  const mails = await requests.list<MailDocument>(ref, 'mail:')
  for (const { value } of mails) {
    if (value.state === 'pending' && meant(value)) await sendMail(value)
  }
}
