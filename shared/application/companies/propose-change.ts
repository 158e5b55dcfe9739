import { addDays } from '../../domain/time.ts'
import { limitReached } from '../../domain/requests/limits.ts'
import type { LimitReached } from '../../domain/requests/limits.ts'
import { err, ok } from '../../kernel/result.ts'
import type { Result } from '../../kernel/result.ts'
import { actorRef } from '../actor.ts'
import type { EmployeeActor } from '../actor.ts'
import type { Core } from '../core.ts'
import { companyMail } from '../letters/company-mail.ts'
import { companyPartition } from '../place.ts'
import { readAll } from '../read-all.ts'
import { besides } from './factor-reset.ts'
import type { CompanyChange } from './company-changes.ts'
import type { CompanyDocument, EmployeeDocument } from './company-document.ts'
import { decidersOf } from './company-people.ts'
import {
  applied,
  holdsAtOnce,
  itemDays,
  itemDocumentId,
  itemHash,
  seenChange,
  writeOf,
} from './guarded-change.ts'
import { isSame } from './guarded-settings.ts'
import type { Applied, CompanyItem, GuardedChange, GuardedFlaw, Held } from './guarded-change.ts'

type Deps = Pick<Core, 'documents' | 'settings' | 'secrets' | 'random' | 'crypto' | 'clock'>

type Proposal = {
  readonly company: CompanyDocument
  readonly employees: readonly EmployeeDocument[]
  readonly change: GuardedChange
  readonly actor: EmployeeActor
  readonly now: Date
}

/** More that wait at a time nobody could read. */
const mostItems = 100

/** More would not fit into one commit; the others see it in their list. */
const mostTold = 12

/** All that are kept: those that were decided go with their time to live, too. */
async function storedItems(
  { documents }: Pick<Core, 'documents'>,
  companyId: string,
): Promise<readonly CompanyItem[]> {
  const found = await readAll<CompanyItem>(documents, { ...companyPartition(companyId), idPrefix: 'item:' })
  return found.map(({ value }) => value)
}

/** Those that wait for a second person, and have not lapsed. */
export async function waitingItems(
  deps: Pick<Core, 'documents'>,
  companyId: string,
  now: Date,
): Promise<readonly CompanyItem[]> {
  const items = await storedItems(deps, companyId)
  return items.filter(({ decided, expiresAt }) => !decided && new Date(expiresAt) > now)
}

/** More would not fit into the commit of a leaving; what is over lapses by itself. */
const mostAboutOne = 50

/** What was proposed of the address of one of its people, decided or not: it holds the one before and the one after. */
export async function itemsWithAddressOf(
  deps: Pick<Core, 'documents'>,
  companyId: string,
  employeeId: string,
): Promise<readonly CompanyItem[]> {
  const items = await storedItems(deps, companyId)
  const about = items.filter(
    ({ change }) => change.kind === 'employeeEmail' && change.employeeId === employeeId,
  )
  return about.slice(0, mostAboutOne)
}

type HeldChange = { readonly answer: Held; readonly change?: CompanyChange }

/** Has a guarded change hold at once where it may, and wait for a second person where it may not. */
export async function guarded(
  deps: Deps,
  proposal: Proposal,
): Promise<Result<HeldChange, GuardedFlaw | LimitReached>> {
  const { company, employees, change, actor, now } = proposal
  const outcome = applied({ company, employees, change, by: actor.employeeId, now })
  return outcome.ok ? atOnceOrProposed(deps, proposal, outcome.value) : outcome
}

/** The same for a change of which it is known how it would be. */
export async function atOnceOrProposed(
  deps: Deps,
  proposal: Proposal,
  { document, fact }: Applied,
): Promise<Result<HeldChange, LimitReached>> {
  const { company, employees, change, actor, now } = proposal
  if (holdsAtOnce(deps.settings, company, employees)) {
    const facts = [{ ...fact, by: actorRef(actor) }]
    const { writes, messages } = await besides(deps, company, change)
    return ok({ answer: 'holds', change: { writes: [writeOf(document), ...writes], facts, messages } })
  }
  const waiting = await waitingItems(deps, company.companyId, now)
  const same = waiting.find(
    (item) => item.proposedBy === actor.employeeId && isSame(seenChange(item.change), seenChange(change)),
  )
  if (same) return ok({ answer: { itemId: same.itemId, manifestSha256: same.hash } })
  if (waiting.length >= mostItems) return err(limitReached('pendingItems', mostItems))
  const item = await newItem(deps, proposal)
  return ok({
    answer: { itemId: item.itemId, manifestSha256: item.hash },
    change: await proposing(deps, proposal, item),
  })
}

async function newItem(deps: Deps, { company, change, actor, now }: Proposal): Promise<CompanyItem> {
  const itemId = deps.random.id()
  const { companyId } = company
  const named = { itemId, companyId, change, proposedBy: actor.employeeId, at: now.toISOString() }
  return {
    ...named,
    id: itemDocumentId(itemId),
    ttlSeconds: itemDays * 24 * 3600,
    hash: await itemHash(deps, company, named),
    expiresAt: addDays(now, itemDays).toISOString(),
  }
}

async function proposing(
  deps: Deps,
  { company, employees, actor }: Proposal,
  item: CompanyItem,
): Promise<CompanyChange> {
  const others = decidersOf(employees).filter(({ employeeId }) => employeeId !== actor.employeeId)
  const mails = await Promise.all(
    others.slice(0, mostTold).map(({ employeeId }) =>
      companyMail(deps, company, {
        kind: 'staffChangeWaiting',
        recipient: { kind: 'employee', employeeId },
      }),
    ),
  )
  const { itemId, hash, change } = item
  return {
    writes: [item, ...mails.map(({ document }) => document)].map(writeOf),
    facts: [{ event: 'changeProposed', by: actorRef(actor), detail: { itemId, hash, change: change.kind } }],
    messages: mails.map(({ message }) => message),
  }
}
