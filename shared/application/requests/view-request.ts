import { permissions } from '../../domain/identity/roles.ts'
import type { Operation, Relation } from '../../domain/identity/roles.ts'
import { approvalsIn } from '../../domain/requests/approval.ts'
import { proofInWords } from '../../domain/requests/deadline-words.ts'
import type { RequestStatus } from '../../domain/requests/lifecycle.ts'
import type { Language } from '../../domain/templates/template.ts'
import { err, ok } from '../../kernel/result.ts'
import type { Result } from '../../kernel/result.ts'
import type { Actor, EmployeeActor } from '../actor.ts'
import type { CompanyDocument } from '../companies/company-document.ts'
import type { Core } from '../core.ts'
import { judge, ownRequest, relationsOf } from './access.ts'
import { dueDatesOf, isPaused } from '../timing/due.ts'
import { problemOf } from './problem.ts'
import type { RequestProblem } from './problem.ts'
import type { Delivery, RequestDocument, RequestSource, RightTrack } from './request-document.ts'
import { transferView } from '../transfer/transfer.ts'
import type { TransferView } from '../transfer/transfer.ts'
import { hasLeft, leavesOnPaper, stateAt } from './standing-seal.ts'
import type { LeftDelivery } from './standing-seal.ts'

/** A request as its person or its staff may see it. */
export type RequestView = {
  readonly id: string
  readonly reference: string
  readonly company: string
  readonly status: RequestStatus
  readonly rights: readonly RightView[]
  readonly channel: string
  readonly language: Language
  readonly receivedAt: string
  readonly verifiedAt?: string
  readonly internalDue: string
  readonly statutoryDue: string
  readonly extendedDue?: string
  readonly dueProof: readonly string[]
  readonly overdue: boolean
  readonly paused: boolean
  readonly sources: readonly {
    readonly id: string
    readonly label: string
    readonly state: RequestSource['state']
    readonly templateId?: string
    readonly informationType?: string
  }[]
  readonly identity: {
    readonly state: 'established' | 'notEstablished'
    readonly method?: string
    readonly level?: string
    /** The person showed who they are through the company's provider; it is compared by its people. */
    readonly shownAt?: string
  }
  readonly deliveries: readonly DeliveryView[]
  /** To which other controller it goes as well (Art. 20(2)), and how far that is. */
  readonly transfer?: TransferView
  /** What opens the answer beside the mailbox; to everybody its kind alone. */
  readonly secondFactor?: NonNullable<RequestDocument['ownFactor']>
  readonly ended?: RequestDocument['ended']
  readonly assignees?: readonly string[]
  readonly seal?: {
    readonly sealId: string
    readonly manifestSha256: string
    readonly state: string
    readonly approvals: number
    readonly approvalsNeeded: number
  }
  readonly pendingItem?: {
    readonly itemId: string
    readonly kind: string
    readonly manifestSha256: string
    readonly right?: string
    readonly groundCode: string
  }
  /** What a manager stepped over: for staff, and before all for whoever approves. */
  readonly bypasses?: NonNullable<RequestDocument['bypasses']>
  readonly problem?: RequestProblem
  /** Released for who has no mailbox: it has left when somebody says that it was handed over. */
  readonly toHandOver?: true
}

/** Without who carried it out: the person sees staff as roles. */
export type RightView = Omit<RightTrack, 'carriedOut'>

export type DeliveryView = {
  readonly id: string
  readonly right: string
  readonly state: Delivery['state']
  readonly sizeBytes: number
  readonly manifestSha256: string
  readonly expiresAt: string
}

/** How the caller, one of the staff, stands to the request: what they may do now, and what keeps them from it. */
export type Standing = {
  readonly relations: readonly Relation[]
  /** Has approved the seal that waits. */
  readonly decided: boolean
  readonly may: readonly Operation[]
}

export type SeenRequest = {
  readonly view: RequestView
  readonly etag: string
  readonly standing?: Standing
}

export type ViewRequest = (input: {
  readonly actor: Actor
  readonly requestId: string
  readonly language?: Language
}) => Promise<Result<SeenRequest, { readonly code: 'notFound' }>>

export function makeViewRequest({
  requests,
  companies,
  clock,
}: Pick<Core, 'requests' | 'companies' | 'clock'>): ViewRequest {
  return async ({ actor, requestId, language }) => {
    const found = await requests.find(actor.companyId, requestId)
    const company = await companies.find(actor.companyId)
    if (!found || !company || !maySee(actor, found.value)) return err({ code: 'notFound' })

    const shown = requestView(found.value, {
      company,
      now: clock.now(),
      language: language ?? found.value.language,
    })
    if (actor.kind === 'requester') return ok({ view: shown, etag: found.etag })
    return ok({
      view: { ...shown, ...forStaff(found.value) },
      etag: found.etag,
      standing: standingOf(actor, found.value),
    })
  }
}

const operations = Object.keys(permissions) as readonly Operation[]

function standingOf(actor: EmployeeActor, request: RequestDocument): Standing {
  const { seal } = request
  return {
    relations: relationsOf(actor, request),
    decided: seal?.approvals.some(({ approverId }) => approverId === actor.employeeId) ?? false,
    may: operations.filter((operation) => judge(actor, request, operation).ok),
  }
}

const maySee = (actor: Actor, request: RequestDocument): boolean =>
  actor.kind === 'employee' ? judge(actor, request, 'seeRequest').ok : ownRequest(actor, request)

function requestView(
  request: RequestDocument,
  {
    company,
    now,
    language,
  }: { readonly company: CompanyDocument; readonly now: Date; readonly language: Language },
): RequestView {
  const { identity, ended, verifiedAt, ownFactor } = request
  const due = dueDatesOf(request, company, now)
  const transfer = transferView({ request, company, now })
  return {
    id: request.requestId,
    reference: request.reference,
    company: company.companyId,
    status: request.status,
    rights: request.rights.map(({ carriedOut: _whoDid, ...track }) => track),
    channel: request.channel,
    language: request.language,
    receivedAt: request.receivedAt,
    internalDue: due.internalDue.toISOString(),
    statutoryDue: due.statutoryDue.toISOString(),
    dueProof: proofInWords(due.proof, language),
    overdue: request.overdueSince !== undefined,
    paused: isPaused(request, now),
    sources: request.sources.map(({ sourceId, label, state, templateId, informationType }) => ({
      id: sourceId,
      label: label[language],
      state,
      templateId,
      informationType,
    })),
    identity: {
      ...(identity
        ? { state: 'established', method: identity.method, level: identity.level }
        : { state: 'notEstablished' }),
      ...(request.shownIdentity && { shownAt: request.shownIdentity.at }),
    },
    deliveries: request.deliveries.filter(hasLeft).map((delivery) => deliveryView(delivery, now)),
    ...(due.extendedDue === undefined ? {} : { extendedDue: due.extendedDue.toISOString() }),
    ...(verifiedAt === undefined ? {} : { verifiedAt }),
    ...(ownFactor === undefined ? {} : { secondFactor: ownFactor }),
    ...(ended === undefined ? {} : { ended }),
    ...(transfer && { transfer }),
  }
}

function deliveryView(delivery: LeftDelivery, now: Date): DeliveryView {
  const { id, right, sizeBytes, manifestSha256, expiresAt } = delivery
  return { id, right, state: stateAt(delivery, now), manifestSha256, sizeBytes, expiresAt }
}

function forStaff(request: RequestDocument): Partial<RequestView> {
  const { assignees, seal, pendingItem } = request
  const problem = problemOf(request)
  return {
    assignees,
    ...(seal === undefined
      ? {}
      : {
          seal: {
            sealId: seal.sealId,
            manifestSha256: seal.root,
            state: seal.state,
            approvals: approvalsIn(seal.approvals),
            approvalsNeeded: seal.policy.approvalsNeeded,
          },
        }),
    ...(pendingItem === undefined
      ? {}
      : {
          pendingItem: {
            itemId: pendingItem.itemId,
            kind: pendingItem.kind,
            manifestSha256: pendingItem.hash,
            groundCode: pendingItem.groundCode,
            ...(pendingItem.right === undefined ? {} : { right: pendingItem.right }),
          },
        }),
    ...(request.bypasses === undefined ? {} : { bypasses: request.bypasses }),
    ...(problem === undefined ? {} : { problem }),
    ...(leavesOnPaper(request) ? { toHandOver: true } : {}),
  }
}
