import type { Text } from './template.ts'

/** Art. 6(1)(a) to (f). */
export const legalBases = [
  'consent',
  'contract',
  'legalObligation',
  'publicTask',
  'legitimateInterest',
  'vitalInterest',
] as const

export type LegalBasis = (typeof legalBases)[number]

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
  /** `retired`: no new request takes it up; those that were opened with it go on. Left out: current. */
  readonly state?: 'current' | 'retired'
}

/** What a new request may be about. */
export const currentTypes = <Type extends Pick<InformationType, 'state'>>(
  types: readonly Type[],
): readonly Type[] => types.filter(({ state }) => state !== 'retired')
