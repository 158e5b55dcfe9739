// Bad input and the ids of others, on every operation of the table: a problem document with a stable code, nothing
// stored, nothing of it in a log.
import assert from 'node:assert/strict'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { after, before, test } from 'node:test'

import type { Operation } from '../../functions/http/operation.ts'
import { operations } from '../../functions/operations.ts'
import { problemCodes } from '../../shared/contracts/problems.ts'
import { linkIn } from '../support/api-client.ts'
import type { Answer, Client, DeliveryView, RequestView } from '../support/api-client.ts'
import { runInstance } from '../support/running-instance.ts'
import { streamed } from './support/bytes.ts'
import { rawRequest } from './support/raw.ts'
import { tellStory } from './support/story.ts'
import type { Asked } from './support/story.ts'
import { validBodies } from './support/valid-bodies.ts'

const instance = await runInstance({ after })
const story = tellStory(instance.url)
const { local, anyone, staff } = story

/** Looked for in the log at the end: none of it may be there. */
const planted = {
  email: 'planted-address@mail.example',
  message: 'planted-message-of-an-illness',
  fileName: 'planted-file-name',
  identifier: 'planted-customer-number',
  evidence: 'planted-evidence',
}

type Ids = Readonly<Record<string, string>>
const known: {
  ids?: Ids
  victim?: Asked
  other?: Client
  delivery?: DeliveryView
  person?: Client
  documents?: readonly string[]
} = {}
const ids = (): Ids => known.ids ?? assert.fail('no ids')
const documents = new DatabaseSync(join(instance.folder, 'indsigt.sqlite'), { readOnly: true })
after(() => documents.close())

/** Wrong codes are counted, by their address and by the day: that much of an attempt stays, for some minutes and for reports. */
const isCount = (id: string): boolean => / (codeTries|wrongCodes):/.test(id)

/** Whatever is stored, in any container: one more of anything else is one too many. */
function documentIds(): readonly string[] {
  const tables = documents
    .prepare(`SELECT name FROM sqlite_schema WHERE type = 'table' AND name GLOB 'documents_*'`)
    .all()
    .map((row) => String(row['name']))
  return tables
    .flatMap((table) =>
      documents
        .prepare(`SELECT id FROM "${table}"`)
        .all()
        .map(({ id }) => `${table} ${String(id)}`),
    )
    .filter((id) => !isCount(id))
    .sort()
}

before(async () => {
  const victim = await story.ready({
    email: planted.email,
    message: planted.message,
    identifiers: { customerNumber: planted.identifier },
  })
  const path = `requests/${victim.requestId}`
  const user = await staff('user')
  await user.call('PUT', `${path}/files/${planted.fileName}.txt`, { raw: 'text' })
  await user.put(`${path}/identity`, { method: 'contactOnFile', level: 'onFile', evidence: planted.evidence })
  const upload = await user.post<{ uploadId: string }>(`${path}/uploads`, validBodies.createUpload)
  const { sealId } = await story.seal(victim.requestId)
  const item = await user.post<{ itemId: string }>(`${path}/refusal`, validBodies.refusal)

  const delivered = await story.ready({ email: 'delivered@mail.example' })
  await story.approve(delivered.requestId, await story.seal(delivered.requestId))
  await story.reached(delivered.requestId, 'delivered')
  known.person = await story.personOf(delivered, /is ready/)
  const own = await known.person.get<RequestView>(`requests/${delivered.requestId}`)
  known.delivery = own.body.deliveries[0] ?? assert.fail('no delivery')

  const stranger = await story.ask({ email: 'stranger@mail.example' })
  known.other = await story.verify(stranger)
  for (const name of ['second', 'manager', 'admin', 'owner'] as const) await staff(name)
  await local.advance('PT0S')
  known.victim = victim
  known.ids = {
    company: 'demo',
    requestId: victim.requestId,
    employeeId: 'second',
    role: 'systemUser',
    templateId: 'insurance',
    sourceId: 'webShop',
    list: 'claims',
    name: `${planted.fileName}.txt`,
    uploadId: upload.body.uploadId,
    n: '0',
    sealId,
    itemId: item.body.itemId,
    deadLetterId: 'x'.repeat(22),
    right: 'objection',
    breachId: 'x'.repeat(22),
    keyId: 'x'.repeat(22),
    webhookId: 'x'.repeat(22),
    receiverId: 'x'.repeat(22),
    connectionId: 'x'.repeat(22),
    searchId: 'x'.repeat(22),
    transferId: 'x'.repeat(22),
    eventId: 'x'.repeat(22),
    sessionId: 'x'.repeat(22),
    factorId: 'x'.repeat(22),
    deliveryId: known.delivery.id,
    version: '1',
    operatorId: 'x'.repeat(22),
    area: 'setup',
    exportId: 'x'.repeat(22),
    importId: 'x'.repeat(22),
    formId: 'x'.repeat(22),
    consentId: 'x'.repeat(44),
  }
  known.documents = documentIds()
})

const seen = new Set<string>()

/** Every answer, good or bad, carries the headers; every refusal is a problem of the table. */
function checked(answer: { status: number; headers: Headers; text: string }, what: string): void {
  for (const header of [
    'content-security-policy',
    'referrer-policy',
    'strict-transport-security',
    'x-content-type-options',
    'x-frame-options',
    'cache-control',
  ])
    assert.ok(answer.headers.get(header), `${what}: ${answer.status} without ${header}`)
  if (answer.status < 400) return
  assert.match(
    answer.headers.get('content-type') ?? '',
    /^application\/problem\+json/,
    `${what}: ${answer.status}`,
  )
  const problem = JSON.parse(answer.text) as { code: string; status: number; title: string; type: string }
  assert.equal(problem.status, answer.status, what)
  assert.ok((problemCodes as readonly string[]).includes(problem.code), `${what}: ${problem.code}`)
  assert.ok(problem.title && problem.type, what)
  assert.notEqual(answer.status, 500, `${what}: ${answer.text}`)
  seen.add(problem.code)
}

const addressOf = ({ route }: Operation, values: Ids): string =>
  `/${route.replaceAll(/\{(\w+)(?::\w+)?\}/g, (_, name: string) => encodeURIComponent(values[name] ?? assert.fail(name)))}`

const secured = operations.filter(({ security }) => security === 'bearer')
const describe = ({ method, route }: Operation): string => `${method} ${route}`

const rawOf = (operation: Operation): object => {
  if (operation.body !== undefined)
    return { json: validBodies[operation.body] ?? assert.fail(operation.body) }
  if (operation.rawBody === undefined) return {}
  return operation.rawBody.includes('json')
    ? { raw: '{}', headers: { 'content-type': operation.rawBody } }
    : { raw: 'bytes' }
}

/** Without them the call is 400 to everybody. */
const demandedQuery: Readonly<Record<string, string>> = {
  proveAuditEntry: '?entry=0',
  proveAuditConsistency: '?from=1',
  checkConsent: '?externalId=nobody&purpose=nothing',
}

async function send(client: Client, operation: Operation, values: Ids): Promise<Answer<unknown>> {
  const query = demandedQuery[operation.operationId] ?? ''
  const answer = await client.call(operation.method, addressOf(operation, values) + query, rawOf(operation))
  checked(answer, describe(operation))
  return answer
}

test('without a session every closed operation is 401', async () => {
  for (const operation of secured) {
    const answer = await send(anyone, operation, ids())
    assert.equal(answer.status, 401, describe(operation))
    assert.equal(answer.body.code, 'notSignedIn')
    assert.equal(answer.headers.get('www-authenticate'), 'Bearer')
  }
  assert.ok(secured.length > 35, `${secured.length} operations`)
})

test('a token that is none, or is not ours any more, opens nothing', async () => {
  const manager = await staff('manager')
  const [header = '', payload = '', signature = ''] = (manager.accessToken ?? '').split('.')
  const none = Buffer.from(JSON.stringify({ alg: 'none' })).toString('base64url')
  const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as Record<string, unknown>
  const later = Buffer.from(JSON.stringify({ ...claims, exp: 9999999999 })).toString('base64url')
  const tokens = [
    'Bearer',
    'Bearer ',
    'Bearer x',
    `Bearer ${'x'.repeat(8000)}`,
    `Bearer ${header}.${payload}.`,
    `Bearer ${header}.${payload}.${signature.slice(0, -4)}AAAA`,
    `Bearer ${none}.${payload}.`,
    `Bearer ${header}.${later}.${signature}`,
    `Bearer ${header}..${signature}`,
    `Bearer ${header}.${payload}.${signature}.${signature}`,
    `Basic ${Buffer.from('manager:manager').toString('base64')}`,
    `bearer\t${manager.accessToken}`,
  ]
  for (const authorization of tokens) {
    const answer = await anyone.get(`requests/${ids()['requestId']}`, { headers: { authorization } })
    checked(answer, authorization.slice(0, 20))
    assert.equal(answer.status, 401, authorization.slice(0, 40))
  }
})

test('the person of another request finds nothing of this one', async () => {
  const other = known.other ?? assert.fail('no other person')
  for (const operation of secured) {
    if (operation.operationId === 'listSessions') continue
    const answer = await send(other, operation, ids())
    assert.ok([403, 404].includes(answer.status), `${describe(operation)}: ${answer.status} ${answer.text}`)
    if (operation.route.includes('{requestId}')) assert.equal(answer.status, 404, describe(operation))
  }
})

/** What any member of staff may call; of others' requests it shows nothing. */
const openToStaff = new Set([
  'listSessions',
  'listRequests',
  'listApprovals',
  'listTemplates',
  'viewTemplate',
  'listConsentForms',
  'registerRequest',
  // Finds what they see, and answers for each.
  'bulkAssign',
  // About no request: what was sent is answered, and nothing kept.
  'validateData',
])

/** What a user may enter, of people who have no request yet: the body decides. */
const ofBody = new Set(['registerRequest', 'recordConsent'])

/** Of the caller's own second factors and of no request: what is begun there is kept, and what is wrong there counts. */
const ofTheCaller = new Set([
  'listFactors',
  'beginTotp',
  'confirmTotp',
  'beginPasskey',
  'confirmPasskey',
  'beginPhone',
  'confirmPhone',
  'askPasskeyProof',
  'makeRecoveryCodes',
  'viewProof',
  'giveProof',
])

test('a user who was not given the request finds nothing of it, by any call', async () => {
  const second = await staff('second')
  for (const operation of secured) {
    if (ofBody.has(operation.operationId) || ofTheCaller.has(operation.operationId)) continue
    const answer = await send(second, operation, ids())
    if (openToStaff.has(operation.operationId)) {
      assert.equal(answer.status, 200, describe(operation))
      assert.ok(!answer.text.includes(ids()['requestId'] ?? '-'), describe(operation))
    } else
      assert.ok([403, 404].includes(answer.status), `${describe(operation)}: ${answer.status} ${answer.text}`)
    if (operation.route.includes('{requestId}')) assert.equal(answer.status, 404, describe(operation))
  }
})

test('ids that nobody has, and shapes that no id has, are 404 and never an error of ours', async () => {
  const manager = await staff('manager')
  const strange = [
    'AAAAAAAAAAAAAAAAAAAAAA',
    'x',
    '0',
    'request',
    '%00',
    '..%2f..%2fetc%2fpasswd',
    "' OR 1=1 --",
    'ü\u202e🙂',
    'x'.repeat(1500),
    '__proto__',
    'constructor',
    'a#b?c\\d',
  ]
  for (const value of strange)
    for (const operation of secured.filter(({ route }) => /\{(requestId|deliveryId|itemId)\}/.test(route))) {
      const values = { ...ids(), requestId: value, deliveryId: value, itemId: value }
      const answer = await send(manager, operation, values)
      assert.ok(
        [400, 404].includes(answer.status),
        `${describe(operation)} ${value}: ${answer.status} ${answer.text}`,
      )
    }
})

test('an id inside of one’s own request is checked like the request itself', async () => {
  const user = await staff('user')
  for (const value of ['nothing', '__proto__', '../request', 'x'.repeat(1500), 'ü\u202e', 'a b'])
    for (const operation of secured.filter(
      ({ route, operationId }) =>
        /\{requestId\}.*\{(employeeId|templateId|sourceId|uploadId|sealId|name)\}/.test(route) &&
        operationId !== 'putFile',
    )) {
      const values = {
        ...ids(),
        employeeId: value,
        templateId: value,
        sourceId: value,
        uploadId: value,
        sealId: value,
        name: value,
      }
      const answer = await send(user, operation, values)
      assert.ok(
        [400, 403, 404].includes(answer.status),
        `${describe(operation)} ${value}: ${answer.status} ${answer.text}`,
      )
    }
})

test('another company is not there, whatever one may in one’s own', async () => {
  const inCompany = operations.filter(({ route }) => route.includes('{company}'))
  for (const name of ['admin', 'owner', 'manager'] as const) {
    const client = await staff(name)
    for (const company of ['elsewhere', 'DEMO', '-', '__proto__', 'x'.repeat(1500), 'ü', 'demo%00'])
      for (const operation of inCompany) {
        const answer = await send(client, operation, { ...ids(), company })
        const isForOperators = operation.permission === 'operate'
        const isBlind = ['signIn', 'askLinks'].includes(operation.operationId)
        // Nobody of the company's signs for another controller.
        const isSigned = operation.security === 'receiver'
        const expected = isBlind ? [202, 404] : isForOperators ? [403, 404] : isSigned ? [401, 404] : [404]
        assert.ok(expected.includes(answer.status), `${describe(operation)} ${company}: ${answer.status}`)
      }
  }
})

const bodied = operations.filter(({ body }) => body !== undefined)

test('a body that is not what its schema says is refused with its code', async () => {
  const manager = await staff('manager')
  const deep = (depth: number) => `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`
  const json = (text: string | Uint8Array): { raw: string | Uint8Array; type: string } => ({
    raw: text,
    type: 'application/json',
  })
  const bodies: readonly (readonly [
    string,
    { raw: string | Uint8Array; type: string },
    number,
    readonly string[],
  ])[] = [
    ['an unknown member', json('{"planted-message-of-an-illness":1}'), 400, ['unknownMember']],
    ['a list', json('[]'), 400, ['bodyInvalid']],
    ['a text', json('"planted-message-of-an-illness"'), 400, ['bodyInvalid']],
    ['a number', json('1'), 400, ['bodyInvalid']],
    ['null', json('null'), 400, ['bodyInvalid']],
    ['half of it', json('{"email":"planted-address@mail.example'), 400, ['jsonMalformed']],
    ['something behind it', json('{} {}'), 400, ['jsonMalformed']],
    ['a comment', json('{/* */}'), 400, ['jsonMalformed']],
    ['bytes that are no text', json(new Uint8Array([0x7b, 0x22, 0xff, 0x22, 0x7d])), 400, ['jsonMalformed']],
    ['half of a character', json('{"a":"\\ud800"}'), 400, ['jsonMalformed']],
    ['__proto__', json('{"__proto__":{"isAdmin":true}}'), 400, ['jsonForbiddenMember']],
    ['constructor', json('{"constructor":{"prototype":{"a":1}}}'), 400, ['jsonForbiddenMember']],
    ['a member twice', json('{"email":"a@b.example","email":"c@d.example"}'), 400, ['jsonDuplicateMember']],
    ['forty levels', json(deep(40)), 400, ['jsonTooDeep']],
    ['a hundred thousand levels', json('['.repeat(100_000)), 400, ['jsonTooDeep']],
    ['two megabytes', json(`{"text":"${'x'.repeat(2 * 1024 ** 2)}"}`), 413, ['bodyTooLarge']],
    [
      'a form',
      { raw: 'email=a%40b.example', type: 'application/x-www-form-urlencoded' },
      415,
      ['unsupportedMediaType'],
    ],
    ['plain text', { raw: '{}', type: 'text/plain' }, 415, ['unsupportedMediaType']],
    ['XML', { raw: '<a/>', type: 'application/xml' }, 415, ['unsupportedMediaType']],
    ['no type that there is', { raw: '{}', type: 'json' }, 415, ['unsupportedMediaType']],
  ]
  for (const operation of bodied)
    for (const [what, { raw, type }, status, codes] of bodies) {
      const answer = await manager.call(operation.method, addressOf(operation, ids()), {
        raw,
        headers: { 'content-type': type },
      })
      checked(answer, `${describe(operation)} with ${what}`)
      assert.deepEqual(
        [answer.status, codes.includes(answer.body.code ?? '')],
        [status, true],
        `${describe(operation)} with ${what}: ${answer.status} ${answer.body.code}`,
      )
      assert.ok(!answer.text.includes('planted'), 'a refusal names the rule, never the value')
    }
})

test('a body that never says how long it is is cut at its limit, and the connection goes on', async () => {
  for (let times = 0; times < 3; times += 1) {
    const endless = streamed(Array.from({ length: 40 }, () => Buffer.alloc(65_536, ' ')))
    const answer = await anyone.call('POST', 'companies/demo/requests', {
      raw: endless,
      headers: { 'content-type': 'application/json' },
    })
    checked(answer, 'a body in pieces')
    assert.deepEqual([answer.status, answer.body.code], [413, 'bodyTooLarge'])
    assert.equal(answer.body.detail, 'rule: largestBodyBytes: 1048576 at most')
    for (let next = 0; next < 3; next += 1) assert.equal((await anyone.get('health/live')).status, 200)
  }
})

test('a file keeps a media type, and nothing that is none', async () => {
  const user = await staff('user')
  const path = `requests/${ids()['requestId']}/files/any.bin`
  const names = ['x', 'a/b c', 'text/\u00fc', `a/${'b'.repeat(300)}`, 'text/plain; charset', 'a/b; c="', '']
  for (const type of names) {
    const answer = await user.call('PUT', path, { raw: 'text', headers: { 'content-type': type } })
    checked(answer, type)
    assert.deepEqual([answer.status, answer.body.code], [415, 'unsupportedMediaType'], type)
  }
})

test('a member of the wrong type is named by its pointer', async () => {
  const cases: readonly (readonly [object, string])[] = [
    [{ rights: 'access', email: 'a@b.example' }, '/rights'],
    [{ rights: ['everything'], email: 'a@b.example' }, '/rights/0'],
    [{ rights: ['access', 'access'], email: 'a@b.example' }, '/rights'],
    [{ rights: [], email: 'a@b.example' }, '/rights'],
    [{ rights: ['access'], email: 'no address' }, '/email'],
    [{ rights: ['access'], email: `${'x'.repeat(400)}@b.example` }, '/email'],
    [{ rights: ['access'], email: 'a@b.example\r\nBcc: c@d.example' }, '/email'],
    [{ rights: ['access'], email: 'a@b.example', message: 7 }, '/message'],
    [{ rights: ['access'], email: 'a@b.example', message: 'x'.repeat(4001) }, '/message'],
    [{ rights: ['access'], email: 'a@b.example', identifiers: { a: { b: 1 } } }, '/identifiers/a'],
    [{ rights: ['access'], email: 'a@b.example', language: 'xx' }, '/language'],
    [{ rights: ['access'], email: 'a@b.example', secondFactor: 'sms' }, '/secondFactor'],
    [{ rights: ['access'], email: 'a@b.example', secondFactor: { kind: 'sms' } }, '/secondFactor'],
    [
      {
        rights: ['access'],
        email: 'a@b.example',
        secondFactor: { kind: 'passcode', passcode: 'x'.repeat(129) },
      },
      '/secondFactor',
    ],
    [{ rights: ['access'], email: 'a@b.example', country: 'Danmark' }, '/country'],
  ]
  for (const [body, pointer] of cases) {
    const answer = await anyone.post('companies/demo/requests', body)
    checked(answer, JSON.stringify(body).slice(0, 80))
    assert.equal(answer.status, 400)
    assert.ok(
      answer.body.errors?.some((error) => error.pointer === pointer),
      `${pointer}: ${answer.text}`,
    )
  }
})

test('an unknown parameter of an address is refused, and so is one that comes twice', async () => {
  const manager = await staff('manager')
  for (const operation of operations) {
    const address = addressOf(operation, ids())
    for (const query of [
      'zzz=1',
      '__proto__=1',
      ...(operation.query ?? []).slice(0, 1).map(({ name }) => `${name}=1&${name}=2`),
    ]) {
      const answer = await manager.call(operation.method, `${address}?${query}`, rawOf(operation))
      checked(answer, `${describe(operation)}?${query}`)
      assert.deepEqual(
        [answer.status, answer.body.code],
        [400, 'parameterInvalid'],
        `${describe(operation)}?${query}`,
      )
      assert.equal(answer.body.errors?.[0]?.pointer, `/${query.split('=')[0]}`, answer.text)
    }
  }
})

test('a parameter that makes no sense is 400, also a continuation that nobody was given', async () => {
  const [manager, admin, approver] = [await staff('manager'), await staff('admin'), await staff('approver')]
  const audit = 'companies/demo/audit'
  const forged = Buffer.from(JSON.stringify(['AAAAAAAAAAA', 'x', 'y'])).toString('base64url')
  const cases: readonly (readonly [Client, string])[] = [
    ...['0', '-1', '201', '1.5', 'x', '', '1e3', '99999999999999999999'].map(
      (limit) => [manager, `requests?limit=${limit}`] as const,
    ),
    ...['x', '', '2026', 'yesterday', '2026-13-01T00:00:00Z', '1'].map(
      (due) => [manager, `requests?dueBefore=${due}`] as const,
    ),
    ...['x', 'Open', 'open,sealed', '%00'].map((status) => [manager, `requests?status=${status}`] as const),
    ...['x', 'AAAA', '%F0%9F%99%82', forged, 'W10', 'bnVsbA', '{}', 'x'.repeat(5000)].map(
      (c) => [manager, `requests?continuation=${c}`] as const,
    ),
    ...['-1', 'x', '1.5', '1e400', ''].map((first) => [admin, `${audit}?first=${first}`] as const),
    ...['0', '1001', 'x'].map((limit) => [admin, `${audit}?limit=${limit}`] as const),
    ...['x', '1', '2026'].map((from) => [admin, `${audit}?from=${from}`] as const),
    ...['-1', 'x', '1.5', ''].map((entry) => [admin, `${audit}/proof?entry=${entry}`] as const),
    [admin, `${audit}/proof`],
    ...['from=x', 'from=1&to=x', 'to=1', 'from='].map(
      (query) => [admin, `${audit}/consistency?${query}`] as const,
    ),
    [approver, 'approvals?state=decided'],
    [approver, `requests/${ids()['requestId']}/seals/${ids()['sealId']}/content?package=everything`],
  ]
  for (const [client, address] of cases) {
    const answer = await client.get(address)
    checked(answer, address)
    assert.deepEqual(
      [answer.status, answer.body.code],
      [400, 'parameterInvalid'],
      `${address}: ${answer.text}`,
    )
    const [broken] = answer.body.errors ?? []
    const given = [...new URLSearchParams(address.split('?')[1]).keys()]
    const named = broken?.pointer.slice(1) ?? ''
    assert.ok([...given, 'entry', 'from'].includes(named) && broken?.detail, `${address}: ${answer.text}`)
  }
  for (const address of [
    `${audit}/proof?entry=999999`,
    `${audit}/consistency?from=5&to=999999`,
    `${audit}/consistency?from=9&to=2`,
  ]) {
    const answer = await admin.get(address)
    checked(answer, address)
    assert.ok([400, 404].includes(answer.status), `${address}: ${answer.status}`)
  }
})

const hostileNames = [
  '../x',
  '..',
  '.',
  '..\\x',
  'a/b',
  'a\\b',
  'C:\\x',
  'CON',
  'nul.txt',
  'com1',
  'LPT9.pdf',
  `${planted.fileName}${'x'.repeat(4096)}`,
  `${planted.fileName}\u202Efdp.exe`,
  `a\u0000${planted.fileName}`,
  'a\nb',
  'a\u007fb',
  ' a',
  'a.',
  'a ',
  'a:b',
  'a|b',
  'a*',
  'a\u2028b',
  '\ud800',
  'ｆｕｌｌ／width',
]

test('a hostile file name is refused, in a path and in a body', async () => {
  const user = await staff('user')
  const path = `requests/${ids()['requestId']}`
  for (const name of hostileNames) {
    const encoded = name.isWellFormed() ? encodeURIComponent(name) : '%ED%A0%80'
    // A path of dots is another path before anybody looks at it.
    for (const method of /^\.+$/.test(name) ? [] : ['PUT', 'GET', 'DELETE']) {
      const answer = await rawRequest(instance.url, {
        method,
        path: `/api/v1/${path}/files/${encoded}`,
        headers: { authorization: `Bearer ${user.accessToken}` },
        ...(method === 'PUT' ? { body: 'text' } : {}),
      })
      assert.ok(
        [400, 404].includes(answer.status),
        `${method} ${JSON.stringify(name.slice(0, 30))}: ${answer.status}`,
      )
    }
    const begun = await user.post(`${path}/uploads`, { ...validBodies.createUpload, name })
    checked(begun, name.slice(0, 30))
    assert.equal(begun.status, 400, `${JSON.stringify(name.slice(0, 30))} ${begun.text}`)
  }
})

test('a block that the upload does not have is refused', async () => {
  const user = await staff('user')
  const upload = `requests/${ids()['requestId']}/uploads/${ids()['uploadId']}`
  for (const n of ['1', '50000', '2147483647', '-1', '1.5', 'x', '99999999999999999999']) {
    const answer = await user.call('PUT', `${upload}/blocks/${n}`, { raw: 'x'.repeat(10) })
    checked(answer, n)
    assert.ok([400, 404].includes(answer.status), `${n}: ${answer.status}`)
  }
  for (const size of [0, 9, 11, 100_000]) {
    const answer = await user.call('PUT', `${upload}/blocks/0`, { raw: 'x'.repeat(size) })
    checked(answer, `${size} bytes`)
    assert.deepEqual([answer.status, answer.body.code], [400, 'blockSizeWrong'])
  }
  const tooLong = await user.call('PUT', `${upload}/blocks/0`, { raw: Buffer.alloc(20 * 1024 ** 2) })
  assert.deepEqual([tooLong.status, tooLong.body.code], [400, 'blockSizeWrong'])
  for (let next = 0; next < 3; next += 1) assert.equal((await user.get(upload)).status, 200)
  const huge = { ...validBodies.createUpload, sizeBytes: Number.MAX_SAFE_INTEGER }
  const refusedHuge = await user.post(`requests/${ids()['requestId']}/uploads`, huge)
  assert.deepEqual(
    [refusedHuge.status, refusedHuge.body.detail],
    [413, `rule: largestFileBytes: ${50 * 1024 ** 3} at most`],
  )
  for (const sizeBytes of [-1, 1.5, 2 ** 60, 'many']) {
    const answer = await user.post(`requests/${ids()['requestId']}/uploads`, {
      ...validBodies.createUpload,
      sizeBytes,
    })
    checked(answer, String(sizeBytes))
    assert.ok([400, 413].includes(answer.status), `${sizeBytes}: ${answer.status}`)
  }
})

test('a link or code that was never mailed is told in one way', async () => {
  for (const token of [
    `demo.-.${'x'.repeat(43)}`,
    `elsewhere.-.${'x'.repeat(43)}`,
    `demo.${ids()['requestId']}.${'x'.repeat(43)}`,
    'x',
    'demo.-',
    '../x',
    '\u0000',
  ]) {
    const answer = await anyone.post('links/redeem', { token })
    checked(answer, token)
    assert.ok([400, 404].includes(answer.status), `${token}: ${answer.status}`)
  }
  for (const body of [validBodies.redeemCode, { ...validBodies.redeemCode, company: 'elsewhere' }]) {
    const answer = await anyone.post('codes/redeem', body)
    checked(answer, 'code')
    assert.deepEqual([answer.status, answer.body.code], [401, 'codeWrong'])
  }
  const refreshed = await anyone.post('tokens/refresh', validBodies.refresh)
  assert.deepEqual([refreshed.status, refreshed.body.code], [401, 'refreshTokenInvalid'])
})

test('a method that an address does not have is as unknown as any other address', async () => {
  const manager = await staff('manager')
  const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS', 'TRACE']
  // Under `api/` every address is ours; the others are the host's, as pages are.
  for (const operation of operations.filter(({ route }) => route.startsWith('api/')))
    for (const method of methods) {
      const address = addressOf(operation, ids())
      const meant = method === 'HEAD' ? 'GET' : method
      if (operations.some((other) => other.method === meant && answersTo(other, address))) continue
      const answer = await rawRequest(instance.url, {
        method,
        path: address,
        headers: { authorization: `Bearer ${manager.accessToken}` },
      })
      assert.ok(
        [404, 405].includes(answer.status),
        `${method} ${operation.route}: ${answer.status} ${answer.text}`,
      )
      if (method !== 'HEAD' && method !== 'TRACE')
        checked({ ...answer, headers: new Headers(flat(answer.headers)) }, `${method} ${operation.route}`)
    }
  for (const path of [
    '/api/v1',
    '/api/v1/nothing',
    '/api/v2/requests',
    '/api/v1/requests/',
    '/api/v1/../v1/nothing',
    '/api/v1/%2e%2e/nothing',
  ]) {
    const answer = await anyone.get(path)
    assert.ok([401, 404].includes(answer.status), `${path}: ${answer.status}`)
    checked(answer, path)
  }
})

test('by HEAD an address says of itself what it says by GET, and sends no content', async () => {
  const manager = await staff('manager')
  const pages = ['/', '/demo', '/demo/link', '/demo/staff/sign-in', '/.well-known/security.txt', '/nowhere']
  const addresses = operations.filter(({ method }) => method === 'GET').map((one) => addressOf(one, ids()))
  for (const path of [...pages, ...addresses]) {
    const asked = { path, headers: { authorization: `Bearer ${manager.accessToken}` } }
    const head = await rawRequest(instance.url, { ...asked, method: 'HEAD' })
    const get = await rawRequest(instance.url, { ...asked, method: 'GET' })
    assert.deepEqual([path, head.status, head.text], [path, get.status, ''])
    for (const name of ['content-type', 'content-security-policy', 'x-content-type-options', 'location'])
      assert.equal(head.headers[name], get.headers[name], `${path}: ${name}`)
  }
})

/** The same path may be another operation's, with a name where this one has a word. */
const answersTo = ({ route }: Operation, address: string): boolean =>
  new RegExp(`^/${route.replaceAll(/\{\w+(:\w+)?\}/g, '[^/]+')}$`).test(address)

const flat = (
  headers: Readonly<Record<string, string | readonly string[] | undefined>>,
): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value ?? ''].flat().join(', ')]))

test('after all of it nothing more is stored, and the request is as it was', async () => {
  await local.advance('PT0S')
  assert.deepEqual(documentIds(), known.documents)
  const victim = known.victim ?? assert.fail('no victim')
  const seenNow = await story.view(victim.requestId)
  assert.equal(seenNow.status, 'sealed')
  const files = await (await staff('approver')).get(`requests/${victim.requestId}`)
  assert.equal(files.status, 200)
})

test('a range that makes no sense never breaks a download', async () => {
  const [person, { id, sizeBytes }] = [known.person, known.delivery ?? assert.fail('no delivery')]
  const cases: readonly (readonly [string, number])[] = [
    ['bytes=0-', 206],
    ['bytes=-1', 206],
    ['bytes=0-99999999999999999999999', 200],
    [`bytes=0-${sizeBytes * 4}`, 206],
    [`bytes=-${sizeBytes * 4}`, 206],
    [`bytes=${sizeBytes}-`, 416],
    ['bytes=999999999999999-', 416],
    ['bytes=-0', 416],
    ['bytes=5-2', 200],
    ['bytes=a-b', 200],
    ['bytes=--1', 200],
    ['bytes=0-0,2-3', 200],
    [`bytes=${'0-0,'.repeat(500)}1-1`, 200],
    ['items=0-1', 200],
    ['', 200],
  ]
  for (const [range, status] of cases) {
    const answer = await person?.call('GET', `deliveries/${id}/content`, { headers: { range } })
    assert.equal(answer?.status, status, range.slice(0, 40))
    if (answer) checked(answer, range.slice(0, 40))
  }
})

test('nothing that was planted is in the log, and no defect of ours', (t) => {
  const output = instance.output()
  for (const value of [...Object.values(planted), linkIn(known.victim?.mail ?? assert.fail('no mail')).token])
    assert.ok(!output.includes(value), value)
  assert.doesNotMatch(output, /eyJ[\w-]{20}/)
  const defects = output.split('\n').filter((line) => /"code":"defect"|Error:/.test(line))
  assert.deepEqual(defects, [])
  t.diagnostic(`${seen.size} different codes of refusal were seen`)
})
