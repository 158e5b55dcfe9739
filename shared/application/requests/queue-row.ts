import type { DueDates } from '../../domain/requests/deadline.ts'
import type { RequestStatus } from '../../domain/requests/lifecycle.ts'
import type { Right } from '../../domain/requests/right.ts'
import { hasEnded } from '../../domain/requests/lifecycle.ts'
import type { Document } from '../ports/documents.ts'
import type { Channel, Instant, RequestDocument } from './request-document.ts'

/** What lists show of a request, id = request id, in the company's partition of `queue`: a projection, nothing personal. */
export type QueueRow = Document & {
  readonly requestId: string
  readonly version: number
  readonly reference: string
  readonly status: RequestStatus
  readonly rights: readonly Right[]
  readonly channel: Channel
  readonly receivedAt: Instant
  readonly internalDue: Instant
  readonly statutoryDue: Instant
  /** The last day that counts: the extended one where there is one. */
  readonly effectiveDue: Instant
  readonly overdue: boolean
  readonly paused: boolean
  readonly assignees: readonly string[]
  /** The first assignee, in the clear for the query. */
  readonly assignee?: string
  /** Sparse: somebody must approve or decide what `waitsFor` names. */
  readonly waitingSince?: Instant
  readonly waitsFor?: { readonly kind: 'seal' | 'refusal'; readonly id: string; readonly hash: string }
  /** Sparse: the id of a pending item that is no seal. */
  readonly waitingItem?: string
  /** Who had a hand in it, and so is not asked. */
  readonly contributors: readonly string[]
}

export function queueRow(request: RequestDocument, due: DueDates): QueueRow {
  const waiting = waitingItem(request)
  const assignee = request.assignees[0]
  return {
    id: request.requestId,
    requestId: request.requestId,
    version: request.version,
    reference: request.reference,
    status: request.status,
    rights: request.rights.map((track) => track.right),
    channel: request.channel,
    receivedAt: request.receivedAt,
    internalDue: due.internalDue.toISOString(),
    statutoryDue: due.statutoryDue.toISOString(),
    effectiveDue: due.effectiveDue.toISOString(),
    overdue: request.overdueSince !== undefined,
    paused: isPaused(request),
    assignees: request.assignees,
    ...(assignee === undefined ? {} : { assignee }),
    contributors: request.contributors,
    ...(waiting === undefined ? {} : { waitingSince: waiting.since, waitsFor: waiting.item }),
    ...(request.pendingItem === undefined ? {} : { waitingItem: request.pendingItem.itemId }),
  }
}

/** A pause holds from its letter until the answer; its automatic end is written as an answer by the deadline. */
export function isPaused(request: RequestDocument): boolean {
  return (
    !hasEnded(request.status) &&
    request.pauses.some((pause) => pause.startedAt !== undefined && pause.answeredAt === undefined)
  )
}

function waitingItem({ pendingItem, seal }: RequestDocument) {
  if (pendingItem) {
    const { kind, itemId, hash, at } = pendingItem
    return { since: at, item: { kind, id: itemId, hash } } as const
  }
  if (seal?.state !== 'pending') return undefined
  return { since: seal.sealedAt, item: { kind: 'seal', id: seal.sealId, hash: seal.root } } as const
}
