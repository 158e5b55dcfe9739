import { informationSheet } from './art15.ts'
import type { InformationSheet, SheetActivity } from './art15.ts'
import { jsonBytes } from './json-file.ts'
import type { Markup } from '../letters/markup.ts'
import type { ContentFile, PackageFacts } from './package-facts.ts'
import { packageTexts } from './package-texts.ts'
import type { PackageTexts } from './package-texts.ts'
import { address, definitions, list, page, paragraphs, section } from './page.ts'

/** `information/art15.json` and `.html`: the same information for programs and for people. */
export function informationFiles(facts: PackageFacts): readonly ContentFile[] {
  const sheet = informationSheet(facts)
  return [
    { path: 'information/art15.json', mediaType: 'application/json', bytes: jsonBytes(sheet) },
    { path: 'information/art15.html', mediaType: 'text/html', bytes: informationPage(sheet) },
  ]
}

function informationPage(sheet: InformationSheet): Uint8Array {
  const texts = packageTexts[sheet.language]
  const { activities } = sheet
  return page(sheet.language, texts.sheet.title, [
    ...paragraphs([sheet.finding.text]),
    head(sheet, texts),
    ...(activities.length === 0 ? paragraphs([texts.sheet.noActivities]) : []),
    ...activities.map((activity, index) =>
      activitySection(activity, `${texts.sheet.activity(index + 1)}: ${placesOf(activity, sheet)}`, texts),
    ),
    section(texts.sheet.sources, list(sheet.sources.map((source) => sourceLine(source, texts)))),
    section(texts.sheet.rights, list(sheet.rights)),
    section(`(f) ${texts.headings.complaint}`, [
      ...paragraphs([sheet.complaint.text, sheet.complaint.address]),
      list([address(sheet.complaint.url)]),
      ...paragraphs([sheet.remedy]),
    ]),
  ])
}

function head(
  { controller, reference, receivedOn, answeredOn }: InformationSheet,
  { facts }: PackageTexts,
): Markup {
  const officer = controller.dataProtectionOfficer
  return definitions([
    [facts.from, controller.name],
    [facts.contact, controller.contact],
    ...(officer === undefined ? [] : [[facts.officer, officer] as const]),
    [facts.reference, reference],
    [facts.received, receivedOn],
    [facts.sealed, answeredOn],
  ])
}

/** The places by the names that the person reads elsewhere, not by our codes. */
const placesOf = ({ informationTypes }: SheetActivity, { sources }: InformationSheet): string => {
  const labels = sources.filter(
    ({ informationType, state }) => informationTypes.includes(informationType) && state !== 'nothingHeld',
  )
  return [...new Set(labels.map(({ label }) => label))].join(', ')
}

function activitySection(activity: SheetActivity, heading: string, { sheet }: PackageTexts): Markup {
  const transfers = activity.thirdCountries.map(({ country, safeguard }) => `${country}: ${safeguard}`)
  return section(
    heading,
    definitions([
      [sheet.purposes, activity.purposes],
      [sheet.legalBasis, activity.legalBasis],
      [sheet.categories, list(activity.categories)],
      [sheet.recipients, activity.recipients.length > 0 ? list(activity.recipients) : sheet.noRecipients],
      [sheet.retention, activity.retention],
      [sheet.source, activity.source],
      [sheet.automatedDecisions, activity.automatedDecisions],
      [sheet.thirdCountries, transfers.length > 0 ? list(transfers) : sheet.noThirdCountries],
    ]),
  )
}

const sourceLine = (
  { label, state, origin }: InformationSheet['sources'][number],
  { states }: PackageTexts,
): string => `${label}${origin === undefined ? '' : ` (${origin})`}: ${states[state]}`
