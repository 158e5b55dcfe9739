// The engine itself, on a system that is made up: how far a run goes, when it waits, and what ends it.
import assert from 'node:assert/strict'
import { generateKeyPairSync, createVerify } from 'node:crypto'
import { test } from 'node:test'

import { systemCrypto } from '../../../shared/adapters/system/crypto.ts'
import { makeAdvanceRun } from '../../../shared/application/connectors/advance-run.ts'
import { makeAskSystem } from '../../../shared/application/connectors/ask-system.ts'
import { beginning } from '../../../shared/application/connectors/run-state.ts'
import type { RunState } from '../../../shared/application/connectors/run-state.ts'
import type { Run } from '../../../shared/application/connectors/step-call.ts'
import { makeTryConnection } from '../../../shared/application/connectors/try-connection.ts'
import type { EgressOutcome, EgressRequest } from '../../../shared/application/ports/egress.ts'
import type { Connector, Step } from '../../../shared/domain/connectors/connector.ts'

const label = { da: 'Personer', en: 'People' }
const now = new Date('2026-11-22T12:00:00.000Z')
const clock = { now: () => now }
const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
const secrets: Readonly<Record<string, string>> = { site: 'acme', id: 'app', key: 'k', pem, bad: 'a\r\nb' }

const people: Step = {
  ...{ id: 'people', label, call: { path: '/people', query: { email: '{identity.email}' } } },
  ...{ items: 'people', none: [404] },
}

const connector = (given: Partial<Connector> = {}): Connector => ({
  ...{ id: 'made-up', version: 1, name: 'Made up', categories: ['crm'], dataCategories: ['contact'] },
  ...{ docs: 'https://example.com', guide: { who: 'it', where: 'People', how: ['searchByEmail'] } },
  verified: { against: 'fixture', on: '2026-11-22' },
  settings: {},
  hosts: ['{site}.example.com', 'login.example.com'],
  auth: { type: 'none' },
  test: { call: { path: '/me' } },
  locate: [people],
  ...given,
})

const says = (
  body: unknown,
  status = 200,
  headers: Readonly<Record<string, string>> = {},
): EgressOutcome => ({
  ...{ kind: 'answered', status, headers },
  body: Buffer.from(body === undefined ? '' : JSON.stringify(body)),
})

/** Answers in this order, the last one for ever. */
function system(...outcomes: readonly EgressOutcome[]) {
  const asked: EgressRequest[] = []
  const ask = makeAskSystem({
    clock,
    log: { write: () => undefined },
    egress: {
      judge: async () => undefined,
      call: async (request) => {
        asked.push(request)
        return outcomes[Math.min(asked.length, outcomes.length) - 1] ?? says({})
      },
    },
  })
  return { asked, ask }
}

const runOf = (given: Partial<Connector>, more: Partial<Run> = {}): Run => ({
  connection: { companyId: 'demo', connector: connector(given), values: (name) => secrets[name] },
  ...{ identity: { email: 'k@example.dk' }, what: 'collect', state: beginning },
  ...more,
})

async function advanced(
  given: Partial<Connector>,
  outcomes: readonly EgressOutcome[],
  more: Partial<Run> = {},
) {
  const { ask, asked } = system(...outcomes)
  const ended = await makeAdvanceRun({ ask, clock, crypto: systemCrypto })(runOf(given, more))
  return { ended, asked, urls: asked.map(({ url }) => url) }
}

const outcomeOf = ({ kind, ...more }: Awaited<ReturnType<typeof advanced>>['ended']) => ({
  ...{ kind, ...more, state: undefined },
})

const told = (kind: string, more: object) => ({ kind, state: undefined, ...more })

test('locating finds the person and leaves what belongs to them where it is', async () => {
  const collect = [
    { ...people, id: 'orders', forEach: 'people', call: { path: '/orders/{item.id}' }, items: 'orders' },
  ]
  const { ended, urls } = await advanced({ collect }, [says({ people: [{ id: 1 }] })], { what: 'locate' })
  assert.deepEqual(ended.state.found, { people: [{ id: 1 }] })
  assert.deepEqual([ended.kind, urls.length], ['done', 1])
})

test('a connector that only finds has nothing more to collect', async () => {
  const { ended } = await advanced({}, [says({ people: [] })])
  assert.deepEqual([ended.kind, ended.state.found], ['done', { people: [] }])
})

test('nobody by that name is an answer, in every way in which systems say it', async () => {
  for (const answer of [
    says({ error: 'x' }, 404),
    says(undefined, 204),
    says({ error: 'users_not_found' }),
  ]) {
    const locate = [{ ...people, noneIf: { path: 'error', is: ['users_not_found'] } }] as const
    const { ended } = await advanced({ locate }, [answer])
    assert.deepEqual([ended.kind, ended.state.found], ['done', {}])
  }
  const locate = [{ ...people, itemsMayMiss: true }] as const
  assert.equal((await advanced({ locate }, [says({})])).ended.kind, 'done')
})

test('an answer that nobody documented ends the run instead of counting as nothing', async () => {
  for (const answer of [says({ ok: false }), { ...says({}), body: Buffer.from('<html>') } as EgressOutcome]) {
    const { ended } = await advanced({}, [answer])
    assert.equal(ended.kind === 'failed' && ended.code, 'answerUnexpected')
  }
  const refused = await advanced({}, [says({}, 302, { location: 'https://evil.example' })])
  assert.deepEqual(outcomeOf(refused.ended), told('failed', { code: 'answerUnexpected', status: 302 }))
})

test('what a system does not allow, and what may not be called, ends the run', async () => {
  for (const status of [401, 403]) {
    const { ended } = await advanced({}, [says({}, status)])
    assert.deepEqual(outcomeOf(ended), told('failed', { code: 'credentialsRefused', status }))
  }
  const refused = await advanced({}, [{ kind: 'refused', code: 'addressRefused' }])
  assert.deepEqual(outcomeOf(refused.ended), told('failed', { code: 'addressRefused' }))
  const large = await advanced({}, [{ kind: 'unreachable', code: 'answerTooLarge' }])
  assert.deepEqual(outcomeOf(large.ended), told('failed', { code: 'answerTooLarge' }))
})

test('a system that is away or asks for time is asked again later, as late as it says', async () => {
  const waits = (afterSeconds: number) => told('waits', { afterSeconds, troubled: true })
  const away = await advanced({}, [{ kind: 'unreachable', code: 'tooSlow' }])
  assert.deepEqual(outcomeOf(away.ended), waits(60))
  assert.deepEqual(outcomeOf((await advanced({}, [says({}, 503)])).ended), waits(60))
  assert.deepEqual(outcomeOf((await advanced({}, [says({}, 429, { 'retry-after': '7' })])).ended), waits(7))
  assert.deepEqual(outcomeOf((await advanced({}, [says({}, 429, { 'retry-after': '0' })])).ended), waits(1))
})

const paged = (page: Step['page'] & object): Partial<Connector> => ({ locate: [{ ...people, page }] })

test('pages are fetched one after the other, and their records are one list', async () => {
  const first = says({ people: [{ id: 1 }], next: 't' })
  const { ended, urls } = await advanced(paged({ type: 'token', path: 'next', into: { query: 'after' } }), [
    first,
    says({ people: [{ id: 2 }] }),
  ])
  assert.deepEqual(ended.state.found, { people: [{ id: 1 }, { id: 2 }] })
  assert.equal(urls[1], 'https://acme.example.com/people?email=k%40example.dk&after=t')
})

test('an address of a next page is called as it is, and only at a host that the connector names', async () => {
  const link = paged({ type: 'link', at: 'body', path: 'next' })
  const known = await advanced(link, [says({ people: [], next: '/people?page=2' }), says({ people: [] })])
  assert.deepEqual(known.urls[1], 'https://acme.example.com/people?page=2')
  const stranger = await advanced(link, [says({ people: [], next: 'https://evil.example/' })])
  assert.deepEqual(outcomeOf(stranger.ended), told('failed', { code: 'addressRefused' }))
  assert.equal(stranger.urls.length, 1)
})

test('a minute has only so many calls, and a run goes on where it stood', async () => {
  const endless = { ...paged({ type: 'page', first: 1, size: 1, into: { query: 'page' } }) }
  const limits = { callsPerMinute: 2, maxCalls: 5 }
  const answers = [says({ people: [{ id: 1 }] })]
  const first = await advanced({ ...endless, limits }, answers)
  assert.deepEqual(outcomeOf(first.ended), told('waits', { afterSeconds: 60, troubled: false }))
  const second = await advanced({ ...endless, limits }, answers, { state: first.ended.state })
  assert.match(second.urls[0] ?? '', /&page=3$/)
  const third = await advanced({ ...endless, limits }, answers, { state: second.ended.state })
  assert.deepEqual(outcomeOf(third.ended), told('failed', { code: 'tooManyCalls' }))
})

test('more than can be looked at is for a person to fetch', async () => {
  const { ended } = await advanced({}, [says({ people: [{ text: 'x'.repeat(1_000_000) }] })])
  assert.deepEqual(outcomeOf(ended), told('failed', { code: 'tooMuchFound' }))
})

test('what belongs to each of what was found is fetched for each', async () => {
  const orders = {
    ...people,
    id: 'orders',
    forEach: 'people',
    call: { path: '/people/{item.id}/orders' },
    items: 'orders',
  }
  const { ended, urls } = await advanced({ collect: [orders] }, [
    says({
      people: [
        { id: 1, mail: 'K@example.dk' },
        { id: 2, mail: 'k@example.dk' },
      ],
    }),
    says({ orders: [{ id: 'a' }] }),
    says({ orders: [{ id: 'b' }] }),
  ])
  assert.deepEqual(ended.state.found['orders'], [{ id: 'a' }, { id: 'b' }])
  assert.deepEqual(urls.slice(1), [
    'https://acme.example.com/people/1/orders',
    'https://acme.example.com/people/2/orders',
  ])
  const none = await advanced({ collect: [orders, { ...orders, id: 'lines', forEach: 'orders' }] }, [
    says({}, 404),
  ])
  assert.deepEqual([none.ended.kind, none.urls.length], ['done', 1])
})

test('what is not the person’s is dropped before anything is kept', async () => {
  const where = [{ path: 'mail', is: 'equalIgnoringCase', value: '{identity.email}' }] as const
  const others = [says({ people: [{ mail: 'K@EXAMPLE.DK', age: 4 }, { mail: 'other@example.dk' }] })]
  const { ended } = await advanced({ locate: [{ ...people, where, keep: ['mail'] }] }, others)
  assert.deepEqual(ended.state.found, { people: [{ mail: 'K@EXAMPLE.DK' }] })
  const unknown = [{ ...where[0], value: '{identity.phone}' }]
  assert.deepEqual((await advanced({ locate: [{ ...people, where: unknown }] }, others)).ended.state.found, {
    people: [],
  })
})

test('a step that needs what is not known of the person is left out, and said so', async () => {
  const byPhone = { ...people, id: 'byPhone', call: { path: '/p', query: { phone: '{identity.phone}' } } }
  const { ended, asked } = await advanced({ locate: [byPhone, people] }, [says({ people: [] })])
  assert.deepEqual([ended.kind, ended.state.unasked, asked.length], ['done', ['byPhone'], 1])
})

test('a setting that cannot be sent is wrong, and nothing is sent', async () => {
  const { ended, asked } = await advanced({ locate: [{ ...people, call: { path: '/{missing}' } }] }, [])
  assert.deepEqual(outcomeOf(ended), told('failed', { code: 'valueUnfit' }))
  assert.equal(asked.length, 0)
})

const export_: Step = {
  ...{
    id: 'export',
    label,
    call: { method: 'POST', path: '/exports', json: { mail: '{identity.email}' } },
    items: 'rows',
  },
  job: {
    ...{ id: 'job.id', status: 'state', done: ['complete'], failed: ['failed'], everySeconds: 30 },
    ...{ poll: { path: '/exports/{job.id}' }, download: { path: '/exports/{job.id}/rows' } },
  },
}

test('an export is ordered, asked for until it is there, and fetched', async () => {
  const from = async (state: RunState, ...answers: readonly EgressOutcome[]) => {
    const { ended, urls } = await advanced({ locate: [export_] }, answers, { state })
    return { ended, paths: urls.map((url) => new URL(url).pathname) }
  }
  const begun = await from(beginning, says({ job: { id: 'e1' } }))
  assert.deepEqual(outcomeOf(begun.ended), told('waits', { afterSeconds: 30, troubled: false }))
  const running = await from(begun.ended.state, says({ state: 'running' }))
  assert.deepEqual(outcomeOf(running.ended), told('waits', { afterSeconds: 30, troubled: false }))
  const done = await from(running.ended.state, says({ state: 'complete' }), says({ rows: [1, 2] }))
  assert.deepEqual(done.paths, ['/exports/e1', '/exports/e1/rows'])
  assert.deepEqual([done.ended.kind, done.ended.state.found], ['done', { export: [1, 2] }])
  assert.equal(done.ended.state.job, undefined)
  const failed = await from(begun.ended.state, says({ state: 'failed' }))
  assert.deepEqual(outcomeOf(failed.ended), told('failed', { code: 'jobFailed' }))
  assert.equal((await from(begun.ended.state, says({}))).ended.kind, 'waits')
  const nameless = await from(beginning, says({}))
  assert.deepEqual(outcomeOf(nameless.ended), told('failed', { code: 'answerUnexpected' }))
})

const authorizationOf = async (auth: Connector['auth'], ...answers: readonly EgressOutcome[]) => {
  const { ended, asked } = await advanced({ auth }, [...answers, says({ people: [] })])
  return { ended, asked, last: asked.at(-1) }
}

const client = {
  type: 'oauth2Client',
  ...{
    host: 'login.example.com',
    path: '/token',
    clientId: '{id}',
    clientSecret: '{key}',
  },
  form: { scope: 'read' },
} as const

test('credentials go where the vendor wants them', async () => {
  const key = await authorizationOf({
    type: 'apiKey',
    headers: { 'X-Key': 'key {key}' },
    query: { id: '{id}' },
  })
  assert.equal(key.last?.headers?.['x-key'], 'key k')
  assert.match(key.last?.url ?? '', /\?email=k%40example\.dk&id=app$/)
  assert.equal(
    (await authorizationOf({ type: 'bearer', token: '{key}' })).last?.headers?.['authorization'],
    'Bearer k',
  )
  const basic = await authorizationOf({ type: 'basic', username: '{id}/token', password: '{key}' })
  assert.equal(
    basic.last?.headers?.['authorization'],
    `Basic ${Buffer.from('app/token:k').toString('base64')}`,
  )
})

test('a token is asked for with the client’s name and secret, in the form or by Basic', async () => {
  const token = says({ access_token: 't1' })
  const inForm = await authorizationOf({ ...client, client: 'form' }, token)
  assert.equal(
    Buffer.from(inForm.asked[0]?.body ?? []).toString(),
    'grant_type=client_credentials&scope=read&client_id=app&client_secret=k',
  )
  assert.equal(inForm.last?.headers?.['authorization'], 'Bearer t1')
  const { form: _form, host: _host, ...bare } = client
  const byBasic = await authorizationOf({ ...bare, client: 'basic' }, token)
  assert.equal(
    byBasic.asked[0]?.headers?.['authorization'],
    `Basic ${Buffer.from('app:k').toString('base64')}`,
  )
  assert.equal(byBasic.asked[0]?.url, 'https://acme.example.com/token')
})

const assertion = {
  type: 'jwtBearer',
  ...{
    host: 'login.example.com',
    path: '/token',
    issuer: '{id}',
    subject: 'boss@{site}.example',
  },
  ...{ audience: 'https://login.example.com/token', scope: 'read', privateKey: '{pem}' },
} as const

test('a service account signs for whom it looks, and for five minutes', async () => {
  const { asked, last } = await authorizationOf(assertion, says({ access_token: 't2' }))
  const form = new URLSearchParams(Buffer.from(asked[0]?.body ?? []).toString())
  const [head = '', claims = '', signature = ''] = (form.get('assertion') ?? '').split('.')
  assert.ok(
    createVerify('sha256').update(`${head}.${claims}`).verify(publicKey, Buffer.from(signature, 'base64url')),
  )
  const seconds = now.getTime() / 1000
  assert.deepEqual(JSON.parse(Buffer.from(claims, 'base64url').toString()), {
    ...{ iss: 'app', sub: 'boss@acme.example', aud: assertion.audience, scope: 'read' },
    ...{ iat: seconds, exp: seconds + 300 },
  })
  assert.equal(last?.headers?.['authorization'], 'Bearer t2')
  const { host: _host, ...without } = assertion
  const here = await authorizationOf(without, says({ access_token: 't2' }))
  assert.equal(here.asked[0]?.url, 'https://acme.example.com/token')
})

test('a log-in answers with a token, which every further call carries', async () => {
  const { asked, last } = await authorizationOf(
    {
      ...{ type: 'twoStep', token: 'data.token', headers: { 'X-Session': 'id {auth.token}' } },
      login: { method: 'POST', path: '/login', json: { key: '{key}', until: '{clock.tomorrow}' } },
    },
    says({ data: { token: 's1' } }),
  )
  assert.equal(Buffer.from(asked[0]?.body ?? []).toString(), '{"key":"k","until":"2026-11-23"}')
  assert.equal(last?.headers?.['x-session'], 'id s1')
})

test('credentials that are wrong, or cannot be sent, end the run before anything is asked of anybody', async () => {
  const codeOf = async (auth: Connector['auth'], ...answers: readonly EgressOutcome[]) => {
    const { ended, asked } = await authorizationOf(auth, ...answers)
    return [ended.kind === 'failed' && ended.code, asked.length]
  }
  const form = { ...client, client: 'form' } as const
  assert.deepEqual(await codeOf({ type: 'bearer', token: '{bad}' }), ['valueUnfit', 0])
  assert.deepEqual(await codeOf({ type: 'apiKey', query: { a: '{missing}' } }), ['valueUnfit', 0])
  assert.deepEqual(await codeOf({ type: 'basic', username: '{missing}', password: '{key}' }), [
    'valueUnfit',
    0,
  ])
  assert.deepEqual(await codeOf({ type: 'basic', username: '{id}', password: '{missing}' }), [
    'valueUnfit',
    0,
  ])
  assert.deepEqual(await codeOf({ ...client, client: 'basic', clientId: '{missing}' }), ['valueUnfit', 0])
  assert.deepEqual(await codeOf({ ...form, clientId: '{missing}' }), ['valueUnfit', 0])
  for (const wrong of [
    { privateKey: '{key}' },
    { issuer: '{missing}' },
    { subject: '{missing}' },
    { privateKey: '{missing}' },
  ])
    assert.deepEqual(await codeOf({ ...assertion, ...wrong }), ['valueUnfit', 0])
  assert.deepEqual(await codeOf(form, says({ error: 'invalid_client' }, 400)), ['credentialsRefused', 1])
  assert.deepEqual(await codeOf(form, says({}, 404)), ['answerUnexpected', 1])
  assert.deepEqual(await codeOf(form, says({ error: 'invalid_client' })), ['credentialsRefused', 1])
  const away = await authorizationOf(form, says({}, 503))
  assert.deepEqual(outcomeOf(away.ended), told('waits', { afterSeconds: 60, troubled: true }))
})

test('a test of a connection says whether it would work, without asking of anybody', async () => {
  const tested = async (given: Partial<Connector>, ...outcomes: readonly EgressOutcome[]) => {
    const { ask } = system(...outcomes)
    const { connection } = runOf(given)
    const answer = await makeTryConnection({ ask, clock, crypto: systemCrypto })(connection)
    return answer.ok ? 'good' : answer.error.code
  }
  assert.equal(await tested({}, says({})), 'good')
  assert.equal(await tested({}, says({}, 401)), 'credentialsRefused')
  assert.equal(await tested({}, { kind: 'unreachable', code: 'nameUnknown' }), 'systemAway')
  const finds = { call: { path: '/me' }, finds: 'user.id' }
  assert.equal(await tested({ test: finds }, says({ ok: false })), 'credentialsRefused')
  assert.equal(await tested({ test: finds }, says({ user: { id: 1 } })), 'good')
  assert.equal(await tested({ test: { call: { path: '/{missing}' } } }), 'valueUnfit')
  assert.equal(await tested({ auth: { type: 'bearer', token: '{missing}' } }), 'valueUnfit')
})
