// What keeps callers apart and repeats harmless: idempotency, versions, sessions, codes and fresh links.
import assert from 'node:assert/strict'
import { after, test } from 'node:test'

import { apiClient, eventually, linkIn, redeemed, signIn } from '../support/api-client.ts'
import type { Client, Grant, RequestView } from '../support/api-client.ts'
import { runInstance } from '../support/running-instance.ts'
import { tellStory } from './support/story.ts'

const instance = await runInstance({ after })
const story = tellStory(instance.url)
const { local, anyone, staff } = story

const requests = 'companies/demo/requests'

test('a request sent twice under one key is one request, and one mail', async () => {
  const body = { rights: ['access'], email: 'twice@mail.example' }
  const once = { headers: { 'idempotency-key': 'c0ffee-1' } }

  const answers = await Promise.all([1, 2, 3].map(() => anyone.post(requests, body, once)))
  const later = await anyone.post(requests, body, once)
  const other = await anyone.post(requests, { ...body, rights: ['erasure'] }, once)
  const fresh = await anyone.post(requests, body, { headers: { 'idempotency-key': 'c0ffee-2' } })

  for (const answer of [...answers, later]) assert.deepEqual([answer.status, answer.text], [202, later.text])
  assert.deepEqual([other.status, other.body.code], [422, 'idempotencyKeyReused'])
  assert.notEqual(fresh.text, later.text)
  await eventually('the mails', async () =>
    (await local.mails('twice@mail.example')).length >= 2 ? true : undefined,
  )
  await local.advance('PT1M')
  assert.equal((await local.mails('twice@mail.example')).length, 2)
})

test('a key that is no key is refused', async () => {
  const body = { rights: ['access'], email: 'twice@mail.example' }
  for (const key of ['', 'a b', 'x'.repeat(201)]) {
    const refused = await anyone.post(requests, body, { headers: { 'idempotency-key': key } })
    assert.deepEqual([refused.status, refused.body.code], [400, 'idempotencyKeyInvalid'], JSON.stringify(key))
  }
})

test('every call that creates something keeps the promise of its key', async () => {
  const asked = await story.collecting()
  const path = `requests/${asked.requestId}`
  const [user, manager] = [await staff('user'), await staff('manager')]
  const person = await story.personOf(asked, /received your request/)
  const registered = { rights: ['access'], channel: 'phone', email: 'phone@mail.example' }
  const refusal = { groundCode: 'manifestlyExcessive', facts: 'Answered last week.' }
  const upload = { name: 'a.bin', contentType: 'application/octet-stream', sizeBytes: 10 }
  const calls: readonly (readonly [
    Client,
    string,
    Readonly<Record<string, unknown>>,
    Readonly<Record<string, unknown>>,
  ])[] = [
    [user, 'companies/demo/requests/registered', registered, { ...registered, rights: ['erasure'] }],
    [person, `${path}/messages`, { text: 'Hello' }, { text: 'Hello again' }],
    [user, `${path}/uploads`, upload, { ...upload, sizeBytes: 11 }],
    [manager, `${path}/refusal`, refusal, { ...refusal, facts: 'Answered yesterday.' }],
  ]
  for (const [client, address, body, otherBody] of calls) {
    const once = { headers: { 'idempotency-key': 'the-same-key' } }
    const first = await client.post(address, body, once)
    const again = await client.post(address, body, once)
    const other = await client.post(address, otherBody, once)

    assert.equal(first.status, 201, `${address} ${first.text}`)
    assert.deepEqual([again.status, again.text], [201, first.text], address)
    assert.deepEqual([other.status, other.body.code], [422, 'idempotencyKeyReused'], address)
  }
  const messages = await user.get<{ value: unknown[] }>(`${path}/messages`)
  assert.equal(messages.body.value.length, 1)
  // Another person's key is another key.
  const theirs = await manager.post(
    `${path}/messages`,
    { text: 'Hello' },
    { headers: { 'idempotency-key': 'the-same-key' } },
  )
  assert.equal(theirs.status, 201)
  assert.equal((await user.get<{ value: unknown[] }>(`${path}/messages`)).body.value.length, 2)
})

test('a seal asked for twice under one key is one seal', async () => {
  const asked = await story.ready()
  const user = await staff('user')
  const once = { headers: { 'idempotency-key': 'seal-1' } }

  const first = await user.post(`requests/${asked.requestId}/seal`, {}, once)
  const again = await user.post(`requests/${asked.requestId}/seal`, {}, once)

  assert.equal(first.status, 201, first.text)
  assert.deepEqual([again.status, again.text], [201, first.text])
})

test('every resource has a version, and what was not changed is not sent again', async () => {
  const asked = await story.collecting()
  const [user, admin, manager] = [await staff('user'), await staff('admin'), await staff('manager')]
  const addresses: readonly (readonly [Client, string])[] = [
    [anyone, 'companies/demo'],
    [anyone, 'companies/demo/keys'],
    [anyone, 'schemas/insurance/1'],
    [user, `requests/${asked.requestId}`],
    [user, 'companies/demo/templates/insurance'],
    [user, 'companies/demo/templates'],
    [admin, 'companies/demo/settings'],
    [manager, 'companies/demo/employees'],
    [manager, 'requests'],
    [user, `requests/${asked.requestId}/messages`],
    [user, `requests/${asked.requestId}/letters`],
    [user, `requests/${asked.requestId}/data`],
  ]
  for (const [client, address] of addresses) {
    const first = await client.get(address)
    const etag = first.headers.get('etag') ?? ''
    assert.equal(first.status, 200, address)
    assert.match(etag, /^(W\/)?"[^"]+"$/, address)
    const again = await client.get(address, { headers: { 'if-none-match': etag } })
    assert.deepEqual([again.status, again.text, again.headers.get('etag')], [304, '', etag], address)
    const many = await client.get(address, { headers: { 'if-none-match': `"x", ${etag}` } })
    assert.equal(many.status, 304, address)
  }
})

test('a change to what somebody else has changed since is refused', async () => {
  const asked = await story.collecting()
  const path = `requests/${asked.requestId}`
  const [user, manager, admin] = [await staff('user'), await staff('manager'), await staff('admin')]
  const old = (await user.get(path)).headers.get('etag') ?? ''
  await story.fill(asked.requestId, 'insurance')
  const stale = { headers: { 'if-match': old } }

  const changes: readonly (readonly [Client, string, string, unknown])[] = [
    [user, 'PUT', `${path}/data/retail`, await story.example('retail')],
    [user, 'DELETE', `${path}/data/insurance`, undefined],
    [user, 'PUT', `${path}/sources/caseFiles`, { state: 'nothingHeld' }],
    [user, 'PUT', `${path}/identity`, { method: 'contactOnFile', level: 'onFile', evidence: 'seen' }],
    [user, 'POST', `${path}/refusal`, { groundCode: 'manifestlyExcessive', facts: 'Again.' }],
    [manager, 'PUT', `${path}/assignments/second`, undefined],
    [manager, 'POST', `${path}/extension`, { months: 1, reasonCode: 'complexity', reason: 'Much.' }],
    [
      manager,
      'POST',
      `${path}/pause`,
      {
        reasonCode: 'specification',
        reason: 'Which?',
        until: new Date(Date.parse(await local.now()) + 9e8).toISOString(),
      },
    ],
    [user, 'PUT', `${path}/files/a.txt`, { a: 1 }],
    [admin, 'PUT', 'companies/demo/settings', { identityLevel: 'onFile' }],
  ]
  const ready = await story.ready()
  const sealing = await user.post(`requests/${ready.requestId}/seal`, {}, stale)
  assert.deepEqual([sealing.status, sealing.body.code], [412, 'versionConflict'])
  const before = await user.get(path)
  for (const [client, method, address, json] of changes) {
    const refused = await client.call(method, address, { ...stale, ...(json === undefined ? {} : { json }) })
    assert.deepEqual([refused.status, refused.body.code], [412, 'versionConflict'], `${method} ${address}`)
  }
  assert.equal((await user.get(path)).text, before.text)
  const stranger = await (await staff('second')).post(`${path}/resume`, {}, stale)
  assert.equal(stranger.status, 404, 'a version tells nobody that a request exists')
  const fresh = (await user.get(path)).headers.get('etag') ?? ''
  const taken = await user.put(
    `${path}/sources/caseFiles`,
    { state: 'nothingHeld' },
    { headers: { 'if-match': fresh } },
  )
  assert.equal(taken.status, 200, taken.text)
})

test('a refresh token works once; used again after its grace it ends all that came from it', async () => {
  const session = await signIn(instance.url, 'second@demo.example')
  const refresh = (refreshToken: string | undefined) => anyone.post<Grant>('tokens/refresh', { refreshToken })
  const first = session.grant.refreshToken

  const second = await refresh(first)
  assert.equal(second.status, 200, second.text)
  assert.notEqual(second.body.refreshToken, first)
  const lost = await refresh(first)
  assert.deepEqual(
    [lost.status, lost.body.refreshToken],
    [200, second.body.refreshToken],
    'the answer was lost',
  )
  assert.equal((await apiClient(instance.url, second.body.accessToken).get('requests')).status, 200)

  story.forgetSessions()
  await local.advance('PT1M')
  const third = await refresh(second.body.refreshToken)
  assert.equal(third.status, 200)
  const reused = await refresh(first)

  assert.deepEqual([reused.status, reused.body.code], [401, 'refreshTokenInvalid'])
  const ended = await refresh(third.body.refreshToken)
  assert.deepEqual([ended.status, ended.body.code], [401, 'refreshTokenInvalid'])
  const access = await apiClient(instance.url, third.body.accessToken).get('requests')
  assert.equal(access.status, 401)
})

test('a session ages: its token after a quarter of an hour, its link after ten minutes', async () => {
  const session = await signIn(instance.url, 'second@demo.example')
  const known = await local.mails('second@demo.example')
  await anyone.post('companies/demo/sign-in', { email: 'second@demo.example' })
  const link = linkIn(await local.newMail('second@demo.example', { known }))

  await local.advance('PT16M')

  const aged = await session.get('requests')
  assert.deepEqual([aged.status, aged.body.code], [401, 'tokenExpired'])
  const late = await anyone.post('links/redeem', { token: link.token })
  assert.deepEqual([late.status, late.body.code], [410, 'linkExpired'])
  const refreshed = await anyone.post<Grant>('tokens/refresh', { refreshToken: session.grant.refreshToken })
  assert.equal(refreshed.status, 200)
  assert.equal((await apiClient(instance.url, refreshed.body.accessToken).get('requests')).status, 200)
})

test('who has only the code of the mail signs in with it, and five wrong ones kill it', async () => {
  const email = 'second@demo.example'
  const redeem = (code: string) => anyone.post<Grant>('codes/redeem', { email, company: 'demo', code })
  const newest = async () => {
    const known = await local.mails(email)
    await anyone.post('companies/demo/sign-in', { email })
    return linkIn(await local.newMail(email, { known }))
  }
  const { code, token } = await newest()

  const granted = await redeem(code)
  assert.deepEqual([granted.status, granted.body.purpose], [200, 'signIn'])
  assert.equal((await apiClient(instance.url, granted.body.accessToken).get('requests')).status, 200)
  assert.equal((await redeem(code)).status, 401)
  assert.deepEqual((await anyone.post('links/redeem', { token })).body.code, 'linkUsed')

  const other = await newest()
  const wrong = other.code === '00000000' ? '00000001' : '00000000'
  for (let tries = 0; tries < 5; tries += 1) assert.deepEqual((await redeem(wrong)).body.code, 'codeWrong')
  assert.deepEqual((await redeem(other.code)).body.code, 'codeWrong', 'dead after five')
  assert.equal(
    (await anyone.post('links/redeem', { token: other.token })).status,
    200,
    'the link itself lives',
  )
})

test('a fresh code is mailed for a link that lives, and nothing is told of any other', async () => {
  const asked = await story.ask()
  const { token, code: old } = linkIn(asked.mail)
  const again = await anyone.post('links/code', { token })
  const nonsense = await anyone.post('links/code', { token: `demo.-.${'x'.repeat(43)}` })
  assert.deepEqual([again.status, nonsense.status, again.text], [202, 202, nonsense.text])

  const mail = await local.newMail(asked.email, { about: /code/ })
  const [code = ''] = /\b\d{8}\b/.exec(mail.text) ?? []
  assert.notEqual(code, old)
  const redeem = (given: string) =>
    anyone.post<Grant>('codes/redeem', { email: asked.email, company: 'demo', code: given })
  assert.equal((await redeem(old)).status, 401)
  const granted = await redeem(code)
  assert.deepEqual(
    [granted.status, granted.body.purpose, granted.body.requestId],
    [200, 'verifyRequest', asked.requestId],
  )
})

test('whoever asks for new links gets the same answer; who has something open gets a mail', async () => {
  const asked = await story.ask()
  const ask = (email: string) => anyone.post('companies/demo/links', { email })

  const [known, unknown] = [await ask(asked.email), await ask('nobody@mail.example')]

  assert.deepEqual([known.status, known.text], [202, unknown.text])
  const mail = await local.newMail(asked.email, { about: /new links/ })
  assert.deepEqual(await local.mails('nobody@mail.example'), [])
  const old = await anyone.post('links/redeem', { token: linkIn(asked.mail).token })
  assert.deepEqual([old.status, old.body.code], [410, 'linkVoid'])
  const person = await redeemed(instance.url, linkIn(mail).token)
  assert.equal(person.grant.purpose, 'verifyRequest')
  assert.equal((await person.get<RequestView>(`requests/${asked.requestId}`)).body.status, 'open')
})

test('asking to sign in tells nobody who works here', async () => {
  const ask = (company: string, email: string) => anyone.post(`companies/${company}/sign-in`, { email })

  const [member, stranger, nowhere] = [
    await ask('demo', 'manager@demo.example'),
    await ask('demo', 'stranger@demo.example'),
    await ask('nowhere', 'manager@demo.example'),
  ]

  assert.deepEqual([member.status, stranger.status, nowhere.status], [202, 202, 202])
  assert.deepEqual([member.text, stranger.text], [nowhere.text, nowhere.text])
  await local.advance('PT1S')
  assert.deepEqual(await local.mails('stranger@demo.example'), [])
})

test('in serve mode there is no mailbox, no movable clock and no demonstration company', async () => {
  const serving = await runInstance({ after }, { settings: { PUBLIC_URL: 'https://indsigt.example' } })
  const there = apiClient(serving.url)

  for (const [method, path] of [
    ['GET', '/_local'],
    ['GET', '/_local/mail'],
    ['GET', '/_local/sms'],
    ['GET', '/_local/people'],
    ['POST', '/_local/people'],
    ['GET', '/_local/clock'],
    ['POST', '/_local/clock'],
    ['GET', '/_local/orchestrations'],
    ['GET', '/_local/orchestrations/view'],
    ['GET', '/api/v1/companies/demo'],
    ['POST', '/api/v1/companies/demo/requests'],
  ] as const) {
    const json =
      method === 'POST' ? { json: { advance: 'P1D', rights: ['access'], email: 'a@mail.example' } } : {}
    const answer = await there.call(method, path, json)
    assert.ok([400, 404].includes(answer.status), `${method} ${path} ${answer.status}`)
    assert.doesNotMatch(answer.text, /demo\.example|Demo Company/)
  }
  assert.equal((await there.get('health/live')).status, 200)
})
