// Every cell of route × role or grant × relation × state against the one permission table.
import assert from 'node:assert/strict'
import { before, test, after } from 'node:test'

import type { Operation } from '../../functions/http/operation.ts'
import { operations } from '../../functions/operations.ts'
import { makeBreachTextBox } from '../../shared/application/breaches/breach-document.ts'
import { employeeDocumentId } from '../../shared/application/companies/company-document.ts'
import { companyPartition, requestPartition } from '../../shared/application/place.ts'
import type { RequestDocument } from '../../shared/application/requests/request-document.ts'
import { coreOf } from '../../shared/composition/core-of.ts'
import type { Permission } from '../../shared/contracts/openapi.ts'
import { holdings } from '../../shared/domain/identity/holdings.ts'
import { allowed, grants, permissions, roles } from '../../shared/domain/identity/roles.ts'
import type { Actor, Operation as TableLine, Relation } from '../../shared/domain/identity/roles.ts'
import { requestTransitions } from '../../shared/domain/requests/lifecycle.ts'
import type { RequestStatus } from '../../shared/domain/requests/lifecycle.ts'
import { openOffice } from '../support/application.ts'
import { aRequest } from '../support/request-stages.ts'
import { callOperation, tokenOf } from './support/call-operation.ts'
import { validBodies } from './support/valid-bodies.ts'

const held = ['none', ...holdings] as const
const hands = ['none', 'assigned', 'contributor', 'both'] as const
const statuses = Object.keys(requestTransitions) as RequestStatus[]

type Held = (typeof held)[number]
type Hand = (typeof hands)[number]

const idOf = (holding: Held, hand: Hand): string => `${holding}-${hand}`
const rolesOf = (holding: Held) => roles.filter((role) => role === holding)
const grantsOf = (holding: Held) => grants.filter((grant) => grant === holding)

const isTableLine = (permission: Permission): permission is TableLine =>
  Object.hasOwn(permissions, permission)
const linesOf = ({ permission }: Operation): readonly Permission[] => [permission].flat()

/** Only of who asked on paper is there a letter to print; the request of these tests came by the form. */
const isOpenHere = (line: Permission): boolean => line !== 'printLetters'

const office = await openOffice({ after }, { company: { programAccess: 'tokenAlone' } })
const request = await aRequest(office).verified().assignedTo('user').filled().sealed().made()
const tokens = new Map<string, string>()

/** Closed already: whoever may assess it is told so. */
async function closedBreach() {
  const core = coreOf(office.ports)
  const company = (await core.companies.find('demo')) ?? assert.fail('no company')
  const { companyId, requestId } = request
  const named = { id: 'breach:closed', breachId: 'closed', companyId, requestId }
  const sealed = await makeBreachTextBox(core).seal(company, named, { reason: 'R.', assessment: 'A.' })
  const closed = { outcome: 'riskNotified', by: 'manager', at: office.clock.now().toISOString() }
  return { ...named, sealed, closed }
}

before(async () => {
  const place = requestPartition(request.companyId, request.requestId)
  await office.ports.documents.batch(place, [{ kind: 'create', value: await closedBreach() }])
  for (const holding of held)
    for (const hand of hands) {
      const employeeId = idOf(holding, hand)
      const value = { id: employeeDocumentId(employeeId), companyId: 'demo', employeeId, name: employeeId }
      const email = `${employeeId.toLowerCase()}@demo.example`
      const document = { ...value, email, roles: rolesOf(holding), grants: grantsOf(holding) }
      await office.ports.documents.batch(companyPartition('demo'), [{ kind: 'create', value: document }])
      tokens.set(employeeId, await tokenOf(office.app, employeeId))
    }
})

const nothing = 'x'.repeat(22)

const queries: Readonly<Record<string, string>> = {
  proveAuditEntry: '?entry=0',
  proveAuditConsistency: '?from=0',
  checkConsent: '?externalId=customer-1&purpose=newsletter',
}

async function answered(operation: Operation, caller: string, requestId = nothing) {
  const { app } = office
  const body = operation.body && (validBodies[operation.body] ?? {})
  const called = await callOperation(app, operation.operationId, {
    token: tokens.get(caller) ?? '',
    params: {
      ...{ requestId, uploadId: nothing, sealId: nothing, deadLetterId: nothing, itemId: nothing },
      ...{
        sourceId: 'none',
        list: 'claims',
        templateId: 'insurance',
        employeeId: 'nobody',
        role: 'systemUser',
        n: '0',
      },
      ...{
        keyId: nothing,
        webhookId: nothing,
        receiverId: nothing,
        connectionId: nothing,
        searchId: nothing,
        transferId: nothing,
        eventId: nothing,
        fileId: nothing,
        deliveryId: nothing,
        name: 'none.txt',
        sessionId: nothing,
        factorId: nothing,
        breachId: 'closed',
        operatorId: nothing,
        area: 'setup',
        exportId: nothing,
        importId: nothing,
        formId: nothing,
        consentId: nothing,
      },
    },
    query: queries[operation.operationId] ?? '',
    ...(body === undefined ? {} : { body }),
    ...(operation.rawBody === undefined ? {} : { raw: '{}', type: operation.rawBody }),
    // Where it would change something, the version is stale: what is allowed is judged, and goes no further.
    headers: { 'if-match': '"stale"' },
  })
  return called
}

const ofStaff = operations.filter(({ security }) => security === 'bearer')
const ofRequests = ofStaff.filter(({ route }) => route.includes('{requestId}'))
const ofCompany = ofStaff.filter(({ route }) => !/\{(requestId|deliveryId|itemId)\}/.test(route))

test('every operation that needs a sign-in names a line of the table, and every other one is for everybody', () => {
  for (const operation of operations) {
    const lines = linesOf(operation)
    assert.ok(lines.length > 0, operation.operationId)
    if (operation.security === 'bearer') assert.ok(!lines.includes('everybody'), operation.operationId)
    else
      assert.deepEqual(
        lines,
        [operation.security === 'receiver' ? 'receiver' : 'everybody'],
        operation.operationId,
      )
  }
})

test('operations about no request: each role and grant alone, and none, as the table says', async () => {
  let cells = 0
  for (const operation of ofCompany)
    for (const holding of held) {
      const actor: Actor = { roles: rolesOf(holding), grants: grantsOf(holding), relations: [] }
      const lines = linesOf(operation)
      const may = lines.some((line) => line === 'employee' || (isTableLine(line) && allowed(line, actor)))
      const { status, body } = await answered(operation, idOf(holding, 'none'))
      const where = `${operation.operationId} by ${holding}: ${status} ${body.code ?? ''}`

      assert.equal(status === 403 && body.code === 'forbidden', !may, where)
      assert.ok(status < 500, where)
      cells++
    }
  assert.ok(cells >= 25 * held.length, `${cells} cells`)
})

/** As the request says that somebody stands to it (roles.ts, `Relation`). */
function relationsOf(holding: Held, hand: Hand, status: RequestStatus): readonly Relation[] {
  const given: readonly Relation[] = hand === 'assigned' || hand === 'both' ? ['assigned'] : []
  if (hand === 'contributor' || hand === 'both') return [...given, 'contributor']
  const isAsked = status === 'sealed' && holding === 'approver'
  return isAsked ? [...given, 'uninvolved', 'approver'] : [...given, 'uninvolved']
}

async function standingIn(status: RequestStatus): Promise<RequestDocument> {
  const before = await office.stateOf(request)
  const { seal = sealed, ...rest } = before
  const who = (...among: readonly Hand[]) => held.flatMap((one) => among.map((hand) => idOf(one, hand)))
  return {
    ...rest,
    status,
    assignees: who('assigned', 'both'),
    contributors: who('contributor', 'both'),
    ...(unsealed.has(status)
      ? {}
      : { seal: { ...seal, state: status === 'sealed' ? 'pending' : 'approved' } }),
  }
}

const unsealed: ReadonlySet<RequestStatus> = new Set(['awaitingVerification', 'open', 'collecting'])

const sealed = (await office.stateOf(request)).seal ?? assert.fail('not sealed')

const put = (document: RequestDocument) =>
  office.ports.documents.batch(requestPartition(document.companyId, document.requestId), [
    { kind: 'upsert', value: document },
  ])

/** Said to whoever sees the request, before it is looked at who they are: there is nothing to be allowed. */
const stateFirst: Readonly<Record<string, readonly string[]>> = {
  sealRequest: ['transitionNotAllowed'],
  decideSeal: ['nothingToDecide', 'sealChanged'],
  releaseFile: ['fileNotFound'],
}

for (const status of statuses)
  test(`operations about a request that is ${status}: each role or grant and each relation, as the table says`, async () => {
    const document = await standingIn(status)
    await put(document)
    const wrong: string[] = []
    for (const operation of ofRequests)
      for (const holding of held)
        for (const hand of hands) {
          const actor: Actor = {
            ...{ roles: rolesOf(holding), grants: grantsOf(holding), status },
            relations: relationsOf(holding, hand, status),
          }
          const may =
            allowed('seeRequest', actor) &&
            linesOf(operation).some((line) => isTableLine(line) && isOpenHere(line) && allowed(line, actor))
          const answer = await answered(operation, idOf(holding, hand), document.requestId)
          const { code = '' } = answer.body
          const isRefused =
            ['forbidden', 'notFound', 'fourEyes'].includes(code) ||
            (!may && (stateFirst[operation.operationId] ?? []).includes(code))
          if (isRefused === may || answer.status >= 500)
            wrong.push(
              `${operation.operationId} by ${holding} ${hand}: ${answer.status} ${code}, table: ${may ? 'may' : 'may not'}`,
            )
          if (answer.status < 300 && operation.method !== 'GET') await put(document)
        }
    assert.deepEqual(wrong, [])
  })
