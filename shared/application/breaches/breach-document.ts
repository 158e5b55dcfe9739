import type { BreachOutcome, RecallReason } from '../../domain/retention/breach.ts'
import type { CompanyDocument } from '../companies/company-document.ts'
import type { Core } from '../core.ts'
import { openJson, sealJson } from '../keys/sealed-json.ts'
import type { Document } from '../ports/documents.ts'
import type { Instant } from '../requests/request-document.ts'

/**
 * A breach of personal data (Art. 33), id `breach:{breachId}` in the request's partition. It outlives the request's
 * content, for it must be shown to the authority (Art. 33(5)): what staff wrote lies under the company's key.
 */
export type BreachDocument = Document & {
  readonly companyId: string
  readonly requestId: string
  readonly breachId: string
  readonly reference: string
  readonly deliveryIds: readonly string[]
  readonly reasonCode: RecallReason
  readonly openedBy: string
  readonly openedAt: Instant
  readonly awareAt: Instant
  readonly breachDueAt: Instant
  /** Sparse: when those who answer for it are reminded, as long as it is open. */
  readonly breachRemindAt?: Instant
  readonly breachState: 'open' | 'closed'
  /** `BreachTexts`, encrypted. */
  readonly sealed: string
  readonly closed?: { readonly outcome: BreachOutcome; readonly by: string; readonly at: Instant }
}

export type BreachTexts = { readonly reason: string; readonly assessment?: string }

export type BreachView = {
  readonly id: string
  readonly requestId: string
  readonly reference: string
  readonly deliveryIds: readonly string[]
  readonly reasonCode: RecallReason
  readonly reason: string
  readonly state: 'open' | 'closed'
  readonly openedBy: string
  readonly openedAt: string
  readonly awareAt: string
  readonly dueAt: string
  readonly overdue: boolean
  readonly outcome?: BreachOutcome
  readonly assessment?: string
  readonly closedBy?: string
  readonly closedAt?: string
}

export const breachDocumentId = (breachId: string): string => `breach:${breachId}`

export type BreachTextBox = {
  readonly seal: (
    company: CompanyDocument,
    breach: Pick<BreachDocument, 'requestId' | 'breachId'>,
    texts: BreachTexts,
  ) => Promise<string>
  readonly view: (company: CompanyDocument, breach: BreachDocument, now: Date) => Promise<BreachView>
  readonly open: (company: CompanyDocument, breach: BreachDocument) => Promise<BreachTexts>
}

export function makeBreachTextBox({ secrets, crypto }: Pick<Core, 'secrets' | 'crypto'>): BreachTextBox {
  const keyOf = (company: CompanyDocument) => secrets.key(company, 'breach')

  const contextOf = (
    { companyId }: CompanyDocument,
    { requestId, breachId }: Pick<BreachDocument, 'requestId' | 'breachId'>,
  ) => `breach ${companyId} ${requestId} ${breachId}`

  const open = async (company: CompanyDocument, breach: BreachDocument) =>
    openJson<BreachTexts>(crypto, await keyOf(company), contextOf(company, breach), breach.sealed)

  return {
    open,
    seal: async (company, breach, texts) =>
      sealJson(crypto, await keyOf(company), contextOf(company, breach), texts),

    async view(company, breach, now) {
      const { breachId: id, breachState: state, breachDueAt: dueAt, closed } = breach
      const { requestId, reference, deliveryIds, reasonCode, openedBy, openedAt, awareAt } = breach
      return {
        ...{ id, requestId, reference, deliveryIds, reasonCode, state, openedBy, openedAt, awareAt, dueAt },
        overdue: state === 'open' && new Date(dueAt) < now,
        ...(await open(company, breach)),
        ...(closed ? { outcome: closed.outcome, closedBy: closed.by, closedAt: closed.at } : {}),
      }
    },
  }
}
