import { steps } from '../../shared/domain/reports/intervals.ts'
import { err, ok } from '../../shared/kernel/result.ts'
import type { Call } from './operation.ts'
import { given, staff } from './operation.ts'
import {
  count,
  dayOrInstant,
  instant,
  optional,
  wantsCount,
  wantsDay,
  wantsInstant,
  wrongParameter,
} from './parameters.ts'
import { csvFile, wantsCsv } from './report-file.ts'
import { json } from './respond.ts'

const tags = ['Audit']
const security = 'bearer' as const
const audit = 'api/v1/companies/{company}/audit'

export const auditOperations = [
  staff(
    {
      operationId: 'listAudit',
      method: 'GET',
      route: audit,
      summary: 'What was done, in the order of the tree',
      tags,
      security,
      permission: 'seeAudit',
      query: ['from', 'to', 'requestId', 'first', 'limit'].map((name) => ({
        name,
        description: `Filter: ${name}`,
      })),
      responses: [{ status: 200, description: 'A page of entries' }],
    },
    async ({ app, actor, params, query }) => {
      const filter = auditFilter(query)
      if (!filter.ok) return filter.error
      const page = await app.audit.entries({ actor, companyId: params['company'] ?? '', ...filter.value })
      if (!page.ok) return page.error
      const { lines, next } = page.value
      return json(200, {
        value: lines,
        ...(next === undefined
          ? {}
          : { nextLink: nextPage(app, query, { company: params['company'] ?? '', next }) }),
      })
    },
  ),
  staff(
    {
      operationId: 'viewAuditSummary',
      method: 'GET',
      route: `${audit}/summary`,
      summary:
        'How much was received, edited, decided and sent, by role and over time: counts, and nobody’s name',
      tags,
      security,
      permission: 'seeAudit',
      query: [
        { name: 'from', description: 'The first day; 89 days before the last without it' },
        { name: 'to', description: 'The last day, at most 92 days in all; today without it' },
        { name: 'step', description: 'day, week or month; week without it' },
        { name: 'format', description: 'csv: one number a line' },
      ],
      responses: [
        {
          status: 200,
          description: 'No number under five within a distribution; the rest is in `others`',
          media: ['application/json', 'text/csv'],
        },
      ],
    },
    async ({ app, actor, params, query, request }) => {
      const [from, to] = [optional(query, 'from', dayOrInstant), optional(query, 'to', dayOrInstant)]
      const step = optional(query, 'step', (text) => steps.find((one) => one === text))
      if (from === 'wrong') return wrongParameter('from', wantsDay)
      if (to === 'wrong') return wrongParameter('to', wantsDay)
      if (step === 'wrong') return wrongParameter('step', 'must be day, week or month')
      const isCsv = wantsCsv(query, request.headers.get('accept'))
      if (isCsv === 'wrong') return wrongParameter('format', 'must be csv')
      const companyId = params['company'] ?? ''
      const read = await app.readAuditSummary({ actor, companyId, ...given({ from, to, step }) })
      if (!read.ok)
        return read.error.code === 'periodInvalid'
          ? wrongParameter('from', 'must be a day that is not after the other, and at most 92 days from it')
          : { code: read.error.code }
      if (!isCsv) return json(200, read.value)
      return csvFile('audit', read.value.period, await app.auditSummaryCsv(read.value))
    },
  ),
  staff(
    {
      operationId: 'viewAuditHead',
      method: 'GET',
      route: `${audit}/head`,
      summary: 'The signed head of the tree',
      tags,
      security,
      permission: 'seeAudit',
      responses: [{ status: 200, description: 'Size, root and signature' }],
    },
    async ({ app, actor, params }) => {
      const head = await app.audit.head({ actor, companyId: params['company'] ?? '' })
      return head.ok ? json(200, head.value) : head.error
    },
  ),
  staff(
    {
      operationId: 'proveAuditEntry',
      method: 'GET',
      route: `${audit}/proof`,
      summary: 'That an entry is in the tree (RFC 9162 section 2.1.3)',
      tags,
      security,
      permission: 'seeAudit',
      query: [{ name: 'entry', description: 'Its index' }],
      responses: [{ status: 200, description: 'The path to the root' }],
    },
    async ({ app, actor, params, query }) => {
      const index = count(query.get('entry') ?? '')
      if (index === undefined) return wrongParameter('entry', wantsCount)
      const proof = await app.audit.proof({ actor, companyId: params['company'] ?? '', index })
      return proof.ok ? json(200, proof.value) : proof.error
    },
  ),
  staff(
    {
      operationId: 'proveAuditConsistency',
      method: 'GET',
      route: `${audit}/consistency`,
      summary: 'That a tree continues an earlier one (RFC 9162 section 2.1.4)',
      tags,
      security,
      permission: 'seeAudit',
      query: [
        { name: 'from', description: 'Size of the earlier tree' },
        { name: 'to', description: 'Size of the later one; the current without it' },
      ],
      responses: [{ status: 200, description: 'The path between them' }],
    },
    async ({ app, actor, params, query }) => {
      const from = count(query.get('from') ?? '')
      const to = optional(query, 'to', count)
      if (from === undefined) return wrongParameter('from', wantsCount)
      if (to === 'wrong') return wrongParameter('to', wantsCount)
      const proof = await app.audit.consistency({
        actor,
        companyId: params['company'] ?? '',
        from,
        ...(to === undefined ? {} : { to }),
      })
      return proof.ok ? json(200, proof.value) : proof.error
    },
  ),
]

function auditFilter(query: URLSearchParams) {
  const first = count(query.get('first') ?? '0')
  const limit = count(query.get('limit') ?? '200')
  const [from, to] = [optional(query, 'from', instant), optional(query, 'to', instant)]
  const requestId = query.get('requestId')
  if (first === undefined) return err(wrongParameter('first', wantsCount))
  if (limit === undefined || limit < 1 || limit > 1000)
    return err(wrongParameter('limit', 'must be 1 to 1000'))
  if (from === 'wrong') return err(wrongParameter('from', wantsInstant))
  if (to === 'wrong') return err(wrongParameter('to', wantsInstant))
  return ok({ first, limit, ...given({ from, to, requestId: requestId ?? undefined }) })
}

function nextPage(
  app: Call['app'],
  query: URLSearchParams,
  { company, next }: { readonly company: string; readonly next: number },
): string {
  const params = new URLSearchParams(query)
  params.set('first', String(next))
  return `${app.settings.publicUrl}/api/v1/companies/${company}/audit?${params.toString()}`
}
