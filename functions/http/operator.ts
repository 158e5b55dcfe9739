import type { StandingRefusal } from '../../shared/application/operator/change-standing.ts'
import type { Result } from '../../shared/kernel/result.ts'
import { given, open, staff } from './operation.ts'
import { count, wrongParameter } from './parameters.ts'
import { nextLink } from './queue.ts'
import { json, noContent } from './respond.ts'

const tags = ['Operator']
const security = 'bearer' as const
const permission = 'operate' as const
const operator = 'api/v1/operator'
const companies = `${operator}/companies`
const company = `${companies}/{company}`

const done = (changed: Result<unknown, StandingRefusal>) => (changed.ok ? noContent() : changed.error)

const companyOperations = [
  staff(
    {
      operationId: 'operatorListCompanies',
      method: 'GET',
      route: companies,
      summary: 'The companies of the instance: how they stand, and counts; nothing of what they hold',
      ...{ tags, security, permission },
      query: [
        { name: 'limit', description: '1 to 100; 50 unless given' },
        { name: 'continuation', description: 'Where the page before ended' },
      ],
      responses: [{ status: 200, description: 'One page' }],
    },
    async ({ app, actor, query }) => {
      const limit = count(query.get('limit') ?? '50')
      const continuation = query.get('continuation') ?? undefined
      if (limit === undefined || limit < 1 || limit > 100) return wrongParameter('limit', 'must be 1 to 100')
      const seen = await app.seeCompanies.list({ actor, limit, ...given({ continuation }) })
      if (!seen.ok) return seen.error
      const next = seen.value.continuation
      return json(200, {
        value: seen.value.companies,
        ...(next !== undefined && {
          nextLink: nextLink(`${app.settings.publicUrl}/${companies}`, query, next),
        }),
      })
    },
  ),
  staff(
    {
      operationId: 'operatorOpenCompany',
      method: 'POST',
      route: companies,
      summary: 'Open a company on three facts, and invite its first owner by mail',
      ...{ tags, security, permission },
      proof: 'fresh',
      body: 'openCompany',
      responses: [{ status: 201, description: 'Open, and careful until its owner says otherwise' }],
    },
    async ({ app, actor, body, idempotency }) => {
      const { name: companyName, id: companyId, ownerName, ownerEmail, country, sector, language } = body
      const facts = { companyName, ownerName, ownerEmail, ...given({ companyId, country, sector, language }) }
      const opened = await app.openByFacts({ actor, facts, ...given({ idempotency }) })
      return opened.ok ? json(201, { id: opened.value.companyId }) : opened.error
    },
  ),
  staff(
    {
      operationId: 'operatorViewCompany',
      method: 'GET',
      route: company,
      summary: 'One of the companies, as it stands',
      ...{ tags, security, permission },
      responses: [{ status: 200, description: 'How it stands' }],
    },
    async ({ app, actor, params }) => {
      const seen = await app.seeCompanies.view({ actor, companyId: params['company'] ?? '' })
      return seen.ok ? json(200, seen.value) : seen.error
    },
  ),
]

const standingOperations = [
  staff(
    {
      operationId: 'operatorSuspend',
      method: 'POST',
      route: `${company}/suspension`,
      summary: 'No new requests from now on; what is open is still answered, and its people still sign in',
      ...{ tags, security, permission },
      proof: 'fresh',
      body: 'suspension',
      responses: [{ status: 204, description: 'Suspended; its owners and administrators read the reason' }],
    },
    async ({ app, actor, params, body }) =>
      done(await app.changeStanding.suspend({ actor, companyId: params['company'] ?? '', ...body })),
  ),
  staff(
    {
      operationId: 'operatorLiftSuspension',
      method: 'DELETE',
      route: `${company}/suspension`,
      summary: 'New requests are taken again',
      ...{ tags, security, permission },
      proof: 'fresh',
      responses: [{ status: 204, description: 'Not suspended' }],
    },
    async ({ app, actor, params }) =>
      done(await app.changeStanding.lift({ actor, companyId: params['company'] ?? '' })),
  ),
  staff(
    {
      operationId: 'operatorViewModules',
      method: 'GET',
      route: `${company}/modules`,
      summary: 'Which parts are on for a company',
      ...{ tags, security, permission },
      responses: [{ status: 200, description: 'Each of them' }],
    },
    async ({ app, actor, params }) => {
      const seen = await app.seeCompanies.view({ actor, companyId: params['company'] ?? '' })
      return seen.ok ? json(200, seen.value.modules) : seen.error
    },
  ),
  staff(
    {
      operationId: 'operatorSwitchModules',
      method: 'PUT',
      route: `${company}/modules`,
      summary: 'Switch parts on and off for a company; what is left out stays as it is',
      ...{ tags, security, permission },
      proof: 'fresh',
      body: 'modules',
      responses: [{ status: 204, description: 'From the next call on' }],
    },
    async ({ app, actor, params, body }) =>
      done(
        await app.changeStanding.switchModules({ actor, companyId: params['company'] ?? '', modules: body }),
      ),
  ),
]

const peopleOperations = [
  staff(
    {
      operationId: 'listOperators',
      method: 'GET',
      route: `${operator}/operators`,
      summary: 'Who runs the instance',
      ...{ tags, security, permission },
      responses: [{ status: 200, description: 'With who invited them' }],
    },
    async ({ app, actor }) => {
      const operators = await app.operators.list({ actor })
      return operators.ok ? json(200, { value: operators.value }) : operators.error
    },
  ),
  staff(
    {
      operationId: 'inviteOperator',
      method: 'POST',
      route: `${operator}/operators`,
      summary: 'Invite another operator by mail',
      ...{ tags, security, permission },
      proof: 'fresh',
      body: 'inviteOperator',
      responses: [{ status: 201, description: 'Invited' }],
    },
    async ({ app, actor, body }) => {
      const invited = await app.operators.invite({ actor, ...body })
      return invited.ok ? json(201, invited.value) : invited.error
    },
  ),
  staff(
    {
      operationId: 'removeOperator',
      method: 'DELETE',
      route: `${operator}/operators/{operatorId}`,
      summary: 'An operator leaves; somebody must be left',
      ...{ tags, security, permission },
      proof: 'fresh',
      responses: [{ status: 204, description: 'Gone; the audit keeps the id' }],
    },
    async ({ app, actor, params }) => {
      const removed = await app.operators.remove({ actor, operatorId: params['operatorId'] ?? '' })
      return removed.ok ? noContent() : removed.error
    },
  ),
  open(
    {
      operationId: 'claimFirstOperator',
      method: 'POST',
      route: `${operator}/first`,
      summary: 'Become the first operator of a serving instance, by the code on its console',
      tags,
      security: 'none',
      permission: 'everybody',
      body: 'firstOperator',
      responses: [{ status: 204, description: 'A mail says where to sign in' }],
    },
    async ({ app, body }) => {
      const claimed = await app.firstOperator.claim(body)
      return claimed.ok ? noContent() : claimed.error
    },
  ),
]

const keyOperations = [
  staff(
    {
      operationId: 'renewSigningKey',
      method: 'POST',
      route: `${operator}/signing-key/renewal`,
      summary: 'After a suspicion: a new key signs at once, and every access token of the instance ends',
      ...{ tags, security, permission },
      proof: 'fresh',
      responses: [{ status: 200, description: 'The id of the key that signs now; refresh tokens stay good' }],
    },
    async ({ app, actor }) => {
      const renewed = await app.renewKeys.signing({ actor })
      return renewed.ok ? json(200, renewed.value) : renewed.error
    },
  ),
  staff(
    {
      operationId: 'rewrapCompanyKeys',
      method: 'POST',
      route: `${company}/key-rewrapping`,
      summary: 'Wrap what is open in a company under the newest version of its key in the vault',
      ...{ tags, security, permission },
      proof: 'fresh',
      query: [{ name: 'continuation', description: 'Where the call before ended' }],
      responses: [
        {
          status: 200,
          description: 'How many keys moved; call again with its continuation while there is one',
        },
      ],
    },
    async ({ app, actor, params, query }) => {
      const continuation = query.get('continuation') ?? undefined
      const asked = { actor, companyId: params['company'] ?? '', ...given({ continuation }) }
      const done = await app.renewKeys.rewrap(asked)
      return done.ok ? json(200, done.value) : done.error
    },
  ),
]

export const operatorOperations = [
  ...companyOperations,
  ...standingOperations,
  ...peopleOperations,
  ...keyOperations,
]
