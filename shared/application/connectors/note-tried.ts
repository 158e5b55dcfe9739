import { ok } from '../../kernel/result.ts'
import type { CompanyDocument } from '../companies/company-document.ts'
import { writeOf } from '../companies/guarded-change.ts'
import type { Core } from '../core.ts'
import type { ActorRef } from '../actor.ts'
import { connectionIn, connectionsOf } from './connection.ts'
import type { Tried } from './connection.ts'

export type NoteTried = (
  of: { readonly companyId: string; readonly connectionId: string },
  tried: Tried,
  by: ActorRef,
) => Promise<void>

/** How a system answered, for its administrators: by code, and without a word of whom it was asked about. */
export const makeNoteTried =
  ({ companies, companyChanges }: Pick<Core, 'companies' | 'companyChanges'>): NoteTried =>
  async ({ companyId, connectionId }, tried, by) => {
    await companyChanges.change<void, never>(companyId, async () => {
      const company = (await companies.read(companyId))?.value
      const connection = company && connectionIn(company, connectionId)
      if (!connection) return ok({ answer: undefined })
      const { systemId } = connection
      const connections = connectionsOf(company).map((one) => (one === connection ? { ...one, tried } : one))
      const after: CompanyDocument = { ...company, connections }
      const detail = { connectionId, systemId, outcome: tried.outcome }
      const facts = [{ event: 'connectionTried', by, detail }] as const
      return ok({ answer: undefined, change: { writes: [writeOf(after)], facts } })
    })
  }
