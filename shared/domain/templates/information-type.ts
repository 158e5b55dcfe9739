import type { Text } from './template.ts'

export type LegalBasis =
  'consent' | 'contract' | 'legalObligation' | 'publicTask' | 'legitimateInterest' | 'vitalInterest'

/** Where data of one information type lie, and what Art. 20 needs to know of them. */
export type SourceTemplate = {
  readonly sourceId: string
  readonly label: Text
  readonly templateId: string
  readonly legalBasis: LegalBasis
  readonly providedByPerson: boolean
}

/** What a person may pick at intake; picking nothing means everything (EDPB 01/2022 section 2.3.1). */
export type InformationType = {
  readonly informationType: string
  readonly label: Text
  readonly sources: readonly SourceTemplate[]
}
