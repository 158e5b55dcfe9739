import { addDays } from '../../domain/time.ts'
import { limitReached, requestLimits } from '../../domain/requests/limits.ts'
import type { LimitReached } from '../../domain/requests/limits.ts'
import { err, ok } from '../../kernel/result.ts'
import type { Result } from '../../kernel/result.ts'
import { actorRef } from '../actor.ts'
import type { Actor } from '../actor.ts'
import type { CompanyDocument } from '../companies/company-document.ts'
import { managersOf } from '../companies/managers.ts'
import type { Core } from '../core.ts'
import type { MailPlan } from '../letters/mail-desk.ts'
import type { Write } from '../ports/documents.ts'
import { judge, ownRequest, staffOnly } from './access.ts'
import type { AccessRefusal } from './access.ts'
import { isOver } from './instances.ts'
import { statusLinkDays } from '../intake/acknowledgement.ts'
import { makeOnce } from './idempotency.ts'
import type { IdempotencyKey } from './idempotency.ts'
import { readMessage, writeMessage } from './message-document.ts'
import type { MessageDocument } from './message-document.ts'
import { answeredPauses } from '../timing/pause.ts'
import type { RequestDocument } from './request-document.ts'
import type { Change } from './request-store.ts'

export type MessageView = {
  readonly id: string
  readonly from: MessageDocument['from']
  readonly text: string
  readonly at: string
}

export type MessageRefusal =
  | AccessRefusal
  | LimitReached
  | { readonly code: 'versionConflict' | 'transitionNotAllowed' | 'contentGone' | 'idempotencyKeyReused' }

export type Messages = {
  readonly list: (input: {
    readonly actor: Actor
    readonly requestId: string
  }) => Promise<Result<readonly MessageView[], MessageRefusal>>
  readonly post: (input: {
    readonly actor: Actor
    readonly requestId: string
    readonly text: string
    readonly expected?: string
    readonly idempotency?: IdempotencyKey
  }) => Promise<Result<MessageView, MessageRefusal>>
}

type Deps = Pick<
  Core,
  'requests' | 'documents' | 'companies' | 'keyring' | 'secrets' | 'desk' | 'random' | 'crypto'
>

/** The two-way conversation of a request; mails only say that there is something to read. */
export function makeMessages(deps: Deps): Messages {
  const { requests, companies, keyring, desk, crypto } = deps
  const once = makeOnce<Omit<MessageView, 'text'>>(deps, 'postMessage')

  const writtenBy = (
    actor: Actor,
    request: RequestDocument,
    { text, now }: { readonly text: string; readonly now: Date },
  ) =>
    actor.kind === 'employee'
      ? writeMessage(deps, request, { from: 'company', by: actor.employeeId, text, at: now })
      : writeMessage(deps, request, { from: 'person', text, at: now })

  type Posted = {
    readonly message: MessageDocument
    readonly also: readonly Write[]
    readonly actor: Actor
    readonly now: Date
  }

  /** The person's answer ends a pause that waited for it (regulation.md e.4, 3). */
  async function withNotices(
    request: RequestDocument,
    company: CompanyDocument,
    { message, also, actor, now }: Posted,
  ): Promise<Change> {
    const resumed =
      message.from === 'person' ? answeredPauses(request, { now, by: actorRef(actor) }) : undefined
    let change: Change = {
      ...resumed,
      request: spokenIn(resumed?.request ?? request, message),
      writes: [{ kind: 'create', value: message }, ...also],
      facts: [...(resumed?.facts ?? []), { event: 'messageSent', by: actorRef(actor) }],
    }
    const told =
      request.assignees.length > 0
        ? request.assignees.slice(0, 12)
        : await managersOf(companies, request.companyId)
    for (const plan of plansFor(message, told, now)) change = await desk.enclose(change, company, plan, now)
    return change
  }

  return {
    async list({ actor, requestId }) {
      const found = await requests.find(actor.companyId, requestId)
      if (!found) return err({ code: 'notFound' })
      const may = mayRead(actor, found.value)
      if (!may.ok) return may
      const key = await keyring.open(actor.companyId, found.value.key)
      if (!key) return err({ code: 'contentGone' })

      const stored = await requests.list<MessageDocument>(
        { companyId: actor.companyId, requestId },
        'message:',
      )
      return ok(
        stored
          .map(({ value }) => value)
          .filter(({ from }) => actor.kind === 'employee' || from !== 'approver')
          .map((message) => viewOf(message, readMessage(crypto, key, found.value, message))),
      )
    },

    async post({ actor, requestId, text, expected, idempotency }) {
      const ref = { companyId: actor.companyId, requestId }
      const company = await companies.find(actor.companyId)
      const changed = await requests.change<MessageView, MessageRefusal>(
        ref,
        async (request, now) => {
          const may = mayWrite(actor, request)
          if (!may.ok) return may
          if (request.purgedAt !== undefined || !company) return err({ code: 'contentGone' })

          const before = await once.earlier(ref, idempotency)
          // The same body is the same text: it is not kept beside its answer.
          if (before) return before.ok ? ok({ answer: { ...before.value, text } }) : before

          if ((request.messageCount ?? 0) >= requestLimits.messages) return err(limitReached('messages'))
          const message = await writtenBy(actor, request, { text, now })
          const { text: _said, ...answer } = viewOf(message, text)
          const also = await once.writes(ref, idempotency, answer)
          const change = await withNotices(request, company, { message, also, actor, now })
          return ok({ answer: { ...answer, text }, change })
        },
        expected,
      )
      return changed.ok ? ok(changed.value.answer) : changed
    },
  }
}

/** Who wrote last decides whether the person waits; of several messages the first counts. */
function spokenIn(request: RequestDocument, { from, at }: MessageDocument): RequestDocument {
  const { unansweredSince, ...rest } = request
  const messageCount = (request.messageCount ?? 0) + 1
  return from === 'person'
    ? { ...rest, messageCount, unansweredSince: unansweredSince ?? at }
    : { ...rest, messageCount }
}

/**
 * Those who work on it are told of the person's message, and while nobody does, the managers; the person of the company's.
 * Neither mail says what it says.
 */
const plansFor = (message: MessageDocument, staff: readonly string[], now: Date): readonly MailPlan[] =>
  message.from === 'company'
    ? [{ kind: 'message', link: { purpose: 'openRequest', expiresAt: addDays(now, statusLinkDays) } }]
    : staff.map((employeeId) => ({ kind: 'staffMessage', to: { kind: 'employee', employeeId } }))

const viewOf = ({ messageId, from, at }: MessageDocument, text: string): MessageView => ({
  id: messageId,
  from,
  at,
  text,
})

const mayRead = (actor: Actor, request: RequestDocument): Result<unknown, AccessRefusal> =>
  actor.kind === 'requester'
    ? ownRequest(actor, request)
      ? ok(undefined)
      : err({ code: 'notFound' })
    : judge(actor, request, 'seeContent')

/** Once it has ended nobody here reads what the person writes; the company's contact stands on the page. */
function mayWrite(actor: Actor, request: RequestDocument): Result<unknown, MessageRefusal> {
  if (actor.kind === 'employee') return staffOnly(actor, request, 'sendMessage')
  const may = mayRead(actor, request)
  if (!may.ok) return may
  return isOver(request) && request.purgedAt === undefined ? err({ code: 'transitionNotAllowed' }) : may
}
