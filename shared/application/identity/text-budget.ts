import { isModuleOn } from '../../domain/companies/standing.ts'
import { usualTextPolicy } from '../../domain/identity/text-messages.ts'
import type { TextPolicy } from '../../domain/identity/text-messages.ts'
import type { CompanyDocument } from '../companies/company-document.ts'
import type { Core } from '../core.ts'
import type { Document } from '../ports/documents.ts'
import { DependencyUnavailable } from '../ports/unavailable.ts'
import { accessPartition } from './session-document.ts'

/** How many text messages a company may still have sent this month (security.md, "Strangers"). */
export type TextBudget = {
  readonly used: (companyId: string) => Promise<number>
  readonly isLeft: (company: CompanyDocument) => Promise<boolean>
  /** Counts one before it is sent, unless none is left. */
  readonly take: (company: CompanyDocument) => Promise<boolean>
}

/** id `texts:{companyId}:{month}` in `access`. */
type CountedTexts = Document & { readonly count: number }

const keptSeconds = 62 * 86_400
const attempts = 8

/** None a month where the operator switched them off. */
export function textPolicyOf(company: CompanyDocument): TextPolicy {
  const policy = company.sms ?? usualTextPolicy(company.country)
  return isModuleOn(company, 'sms') ? policy : { ...policy, monthlyCap: 0 }
}

export function makeTextBudget({ documents, clock }: Pick<Core, 'documents' | 'clock'>): TextBudget {
  const idOf = (companyId: string) => `texts:${companyId}:${clock.now().toISOString().slice(0, 7)}`
  const read = (id: string) => documents.read<CountedTexts>(accessPartition(id), id)
  const used = async (companyId: string) => (await read(idOf(companyId)))?.value.count ?? 0

  return {
    used,
    isLeft: async (company) => (await used(company.companyId)) < textPolicyOf(company).monthlyCap,

    async take(company) {
      const id = idOf(company.companyId)
      for (let attempt = 0; attempt < attempts; attempt++) {
        const before = await read(id)
        const count = (before?.value.count ?? 0) + 1
        if (count > textPolicyOf(company).monthlyCap) return false
        const value: CountedTexts = { id, ttlSeconds: keptSeconds, count }
        const counted = await documents.batch(accessPartition(id), [
          before ? { kind: 'replace', value, etag: before.etag } : { kind: 'create', value },
        ])
        if (counted.ok) return true
      }
      throw new DependencyUnavailable('documents', 1)
    },
  }
}
