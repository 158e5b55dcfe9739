import { authorityOf } from '../../domain/letters/authorities.ts'
import type { Authority } from '../../domain/letters/authorities.ts'
import { renderLetter } from '../../domain/letters/letter.ts'
import type { Letter, LetterFacts, LetterKind, SenderFacts } from '../../domain/letters/letter-facts.ts'
import type { Language } from '../../domain/templates/template.ts'
import { isoLocalDate, localDateOf } from '../../domain/time.ts'
import type { CompanyContact, CompanyDocument } from '../companies/company-document.ts'
import type { RequestDocument } from '../requests/request-document.ts'

/** The company's local day of an instant, `2026-03-05`: the only form in which letters and mails say dates. */
export const dayOf = (instant: Date, { timeZone }: CompanyDocument): string =>
  isoLocalDate(localDateOf(instant, timeZone))

/** The last day that is whole before something ends. */
export const lastDayBefore = (end: Date, company: CompanyDocument): string =>
  dayOf(new Date(end.getTime() - 1), company)

export function senderFacts(company: CompanyDocument, request: RequestDocument, now: Date): SenderFacts {
  return {
    companyName: company.name,
    ...reached(company),
    reference: request.reference,
    writtenOn: dayOf(now, company),
  }
}

/** How the company and its data protection officer are reached, each in one line. */
export function reached({ contact, dataProtectionOfficers = [] }: CompanyDocument) {
  const [officer] = dataProtectionOfficers
  return { contact: lineOf(contact), ...(officer && { dataProtectionOfficer: lineOf(officer) }) }
}

const lineOf = ({ name, email, phone, postalAddress }: CompanyContact): string =>
  [name, email, phone, postalAddress?.replaceAll(/\s*\n\s*/g, ', ')]
    .filter((part) => part !== undefined)
    .join(', ')

/** The one that the company names; otherwise its country's. */
export const authorityFor = (company: CompanyDocument): Authority =>
  company.authority ?? authorityOf(company.country)

/** A letter of which the company supplied every part; a missing one is a defect of ours here, and refused before by the use case where staff write it. */
export function mustRender<Kind extends LetterKind>(
  kind: Kind,
  language: Language,
  facts: LetterFacts<Kind>,
): Letter {
  const letter = renderLetter(kind, language, facts)
  if (!letter.ok) throw new Error(`letter ${kind} lacks ${letter.error.parts.join(', ')}`)
  return letter.value
}
