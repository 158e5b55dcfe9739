/** The information of Art. 15(1)(a) to (h) and 15(2), for this person and not for everybody (R24 to R26). */
import { letterTexts } from '../letters/letter-texts.ts'
import { oneLine } from '../letters/inert.ts'
import { categoryLabel } from '../templates/dpv-categories.ts'
import type { ProcessingActivity } from '../templates/processing-activities.ts'
import type { Language } from '../templates/template.ts'
import { dayOf } from './days.ts'
import type { PackageFacts, PackageSource } from './package-facts.ts'
import { packageTexts } from './package-texts.ts'
import type { Finding, PackageTexts } from './package-texts.ts'
import { stepsOf, valuesAt } from './pointer.ts'

/** The sheet in the person's language, as `information/art15.json` holds it and `art15.html` shows it. */
export type InformationSheet = {
  readonly language: Language
  readonly reference: string
  readonly controller: {
    readonly name: string
    readonly contact: string
    readonly dataProtectionOfficer?: string
  }
  readonly receivedOn: string
  readonly answeredOn: string
  readonly finding: { readonly code: Finding; readonly text: string }
  readonly activities: readonly SheetActivity[]
  readonly sources: readonly SheetSource[]
  readonly rights: readonly string[]
  readonly complaint: {
    readonly text: string
    readonly name: string
    readonly url: string
    readonly address: string
  }
  readonly remedy: string
}

export type SheetActivity = {
  readonly id: string
  readonly informationTypes: readonly string[]
  readonly purposes: string
  readonly legalBasis: string
  readonly categories: readonly string[]
  readonly recipients: readonly string[]
  readonly retention: string
  readonly source: string
  readonly automatedDecisions: string
  readonly thirdCountries: readonly { readonly country: string; readonly safeguard: string }[]
}

export type SheetSource = {
  readonly label: string
  readonly informationType: string
  readonly state: 'filled' | 'nothingHeld' | 'failed'
  /** Where what is held there comes from; nothing held comes from nowhere. */
  readonly origin?: string
}

export function informationSheet(facts: PackageFacts): InformationSheet {
  const { language, companyName, contact, dataProtectionOfficer, authority } = facts
  const texts = packageTexts[language]
  const letter = letterTexts[language]
  const code = findingOf(facts)
  return {
    language,
    reference: facts.reference,
    controller: {
      name: companyName,
      contact,
      ...(dataProtectionOfficer !== undefined && { dataProtectionOfficer }),
    },
    receivedOn: dayOf(facts.receivedAt, facts),
    answeredOn: dayOf(facts.sealedAt, facts),
    finding: { code, text: texts.sheet.findings[code] },
    activities: concerning(facts).map((activity) => sheetActivity(activity, language)),
    sources: facts.sources.map((source) => sheetSource(source, texts)),
    rights: texts.sheet.rightsList,
    complaint: { text: letter.complaint(oneLine(authority.name)), ...authority },
    remedy: letter.remedy,
  }
}

function sheetSource(source: PackageSource, texts: PackageTexts): SheetSource {
  const { label, informationType, state } = source
  const place = { label, informationType, state }
  return state === 'filled' ? { ...place, origin: originOf(source, texts) } : place
}

/** Field by field where the form says so (Art. 15(1)(g)): a place that holds what was given holds more than that. */
function originOf({ template, data, providedByPerson }: PackageSource, { sheet }: PackageTexts): string {
  const held = (template?.fields ?? []).filter(({ pointer }) => valuesAt(data, stepsOf(pointer)).length > 0)
  const provenances = new Set<string>(held.map(({ provenance }) => provenance))
  const origins = Object.entries(sheet.origins).filter(([provenance]) => provenances.has(provenance))
  if (origins.length > 0) return origins.map(([, text]) => text).join(', ')
  return providedByPerson ? sheet.fromYou : sheet.fromOthers
}

function findingOf({ sources, attachments, withheld }: PackageFacts): Finding {
  const states = sources.map(({ state }) => state)
  if (states.includes('filled') || attachments.length + withheld.length > 0) return 'processed'
  return states.includes('failed') ? 'notEstablished' : 'nothingHeld'
}

/** Only activities that touch what is held about this person, or may be (R26); a place that failed counts as one that may. */
function concerning({ activities, sources }: PackageFacts): readonly ProcessingActivity[] {
  const held = new Set(
    sources.filter(({ state }) => state !== 'nothingHeld').map((source) => source.informationType),
  )
  return activities
    .map((activity) => ({
      ...activity,
      informationTypes: activity.informationTypes.filter((type) => held.has(type)),
    }))
    .filter(({ informationTypes }) => informationTypes.length > 0)
}

function sheetActivity(activity: ProcessingActivity, language: Language): SheetActivity {
  const { sheet, bases } = packageTexts[language]
  return {
    id: activity.id,
    informationTypes: activity.informationTypes,
    purposes: activity.purposes[language],
    legalBasis: bases[activity.legalBasis],
    categories: activity.categories.map((category) => categoryLabel(category)?.[language] ?? category),
    recipients: activity.recipients,
    retention: activity.retention[language],
    source: activity.source[language],
    automatedDecisions: activity.automatedDecisions?.[language] ?? sheet.noAutomatedDecisions,
    thirdCountries: (activity.thirdCountries ?? []).map(({ country, safeguard }) => ({
      country: countryName(country, language),
      safeguard: safeguard[language],
    })),
  }
}

/** A country by its ISO 3166 code is named; anything else is taken as a name. */
function countryName(country: string, language: Language): string {
  if (!/^[A-Z]{2}$/u.test(country)) return country
  return new Intl.DisplayNames([language], { type: 'region' }).of(country) as string
}
