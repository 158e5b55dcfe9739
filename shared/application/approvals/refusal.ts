import { letterTexts } from '../../domain/letters/letter-texts.ts'
import { renderLetter } from '../../domain/letters/letter.ts'
import { checkRefusal, groundOf } from '../../domain/requests/refusal.ts'
import type { RefusalFlaw, RefusalGround } from '../../domain/requests/refusal.ts'
import { judgeApproval } from '../../domain/requests/approval.ts'
import { endingOf } from '../../domain/requests/lifecycle.ts'
import type { ApprovalDecision } from '../../domain/requests/approval.ts'
import type { Right } from '../../domain/requests/right.ts'
import { linkExpiresAt } from '../../domain/retention/retention.ts'
import { err, ok } from '../../kernel/result.ts'
import type { Result } from '../../kernel/result.ts'
import { actorRef } from '../actor.ts'
import type { Actor, EmployeeActor } from '../actor.ts'
import type { CompanyDocument } from '../companies/company-document.ts'
import type { Core } from '../core.ts'
import type { Fact } from '../evidence/audit-event.ts'
import { openJson, sealJson } from '../keys/sealed-json.ts'
import { authorityFor, dayOf, senderFacts } from '../letters/sender.ts'
import { judge, staffOnly } from '../requests/access.ts'
import { waitingRights } from '../timing/due.ts'
import { endRequest } from '../requests/ending.ts'
import { makeOnce } from '../requests/idempotency.ts'
import type { IdempotencyKey } from '../requests/idempotency.ts'
import { writeMessage } from '../requests/message-document.ts'
import type { PendingItem, RequestDocument } from '../requests/request-document.ts'
import type { Change } from '../requests/request-store.ts'
import { voidSeal } from '../requests/standing-seal.ts'
import type { DecisionRefusal } from './decide-seal.ts'
import { factsContext, refusalHash } from './refusal-hash.ts'

export type RefusalRefusal =
  | DecisionRefusal
  | RefusalFlaw
  | { readonly code: 'itemPending' | 'letterPartMissing' | 'transitionNotAllowed' | 'idempotencyKeyReused' }

export type ProposeRefusal = (input: {
  readonly actor: Actor
  readonly requestId: string
  readonly right?: Right
  readonly groundCode: string
  readonly facts: string
  readonly expected?: string
  readonly idempotency?: IdempotencyKey
}) => Promise<Result<ProposedItem, RefusalRefusal>>

export type ProposedItem = { readonly itemId: string; readonly manifestSha256: string }

type Deps = Pick<
  Core,
  'requests' | 'documents' | 'companies' | 'keyring' | 'desk' | 'secrets' | 'random' | 'crypto'
>

/** A refusal is proposed with its ground and its facts, and happens only when a second person decides it (R38, R42). */
export function makeProposeRefusal(deps: Deps): ProposeRefusal {
  const { requests, companies, keyring, random, crypto } = deps
  const once = makeOnce<ProposedItem>(deps, 'proposeRefusal')

  return async ({ actor, requestId, right, groundCode, facts, expected, idempotency }) => {
    const company = await companies.find(actor.companyId)
    const changed = await requests.change<ProposedItem, RefusalRefusal>(
      { companyId: actor.companyId, requestId },
      async (request, now) => {
        const judged = staffOnly(actor, request, 'proposeRefusal')
        if (!judged.ok) return judged
        const before = await once.earlier(request, idempotency)
        if (before) return before.ok ? ok({ answer: before.value }) : before
        if (request.pendingItem) return err({ code: 'itemPending' })
        const rights = refusedRights(request, right)
        if (!company || rights.length === 0) return err({ code: 'transitionNotAllowed' })
        const checked = checkRefusal({ rights, country: company.country, groundCode, scope: 'whole', facts })
        if (!checked.ok) return checked
        const key = await keyring.open(request.companyId, request.key)
        if (!key) return err({ code: 'contentGone' })

        const itemId = random.id()
        const at = now.toISOString()
        const item: PendingItem = {
          itemId,
          kind: 'refusal',
          hash: refusalHash(crypto, key, { itemId, requestId, rights, groundCode, facts, at }),
          proposedBy: judged.value.employeeId,
          at,
          groundCode,
          sealed: sealJson(crypto, key, factsContext(request, itemId), facts),
          ...(right === undefined ? {} : { right }),
        }
        const contributors = [...new Set([...request.contributors, judged.value.employeeId])]
        const answer: ProposedItem = { itemId, manifestSha256: item.hash }
        return ok({
          answer,
          change: {
            request: { ...request, contributors, pendingItem: item },
            writes: await once.writes(request, idempotency, answer),
            facts: [
              {
                event: 'refusalProposed',
                by: actorRef(actor),
                detail: { itemId, groundCode, hash: item.hash },
              },
            ],
            wakes: true,
          },
        })
      },
      expected,
    )
    return changed.ok ? ok(changed.value.answer) : changed
  }
}

export type DecideItem = (input: {
  readonly actor: Actor
  readonly requestId: string
  readonly itemId: string
  readonly manifestSha256: string
  readonly decision: ApprovalDecision
  readonly comment?: string
  readonly expected?: string
}) => Promise<Result<{ readonly status: string }, RefusalRefusal>>

/** The second person's word on a refusal: the letter leaves with it, and it cannot leave with a part missing. */
export function makeDecideItem(deps: Deps): DecideItem {
  const { requests, companies, keyring, crypto } = deps

  return async ({ actor, requestId, itemId, manifestSha256, decision, comment, expected }) => {
    const company = await companies.find(actor.companyId)
    const changed = await requests.change<void, RefusalRefusal>(
      { companyId: actor.companyId, requestId },
      async (request, now) => {
        const item = request.pendingItem
        const may = mayDecide(actor, request)
        if (!may.ok) return may
        if (!company || item?.itemId !== itemId) return err({ code: 'nothingToDecide' })
        const judged = judgeApproval({
          policy: { version: company.approvalPolicy.version, approvalsNeeded: 1 },
          contributors: request.contributors,
          approverId: may.value.employeeId,
          approvals: [],
          root: item.hash,
          namedRoot: manifestSha256,
          decision,
        })
        if (!judged.ok) return judged
        if (decision === 'return' && !comment?.trim()) return err({ code: 'commentMissing' })

        const deciding: Deciding = { request, company, item, actor: may.value, now, comment: comment ?? '' }
        return decision === 'return'
          ? ok({ answer: undefined, change: await returnedItem(deciding) })
          : refused(deciding)
      },
      expected,
    )
    return changed.ok ? ok({ status: changed.value.request.status }) : changed
  }

  type Deciding = {
    readonly request: RequestDocument
    readonly company: CompanyDocument
    readonly item: PendingItem
    readonly actor: EmployeeActor
    readonly now: Date
    readonly comment: string
  }

  async function returnedItem({ request, item, actor, now, comment }: Deciding): Promise<Change> {
    const { pendingItem: _decided, ...rest } = request
    return {
      request: rest,
      writes: [
        {
          kind: 'create',
          value: await writeMessage(deps, request, {
            from: 'approver',
            by: actor.employeeId,
            text: comment,
            at: now,
          }),
        },
      ],
      facts: [{ event: 'refusalReturned', by: actorRef(actor), detail: { itemId: item.itemId } }],
      wakes: true,
    }
  }

  async function refused(deciding: Deciding) {
    const { request, company, item, actor, now } = deciding
    const key = await keyring.open(request.companyId, request.key)
    const ground = groundOf(item.groundCode)
    if (!key || !ground) return err({ code: 'contentGone' } as const)

    const facts = openJson<string>(crypto, key, factsContext(request, item.itemId), item.sealed)
    const { itemId, groundCode, at } = item
    const rights = refusedRights(request, item.right)
    const stands = { itemId, requestId: request.requestId, rights, groundCode, facts, at }
    if (refusalHash(crypto, key, stands) !== item.hash) return err({ code: 'sealChanged' } as const)
    const letter = refusalLetter(deciding, ground, facts)
    if (!letter.ok) return err({ code: 'letterPartMissing' } as const)
    const voided = voidSeal(request, actorRef(actor))
    const after = afterRefusal(voided?.request ?? request, item, now)
    const fact: Fact = {
      event: after.status === 'refused' ? 'requestRefused' : 'rightRefused',
      by: actorRef(actor),
      detail: { itemId: item.itemId, groundCode: item.groundCode, hash: item.hash },
    }
    const change: Change = { request: after, facts: [...(voided?.facts ?? []), fact], wakes: true }
    const link = { purpose: 'openRequest', expiresAt: linkExpiresAt(now) } as const
    const plan = { kind: 'refusal', letter: letter.value, link } as const
    return ok({ answer: undefined, change: await deps.desk.enclose(change, company, plan, now) })
  }
}

/** Who had a hand in it is told so by the four eyes; who may not see it learns nothing. */
function mayDecide(actor: Actor, request: RequestDocument): Result<EmployeeActor, RefusalRefusal> {
  if (actor.kind === 'requester') return err({ code: 'notFound' })
  const seen = judge(actor, request, 'seeRequest')
  if (!seen.ok) return seen
  if (request.contributors.includes(actor.employeeId)) return err({ code: 'fourEyes' })
  const may = judge(actor, request, 'decidePending')
  return may.ok ? ok(actor) : may
}

const refusedRights = (request: RequestDocument, right: Right | undefined): readonly Right[] =>
  waitingRights(request).filter((waiting) => right === undefined || waiting === right)

/** One right refused leaves the others; the last one refused ends the request. */
function afterRefusal(request: RequestDocument, item: PendingItem, now: Date): RequestDocument {
  const { pendingItem: _decided, ...rest } = request
  const refused = new Set(refusedRights(request, item.right))
  const rights = request.rights.map((track) =>
    refused.has(track.right)
      ? { ...track, status: 'refused' as const, outcome: 'refused' as const, groundCode: item.groundCode }
      : track,
  )
  const left = { ...rest, rights }
  // With another right answered at once, the request is answered, and this right is what was refused of it.
  const ending = endingOf(rights.map(({ status }) => status))
  return ending === undefined ? left : endRequest(left, ending, now)
}

function refusalLetter(
  {
    request,
    company,
    item,
    now,
  }: {
    readonly request: RequestDocument
    readonly company: CompanyDocument
    readonly item: PendingItem
    readonly now: Date
  },
  ground: RefusalGround,
  facts: string,
) {
  const rights = refusedRights(request, item.right)
  return renderLetter('refusal', request.language, {
    ...senderFacts(company, request, now),
    authority: authorityFor(company),
    extent: rights.length === request.rights.length ? 'whole' : 'part',
    receivedOn: dayOf(new Date(request.receivedAt), company),
    items: rights.map((right) => ({
      what: letterTexts[request.language].rights[right],
      groundCode: ground.code,
      ground: ground.text[request.language],
      article: ground.article,
      facts,
    })),
  })
}
