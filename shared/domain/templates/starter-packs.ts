// What a company can start from: per sector a template, its information types and its processing activities.
import { genericActivities } from './generic-activities.ts'
import { genericTemplate } from './generic.ts'
import { insuranceActivities } from './insurance-activities.ts'
import { insuranceTemplate } from './insurance.ts'
import { retailActivities } from './retail-activities.ts'
import { retailTemplate } from './retail.ts'
import { bankPack } from './sectors/bank.ts'
import { competitionsPack } from './sectors/competitions.ts'
import { educationPack } from './sectors/education.ts'
import { foundationPack } from './sectors/foundation.ts'
import { healthPack } from './sectors/health.ts'
import { housingPack } from './sectors/housing.ts'
import { publicSectorPack } from './sectors/public-sector.ts'
import { recruitmentPack } from './sectors/recruitment.ts'
import { telecomPack } from './sectors/telecom.ts'
import { travelPack } from './sectors/travel.ts'
import { utilitiesPack } from './sectors/utilities.ts'
import { sectorPack } from './starter-pack.ts'
import type { StarterPack } from './starter-pack.ts'
import type { TemplateVersion } from './template.ts'

const insurancePack = sectorPack({
  template: insuranceTemplate,
  holds: { da: 'Forsikringer, skader og betalinger', en: 'Policies, claims and payments' },
  source: {
    sourceId: 'policySystem',
    label: { da: 'Forsikringssystemet', en: 'Policy system' },
    legalBasis: 'contract',
  },
  activities: insuranceActivities,
})

const retailPack = sectorPack({
  template: retailTemplate,
  holds: {
    da: 'Køb, kundeklub og brug af hjemmesiden',
    en: 'Purchases, loyalty club and use of the website',
  },
  source: { sourceId: 'webShop', label: { da: 'Webbutikken', en: 'Web shop' }, legalBasis: 'contract' },
  activities: retailActivities,
})

const genericPack = sectorPack({
  template: genericTemplate,
  holds: { da: 'Henvendelser og sager', en: 'Correspondence and records' },
  source: {
    sourceId: 'caseFiles',
    label: { da: 'Sagsarkivet', en: 'Case files' },
    legalBasis: 'legitimateInterest',
  },
  activities: genericActivities,
})

/** In the order of `sectors`. */
export const starterPacks: readonly StarterPack[] = [
  insurancePack,
  retailPack,
  bankPack,
  telecomPack,
  healthPack,
  recruitmentPack,
  educationPack,
  utilitiesPack,
  housingPack,
  travelPack,
  foundationPack,
  competitionsPack,
  publicSectorPack,
  genericPack,
]

export const starterTemplates: readonly TemplateVersion[] = starterPacks.flatMap(({ templates }) => templates)

/** Several packs as one catalogue: an activity speaks about those types only that are in it. */
export function catalogueOf(packIds: readonly string[]): Omit<StarterPack, 'packId'> {
  const chosen = starterPacks.filter(({ packId }) => packIds.includes(packId))
  const informationTypes = chosen.flatMap((pack) => pack.informationTypes)
  const known = informationTypes.map(({ informationType }) => informationType)
  return {
    templates: chosen.flatMap(({ templates }) => templates),
    informationTypes,
    activities: chosen
      .flatMap(({ activities }) => activities)
      .map((activity) => ({
        ...activity,
        informationTypes: activity.informationTypes.filter((type) => known.includes(type)),
      })),
  }
}
