import { allowed } from '../../domain/identity/roles.ts'
import type { DiscardReason } from '../../domain/messages/discard-reason.ts'
import { err, ok } from '../../kernel/result.ts'
import type { Result } from '../../kernel/result.ts'
import { actorRef } from '../actor.ts'
import type { EmployeeActor } from '../actor.ts'
import type { Core } from '../core.ts'
import type { AuditEvent } from '../evidence/audit-event.ts'
import type { Stored } from '../ports/documents.ts'
import { deadLetterId, deadLetterPartition, deadLetterSeconds, originOf, sessionOf } from './dead-letter.ts'
import type { DeadLetterDocument } from './dead-letter.ts'

export type DeadLetterView = Pick<
  DeadLetterDocument,
  'queue' | 'kind' | 'at' | 'reason' | 'deliveryCount' | 'retries' | 'requestId'
> & { readonly id: string }

export type DeadLetterRefusal = {
  readonly code: 'notFound' | 'forbidden' | 'transitionNotAllowed' | 'versionConflict'
}

type Asked = { readonly actor: EmployeeActor; readonly companyId: string }

type AboutOne = Asked & { readonly id: string }

type Settled = Promise<Result<void, DeadLetterRefusal>>

export type DeadLetters = {
  /** The newest first; what waits beyond the page shows itself as these are dealt with. */
  readonly list: (input: Asked) => Promise<Result<readonly DeadLetterView[], DeadLetterRefusal>>
  /** Sends it to its queue once more, with its tries forgotten. */
  readonly retry: (input: AboutOne) => Settled
  /** Lets it go, for a reason out of a closed list: nothing personal can be written there. */
  readonly discard: (input: AboutOne & { readonly reason: DiscardReason }) => Settled
}

const pageLength = 100

/** The newest first, one page of them. */
export async function waitingLetters(
  { documents }: Pick<Core, 'documents'>,
  asked: Pick<Asked, 'companyId'>,
): Promise<readonly DeadLetterDocument[]> {
  const page = await documents.query<DeadLetterDocument>({
    container: 'logs',
    key: [asked.companyId],
    idPrefix: deadLetterId(''),
    where: [{ field: 'state', is: '=', value: 'waiting' }],
    orderBy: { field: 'at', direction: 'descending' },
    limit: pageLength,
  })
  return page.items.map(({ value }) => value)
}

/** What could not be handled, for the company's administrators. */
export function makeDeadLetters({
  documents,
  messages,
  requests,
  clock,
}: Pick<Core, 'documents' | 'messages' | 'requests' | 'clock'>): DeadLetters {
  function may({ actor, companyId }: Asked): Result<void, DeadLetterRefusal> {
    const { roles, grants } = actor
    if (actor.companyId !== companyId) return err({ code: 'notFound' })
    return allowed('settleDeadLetters', { roles, grants, relations: [] })
      ? ok(undefined)
      : err({ code: 'forbidden' })
  }

  async function waiting(asked: AboutOne): Promise<Result<Stored<DeadLetterDocument>, DeadLetterRefusal>> {
    const judged = may(asked)
    if (!judged.ok) return judged
    const found = await documents.read<DeadLetterDocument>(
      deadLetterPartition(asked.companyId),
      deadLetterId(asked.id),
    )
    if (!found) return err({ code: 'notFound' })
    return found.value.state === 'waiting' ? ok(found) : err({ code: 'transitionNotAllowed' })
  }

  /** The audit of the request that the message was about; one that is about none stands in the log alone. */
  async function note(
    { value }: Stored<DeadLetterDocument>,
    { actor }: Asked,
    event: AuditEvent,
  ): Promise<void> {
    const { companyId, requestId, queue, kind } = value
    if (requestId === undefined) return
    await requests.change<void, never>({ companyId, requestId }, (request) =>
      ok({
        answer: undefined,
        change: { request, facts: [{ event, by: actorRef(actor), detail: { queue, kind } }], unseen: true },
      }),
    )
  }

  async function settle(
    { value, etag }: Stored<DeadLetterDocument>,
    { actor }: Asked,
    how: Pick<DeadLetterDocument, 'state' | 'retries'> & { readonly reason?: DiscardReason },
  ): Settled {
    const { reason, ...change } = how
    const settled = {
      by: actorRef(actor),
      at: clock.now().toISOString(),
      ...(reason === undefined ? {} : { reason }),
    }
    const after: DeadLetterDocument = { ...value, ...change, settled, ttlSeconds: deadLetterSeconds }
    const written = await documents.batch(deadLetterPartition(value.companyId), [
      { kind: 'replace', value: after, etag },
    ])
    return written.ok ? ok(undefined) : err({ code: 'versionConflict' })
  }

  return {
    async list(asked) {
      const judged = may(asked)
      if (!judged.ok) return judged
      return ok((await waitingLetters({ documents }, asked)).map(viewOf))
    },

    async retry(asked) {
      const found = await waiting(asked)
      if (!found.ok) return found
      const { queue, messageId, body, retries } = found.value.value
      // Sent first: a crash in between leaves it waiting, and the bus drops the repeat.
      await messages.send(queue, [
        {
          id: `${originOf(messageId)}-retry-${retries + 1}`,
          body,
          ...sessionOf(found.value.value),
        },
      ])
      await note(found.value, asked, 'messageRetried')
      return settle(found.value, asked, { state: 'retried', retries: retries + 1 })
    },

    async discard({ reason, ...asked }) {
      const found = await waiting(asked)
      if (!found.ok) return found
      await note(found.value, asked, 'messageDiscarded')
      return settle(found.value, asked, { state: 'discarded', retries: found.value.value.retries, reason })
    },
  }
}

function viewOf(letter: DeadLetterDocument): DeadLetterView {
  const { key, queue, kind, at, reason, deliveryCount, retries, requestId } = letter
  return {
    ...{ id: key, queue, kind, at, reason, deliveryCount, retries },
    ...(requestId === undefined ? {} : { requestId }),
  }
}
