// A vendor's system that knows the person of a request, in this process: what it answers can be changed at any moment.
import type { Egress, EgressOutcome, EgressRequest } from '../../shared/application/ports/egress.ts'
import { must, openOffice } from './application.ts'
import type { Office, OfficeOptions } from './application.ts'
import { personEmail } from './request-stages.ts'
import type { CleaningUp } from './scratch-folder.ts'

export const vendorSays = (body: unknown, status = 200): EgressOutcome => ({
  ...{ kind: 'answered', status, headers: {} },
  body: Buffer.from(JSON.stringify(body)),
})

const usual: Readonly<Record<string, EgressOutcome>> = {
  '/api/v2/users/me.json': vendorSays({ user: {} }),
  '/api/v2/users/search.json': vendorSays({
    users: [{ id: 7, email: personEmail, name: 'The person' }],
    next_page: null,
  }),
  '/api/v2/users/7/tickets/requested.json': vendorSays({
    tickets: [{ id: 9, subject: '<b>Late</b>' }],
    next_page: null,
  }),
  '/api/v2/tickets/9/comments.json': vendorSays({ comments: [], next_page: null }),
}

export const zendeskSettings = { subdomain: 'acme', username: 'dpo@acme.example', token: 'zd-secret-token' }

export type Vendor = {
  /** By the path that is asked. */
  readonly answers: Record<string, EgressOutcome>
  readonly asked: readonly EgressRequest[]
}

export async function officeWithVendor(
  t: CleaningUp,
  options: OfficeOptions = {},
): Promise<{ readonly office: Office; readonly vendor: Vendor }> {
  const answers: Record<string, EgressOutcome> = { ...usual }
  const asked: EgressRequest[] = []
  const egress: Egress = {
    judge: async () => undefined,
    call: async (request) => {
      asked.push(request)
      return answers[new URL(request.url).pathname] ?? vendorSays({}, 404)
    },
  }
  const office = await openOffice(t, { ...options, through: (ports) => ({ ...ports, egress }) })
  return { office, vendor: { answers, asked } }
}

export async function zendeskIn({ app, as }: Office, sourceId = 'caseFiles'): Promise<string> {
  const wish = { systemId: 'zendesk', sourceId, settings: zendeskSettings }
  return must(await app.connections.add({ actor: as('admin'), companyId: 'demo', wish })).connectionId
}
