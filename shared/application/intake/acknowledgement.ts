import { addDays } from '../../domain/time.ts'
import { currentTypes } from '../../domain/templates/information-type.ts'
import type { Letter } from '../../domain/letters/letter-facts.ts'
import { dayInWords } from '../../domain/letters/days.ts'
import { filledIn } from '../../domain/letters/own-words.ts'
import type { CompanyDocument } from '../companies/company-document.ts'
import type { MailDesk } from '../letters/mail-desk.ts'
import { dayOf, mustRender, senderFacts } from '../letters/sender.ts'
import { dueDatesOf, waitingRights } from '../timing/due.ts'
import type { RequestDocument } from '../requests/request-document.ts'
import type { Change } from '../requests/request-store.ts'

/** How long the link of an acknowledgement opens the request; the person can always ask for a new one. */
export const statusLinkDays = 60

/** Confirms receipt in writing, with the period from day X to day Y (R11): Y is the law's day, as in the extension (Art. 12(3)). */
export async function acknowledge(ack: {
  readonly desk: MailDesk
  readonly change: Change
  readonly company: CompanyDocument
  readonly now: Date
  /** A further letter that the same mail points at. */
  readonly also?: Letter
}): Promise<Change> {
  const { desk, change, company, now, also } = ack
  const { request } = change
  const dueOn = dayOf(dueDatesOf(request, company, now).effectiveDue, company)
  const types = new Set(request.sources.map((source) => source.informationType))
  const offered = currentTypes(company.informationTypes).map(({ informationType }) => informationType)
  const labels = company.informationTypes
    .filter((type) => types.has(type.informationType))
    .map((type) => type.label[request.language])
  const letter = mustRender('acknowledgement', request.language, {
    ...senderFacts(company, request, now),
    receivedOn: dayOf(new Date(request.receivedAt), company),
    dueOn,
    rights: waitingRights(request),
    added: added(company, request, dueOn),
    informationTypes: offered.every((type) => types.has(type)) ? [] : labels,
    way: desk.way(request),
  })
  return desk.enclose(
    change,
    company,
    {
      kind: 'acknowledgement',
      details: { dueOn },
      link: { purpose: 'openRequest', expiresAt: addDays(now, statusLinkDays) },
      letter,
      ...(also === undefined ? {} : { also }),
    },
    now,
  )
}

/** What the company adds in its own words; what the law demands of the letter stands beside it whatever they say. */
function added(company: CompanyDocument, request: RequestDocument, dueOn: string): readonly string[] {
  const day = (isoDay: string) => dayInWords(isoDay, request.language)
  const values = {
    ...{ companyName: company.name, reference: request.reference, dueOn: day(dueOn) },
    receivedOn: day(dayOf(new Date(request.receivedAt), company)),
  }
  return (company.acknowledgement ?? []).map((paragraph) => filledIn(paragraph[request.language], values))
}
