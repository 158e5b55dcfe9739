import { countIntake } from '../../domain/requests/intake-budget.ts'
import type { IntakeCounts, IntakeKey } from '../../domain/requests/intake-budget.ts'
import { err, ok } from '../../kernel/result.ts'
import type { Result } from '../../kernel/result.ts'
import type { CompanyDocument } from '../companies/company-document.ts'
import type { Core } from '../core.ts'
import { accessPartition } from '../identity/session-document.ts'
import type { Document, Stored } from '../ports/documents.ts'
import { normalised } from './new-request.ts'

/** `retryAfterSeconds`: when the hour ends. */
export type BudgetRefusal = { readonly code: 'tooManyRequests'; readonly retryAfterSeconds: number }

export type IntakeBudget = {
  /** Counts one request of a stranger by address, network and company, in one call; not counted in demo mode. */
  readonly take: (
    company: CompanyDocument,
    who: { readonly address?: string | undefined; readonly network?: string | undefined },
  ) => Promise<Result<void, BudgetRefusal>>
}

/** All counts of a company in one hour, so that one write counts them: id `intake:{companyId}:{hour}` in `access`. */
type IntakeCounter = Document & { readonly counts: IntakeCounts }

const hourMs = 3_600_000

export function makeIntakeBudget({
  documents,
  secrets,
  clock,
  settings,
}: Pick<Core, 'documents' | 'secrets' | 'clock' | 'settings'>): IntakeBudget {
  /** As they were written last: a counter that nobody else wrote needs no reading. */
  const known = new Map<string, Stored<IntakeCounter>>()
  const turns = new Map<string, Promise<unknown>>()

  /** Several at once in this process would only make each other read and write again. */
  function inTurn<T>(companyId: string, work: () => Promise<T>): Promise<T> {
    const mine = (turns.get(companyId) ?? Promise.resolve()).then(work, work)
    turns.set(companyId, mine)
    return mine
  }

  async function count(companyId: string, id: string, keys: readonly IntakeKey[]): Promise<boolean> {
    const last = known.get(companyId)
    let before = last?.value.id === id ? last : undefined
    for (;;) {
      const counts = countIntake(before?.value.counts ?? {}, keys)
      if (!counts) return false
      const value: IntakeCounter = { id, ttlSeconds: 7_200, counts }
      const written = await documents.batch(accessPartition(id), [
        before ? { kind: 'replace', value, etag: before.etag } : { kind: 'create', value },
      ])
      if (written.ok) {
        known.set(companyId, { value, etag: `${written.value[0]}` })
        return true
      }
      before = await documents.read<IntakeCounter>(accessPartition(id), id)
    }
  }

  return {
    async take(company, { address, network }) {
      if (settings.mode === 'demo') return ok(undefined)
      const { companyId } = company
      const keyed = async (kind: IntakeKey['kind'], text: string): Promise<IntakeKey> => {
        const hash = await secrets.hash(company, `intake ${kind}`, text)
        return { kind, key: hash.slice(0, 12) }
      }
      const keys: IntakeKey[] = [{ kind: 'company', key: '' }]
      if (address !== undefined) keys.push(await keyed('address', normalised(address)))
      if (network !== undefined) keys.push(await keyed('network', network))
      const now = clock.now().getTime()
      const hour = Math.floor(now / hourMs)
      if (await inTurn(companyId, () => count(companyId, `intake:${companyId}:${hour}`, keys)))
        return ok(undefined)
      return err({
        code: 'tooManyRequests',
        retryAfterSeconds: Math.ceil(((hour + 1) * hourMs - now) / 1_000),
      })
    },
  }
}
