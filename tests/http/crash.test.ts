// `kill -9` at any moment, and the same folder again: what was accepted is there, nothing happens twice that a person can
// see, and what was under way goes on. The moments are drawn, from a seed that is printed.
import assert from 'node:assert/strict'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { setTimeout as realTime } from 'node:timers/promises'

import { linkIn, redeemed } from '../support/api-client.ts'
import type {
  Answer,
  Client,
  DeliveryView,
  Grant,
  Mail,
  RequestView,
  SealReceipt,
} from '../support/api-client.ts'
import { runInstance } from '../support/running-instance.ts'
import { seededBytes, sha256Of, streamed } from './support/bytes.ts'
import { killing } from './support/kills.ts'
import { tellStory } from './support/story.ts'

const seed = Number(process.env['INDSIGT_SEED'] ?? 20_260_722)
const instance = await runInstance({ after })
const story = tellStory(instance.url)
const { local, anyone, staff } = story

const { drawn, crash, killedDuring, underFire, kills } = killing(instance, seed)

function expected(answer: Answer<unknown>, ...statuses: readonly number[]): void {
  assert.ok(statuses.includes(answer.status), `${answer.status} ${answer.text}`)
}

const email = 'crash@mail.example'
const large = 48 * 1024 ** 2
const known: {
  requestId?: string
  seal?: SealReceipt
  deliveries?: readonly DeliveryView[]
  person?: Client
  /** What had come before the purge, which the mailbox forgets. */
  mails?: readonly Mail[]
} = {}
const path = (rest = ''): string => `requests/${known.requestId ?? assert.fail('no request')}${rest}`
const once = (key: string) => ({ headers: { 'idempotency-key': key } })

test('a request that was accepted is there, once, however often its call broke off', async () => {
  const body = { rights: ['access'], email, message: 'All of it.' }
  const ask = () => anyone.post<{ requestId: string }>('companies/demo/requests', body, once('crash-1'))

  const during = await killedDuring(ask, 60)
  const asked = await ask()
  await crash()
  const again = await ask()

  expected(asked, 202)
  if (during?.status === 202) assert.equal(asked.text, during.text)
  assert.equal(again.text, asked.text)
  known.requestId = asked.body.requestId
})

test('the button of the mailed link works once, and what it opened stays open', async () => {
  const { token } = linkIn(await local.newMail(email, { about: /Confirm/ }))
  const redeem = () => anyone.post<Grant>('links/redeem', { token })

  const during = await killedDuring(redeem, 60)
  const repeated = await redeem()
  await crash()

  // The answer may have been lost with the process; the link is then used, and the next mail opens the request.
  expected(repeated, 200, 410)
  if (during?.status === 200) expected(repeated, 410)
  const link = linkIn(await local.newMail(email, { about: /received your request/ }))
  const person = await redeemed(instance.url, link.token)
  const own = await person.get<RequestView>(path())
  assert.equal(own.body.status, 'open')
})

test('who signed in is signed in, and what was assigned is assigned', async () => {
  const manager = await staff('manager')
  await crash()

  expected(await underFire(() => manager.put(path('/assignments/user'))), 204)

  assert.equal((await story.view(known.requestId ?? '')).status, 'collecting')
})

test('data, files and marks that were accepted are there, whole', async () => {
  const user = await staff('user')
  const example = await story.example('insurance')
  expected(await underFire(() => user.put(path('/data/insurance'), example), 30), 200)

  const file = () =>
    user.call<{ sha256: string }>('PUT', path('/files/large.bin'), {
      raw: streamed(seededBytes('crash', 0, large)),
    })
  const stored = await underFire(file, 500)
  expected(stored, 201)
  const read = await user.stream('GET', path('/files/large.bin'))
  assert.equal(await sha256Of(read.body as unknown as AsyncIterable<Uint8Array>), stored.body.sha256)

  for (const source of ['webShop', 'caseFiles'])
    expected(await underFire(() => user.put(path(`/sources/${source}`), { state: 'nothingHeld' }), 20), 200)
  const content = await user.get<{
    forms: readonly { sourceId: string; data?: unknown }[]
    files: readonly { name: string }[]
  }>(path('/data'))
  assert.deepEqual(content.body.forms.find(({ sourceId }) => sourceId === 'policySystem')?.data, example)
  assert.deepEqual(
    content.body.files.map(({ name }) => name),
    ['large.bin'],
  )
})

test('an upload in blocks goes on with the blocks that arrived', async () => {
  const user = await staff('user')
  const name = 'blocks.bin'
  const begin = () =>
    user.post<{ uploadId: string; blockSizeBytes: number }>(
      path('/uploads'),
      { name, contentType: 'application/octet-stream', sizeBytes: large },
      once('crash-2'),
    )
  const begun = await underFire(begin, 30)
  expected(begun, 201)
  const { uploadId, blockSizeBytes } = begun.body
  const upload = path(`/uploads/${uploadId}`)
  const received = async () => (await user.get<{ received: number[] }>(upload)).body.received
  const put = (n: number) =>
    user.call('PUT', `${upload}/blocks/${n}`, {
      raw: Buffer.concat([...seededBytes('blocks', n * blockSizeBytes, (n + 1) * blockSizeBytes)]),
    })

  for (let n = 0; n < large / blockSizeBytes; n += 1) {
    expected(n % 2 === 0 ? await underFire(() => put(n), 120) : await put(n), 204)
    assert.ok((await received()).includes(n), `block ${n}`)
  }
  const sha256 = await sha256Of(seededBytes('blocks', 0, large))
  const during = await killedDuring(() => user.post(`${upload}/commit`, { sha256 }), 400)
  const committed = await user.post(`${upload}/commit`, { sha256 })
  await crash()

  // Committed before the kill: the upload is gone, and its file is there.
  expected(committed, 201, 404)
  if (during?.status === 201) expected(committed, 404)
  const read = await user.stream('GET', path(`/files/${name}`))
  assert.equal(await sha256Of(read.body as unknown as AsyncIterable<Uint8Array>), sha256)
})

test('a seal that broke off is made once, and holds', async () => {
  const user = await staff('user')
  const seal = () => user.post<SealReceipt>(path('/seal'), {}, once('crash-3'))

  const sealed = await underFire(seal, 250)

  expected(sealed, 201)
  assert.equal((await seal()).text, sealed.text)
  known.seal = sealed.body
  assert.equal((await story.view(known.requestId ?? '')).status, 'sealed')
})

test('an approval counts once, and the delivery goes on through every kill until it is out', async () => {
  const approver = await staff('approver')
  const { manifestSha256 } = known.seal ?? assert.fail('no seal')
  const approve = () => approver.post(path('/approvals'), { manifestSha256, decision: 'approve' })

  const during = await killedDuring(approve, 40)
  const approved = await approve()
  expected(approved, 200, 409, 404)
  if (during?.status === 200) expected(approved, 409, 404)
  // While the package is built and the notice is written.
  for (let times = 0; times < 6; times += 1) {
    await realTime(drawn() * 400)
    await crash()
  }

  const seen = await story.reached(known.requestId ?? '', 'delivered')
  assert.deepEqual(
    seen.deliveries.map(({ right, state: is }) => [right, is]),
    [['access', 'available']],
  )
  known.deliveries = seen.deliveries
})

test('a download that was cut by a kill goes on where it was', async () => {
  const person = await redeemed(instance.url, linkIn(await local.newMail(email, { about: /is ready/ })).token)
  known.person = person
  const [delivery] = known.deliveries ?? []
  const address = `deliveries/${delivery?.id}/content`
  const whole = await sha256Of(
    (await person.stream('GET', address)).body as unknown as AsyncIterable<Uint8Array>,
  )

  const pieces: Uint8Array[] = []
  const first = await person.stream('GET', address)
  const reading = (async () => {
    for await (const piece of first.body as unknown as AsyncIterable<Uint8Array>) pieces.push(piece)
  })().catch(() => undefined)
  await realTime(drawn() * 150)
  await crash()
  await reading
  const have = pieces.reduce((sum, { length }) => sum + length, 0)
  if (have < (delivery?.sizeBytes ?? 0)) {
    const rest = await person.stream('GET', address, { headers: { range: `bytes=${have}-` } })
    assert.equal(rest.status, 206)
    for await (const piece of rest.body as unknown as AsyncIterable<Uint8Array>) pieces.push(piece)
  }

  assert.equal(await sha256Of(pieces), whole)
})

test('a purge that was killed in its middle comes to its end', async () => {
  known.mails = await local.mails()
  const until = new Date(Date.parse(await local.now()) + 33 * 86_400_000)
  const left = async () => Math.ceil((until.getTime() - Date.parse(await local.now())) / 1000)
  // Close to the moment, then through it with a kill every few steps.
  await story.advance('P31DT23H')
  for (let times = 0; times < 5; times += 1) await killedDuring(() => local.advance('PT20M'), 120)
  for (let seconds = await left(); seconds > 0; seconds = await left()) await story.advance(`PT${seconds}S`)

  const person = await redeemed(
    instance.url,
    linkIn(await local.newMail(email, { about: /destroyed/ })).token,
  )
  const gone = await person.get(`deliveries/${known.deliveries?.[0]?.id}/content`)
  assert.deepEqual([gone.status, gone.body.code], [410, 'deliveryPurged'])
  assert.equal((await person.get<RequestView>(path())).body.status, 'closed')
  const box = await person.get<{ certificate?: { signature: string } }>(path('/letters'))
  assert.ok(box.body.certificate?.signature)
  assert.deepEqual(readdirSync(join(instance.folder, 'shares')), [])
  assert.deepEqual(leftOver(), [])
  assert.deepEqual(await local.orchestrations(), [])
})

/** All stored bytes but the ledger of purges, which names ids and times alone. */
const leftOver = (): readonly string[] =>
  readdirSync(join(instance.folder, 'blobs'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => !file.includes('purge-ledger'))

test('nobody got the same mail twice, and the record of it all is without a gap', async (t) => {
  const all = new Map([...(known.mails ?? []), ...(await local.mails())].map((mail) => [mail.id, mail]))
  const mails = [...all.values()].filter(({ subject }) => !/sign in/.test(subject))
  const sent = mails.map(({ to, subject }) => `${to}: ${subject}`)
  assert.deepEqual(sent.toSorted(), [...new Set(sent)].toSorted())
  for (const about of [/Confirm/, /received your request/, /is ready/, /destroyed/])
    assert.equal(
      mails.filter((mail) => mail.to === email && about.test(mail.subject)).length,
      1,
      about.source,
    )

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
  for (const event of [
    'requestReceived',
    'requestVerified',
    'requestSealed',
    'deliveryReleased',
    'contentPurged',
  ])
    assert.equal(audit.body.value.filter(({ entry }) => entry?.event === event).length, 1, event)
  assert.doesNotMatch(instance.output(), /"code":"defect"/)
  t.diagnostic(`killed ${kills()} times, seed ${seed}`)
  assert.ok(kills() >= 25, `${kills()} kills`)
})
