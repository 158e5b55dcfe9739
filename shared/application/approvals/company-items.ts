import { judgeApproval } from '../../domain/requests/approval.ts'
import type { ApprovalDecision, ApprovalRefusal } from '../../domain/requests/approval.ts'
import { err, ok } from '../../kernel/result.ts'
import type { Result } from '../../kernel/result.ts'
import { actorRef } from '../actor.ts'
import type { EmployeeActor } from '../actor.ts'
import { besides } from '../companies/factor-reset.ts'
import type { CompanyDecision } from '../companies/company-changes.ts'
import type { CompanyDocument, EmployeeDocument } from '../companies/company-document.ts'
import { mayIn } from '../companies/company-people.ts'
import {
  applied,
  itemDocumentId,
  itemHash,
  mayStillPropose,
  seenChange,
  writeOf,
} from '../companies/guarded-change.ts'
import type { CompanyItem, GuardedChange, GuardedFlaw, SeenChange } from '../companies/guarded-change.ts'
import { waitingItems } from '../companies/propose-change.ts'
import type { Core } from '../core.ts'
import type { Fact } from '../evidence/audit-event.ts'
import { companyPartition } from '../place.ts'

export type CompanyItemView = {
  readonly id: string
  readonly kind: 'companyChange'
  readonly manifestSha256: string
  readonly since: string
  readonly expiresAt: string
  readonly proposedBy: string
  readonly change: SeenChange
  readonly state: 'pending' | 'approved' | 'returned'
  readonly comment?: string
}

type AboutItem = { readonly actor: EmployeeActor; readonly itemId: string }

export type CompanyItemRefusal =
  | ApprovalRefusal
  | GuardedFlaw
  | {
      readonly code:
        'notFound' | 'nothingToDecide' | 'commentMissing' | 'ownRoles' | 'ownFactors' | 'versionConflict'
    }

export type CompanyItems = {
  /** What waits for this owner or administrator, longest first; for others nothing. */
  readonly waitingFor: (actor: EmployeeActor) => Promise<readonly CompanyItemView[]>
  /** What would change, from what to what, and by whom: for whoever may decide, and for whoever proposed it. */
  readonly read: (input: AboutItem) => Promise<Result<CompanyItemView, { readonly code: 'notFound' }>>
  /** Holds, or not, from the same moment on; what holds now decides whether it still can. */
  readonly decide: (
    input: AboutItem & {
      readonly manifestSha256: string
      readonly decision: ApprovalDecision
      readonly comment?: string
    },
  ) => Promise<Result<{ readonly status: 'approved' | 'returned' }, CompanyItemRefusal>>
}

type Deps = Pick<
  Core,
  'documents' | 'companies' | 'companyChanges' | 'secrets' | 'crypto' | 'clock' | 'random' | 'settings'
>

/** The second pair of eyes over the company's own changes (security.md, "Four eyes are over persons"). */
export function makeCompanyItems(deps: Deps): CompanyItems {
  const { documents, companies, companyChanges, clock } = deps

  const mayDecide = (actor: EmployeeActor): boolean =>
    mayIn({ actor, companyId: actor.companyId }, 'decidePending').ok

  async function find({ actor, itemId }: AboutItem): Promise<CompanyItem | undefined> {
    const id = itemDocumentId(itemId)
    const found = await documents.read<CompanyItem>(companyPartition(actor.companyId), id)
    return found && mayDecide(actor) ? found.value : undefined
  }

  type Deciding = Parameters<CompanyItems['decide']>[0] & {
    readonly item: CompanyItem
    readonly company: CompanyDocument
    readonly employees: readonly EmployeeDocument[]
    readonly now: Date
  }

  /** In the order in which they are told. */
  async function flawOf(deciding: Deciding): Promise<CompanyItemRefusal | undefined> {
    const { actor, item, company, manifestSha256, decision, comment, now } = deciding
    if (item.decided || new Date(item.expiresAt) <= now) return { code: 'nothingToDecide' }
    const judged = judgeApproval({
      policy: { version: 1, approvalsNeeded: 1 },
      contributors: [item.proposedBy],
      approverId: actor.employeeId,
      approvals: [],
      root: await itemHash(deps, company, item),
      namedRoot: manifestSha256,
      decision,
    })
    if (!judged.ok) return judged.error
    if (decision === 'return') return comment?.trim() ? undefined : { code: 'commentMissing' }
    if (givesThemselves(item.change, actor)) return { code: 'ownRoles' }
    if (isOwnReset(item.change, actor)) return { code: 'ownFactors' }
    return mayStillPropose(item, deciding.employees) ? undefined : { code: 'itemOutdated' }
  }

  async function decided(
    deciding: Deciding,
  ): Promise<CompanyDecision<{ readonly status: 'approved' | 'returned' }, CompanyItemRefusal>> {
    const { actor, item, decision, comment, now, ...standing } = deciding
    const flaw = await flawOf(deciding)
    if (flaw) return err(flaw)
    const after: CompanyItem = {
      ...item,
      decided: {
        by: actor.employeeId,
        at: now.toISOString(),
        decision,
        ...(comment === undefined ? {} : { comment }),
      },
    }
    const { itemId, hash, change } = item
    const fact = (event: Fact['event'], detail: Fact['detail'] = {}): Fact => ({
      ...{ event, by: actorRef(actor), detail: { ...detail, itemId, hash } },
    })
    if (decision === 'return')
      return ok({
        answer: { status: 'returned' },
        change: { writes: [writeOf(after)], facts: [fact('changeReturned')] },
      })
    const outcome = applied({ ...standing, change, by: item.proposedBy, now })
    if (!outcome.ok) return outcome
    const { document, fact: effect } = outcome.value
    const { writes, messages } = await besides(deps, standing.company, change)
    return ok({
      answer: { status: 'approved' },
      change: {
        messages,
        writes: [writeOf(after), writeOf(document), ...writes],
        facts: [fact('changeApproved', { change: change.kind }), fact(effect.event, effect.detail)],
      },
    })
  }

  return {
    async waitingFor(actor) {
      if (!mayDecide(actor)) return []
      const waiting = await waitingItems(deps, actor.companyId, clock.now())
      return waiting
        .filter(({ proposedBy }) => proposedBy !== actor.employeeId)
        .map(viewOf)
        .sort((one, other) => one.since.localeCompare(other.since))
    },

    async read(asked) {
      const item = await find(asked)
      return item ? ok(viewOf(item)) : err({ code: 'notFound' })
    },

    decide: (asked) =>
      companyChanges.change(asked.actor.companyId, async (now) => {
        const { companyId } = asked.actor
        const item = await find(asked)
        // Never the remembered one: it is written again.
        const company = (await companies.read(companyId))?.value
        if (!item || !company) return err({ code: 'notFound' })
        return decided({ ...asked, item, company, employees: await companies.employees(companyId), now })
      }),
  }
}

/** Also not as the second person. */
const givesThemselves = (change: GuardedChange, { employeeId }: EmployeeActor): boolean =>
  change.kind === 'approverGrant' && change.to === 'given' && change.employeeId === employeeId

/** Whoever sits in somebody's session must not rid themselves of their factors. */
const isOwnReset = (change: GuardedChange, { employeeId }: EmployeeActor): boolean =>
  change.kind === 'factorReset' && change.employeeId === employeeId

const states = { approve: 'approved', return: 'returned' } as const

const viewOf = ({
  itemId,
  change,
  hash,
  proposedBy,
  at,
  expiresAt,
  decided,
}: CompanyItem): CompanyItemView => ({
  ...{ id: itemId, kind: 'companyChange', manifestSha256: hash, since: at, expiresAt, proposedBy },
  change: seenChange(change),
  state: decided ? states[decided.decision] : 'pending',
  ...(decided?.comment === undefined ? {} : { comment: decided.comment }),
})
