import assert from 'node:assert/strict'
import { test } from 'node:test'

import type { Egress, EgressOutcome, EgressRequest } from '../../../shared/application/ports/egress.ts'
import { must, openOffice } from '../../support/application.ts'
import type { OfficeOptions } from '../../support/application.ts'
import { aConnection } from '../../support/connections.ts'
import type { CleaningUp } from '../../support/scratch-folder.ts'

const settings = { subdomain: 'acme', username: 'dpo@acme.example', token: 'zd-secret-token' }
const zendesk = { systemId: 'zendesk', sourceId: 'caseFiles', settings }

const says = (status: number): EgressOutcome => ({
  kind: 'answered',
  status,
  headers: {},
  body: Buffer.from('{}'),
})

async function world(
  t: CleaningUp,
  options: OfficeOptions = {},
  answer: () => EgressOutcome = () => says(200),
) {
  const asked: EgressRequest[] = []
  const egress: Egress = {
    judge: async () => undefined,
    call: async (request) => {
      asked.push(request)
      return answer()
    },
  }
  const office = await openOffice(t, { ...options, through: (ports) => ({ ...ports, egress }) })
  const { connections } = office.app
  const by = { actor: office.as('admin'), companyId: 'demo' }
  const codeOf = async (wish: Partial<typeof zendesk>) => {
    const added = await connections.add({ ...by, wish: { ...zendesk, ...wish } })
    return added.ok ? 'added' : added.error
  }
  return { office, connections, by, asked, codeOf }
}

test('an administrator chooses a system for a source; its secret is kept and never shown again', async (t) => {
  const { office, connections, by, asked } = await world(t)
  const { held, connectionId } = must(await connections.add({ ...by, wish: zendesk }))

  assert.equal(held, 'holds')
  assert.deepEqual(
    asked.map(({ url }) => url),
    ['https://acme.zendesk.com/api/v2/users/me.json'],
  )
  const [listed] = must(await connections.list(by))
  assert.deepEqual(listed, {
    ...{ connectionId, systemId: 'zendesk', sourceId: 'caseFiles', addedBy: 'admin' },
    settings: { subdomain: 'acme', username: 'dpo@acme.example' },
    addedAt: office.clock.now().toISOString(),
    tried: { at: office.clock.now().toISOString(), outcome: 'works' },
  })
  assert.ok(office.rows().every((row) => !row.includes(settings.token)))
  assert.equal(must(await connections.test({ ...by, connectionId })), 'works')
  assert.equal(asked[1]?.headers?.['authorization'], asked[0]?.headers?.['authorization'])
})

test('where a second person is needed, nothing is asked of a person before they approved it', async (t) => {
  const { office, connections, by } = await world(t, { mode: 'serve' })
  const idempotency = { key: 'k', bodyHash: 'h' }
  const { held } = must(await connections.add({ ...by, wish: zendesk, idempotency }))
  assert.ok(held !== 'holds')
  assert.deepEqual(must(await connections.list(by)), [])
  assert.deepEqual(must(await connections.add({ ...by, wish: zendesk, idempotency })).held, held)
  const item = must(await office.app.companyItems.read({ actor: office.as('owner'), itemId: held.itemId }))
  assert.doesNotMatch(JSON.stringify(item), /sealed|zd-secret/)

  must(await office.app.companyItems.decide({ actor: office.as('owner'), ...held, decision: 'approve' }))
  assert.equal(must(await connections.list(by)).length, 1)
})

test('a system that is looked through by hand holds at once: nothing leaves for it', async (t) => {
  const { connections, by, asked, codeOf } = await world(t, { mode: 'serve' })
  const wish = { systemId: 'microsoft-teams', sourceId: 'caseFiles', settings: {} }
  const { held, connectionId } = must(await connections.add({ ...by, wish }))
  assert.equal(held, 'holds')
  assert.equal(asked.length, 0)
  const tested = await connections.test({ ...by, connectionId })
  assert.deepEqual(tested, { ok: false, error: { code: 'systemUnknown' } })
  assert.deepEqual(await codeOf({ ...wish, settings: { token: 'x' } as never }), {
    code: 'connectionInvalid',
    rule: 'token',
  })
})

test('what cannot be used is refused, and named without its values', async (t) => {
  const { codeOf } = await world(t)
  assert.deepEqual(await codeOf({ systemId: 'nothing' }), { code: 'systemUnknown' })
  assert.deepEqual(await codeOf({ sourceId: 'nothing' }), { code: 'sourceUnknown' })
  const wrong = { ...settings, subdomain: 'acme.evil', more: 'x' } as never
  assert.deepEqual(await codeOf({ settings: wrong }), { code: 'connectionInvalid', rule: 'more, subdomain' })
})

test('a system that does not take the credentials is not connected', async (t) => {
  let status = 401
  const { office, connections, by, codeOf } = await world(t, {}, () => says(status))
  assert.deepEqual(await codeOf({}), { code: 'connectionNotWorking', rule: 'credentialsRefused' })
  status = 200
  const { connectionId } = must(await connections.add({ ...by, wish: zendesk }))
  await aConnection(office, { connectionId: 'another' })
  status = 503
  const tested = must(await connections.test({ ...by, connectionId }))
  assert.ok(tested !== 'works')
  assert.equal(tested.code, 'systemAway')
  assert.equal(must(await connections.list(by))[0]?.tried?.outcome, 'systemAway')
  status = 403
  must(await connections.test({ ...by, connectionId }))
  const { at, ...tried } = must(await connections.list(by))[0]?.tried ?? assert.fail()
  assert.deepEqual(tried, { outcome: 'credentialsRefused', status: 403 })
  assert.equal(at, office.clock.now().toISOString())
})

test('other credentials are tried, and take the place of the old ones', async (t) => {
  let status = 200
  const { office, connections, by, asked } = await world(t, {}, () => says(status))
  const { connectionId } = must(await connections.add({ ...by, wish: zendesk }))
  const renewing = { ...by, connectionId, settings: { ...settings, token: 'zd-another' } }
  office.clock.pass({ hours: 1 })
  status = 401
  assert.deepEqual(await connections.renew(renewing), {
    ok: false,
    error: { code: 'connectionNotWorking', rule: 'credentialsRefused' },
  })
  assert.deepEqual(await connections.renew({ ...renewing, settings: {} }), {
    ok: false,
    error: { code: 'connectionInvalid', rule: 'subdomain, token, username' },
  })
  status = 200
  assert.equal(must(await connections.renew(renewing)), 'holds')
  const [listed, ...others] = must(await connections.list(by))
  assert.deepEqual(others, [])
  assert.equal(listed?.connectionId, connectionId)
  assert.equal(listed.renewedAt, office.clock.now().toISOString())
  assert.ok(office.rows().every((row) => !row.includes('zd-another')))
  asked.length = 0
  must(await connections.test({ ...by, connectionId }))
  assert.equal(
    asked[0]?.headers?.['authorization'],
    `Basic ${Buffer.from('dpo@acme.example/token:zd-another').toString('base64')}`,
  )
})

test('other credentials wait for a second person, and the old ones hold until then', async (t) => {
  const { office, connections, by, asked } = await world(t, { mode: 'serve' })
  const connectionId = await aConnection(office)
  const renewing = (token: string) =>
    connections.renew({ ...by, connectionId, settings: { ...settings, token } })
  const first = must(await renewing('zd-first'))
  office.clock.pass({ seconds: 1 })
  const second = must(await renewing('zd-second'))
  assert.ok(first !== 'holds' && second !== 'holds')
  assert.notEqual(first.itemId, second.itemId, 'another secret is another change')
  assert.equal(must(await connections.list(by))[0]?.renewedAt, undefined)

  const decide = (item: typeof first) =>
    office.app.companyItems.decide({ actor: office.as('owner'), ...item, decision: 'approve' })
  office.clock.pass({ seconds: 1 })
  must(await decide(second))
  assert.equal(must(await connections.list(by))[0]?.renewedAt, office.clock.now().toISOString())
  assert.deepEqual(await decide(first), { ok: false, error: { code: 'itemOutdated' } })
  asked.length = 0
  must(await connections.test({ ...by, connectionId }))
  const basic = Buffer.from('dpo@acme.example/token:zd-second').toString('base64')
  assert.equal(asked[0]?.headers?.['authorization'], `Basic ${basic}`)
  const { lines } = must(await office.app.audit.entries({ ...by, first: 0, limit: 50 }))
  const events = lines.map(({ entry }) => entry?.event ?? '')
  assert.ok(events.includes('connectionRenewed') && events.includes('connectionTried'))
})

test('what cannot be asked has no credentials, and what is gone meanwhile is renewed by nobody', async (t) => {
  const gone: { now: () => Promise<unknown> } = { now: async () => undefined }
  const { office, connections, by } = await world(t, {}, () => {
    void gone.now()
    return says(200)
  })
  const guided = await aConnection(office, { connectionId: 'guided', systemId: 'microsoft-teams' })
  assert.deepEqual(await connections.renew({ ...by, connectionId: guided, settings: {} }), {
    ok: false,
    error: { code: 'systemUnknown' },
  })
  const connectionId = await aConnection(office)
  gone.now = () => connections.remove({ ...by, connectionId })
  assert.deepEqual(await connections.renew({ ...by, connectionId, settings }), {
    ok: false,
    error: { code: 'notFound' },
  })
  const lost = await aConnection(office, { connectionId: 'lost', sourceId: 'gone' })
  gone.now = async () => undefined
  assert.deepEqual(await connections.renew({ ...by, connectionId: lost, settings }), {
    ok: false,
    error: { code: 'itemOutdated' },
  })
})

test('whoever proposes more than can wait is told so', async (t) => {
  const { office, connections, by } = await world(t, { mode: 'serve' })
  const connectionId = await aConnection(office)
  for (let n = 0; n < 100; n++) {
    office.clock.pass({ seconds: 1 })
    must(await connections.renew({ ...by, connectionId, settings }))
  }
  office.clock.pass({ seconds: 1 })
  assert.deepEqual(await connections.renew({ ...by, connectionId, settings }), {
    ok: false,
    error: { code: 'limitReached', rule: 'pendingItems: 100 at most' },
  })
})

test('how a system that is gone meanwhile answered is noted nowhere', async (t) => {
  const gone: { now: () => Promise<unknown> } = { now: async () => undefined }
  const { connections, by } = await world(t, {}, () => {
    void gone.now()
    return says(200)
  })
  const { connectionId } = must(await connections.add({ ...by, wish: zendesk }))
  gone.now = () => connections.remove({ ...by, connectionId })
  assert.equal(must(await connections.test({ ...by, connectionId })), 'works')
  assert.deepEqual(must(await connections.list(by)), [])
})

test('a connection is removed with its secrets, and the same call again finds none', async (t) => {
  const { office, connections, by } = await world(t)
  const first = must(await connections.add({ ...by, wish: zendesk }))
  const second = must(await connections.add({ ...by, wish: zendesk }))
  must(await connections.remove({ ...by, ...first }))
  assert.deepEqual(
    must(await connections.list(by)).map(({ connectionId }) => connectionId),
    [second.connectionId],
  )
  for (const act of [connections.remove, connections.test])
    assert.deepEqual(await act({ ...by, ...first }), { ok: false, error: { code: 'notFound' } })
  const events = must(await office.app.audit.entries({ ...by, first: 0, limit: 50 })).lines.map(
    ({ entry }) => entry?.event ?? '',
  )
  assert.deepEqual(events.filter((event) => event.startsWith('connection')).toSorted(), [
    'connectionAdded',
    'connectionAdded',
    'connectionRemoved',
  ])
})

test('only owner and administrators of this company see and change its systems', async (t) => {
  const { office, connections, codeOf } = await world(t)
  const connectionId = await aConnection(office)
  const acts = [
    (asked: never) => connections.systems(asked),
    (asked: never) => connections.list(asked),
    (asked: never) => connections.test(asked),
    (asked: never) => connections.renew(asked),
    (asked: never) => connections.remove(asked),
    (asked: never) => connections.add(asked),
  ]
  for (const act of acts) {
    const given = { connectionId, wish: zendesk, companyId: 'demo' }
    const byManager = await act({ ...given, actor: office.as('manager') } as never)
    assert.deepEqual(byManager, { ok: false, error: { code: 'forbidden' } })
    const fromElsewhere = await act({ ...given, actor: office.elsewhere('admin') } as never)
    assert.deepEqual(fromElsewhere, { ok: false, error: { code: 'notFound' } })
  }
  const many = Array.from({ length: 39 }, (_, n) => `other-${n}`)
  for (const one of many) await aConnection(office, { connectionId: one })
  assert.deepEqual(await codeOf({}), { code: 'limitReached', rule: 'connections: 40 at most' })
})

test('a connection that is there already waits for nobody', async (t) => {
  const { office, connections, by } = await world(t, { mode: 'serve' })
  const { held, connectionId } = must(await connections.add({ ...by, wish: zendesk }))
  assert.ok(held !== 'holds')
  await aConnection(office, { connectionId })
  const { app, as } = office
  const decided = await app.companyItems.decide({ actor: as('owner'), ...held, decision: 'approve' })
  assert.deepEqual(decided, { ok: false, error: { code: 'itemOutdated' } })
})

test('the catalogue says of every system what can be done there, and against what that was verified', async (t) => {
  const { connections, by } = await world(t)
  const systems = must(await connections.systems(by))
  assert.ok(systems.length >= 200)
  const guided = systems.filter(({ level }) => level === 'guided')
  assert.ok(
    guided.every(
      ({ verified, hosts, steps }) => verified.against === 'none' && hosts.length + steps.length === 0,
    ),
  )
  const asked = systems.filter(({ level }) => level !== 'guided')
  assert.ok(asked.length >= 50)
  assert.ok(asked.every(({ verified, hosts }) => verified.against === 'fixture' && hosts.length > 0))
})

test('a company that is gone has no systems', async (t) => {
  const { connections, by } = await world(t)
  const gone = {
    actor: { ...by.actor, companyId: 'nobody' },
    companyId: 'nobody',
    connectionId: 'x',
    wish: zendesk,
    settings,
  }
  for (const act of [
    connections.list,
    connections.test,
    connections.renew,
    connections.remove,
    connections.add,
  ])
    assert.deepEqual(await act(gone), { ok: false, error: { code: 'notFound' } })
})
