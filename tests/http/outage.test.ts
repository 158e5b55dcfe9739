import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { TestContext } from 'node:test'

import { HttpRequest, InvocationContext } from '@azure/functions'

import type { Operation } from '../../functions/http/operation.ts'
import { operations } from '../../functions/operations.ts'
import type { Ports } from '../../shared/application/ports/ports.ts'
import type { SignInProvider } from '../../shared/application/ports/sign-in-provider.ts'
import { err, ok } from '../../shared/kernel/result.ts'
import type { SessionSubject } from '../../shared/application/identity/sessions.ts'
import { insuranceExample } from '../../shared/domain/templates/insurance-example.ts'
import { must, openOffice, type Office } from '../support/application.ts'
import { appCode } from '../support/authenticator-app.ts'
import { signInToken, withPasskey } from '../support/enrolled.ts'
import { tokenTo } from '../support/mailbox.ts'
import type { PersonName } from '../support/companies.ts'
import { aConnection, aSearch } from '../support/connections.ts'
import { outage, waitSeconds, type Outage } from '../support/outage.ts'
import { publishedForm, recorded } from '../support/consent.ts'
import { anOpenedCompany, anOperator, operatorEmail } from '../support/operators.ts'
import { webp } from '../support/pictures.ts'
import { aRequest, personEmail } from '../support/request-stages.ts'
import { aChallengedReceiver, anApprovedReceiver, receiverKeys, wordsFor } from '../support/transfer.ts'
import { streamOf } from '../support/streams.ts'
import { validBodies } from './support/valid-bodies.ts'

type World = {
  readonly office: Office
  readonly outage: Outage
  readonly params: Record<string, string>
  readonly bodies: Readonly<Record<string, object>>
}

/** Between them there is something for nearly every operation to do. */
const stages = ['collecting', 'sealed', 'delivered', 'waiting'] as const

type Stage = (typeof stages)[number]

const callers = ['user', 'manager', 'approver', 'admin', 'owner', 'officer', 'person', 'operator'] as const

type Caller = (typeof callers)[number]

/** Whatever is entered can be used: its failures are no store's. */
const willingProvider: SignInProvider = {
  examine: async () => ok(undefined),
  address: async () => ok('https://login.example/'),
  claims: async () => err({ code: 'providerAnswerInvalid' }),
}

async function world(t: TestContext, stage: Stage): Promise<World> {
  const faults = outage()
  const through = (ports: Ports) => faults.through({ ...ports, signInProvider: willingProvider })
  const office = await openOffice(t, { through, company: { staffTexts: 'allowed' } })
  const chosen = await anApprovedReceiver(office)
  const wish = { rights: ['access', 'portability'], deliverTo: chosen } as const
  const assigned = aRequest(office, stage === 'waiting' ? wish : {})
    .verified()
    .assignedTo('user')
  const begun = stage === 'waiting' ? assigned : assigned.filled()
  const request = await (
    stage === 'collecting' || stage === 'waiting'
      ? begun
      : stage === 'sealed'
        ? begun.sealed()
        : begun.sealed().approved().delivered()
  ).made()
  const { requestId, companyId } = request
  await office.app.bury(
    { queue: 'mail', messageId: 'stuck', deliveryCount: 1, body: { companyId, requestId } },
    'triesUsedUp',
  )
  const state = await office.stateOf({ companyId, requestId })
  const receiver = await aChallengedReceiver(office)
  const params = {
    ...{ company: 'demo', requestId, deadLetterId: (await letters(office))[0] ?? '', sourceId: 'caseFiles' },
    ...{ employeeId: 'manager', name: 'a.txt', n: '0', version: '1', templateId: 'insurance' },
    ...{ sealId: state.seal?.sealId ?? 'x', deliveryId: state.deliveries[0]?.id ?? 'x' },
    ...{
      uploadId: stage === 'collecting' ? await withFiles(office, requestId) : 'x',
      itemId: 'x',
      breachId: 'x',
      keyId: await keyIn(office),
      factorId: await factorIn(office),
      ...(await webhookIn(office)),
      receiverId: receiver.receiverId,
      ...(await searchIn(office, requestId)),
      transferId: 'x',
      exportId: await exportIn(office),
      ...(await consentIn(office)),
      importId: await importIn(office),
      sessionId: (await office.app.sessions.open('demo', { kind: 'employee', employeeId: 'user' }, 'browser'))
        .sessionId,
    },
  }
  must(
    await office.app.editTemplates.create({
      ...{ actor: office.as('admin'), companyId: 'demo', templateId: 'ours', from: 'generic', content: {} },
    }),
  )
  // Whoever changes the company reads it again; so does this.
  must(await office.app.viewProfile('demo'))
  const operator = await anOperator(office)
  const { companyId: opened, owner: actor } = await anOpenedCompany(office, operator)
  must(await office.app.viewProfile(opened))
  must(await office.app.supportAccesses.invite({ actor, companyId: opened, wish: supportWish }))
  const { refreshToken } = await grantFor(office, { kind: 'employee', employeeId: 'user' }, 'withRefresh')
  const bodies = {
    refresh: { refreshToken },
    redeemLink: { token: stage === 'delivered' ? tokenTo(office, personEmail) : `demo.-.${'x'.repeat(43)}` },
    approval: { manifestSha256: state.seal?.root ?? '0'.repeat(64), decision: 'approve' },
    template: templateBody,
    startSearch: { connectionId: params.connectionId, what: 'collect' },
    addReceiver: { name: 'Nordlys', contact: 'data@nordlys.example', ...receiverKeys.forSender },
    receiverProof: { proof: receiver.proof },
    instruction: { receiverId: chosen, textSha256: await wordsFor(office, request) },
    linkPasskey: { token: await signInToken(office, 'owner') },
    supportInvitation: supportWish,
    recordConsent: {
      ...{ formId: params.formId, version: 1, subject: { externalId: 'customer-1' } },
      ...{ purposes: [{ purposeId: 'profiling', decision: 'given' }], method: 'apiThirdParty' },
    },
    pause: { reasonCode: 'specification', reason: 'Which?', until: '2026-03-20T00:00:00Z' },
  }
  const operators = { operatorId: operator.employeeId, area: 'setup' }
  return { office, outage: faults, params: { ...params, ...operators }, bodies }
}

/** A file that is stored, and one of which a block has come; answers the upload of the second. */
async function withFiles({ app, as }: Office, requestId: string): Promise<string> {
  const about = { actor: as('user'), requestId, contentType: 'text/plain' }
  const content = ReadableStream.from([new TextEncoder().encode('words')])
  must(await app.putFile({ ...about, name: 'a.txt', content }))
  const { uploadId } = must(await app.uploads.begin({ ...about, name: 'b.txt', sizeBytes: 11 }))
  const block = { actor: about.actor, requestId, uploadId, number: 0 }
  must(await app.uploads.putBlock({ ...block, content: ReadableStream.from([new Uint8Array(11)]) }))
  return uploadId
}

async function grantFor({ app }: Office, subject: SessionSubject, how: 'withRefresh' | 'withoutRefresh') {
  const { sessionId } = await app.sessions.open('demo', subject, 'program')
  return app.grants.grant({ sessionId, companyId: 'demo' }, how)
}

async function keyIn({ app, as }: Office): Promise<string> {
  const wish = { name: 'CRM', scopes: ['requests'] } as const
  return must(await app.apiKeys.create({ actor: as('owner'), companyId: 'demo', wish })).id
}

/** The owner's app and passkey: they can remove one, make recovery codes, and are asked for the other. */
async function factorIn({ app, as, clock }: Office): Promise<string> {
  const actor = as('owner')
  const { id, secret } = must(await app.ownFactors.beginTotp({ actor }))
  must(await app.ownFactors.confirmTotp({ actor, code: appCode(secret, clock.now()) }))
  await withPasskey({ app }, actor)
  return id
}

/** Of a system that is connected without what opens it; it came to nothing. */
async function searchIn(
  office: Office,
  requestId: string,
): Promise<Record<'connectionId' | 'searchId', string>> {
  const connectionId = await aConnection(office)
  const { status } = await office.stateOf({ companyId: 'demo', requestId })
  return { connectionId, searchId: status === 'collecting' ? await aSearch(office, requestId) : 'x' }
}

/** Nobody listens there: it was told once, and that is what is sent again. */
async function webhookIn({ app, as }: Office): Promise<Record<'webhookId' | 'eventId', string>> {
  const asked = { actor: as('admin'), companyId: 'demo' }
  const wish = { url: 'http://localhost:1/', events: ['requestVerified'] } as const
  const { id: webhookId } = must(await app.webhooks.create({ ...asked, wish }))
  const { id: eventId } = must(await app.webhookDeliveries.test({ ...asked, webhookId }))
  return { webhookId, eventId }
}

/** A form with a published version and a draft, and what somebody said to it. */
async function consentIn(office: Office): Promise<Record<'formId' | 'consentId', string>> {
  const text = { en: 'Learn from what I read' }
  const given = { title: { en: 'Reading' }, purposes: [{ purposeId: 'profiling', text }] }
  const form = await publishedForm(office, given)
  const asked = { actor: office.as('admin'), companyId: 'demo', formId: form.formId }
  must(await office.app.editConsentForms.addVersion({ ...asked, given }))
  const purposes = [{ purposeId: 'profiling', decision: 'given' }] as const
  const { consentId } = must(await recorded(office, { ...form, purposes }))
  return { formId: form.formId, consentId }
}

async function importIn({ app, as }: Office): Promise<string> {
  const asked = { actor: as('admin'), companyId: 'demo', dryRun: true }
  return must(await app.consentImports.begin({ ...asked, content: streamOf('{}\n') })).id
}

async function exportIn({ app, as }: Office): Promise<string> {
  return must(await app.exports.begin({ actor: as('owner'), companyId: 'demo' })).id
}

async function letters({ app, as }: Office): Promise<readonly string[]> {
  const listed = await app.deadLetters.list({ actor: as('admin'), companyId: 'demo' })
  return listed.ok ? listed.value.map(({ id }) => id) : []
}

async function tokenOf({ office, params }: World, caller: Caller): Promise<string> {
  if (caller === 'operator') {
    const employeeId = params['operatorId'] ?? ''
    const { sessionId } = await office.app.sessions.open(
      'operator',
      { kind: 'employee', employeeId },
      'program',
    )
    return (await office.app.grants.grant({ sessionId, companyId: 'operator' }, 'withoutRefresh')).accessToken
  }
  const subject =
    caller === 'person'
      ? ({ kind: 'requester', requestId: params['requestId'] ?? '' } as const)
      : ({ kind: 'employee', employeeId: caller satisfies PersonName } as const)
  return (await grantFor(office, subject, 'withoutRefresh')).accessToken
}

/** What is sent as it is; a file is a few bytes. */
const rawBodies: Readonly<Record<string, string>> = {
  putData: JSON.stringify(insuranceExample),
  patchData: '{}',
  putTable: 'kind,date\nLetter,2025-05-06',
  putLogo: String.fromCharCode(...webp.extended(64, 64)),
  validateData: JSON.stringify(insuranceExample),
}

/** What other operations than these have no use for, or must not find changed. */
const paramsOf: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  giveRole: { role: 'auditor' },
  takeRole: { role: 'systemManager' },
  changeTemplate: { templateId: 'ours' },
  retireTemplate: { templateId: 'ours' },
  putTable: { templateId: 'generic', list: 'records' },
  publishConsentForm: { version: '2' },
}

const supportWish = { operatorEmail, areas: ['setup'], hours: 1, reason: 'Slow.' } as const

const templateBody = {
  title: { en: 'Own' },
  schema: { type: 'object', additionalProperties: false, properties: { kind: { type: 'string' } } },
  fields: [{ pointer: '/kind', label: { en: 'Kind' }, provenance: 'derived', category: 'dpv-pd:Purchase' }],
}

/** The one index that there surely is. */
const queries: Readonly<Record<string, string>> = {
  proveAuditEntry: '?entry=0',
  proveAuditConsistency: '?from=1',
  checkConsent: '?externalId=customer-1&purpose=profiling',
}

async function answer({ office: { app }, params, bodies }: World, operation: Operation, token: string) {
  const hasBody = operation.method !== 'GET'
  const name = operation.body
  const body = name
    ? JSON.stringify(bodies[name] ?? validBodies[name] ?? {})
    : (rawBodies[operation.operationId] ?? 'a few bytes')
  const request = new HttpRequest({
    method: operation.method,
    url: `http://localhost:7071/${operation.route}${queries[operation.operationId] ?? ''}`,
    headers: {
      ...(operation.security === 'bearer' ? { authorization: `Bearer ${token}` } : {}),
      ...(hasBody
        ? {
            'content-type':
              operation.operationId === 'patchData'
                ? 'application/merge-patch+json'
                : (operation.rawBody ?? 'application/json'),
          }
        : {}),
    },
    params: {
      ...params,
      ...(operation.tags.includes('Operator') && { company: 'acme-pension' }),
      ...paramsOf[operation.operationId],
    },
    ...(hasBody ? { body: { string: body } } : {}),
  })
  const context = new InvocationContext({ functionName: operation.operationId })
  const { status = 200, headers, body: said } = await operation.handler(app)(request, context)
  return { status, headers: (headers ?? {}) as Record<string, string>, text: String(said) }
}

type Answer = Awaited<ReturnType<typeof answer>>

function isAskedToComeAgain({ status, headers, text }: Answer, where: string, seconds = waitSeconds): void {
  assert.equal(status, 503, where)
  assert.equal(headers['retry-after'], String(seconds), where)
  assert.match(headers['content-type'] ?? '', /^application\/problem\+json/, where)
  assert.equal((JSON.parse(text) as { code: string }).code, 'unavailable', where)
}

/** They ask nothing of any store; events are taken only where a provider is named. */
// No receiver signs here: nothing is read for who shows nothing.
const ofReceivers = ['listTransfers', 'openTransfer', 'fetchTransfer', 'acknowledgeTransfer']

const selfContained = new Set([...ofReceivers, 'live', 'viewSchema', 'takeMailEvents', 'takeTextStatus'])

/** What they answer changes rarely, and is kept for a minute or some. */
const keptInMemory = new Set(['viewCompany', 'viewKeys', 'viewTokenKeys'])

test('while the store is away every operation says so, when to come again, and nothing else', async (t) => {
  const all = await world(t, 'collecting')
  const token = await tokenOf(all, 'manager')
  for (const operation of operations.filter(({ operationId }) => !selfContained.has(operationId))) {
    all.outage.take('documents')
    const seen = await answer(all, operation, token)
    if (keptInMemory.has(operation.operationId)) assert.equal(seen.status, 200, operation.operationId)
    else isAskedToComeAgain(seen, operation.operationId, operation.operationId === 'ready' ? 30 : waitSeconds)
    all.outage.end()
  }
})

type Way = { readonly stage: Stage; readonly caller: Caller; readonly status: number }

/** Who succeeds with it, at which stage; where nobody does, the refusal is what is compared. */
async function wayOf(t: TestContext, operation: Operation): Promise<Way> {
  let first: Way | undefined
  for (const stage of stages) {
    const all = await world(t, stage)
    for (const caller of callers) {
      const { status } = await answer(all, operation, await tokenOf(all, caller))
      if (status < 400) return { stage, caller, status }
      first ??= { stage, caller, status }
    }
  }
  return first ?? assert.fail()
}

/** Nothing at any of the stages lets these succeed; their refusals are asked for as hard. */
const refusedEverywhere: ReadonlySet<string> = new Set([
  ...['redeemCode', 'confirmStop', 'readItem', 'decideItem', 'resumeRequest', 'handOver', 'closeBreach'],
  // No app waits to be confirmed, and its code is not guessed; a passkey answers one session alone.
  ...['confirmTotp', 'giveProof', 'confirmPasskey', 'confirmPhone'],
  // No file is in doubt, and no provider is named that could tell of its mails.
  ...['releaseFile', 'rescanFile', 'takeMailEvents', 'takeTextStatus'],
  ...ofReceivers,
  // No two places have the same form, so nothing differs.
  'resolveConflict',
  // No key of a connector comes along, and nothing is found where nobody answers.
  ...['pushData', 'takeFound', 'renewConnection'],
  // There is one operator, who stays.
  ...['removeOperator', 'claimFirstOperator', 'operatorAgreeRecovery', 'operatorCompleteRecovery'],
  // None is closed, and no export is built.
  ...['viewClosingCertificate', 'readExport'],
  // No logo is shown.
  'viewLogo',
])

/** More than any operation asks of the stores. */
const mostCalls = 150

for (const operation of operations)
  test(`${operation.operationId}: whichever call to a store fails, the same call later succeeds`, async (t) => {
    const expected = await wayOf(t, operation)
    assert.equal(expected.status >= 400, refusedEverywhere.has(operation.operationId), `${expected.status}`)
    const all = await world(t, expected.stage)
    const token = await tokenOf(all, expected.caller)
    const id = operation.operationId

    for (let call = 1; call < mostCalls; call++) {
      all.outage.strikeAt(call)
      const seen = await answer(all, operation, token)
      const struck = all.outage.end()
      const where = `${id} by ${expected.caller}, call ${call}: ${seen.status} ${seen.text.slice(0, 80)}`
      if (seen.status !== 503) {
        assert.equal(seen.status, expected.status, where)
        return
      }
      assert.ok(struck, where)
      isAskedToComeAgain(seen, where, id === 'ready' ? 30 : waitSeconds)
    }
    assert.fail(`${id} asks more than ${mostCalls} times`)
  })
