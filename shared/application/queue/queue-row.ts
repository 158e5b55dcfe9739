import type { UnusualCounts } from '../../domain/reports/unusual.ts'
import type { Gathered } from '../../domain/reports/case-facts.ts'
import type { DueDates } from '../../domain/requests/deadline.ts'
import type { RequestStatus } from '../../domain/requests/lifecycle.ts'
import type { Right } from '../../domain/requests/right.ts'
import type { Document, Partition } from '../ports/documents.ts'
import { isPaused } from '../timing/due.ts'
import { problemOf } from '../requests/problem.ts'
import type { RequestProblem } from '../requests/problem.ts'
import { standingSeal } from '../requests/standing-seal.ts'
import { informationTypesOf } from '../requests/request-document.ts'
import type { Channel, Instant, RequestDocument, RightTrack } from '../requests/request-document.ts'

/**
 * What lists show of a request, id = request id: a projection, nothing personal. It lies in the company's partition of
 * `queue`, and a copy in one for each assignee, so that their list costs no more than its length.
 */
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
  /** Sparse: it does not go on by itself. */
  readonly problem?: RequestProblem['code']
  readonly assignees: readonly string[]
  /** Sparse: the receiver that is to get it as well (Art. 20(2)); its list is made of copies, as theirs are. */
  readonly transferTo?: string
  /** Of its sources: a template that one of them has is not retired. */
  readonly templateIds: readonly string[]
  /** What it is about: an information type that one of them has is retired, not removed. */
  readonly informationTypes: readonly string[]
  /** Sparse: somebody must approve or decide what `waitsFor` names. */
  readonly waitingSince?: Instant
  readonly waitsFor?: { readonly kind: 'seal' | 'refusal'; readonly id: string; readonly hash: string }
  /** Who may approve the seal that waits, where the policy names them. */
  readonly approverIds?: readonly string[]
  /** Sparse: since when the person waits for an answer to what they wrote. */
  readonly unansweredSince?: Instant
  /** Sparse: the id of a pending item that is no seal. */
  readonly waitingItem?: string
  /** Who had a hand in it, and so is not asked. */
  readonly contributors: readonly string[]
  /** What reports count beside the rest. */
  readonly outcome: RowOutcome
}

/** How it went so far, pseudonymous: stays when everything else of a request is purged. */
export type RowOutcome = Pick<RequestDocument, 'country' | 'verifiedAt' | 'ended'> & {
  readonly sealedAt?: Instant
  readonly rights: readonly Pick<RightTrack, 'right' | 'outcome'>[]
  readonly unusual: UnusualCounts
  readonly gathered: readonly Gathered[]
}

export const queuePartition = (companyId: string): Partition => ({ container: 'queue', key: [companyId] })

export const assignedPartition = (companyId: string, employeeId: string): Partition => ({
  container: 'queue',
  key: [`${companyId}:${employeeId}`],
})

/** In whose lists a copy of the row lies. */
export const holdersOf = ({
  assignees,
  transferTo,
}: Pick<QueueRow, 'assignees' | 'transferTo'>): readonly string[] =>
  transferTo === undefined ? assignees : [...assignees, transferTo]

/** Signed, and not taken back. */
const transferTo = ({ transfer }: RequestDocument): Pick<QueueRow, 'transferTo'> =>
  transfer?.instruction && transfer.takenBackAt === undefined ? { transferTo: transfer.receiverId } : {}

export function queueRow(request: RequestDocument, due: DueDates, now: Date): QueueRow {
  const waiting = waitingItem(request)
  const problem = problemOf(request)
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
    paused: isPaused(request, now),
    assignees: request.assignees,
    contributors: request.contributors,
    informationTypes: informationTypesOf(request),
    outcome: outcomeOf(request),
    templateIds: [...new Set(request.sources.map(({ templateId }) => templateId))],
    ...transferTo(request),
    ...(request.unansweredSince === undefined ? {} : { unansweredSince: request.unansweredSince }),
    ...(problem === undefined ? {} : { problem: problem.code }),
    ...(waiting === undefined ? {} : waiting),
    ...(request.pendingItem === undefined ? {} : { waitingItem: request.pendingItem.itemId }),
  }
}

function waitingItem({ pendingItem, seal }: RequestDocument) {
  if (pendingItem) {
    const { kind, itemId, hash, at } = pendingItem
    return { waitingSince: at, waitsFor: { kind, id: itemId, hash } } as const
  }
  if (seal?.state !== 'pending') return undefined
  const { approverIds } = seal.policy
  return {
    waitingSince: seal.sealedAt,
    waitsFor: { kind: 'seal', id: seal.sealId, hash: seal.root },
    ...(approverIds === undefined ? {} : { approverIds }),
  } as const
}

function outcomeOf(request: RequestDocument): RowOutcome {
  const { country, verifiedAt, ended, rights, unusual = {} } = request
  const seal = standingSeal(request)
  return {
    ...(country !== undefined && { country }),
    ...(verifiedAt !== undefined && { verifiedAt }),
    ...(ended && { ended }),
    ...(seal && { sealedAt: seal.sealedAt }),
    rights: rights.map(({ right, outcome }) => ({ right, ...(outcome && { outcome }) })),
    unusual,
    gathered: seal?.gathered ?? [],
  }
}
