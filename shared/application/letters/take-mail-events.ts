import { isFailed, isNews } from '../../domain/letters/arrival.ts'
import type { Arrival, FailedArrival } from '../../domain/letters/arrival.ts'
import { err, ok } from '../../kernel/result.ts'
import type { Result } from '../../kernel/result.ts'
import { bySystem } from '../actor.ts'
import type { Core } from '../core.ts'
import { isRequest, partitionOf, placeContainers } from '../place.ts'
import type { Found } from '../ports/documents.ts'
import type { MailEvent, MailEventRefusal, ProviderCall } from '../ports/mail.ts'
import { DependencyUnavailable } from '../ports/unavailable.ts'
import type { RequestDocument } from '../requests/request-document.ts'
import type { Change } from '../requests/request-store.ts'
import { mailDocumentId } from './mail-document.ts'
import type { MailDocument } from './mail-document.ts'
import { companyOf, makeSettleMail } from './settle-mail.ts'
import { tellManagers } from './tell-managers.ts'

/** `notFound`: nobody has said by which key the provider signs. */
export type TakeMailEvents = (
  call: ProviderCall,
) => Promise<Result<void, MailEventRefusal | { readonly code: 'notFound' }>>

type Deps = Pick<
  Core,
  'documents' | 'mailEvents' | 'clock' | 'log' | 'requests' | 'companies' | 'keyring' | 'desk'
>

/**
 * Takes what the provider tells of mails that it has taken: how each fared stands on its document, and one that did not
 * arrive is shown to staff, audited and, once for a request, mailed to the managers. What was counted from the sending
 * stays as it is: the law asks for the notice to be given, and whether another way is needed is for people to decide.
 */
export function makeTakeMailEvents(deps: Deps): TakeMailEvents {
  const { documents, mailEvents, clock, log, requests, companies } = deps
  const settle = makeSettleMail(deps)

  async function find(mailId: string): Promise<Found<MailDocument> | undefined> {
    for (const container of placeContainers) {
      const where = [{ field: 'mailId', is: '=', value: mailId }] as const
      const found = await documents.query<MailDocument>({ container, where, limit: 1 })
      if (found.items[0]) return found.items[0]
    }
    return undefined
  }

  /** A mail of another instance, or one that was purged, is nobody's business here. */
  async function take({ mailId, arrival }: MailEvent): Promise<void> {
    const found = await find(mailId)
    if (!found) return
    // The answer to the sending was lost: this is the acceptance.
    if (found.value.state === 'pending') await settle(found, 'sent')
    if (isFailed(arrival) && isRequest(found.value.requestId)) await noteFailure(found.value, arrival)
    else await note(found.value, arrival)
  }

  async function note(mail: MailDocument, arrival: Arrival): Promise<void> {
    const partition = partitionOf(mail)
    const stored = await documents.read<MailDocument>(partition, mail.id)
    if (!stored || !isNews(arrival, stored.value.arrival?.state)) return
    const value = arrived(stored.value, arrival, clock.now())
    const written = await documents.batch(partition, [{ kind: 'replace', value, etag: stored.etag }])
    if (!written.ok) throw new DependencyUnavailable('documents', 1)
    if (isFailed(arrival)) logFailure(mail)
  }

  async function noteFailure(mail: MailDocument, arrival: FailedArrival): Promise<void> {
    const noted = await requests.change<'news' | 'known', never>(mail, async (request, now) => {
      const stored = await requests.read<MailDocument>(mail, mailDocumentId(mail.mailId))
      if (!stored || !isNews(arrival, stored.value.arrival?.state)) return ok({ answer: 'known' })
      const value = arrived(stored.value, arrival, now)
      const change: Change = {
        request: { ...request, problem: problemOf(request, mail, now) },
        writes: [{ kind: 'replace', value, etag: stored.etag }],
        facts: [
          {
            event: 'mailBounced',
            by: bySystem,
            detail: { kind: mail.kind, mailId: mail.mailId, to: mail.recipient.kind, why: arrival },
          },
        ],
      }
      return ok({ answer: 'news', change: await told(request, mail, change, now) })
    })
    if (!noted.ok) throw new DependencyUnavailable('documents', 1)
    if (noted.value.answer === 'news') logFailure(mail)
  }

  /** Nobody is mailed of a mail to themselves, or of a stranger's, or twice. */
  async function told(
    { status, problem, purgingSince }: RequestDocument,
    mail: MailDocument,
    change: Change,
    now: Date,
  ): Promise<Change> {
    const isKnown = problem?.code === 'mailBounced' || purgingSince !== undefined
    if (isKnown || mail.recipient.kind !== 'person' || status === 'awaitingVerification') return change
    return tellManagers(deps, change, await companyOf(companies, mail), now)
  }

  const logFailure = ({ companyId, mailId, kind }: MailDocument): void =>
    log.write({ code: 'mailRefused', companyId, mailId, letter: kind })

  return async (call) => {
    if (!mailEvents) return err({ code: 'notFound' })
    const events = mailEvents.read(call)
    if (!events.ok) return events
    // In turn: several may be of one mail, or of one request.
    for (const event of events.value) await take(event)
    return ok(undefined)
  }
}

const arrived = (mail: MailDocument, state: Arrival, at: Date): MailDocument => ({
  ...mail,
  arrival: { state, at: at.toISOString() },
})

/** What did not reach the person comes before what did not reach a colleague. */
const problemOf = (
  { problem }: RequestDocument,
  { kind, recipient }: MailDocument,
  now: Date,
): NonNullable<RequestDocument['problem']> =>
  problem && recipient.kind === 'employee' ? problem : { code: 'mailBounced', kind, at: now.toISOString() }
