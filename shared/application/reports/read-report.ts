import { allowed } from '../../domain/identity/roles.ts'
import type { CaseFacts } from '../../domain/reports/case-facts.ts'
import { smallestTold } from '../../domain/reports/disclosure.ts'
import { noSource } from '../../domain/reports/gathered.ts'
import { periodOf } from '../../domain/reports/period.ts'
import type { Period } from '../../domain/reports/period.ts'
import { summaryOf } from '../../domain/reports/summary.ts'
import type { Summary } from '../../domain/reports/summary.ts'
import type { Text } from '../../domain/templates/template.ts'
import { addLocalDays, isoLocalDate, localDateOf, startOfLocalDay } from '../../domain/time.ts'
import type { LocalDate } from '../../domain/time.ts'
import { err, ok } from '../../kernel/result.ts'
import type { Result } from '../../kernel/result.ts'
import type { EmployeeActor } from '../actor.ts'
import type { CompanyDocument } from '../companies/company-document.ts'
import type { Core } from '../core.ts'
import { deadLetterId } from '../messages/dead-letter.ts'
import type { DeadLetterDocument } from '../messages/dead-letter.ts'
import { queuePartition } from '../queue/queue-row.ts'
import type { QueueRow } from '../queue/queue-row.ts'
import { readAll } from '../read-all.ts'
import type { Instant } from '../requests/request-document.ts'
import { wrongCodesIn } from '../identity/wrong-codes.ts'
import { standingNow } from './standing-now.ts'
import type { StandingNow } from './standing-now.ts'

export type Report = Omit<Summary, 'sources' | 'unusual'> & {
  /** The first and the last day, both in it. */
  readonly period: { readonly from: string; readonly to: string }
  readonly at: Instant
  /** A distribution tells no number of people that is smaller. */
  readonly smallestTold: number
  readonly now: StandingNow
  readonly sources: readonly (Summary['sources'][number] & { readonly label: Text })[]
  /** Of the requests of the period; and of its days, while logs are kept: messages that could not be handled, codes that were wrong. */
  readonly unusual: Summary['unusual'] & {
    readonly deadLetters: number
    readonly wrongCodes: number
  }
}

export type ReadReport = (input: {
  readonly actor: EmployeeActor
  readonly companyId: string
  /** An instant stands for the company's day in which it lies. */
  readonly from?: LocalDate | Date
  readonly to?: LocalDate | Date
}) => Promise<Result<Report, { readonly code: 'notFound' | 'forbidden' | 'periodInvalid' }>>

/** Nobody tied these files to a source. */
const untied: Text = { da: 'Ikke knyttet til en kilde', en: 'Not tied to a source' }

/**
 * The company's numbers over the requests that were received in a period, from the rows of its queue: they stay when a
 * request is purged. A thousand rows are one call; how the company stands now takes four, and the logs two.
 */
export function makeReadReport({
  documents,
  companies,
  clock,
}: Pick<Core, 'documents' | 'companies' | 'clock'>): ReadReport {
  return async ({ actor, companyId, from, to }) => {
    const company = actor.companyId === companyId ? await companies.find(companyId) : undefined
    if (!company) return err({ code: 'notFound' })
    const { roles, grants } = actor
    if (!allowed('seeReports', { roles, grants, relations: [] })) return err({ code: 'forbidden' })

    const now = clock.now()
    const day = (given: LocalDate | Date) =>
      given instanceof Date ? localDateOf(given, company.timeZone) : given
    const wished = {
      ...(from !== undefined && { from: day(from) }),
      ...(to !== undefined && { to: day(to) }),
    }
    const period = periodOf(wished, localDateOf(now, company.timeZone))
    if (!period.ok) return period
    const days = { from: isoLocalDate(period.value.from), to: isoLocalDate(period.value.to) }
    const [cases, deadLetters, wrongCodes, standing] = await Promise.all([
      casesOf(company, period.value),
      deadLettersOf(company, period.value),
      wrongCodesIn({ documents }, companyId, days),
      standingNow({ documents }, companyId, now),
    ])
    const { sources, unusual, ...summary } = summaryOf(cases)
    return ok({
      period: days,
      at: now.toISOString(),
      smallestTold,
      now: standing,
      ...summary,
      sources: sources.map((one) => ({ ...one, label: labelOf(company, one) })),
      unusual: { ...unusual, deadLetters, wrongCodes },
    })
  }

  async function casesOf(company: CompanyDocument, period: Period): Promise<readonly CaseFacts[]> {
    const where = within('receivedAt', boundsOf(company, period))
    const rows = await readAll<QueueRow>(documents, { ...queuePartition(company.companyId), where })
    return rows.map(({ value }) => caseOf(value))
  }

  async function deadLettersOf(company: CompanyDocument, period: Period): Promise<number> {
    const found = await readAll<DeadLetterDocument>(documents, {
      ...{ container: 'logs', key: [company.companyId], idPrefix: deadLetterId('') },
      where: within('at', boundsOf(company, period)),
    })
    return found.length
  }
}

const boundsOf = ({ timeZone }: CompanyDocument, { from, to }: Period) => ({
  begins: startOfLocalDay(from, timeZone).toISOString(),
  ends: startOfLocalDay(addLocalDays(to, 1), timeZone).toISOString(),
})

const within = (field: string, { begins, ends }: ReturnType<typeof boundsOf>) =>
  [
    { field, is: '>=', value: begins },
    { field, is: '<', value: ends },
  ] as const

function caseOf({ outcome, overdue, status, channel, ...row }: QueueRow): CaseFacts {
  const { country, verifiedAt, sealedAt, ended, rights, unusual, gathered } = outcome
  return {
    ...{ status, channel, rights, unusual, gathered, late: overdue },
    receivedAt: new Date(row.receivedAt),
    internalDue: new Date(row.internalDue),
    effectiveDue: new Date(row.effectiveDue),
    ...(country !== undefined && { country }),
    ...(verifiedAt !== undefined && { verifiedAt: new Date(verifiedAt) }),
    ...(sealedAt !== undefined && { sealedAt: new Date(sealedAt) }),
    ...(ended && { ended: { how: ended.how, at: new Date(ended.at) } }),
  }
}

/** As the catalogue calls it today; what is no longer in it has its id. */
function labelOf({ informationTypes }: CompanyDocument, { source }: { readonly source: string }): Text {
  const known = informationTypes.flatMap(({ sources }) => sources).find(({ sourceId }) => sourceId === source)
  return known?.label ?? (source === noSource ? untied : { da: source, en: source })
}
