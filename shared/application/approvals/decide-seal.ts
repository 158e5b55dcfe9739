import { approvalsIn, judgeApproval } from '../../domain/requests/approval.ts'
import type { ApprovalDecision, ApprovalRefusal } from '../../domain/requests/approval.ts'
import { err, ok } from '../../kernel/result.ts'
import type { Result } from '../../kernel/result.ts'
import { actorRef } from '../actor.ts'
import type { Actor, EmployeeActor } from '../actor.ts'
import type { CompanyDocument } from '../companies/company-document.ts'
import type { Core } from '../core.ts'
import type { Fact } from '../evidence/audit-event.ts'
import { judge } from '../requests/access.ts'
import type { AccessRefusal } from '../requests/access.ts'
import { isOver, startDelivery } from '../requests/instances.ts'
import { mustFollow } from '../requests/must-follow.ts'
import { writeMessage } from '../requests/message-document.ts'
import type { RequestDocument, SealState } from '../requests/request-document.ts'
import type { Change } from '../requests/request-store.ts'

export type DecisionRefusal =
  | AccessRefusal
  | ApprovalRefusal
  | {
      readonly code: 'versionConflict' | 'itemPending' | 'nothingToDecide' | 'commentMissing' | 'contentGone'
    }

export type DecideSeal = (input: {
  readonly actor: Actor
  readonly requestId: string
  readonly manifestSha256: string
  readonly decision: ApprovalDecision
  readonly comment?: string
  readonly expected?: string
}) => Promise<
  Result<
    { readonly status: string; readonly approvals: number; readonly approvalsNeeded: number },
    DecisionRefusal
  >
>

type Deps = Pick<Core, 'requests' | 'companies' | 'desk' | 'keyring' | 'random' | 'crypto'>

/** A second person's word on a sealed package: it names the hash they saw (security.md, "Four eyes are over persons"). */
export function makeDecideSeal(deps: Deps): DecideSeal {
  const { requests, companies, random } = deps

  return async ({ actor, requestId, manifestSha256, decision, comment, expected }) => {
    const company = await companies.find(actor.companyId)
    const changed = await requests.change<SealState, DecisionRefusal>(
      { companyId: actor.companyId, requestId },
      async (request, now) => {
        const mayTry = approverFor(actor, request)
        if (!mayTry.ok) return mayTry
        const { seal } = request
        if (!seal || !company) return err({ code: 'nothingToDecide' })
        if (request.pendingItem) return err({ code: 'itemPending' })
        if (seal.state === 'void' || seal.state === 'returned') return err({ code: 'sealChanged' })
        if (decision === 'return' && !comment?.trim()) return err({ code: 'commentMissing' })

        const by = mayTry.value
        const judged = judgeApproval({
          policy: seal.policy,
          contributors: request.contributors,
          approverId: by.employeeId,
          approvals: seal.approvals,
          root: seal.root,
          namedRoot: manifestSha256,
          decision,
        })
        if (!judged.ok) return judged

        const given = { approverId: by.employeeId, root: seal.root, decision, at: now.toISOString() }
        const spoken: SealState = { ...seal, approvals: [...seal.approvals, given] }
        const change = await outcomeOf(judged.value, {
          request,
          company,
          by,
          seal: spoken,
          now,
          comment: comment ?? '',
        })
        return ok({ answer: spoken, change })
      },
      expected,
    )
    if (!changed.ok) return changed
    const { answer, request } = changed.value
    return ok({
      status: request.status,
      approvals: approvalsIn(answer.approvals),
      approvalsNeeded: answer.policy.approvalsNeeded,
    })
  }

  type Spoken = {
    readonly request: RequestDocument
    readonly company: CompanyDocument
    readonly by: EmployeeActor
    readonly seal: SealState
    readonly now: Date
    readonly comment: string
  }

  async function outcomeOf(judged: 'approved' | 'waiting' | 'returned', spoken: Spoken): Promise<Change> {
    const { request, by, seal } = spoken
    const detail = { sealId: seal.sealId, root: seal.root, policyVersion: seal.policy.version }
    const fact = (event: Fact['event']): Fact => ({ event, by: actorRef(by), detail })
    switch (judged) {
      case 'waiting':
        return { request: { ...request, seal }, facts: [fact('sealApproved')], wakes: true }
      case 'approved':
        return approved(spoken, [fact('sealApproved'), fact('approvalCompleted')])
      case 'returned':
        return returned(spoken, fact('sealReturned'))
    }
  }

  function approved({ request, seal, now }: Spoken, facts: readonly Fact[]): Change {
    const status = mustFollow(request.status, 'approve')
    const change: Change = {
      request: {
        ...request,
        status,
        seal: { ...seal, state: 'approved' },
      },
      facts,
      wakes: true,
    }
    return startDelivery(change, random.id(), now)
  }

  /** Back to collecting, with the reason where those who work on it read it. */
  async function returned({ request, company, by, seal, now, comment }: Spoken, fact: Fact): Promise<Change> {
    const change: Change = {
      request: {
        ...request,
        status: mustFollow(request.status, 'return'),
        seal: { ...seal, state: 'returned' },
      },
      facts: [fact],
      wakes: true,
    }
    const note = await writeMessage(deps, request, {
      from: 'approver',
      by: by.employeeId,
      text: comment,
      at: now,
    })
    return mailAssignees(deps.desk, { ...change, writes: [{ kind: 'create', value: note }] }, company, {
      kind: 'staffReturned',
      now,
    })
  }
}

/** More would not fit into one change; who is left out sees it in the queue. */
const mostTold = 12

async function mailAssignees(
  desk: Core['desk'],
  change: Change,
  company: CompanyDocument,
  { kind, now }: { readonly kind: 'staffReturned' | 'staffApproved' | 'staffProblem'; readonly now: Date },
): Promise<Change> {
  let mailed = change
  for (const employeeId of change.request.assignees.slice(0, mostTold))
    mailed = await desk.enclose(mailed, company, { kind, to: { kind: 'employee', employeeId } }, now)
  return mailed
}

/** Who may approve, and was asked to, is told what became of the seal they name; it shows them nothing else. */
function overtakenFor(
  { companyId, employeeId, grants }: EmployeeActor,
  request: RequestDocument,
): ApprovalRefusal | undefined {
  const { seal } = request
  if (companyId !== request.companyId || !grants.includes('approver') || !seal || isOver(request))
    return undefined
  if (request.contributors.includes(employeeId)) return { code: 'fourEyes' }
  if (seal.state === 'void' || seal.state === 'returned') return { code: 'sealChanged' }
  const hasSpoken = seal.approvals.some(({ approverId }) => approverId === employeeId)
  return hasSpoken ? { code: 'alreadyDecided' } : undefined
}

/** A contributor is told that they are one; others learn of the request only what they may see. */
function approverFor(actor: Actor, request: RequestDocument): Result<EmployeeActor, DecisionRefusal> {
  if (actor.kind === 'requester') return err({ code: 'notFound' })
  const overtaken = overtakenFor(actor, request)
  if (overtaken) return err(overtaken)
  const seen = judge(actor, request, 'seeRequest')
  if (!seen.ok) return seen
  if (request.contributors.includes(actor.employeeId)) return err({ code: 'fourEyes' })
  if (!request.seal || request.seal.state !== 'pending') return ok(actor)
  const judged = judge(actor, request, 'approve')
  return judged.ok ? ok(actor) : judged
}
