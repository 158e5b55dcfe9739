import type { Fact } from '../evidence/audit-event.ts'
import { bySystem } from '../actor.ts'
import { deliverRequest } from '../requests/ending.ts'
import type { RequestDocument, StoredPause } from '../requests/request-document.ts'
import type { Change } from '../requests/request-store.ts'
import { isReleased } from '../requests/standing-seal.ts'
import { assertNever } from '../../kernel/exhaustive.ts'
import type { MailDocument } from './mail-document.ts'

type Settled = {
  readonly request: RequestDocument
  readonly mail: MailDocument
  /** The etag under which the mail was read: a mail settles once. */
  readonly etag: string
  readonly now: Date
}

/** What the provider's answer means for the request: a notice counts when it was sent (regulation.md e.4, 2, 3 and 9). */
export function takeEffect({ request, mail, etag, now }: Settled): Change {
  const fact: Fact = {
    event: mail.state === 'sent' ? 'mailSent' : 'mailRefused',
    by: bySystem,
    detail: { kind: mail.kind, mailId: mail.mailId, to: mail.recipient.kind },
  }
  const writes: Change['writes'] = [{ kind: 'replace', value: mail, etag }]
  if (mail.state === 'refused')
    return { request: { ...request, problem: problemOf(mail, now) }, writes, facts: [fact] }

  const { problem, ...healthy } = request
  const change: Change = { request: problem?.kind === mail.kind ? healthy : request, writes, facts: [fact] }

  const { effect } = mail
  switch (effect) {
    case 'extensionSent':
      return waking({ ...change, request: extended(change.request, now) })
    case 'pauseSent':
      return waking({
        ...change,
        request: { ...change.request, pauses: request.pauses.map(started(mail, now)) },
      })
    case 'deliveryNotified':
      return waking(notified(change, now))
    case undefined:
      return problem?.kind === mail.kind ? change : { ...change, unseen: true }
    default:
      return assertNever(effect, 'takeEffect')
  }
}

const problemOf = (mail: MailDocument, now: Date) =>
  ({ code: 'mailRefused', kind: mail.kind, at: now.toISOString() }) as const

const waking = (change: Change): Change => ({ ...change, wakes: true })

const extended = ({ extension, ...request }: RequestDocument, now: Date): RequestDocument => ({
  ...request,
  ...(extension && { extension: { ...extension, sentAt: now.toISOString() } }),
})

/** The pause that this letter asked for: both were written at the same moment. */
const started =
  ({ createdAt }: MailDocument, now: Date) =>
  (pause: StoredPause): StoredPause =>
    pause.askedAt === createdAt && pause.answeredAt === undefined
      ? { ...pause, startedAt: now.toISOString() }
      : pause

/** Delivered means that the notice was accepted; the 32 days count from then. */
function notified(change: Change, now: Date): Change {
  if (!isReleased(change.request)) return change
  return {
    ...change,
    request: deliverRequest(change.request, now),
    facts: [...change.facts, { event: 'deliveryNotified', by: bySystem }],
  }
}
