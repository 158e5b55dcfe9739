import {
  consentsPerHour,
  countStranger,
  intakePerHour,
  providerSignInsPerHour,
} from '../../domain/requests/stranger-budget.ts'
import type { StrangerCounts, StrangerKey } from '../../domain/requests/stranger-budget.ts'
import { err, ok } from '../../kernel/result.ts'
import type { Result } from '../../kernel/result.ts'
import type { CompanyDocument } from '../companies/company-document.ts'
import type { Core } from '../core.ts'
import { accessPartition } from '../identity/session-document.ts'
import type { Document, Stored } from '../ports/documents.ts'
import { normalised } from './normalised-address.ts'

/** `retryAfterSeconds`: when the hour ends. */
export type BudgetRefusal = { readonly code: 'tooManyRequests'; readonly retryAfterSeconds: number }

export type StrangerBudget = {
  /** Counts what a stranger asks for by address, network and company, in one call; not counted in demo mode. */
  readonly take: (
    company: CompanyDocument,
    who: {
      readonly address?: string | undefined
      readonly network?: string | undefined
      /** Of a page that asks with a key which everybody can read. */
      readonly key?: string | undefined
    },
  ) => Promise<Result<void, BudgetRefusal>>
}

/** All counts of a company in one hour, so that one write counts them: id `{what}:{companyId}:{hour}` in `access`. */
type StrangerCounter = Document & { readonly counts: StrangerCounts }

const hourMs = 3_600_000

const budgets = {
  intake: intakePerHour,
  providerSignIn: providerSignInsPerHour,
  consent: consentsPerHour,
} as const

export function makeStrangerBudget(
  { documents, secrets, clock, settings }: Pick<Core, 'documents' | 'secrets' | 'clock' | 'settings'>,
  what: keyof typeof budgets = 'intake',
): StrangerBudget {
  /** As they were written last: a counter that nobody else wrote needs no reading. */
  const known = new Map<string, Stored<StrangerCounter>>()
  const turns = new Map<string, Promise<unknown>>()

  /** Several at once in this process would only make each other read and write again. */
  function inTurn<T>(companyId: string, work: () => Promise<T>): Promise<T> {
    const mine = (turns.get(companyId) ?? Promise.resolve()).then(work, work)
    turns.set(companyId, mine)
    return mine
  }

  async function count(companyId: string, id: string, keys: readonly StrangerKey[]): Promise<boolean> {
    const last = known.get(companyId)
    let before = last?.value.id === id ? last : undefined
    for (;;) {
      const counts = countStranger(before?.value.counts ?? {}, keys, budgets[what])
      if (!counts) return false
      const value: StrangerCounter = { id, ttlSeconds: 7_200, counts }
      const written = await documents.batch(accessPartition(id), [
        before ? { kind: 'replace', value, etag: before.etag } : { kind: 'create', value },
      ])
      if (written.ok) {
        known.set(companyId, { value, etag: `${written.value[0]}` })
        return true
      }
      before = await documents.read<StrangerCounter>(accessPartition(id), id)
    }
  }

  return {
    async take(company, { address, network, key }) {
      if (settings.mode === 'demo') return ok(undefined)
      const { companyId } = company
      const keyed = async (kind: StrangerKey['kind'], text: string): Promise<StrangerKey> => {
        const hash = await secrets.hash(company, `${what} ${kind}`, text)
        return { kind, key: hash.slice(0, 12) }
      }
      const keys: StrangerKey[] = [{ kind: 'company', key: '' }]
      if (address !== undefined) keys.push(await keyed('address', normalised(address)))
      if (network !== undefined) keys.push(await keyed('network', network))
      if (key !== undefined) keys.push(await keyed('key', key))
      const now = clock.now().getTime()
      const hour = Math.floor(now / hourMs)
      if (await inTurn(companyId, () => count(companyId, `${what}:${companyId}:${hour}`, keys)))
        return ok(undefined)
      return err({
        code: 'tooManyRequests',
        retryAfterSeconds: Math.ceil(((hour + 1) * hourMs - now) / 1_000),
      })
    },
  }
}
