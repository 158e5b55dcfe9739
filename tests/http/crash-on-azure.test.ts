// `kill -9` of the product, while the services that it runs on live on: documents, files, shares, keys and messages lie
// with doubles in a process of their own, to which the settings alone lead (api.md, "Settings"): all but the documents as
// an identity over TLS, as in Azure. Mail is captured, since a provider that heard a mail twice could not unsend it.
import assert from 'node:assert/strict'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { setTimeout as realTime } from 'node:timers/promises'

import { linkIn, redeemed } from '../support/api-client.ts'
import type { Answer, Client, DeliveryView, Grant, RequestView, SealReceipt } from '../support/api-client.ts'
import { startDoubles, without } from '../support/doubles.ts'
import { runInstance } from '../support/running-instance.ts'
import { seededBytes, sha256Of } from './support/bytes.ts'
import { killing } from './support/kills.ts'
import { tellStory } from './support/story.ts'

const seed = Number(process.env['INDSIGT_SEED'] ?? 20_260_722)
const doubles = await startDoubles()
const instance = await runInstance({ after }, { settings: without(doubles.settings, 'SENDGRID', 'MAIL') })
// Hooks run in the order of their making: the instance ends first.
after(doubles.close)
const story = tellStory(instance.url)
const { local, anyone, staff } = story
const { drawn, crash, killedDuring, kills } = killing(instance, seed)

const email = 'crash@mail.example'
const known: { requestId?: string; seal?: SealReceipt; person?: Client } = {}
const path = (rest = ''): string => `requests/${known.requestId ?? assert.fail('no request')}${rest}`
const once = (key: string) => ({ headers: { 'idempotency-key': key } })
const expected = (answer: Answer<unknown>, ...statuses: readonly number[]): void =>
  assert.ok(statuses.includes(answer.status), `${answer.status} ${answer.text}`)

test('a request that was accepted is there, once, and its link comes by the bus', async () => {
  const body = { rights: ['access'], email, message: 'All of it.' }
  const ask = () => anyone.post<{ requestId: string }>('companies/demo/requests', body, once('crash-1'))

  const during = await killedDuring(ask, 120)
  const asked = await ask()
  await crash()

  expected(asked, 202)
  if (during?.status === 202) assert.equal(asked.text, during.text)
  known.requestId = asked.body.requestId
  const { token } = linkIn(await local.newMail(email, { about: /Confirm/ }))
  expected(await anyone.post<Grant>('links/redeem', { token }), 200)
})

test('data and files that were accepted are there, whole', async () => {
  expected(await (await staff('manager')).put(path('/assignments/user')), 204)
  const user = await staff('user')
  await story.fill(known.requestId ?? '', 'insurance')
  const bytes = Buffer.concat([...seededBytes('crash', 0, 9 * 1024 ** 2)])
  const file = () => user.call<{ sha256: string }>('PUT', path('/files/large.bin'), { raw: bytes })

  await killedDuring(file, 300)
  const stored = await file()
  await crash()

  expected(stored, 200, 201)
  const read = await user.stream('GET', path('/files/large.bin'))
  assert.equal(await sha256Of(read.body as unknown as AsyncIterable<Uint8Array>), stored.body.sha256)
  for (const source of ['webShop', 'caseFiles']) await story.mark(known.requestId ?? '', source)
})

test('a seal that broke off is made once', async () => {
  const user = await staff('user')
  const seal = () => user.post<SealReceipt>(path('/seal'), {}, once('crash-3'))

  await killedDuring(seal, 250)
  const sealed = await seal()

  expected(sealed, 201)
  assert.equal((await seal()).text, sealed.text)
  known.seal = sealed.body
})

test('an approval counts once, and the delivery goes on through every kill until it is out', async () => {
  const approver = await staff('approver')
  const { manifestSha256 } = known.seal ?? assert.fail('no seal')
  const approve = () => approver.post(path('/approvals'), { manifestSha256, decision: 'approve' })

  const during = await killedDuring(approve, 80)
  const approved = await approve()
  expected(approved, 200, 409, 404)
  if (during?.status === 200) expected(approved, 409, 404)
  for (let times = 0; times < 3; times += 1) {
    await realTime(drawn() * 400)
    await crash()
  }

  const seen = await story.reached(known.requestId ?? '', 'delivered')
  assert.deepEqual(
    seen.deliveries.map(({ right, state }) => [right, state]),
    [['access', 'available']],
  )
  known.person = await redeemed(instance.url, linkIn(await local.newMail(email, { about: /is ready/ })).token)
  const own = await known.person.get<RequestView>(path())
  const [delivery] = own.body.deliveries as readonly DeliveryView[]
  const content = await known.person.stream('GET', `deliveries/${delivery?.id}/content`)
  assert.equal(content.status, 200)
  await sha256Of(content.body as unknown as AsyncIterable<Uint8Array>)
})

test('nobody got the same mail twice, and the record of it all is without a gap', async (t) => {
  const sent = (await local.mails(email)).map(({ subject }) => subject)
  assert.deepEqual(sent.toSorted(), [...new Set(sent)].toSorted())

  const audit = await (
    await staff('admin')
  ).get<{ value: readonly { entry?: { sequence: number; event: string } }[] }>(
    `companies/demo/audit?requestId=${known.requestId}&limit=1000`,
  )
  const sequences = audit.body.value.map(({ entry }) => entry?.sequence ?? 0).toSorted((a, b) => a - b)
  assert.deepEqual(
    sequences,
    sequences.map((_, index) => index + 1),
  )
  for (const event of ['requestReceived', 'requestVerified', 'requestSealed', 'deliveryReleased'])
    assert.equal(audit.body.value.filter(({ entry }) => entry?.event === event).length, 1, event)
  assert.doesNotMatch(instance.output(), /"code":"defect"/)
  // Nothing of it fell back to the folder.
  for (const place of ['blobs', 'shares']) assert.deepEqual(filesIn(join(instance.folder, place)), [])
  t.diagnostic(`killed ${kills()} times, seed ${seed}`)
  assert.ok(kills() >= 9, `${kills()} kills`)
})

const filesIn = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true }).flatMap((entry) =>
    entry.isFile() ? [entry.name] : [],
  )
