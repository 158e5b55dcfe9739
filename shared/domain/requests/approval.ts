import type { Result } from '../../kernel/result.ts'
import { err, ok } from '../../kernel/result.ts'

/** How many persons must approve what a company sends, and who may. A change applies to later seals only. */
export type ApprovalPolicy = {
  readonly version: number
  readonly approvalsNeeded: number
  /** Everyone who holds the approver grant, if left out. */
  readonly approverIds?: readonly string[]
}

export type ApprovalDecision = 'approve' | 'return'

/** One person's word on one seal or pending item; `root` is the hash that they saw. */
export type Approval = {
  readonly approverId: string
  readonly root: string
  readonly decision: ApprovalDecision
}

export type ApprovalCase = {
  readonly policy: ApprovalPolicy
  /** All who ever registered, entered, redacted, imported, proposed or sealed, whatever their role since. */
  readonly contributors: readonly string[]
  readonly approverId: string
  readonly approvals: readonly Approval[]
  /** The hash of what would leave or happen. */
  readonly root: string
  /** The hash that the approver names. */
  readonly namedRoot: string
  readonly decision: ApprovalDecision
}

export type ApprovalRefusal = {
  readonly code: 'fourEyes' | 'sealChanged' | 'approverNotNamed' | 'alreadyDecided'
}

/**
 * Four eyes over persons (security.md): nobody approves what they had a hand in, nobody counts twice, and an approval
 * of another hash counts for nothing.
 */
export function judgeApproval(
  given: ApprovalCase,
): Result<'approved' | 'waiting' | 'returned', ApprovalRefusal> {
  const { policy, contributors, approverId, root, namedRoot, decision } = given
  if (contributors.includes(approverId)) return err({ code: 'fourEyes' })
  if (!isNamed(policy, approverId)) return err({ code: 'approverNotNamed' })
  if (namedRoot !== root) return err({ code: 'sealChanged' })
  if (isDecided(given)) return err({ code: 'alreadyDecided' })
  if (decision === 'return') return ok('returned')

  return ok(countedApprovers(given).size + 1 >= policy.approvalsNeeded ? 'approved' : 'waiting')
}

/** Asked again at release, by itself: whether enough persons stand behind exactly this hash. */
export const isApproved = (given: Omit<ApprovalCase, 'approverId' | 'namedRoot' | 'decision'>): boolean =>
  !isReturned(given) && countedApprovers(given).size >= given.policy.approvalsNeeded

/** How many have approved so far; a return is a word on the seal too, and no approval. */
export const approvalsIn = (given: readonly Pick<Approval, 'decision'>[]): number =>
  given.filter(({ decision }) => decision === 'approve').length

/** A policy that nobody could ever satisfy, or that needs nobody, is refused before it is stored. */
export function checkPolicy(
  policy: ApprovalPolicy,
): Result<ApprovalPolicy, { readonly code: 'approvalsNeededInvalid' | 'tooFewApprovers' }> {
  const { approvalsNeeded, approverIds } = policy
  if (!Number.isInteger(approvalsNeeded) || approvalsNeeded < 1)
    return err({ code: 'approvalsNeededInvalid' })
  if (approverIds && new Set(approverIds).size < approvalsNeeded) return err({ code: 'tooFewApprovers' })

  return ok(policy)
}

type Standing = Pick<ApprovalCase, 'policy' | 'contributors' | 'approvals' | 'root'>

const isNamed = ({ approverIds }: ApprovalPolicy, approverId: string): boolean =>
  approverIds === undefined || approverIds.includes(approverId)

const isReturned = ({ approvals, root }: Standing): boolean =>
  approvals.some((approval) => approval.root === root && approval.decision === 'return')

const isDecided = (given: ApprovalCase): boolean =>
  isReturned(given) ||
  countedApprovers(given).has(given.approverId) ||
  countedApprovers(given).size >= given.policy.approvalsNeeded

/** Persons, not clicks: contributors, strangers to the policy and approvals of another hash are left out. */
const countedApprovers = ({ policy, contributors, approvals, root }: Standing): ReadonlySet<string> =>
  new Set(
    approvals
      .filter((approval) => approval.root === root && approval.decision === 'approve')
      .map(({ approverId }) => approverId)
      .filter((approverId) => isNamed(policy, approverId) && !contributors.includes(approverId)),
  )
