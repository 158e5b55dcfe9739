import type { AskingFor, ClosingRefusal } from '../../shared/application/closing/begin-closing.ts'
import type { Result } from '../../shared/kernel/result.ts'
import type { EmployeeActor } from '../../shared/application/actor.ts'
import type { Call } from './operation.ts'
import { open, staff } from './operation.ts'
import { json, noContent } from './respond.ts'

const company = 'api/v1/companies/{company}'
const ofOperator = 'api/v1/operator/companies/{company}'
const security = 'bearer' as const

type Asked = Pick<Call, 'app' | 'params'> & { readonly actor: EmployeeActor }

const begin = async ({ app, actor, params }: Asked, as: AskingFor) => {
  const begun = await app.closings.begin({ actor, companyId: params['company'] ?? '', as })
  return begun.ok ? json(202, begun.value) : begun.error
}

const takeBack = async ({ app, actor, params }: Asked, as: AskingFor) =>
  done(await app.closings.takeBack({ actor, companyId: params['company'] ?? '', as }))

const done = (changed: Result<void, ClosingRefusal>) => (changed.ok ? noContent() : changed.error)

const begun = [{ status: 202, description: 'No new requests; closed for good at the time that is answered' }]
const back = [{ status: 204, description: 'Not closing' }]

export const closingOperations = [
  staff(
    {
      operationId: 'viewClosing',
      method: 'GET',
      route: `${company}/closing`,
      summary: 'Whether the company is being closed, and what keeps it from that',
      tags: ['Companies'],
      security,
      permission: 'closeCompany',
      responses: [{ status: 200, description: 'For the owner' }],
    },
    async ({ app, actor, params }) => {
      const seen = await app.closings.view({ actor, companyId: params['company'] ?? '' })
      return seen.ok ? json(200, seen.value) : seen.error
    },
  ),
  staff(
    {
      operationId: 'closeCompany',
      method: 'POST',
      route: `${company}/closing`,
      summary: 'Leave: after 35 days everything of the company is destroyed; not while requests are open',
      tags: ['Companies'],
      security,
      permission: 'closeCompany',
      proof: 'fresh',
      responses: begun,
    },
    (call) => begin(call, 'company'),
  ),
  staff(
    {
      operationId: 'keepCompany',
      method: 'DELETE',
      route: `${company}/closing`,
      summary: 'Take the closing back, whoever asked for it',
      tags: ['Companies'],
      security,
      permission: 'closeCompany',
      responses: back,
    },
    (call) => takeBack(call, 'company'),
  ),
  open(
    {
      operationId: 'viewClosingCertificate',
      method: 'GET',
      route: `${company}/closing/certificate`,
      summary: 'What was destroyed when, signed by the key of the company that is closed',
      tags: ['Companies'],
      security: 'none',
      permission: 'everybody',
      responses: [{ status: 200, description: 'With the public half of that key' }],
    },
    async ({ app, params }) => {
      const certificate = await app.closingCertificate(params['company'] ?? '')
      return certificate.ok ? json(200, certificate.value) : certificate.error
    },
  ),
  staff(
    {
      operationId: 'operatorClose',
      method: 'POST',
      route: `${ofOperator}/closing`,
      summary: 'Close a company at the end of its contract: after 35 days, and not while requests are open',
      tags: ['Operator'],
      security,
      permission: 'operate',
      proof: 'fresh',
      responses: begun,
    },
    (call) => begin(call, 'operator'),
  ),
  staff(
    {
      operationId: 'operatorKeep',
      method: 'DELETE',
      route: `${ofOperator}/closing`,
      summary: 'Take back a closing that an operator asked for',
      tags: ['Operator'],
      security,
      permission: 'operate',
      proof: 'fresh',
      responses: back,
    },
    (call) => takeBack(call, 'operator'),
  ),
]
