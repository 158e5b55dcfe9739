// What a company can start from: per sector a template, its information types and its processing activities.
import { genericActivities } from './generic-activities.ts'
import { genericTemplate } from './generic.ts'
import type { InformationType } from './information-type.ts'
import { insuranceActivities } from './insurance-activities.ts'
import { insuranceTemplate } from './insurance.ts'
import type { ProcessingActivity } from './processing-activities.ts'
import { retailActivities } from './retail-activities.ts'
import { retailTemplate } from './retail.ts'
import type { TemplateVersion } from './template.ts'

export type StarterPack = {
  readonly packId: string
  readonly templates: readonly TemplateVersion[]
  readonly informationTypes: readonly InformationType[]
  readonly activities: readonly ProcessingActivity[]
}

/**
 * One information type with one source each: the source's legal basis is the one under which most of it was given;
 * what Art. 20 does not cover is told field by field, by provenance.
 */
export const starterPacks: readonly StarterPack[] = [
  {
    packId: 'insurance',
    templates: [insuranceTemplate],
    informationTypes: [
      {
        informationType: 'insurance',
        label: { da: 'Forsikringer, skader og betalinger', en: 'Policies, claims and payments' },
        sources: [
          {
            sourceId: 'policySystem',
            label: { da: 'Forsikringssystemet', en: 'Policy system' },
            templateId: 'insurance',
            legalBasis: 'contract',
            providedByPerson: true,
          },
        ],
      },
    ],
    activities: insuranceActivities,
  },
  {
    packId: 'retail',
    templates: [retailTemplate],
    informationTypes: [
      {
        informationType: 'retail',
        label: {
          da: 'Køb, kundeklub og brug af hjemmesiden',
          en: 'Purchases, loyalty club and use of the website',
        },
        sources: [
          {
            sourceId: 'webShop',
            label: { da: 'Webbutikken', en: 'Web shop' },
            templateId: 'retail',
            legalBasis: 'contract',
            providedByPerson: true,
          },
        ],
      },
    ],
    activities: retailActivities,
  },
  {
    packId: 'generic',
    templates: [genericTemplate],
    informationTypes: [
      {
        informationType: 'generic',
        label: { da: 'Henvendelser og sager', en: 'Correspondence and records' },
        sources: [
          {
            sourceId: 'caseFiles',
            label: { da: 'Sagsarkivet', en: 'Case files' },
            templateId: 'generic',
            legalBasis: 'legitimateInterest',
            providedByPerson: true,
          },
        ],
      },
    ],
    activities: genericActivities,
  },
]

export const starterTemplates: readonly TemplateVersion[] = starterPacks.flatMap(({ templates }) => templates)

export const starterInformationTypes: readonly InformationType[] = starterPacks.flatMap(
  ({ informationTypes }) => informationTypes,
)

export const starterActivities: readonly ProcessingActivity[] = starterPacks.flatMap(
  ({ activities }) => activities,
)
