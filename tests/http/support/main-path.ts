// One request from its form to the end of its logs, by the calls of api.md alone.
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  createReadStream,
  createWriteStream,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import http from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { after, before, test } from 'node:test'
import { promisify } from 'node:util'

import { verifyConsistency, verifyInclusion } from '../../../shared/domain/evidence/merkle.ts'
import type { Sha256 } from '../../../shared/domain/evidence/merkle.ts'
import { linkIn, redeemed } from '../../support/api-client.ts'
import type { Client, DeliveryView, RequestView, SealReceipt } from '../../support/api-client.ts'
import { runInstance } from '../../support/running-instance.ts'
import { seededBytes, sha256Of, streamed } from './bytes.ts'
import { watchedMemory } from './memory.ts'
import { storedBy } from './stored.ts'
import { tellStory } from './story.ts'
import type { Asked } from './story.ts'
import { readZip } from './zip.ts'
import type { ReadZip } from './zip.ts'

const mebibyte = 1024 ** 2
/** Over 300 MB, and no multiple of a block: 38 blocks, the last of them 2 MiB. */
const largeBytes = 298 * mebibyte
/** What may be resident more than before while 300 MB pass through; the content itself would be more than twice that. */
const flatBytes = 128 * mebibyte

const instance = await runInstance({ after })
const story = tellStory(instance.url)
const stored = storedBy(instance)
const { local, anyone, staff } = story
const downloads = mkdtempSync(join(tmpdir(), 'indsigt-download-'))
after(() => rmSync(downloads, { recursive: true, force: true }))

const scan = Buffer.from('%PDF-1.7\n% a small file, byte for byte\n\u0000\u00ff'.repeat(40), 'latin1')
const known: {
  asked?: Asked
  seal?: SealReceipt
  person?: Client
  deliveries?: readonly DeliveryView[]
  head?: AuditHead
} = {}

type AuditHead = { readonly treeSize: number; readonly rootHash: string; readonly signature: string }

type AuditLine = {
  readonly index: number
  readonly leafHash: string
  readonly entry?: { readonly event: string; readonly requestId: string }
}

const asked = (): Asked => known.asked ?? assert.fail('no request was made')
const request = (rest = ''): string => `requests/${asked().requestId}${rest}`
const sealed = (): SealReceipt => known.seal ?? assert.fail('nothing was sealed')
const person = (): Client => known.person ?? assert.fail('the person has no session')
const sha256: Sha256 = (bytes) => createHash('sha256').update(bytes).digest()
const fromHex = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'hex'))

before(async () => {
  known.asked = await story.ask({
    rights: ['access', 'portability'],
    email: 'anna.eksempel@mail.example',
    language: 'en',
    message: 'Please also the recordings of my calls.',
    identifiers: { customerNumber: 'K-104711' },
  })
})

test('a person asks, gets a reference at once and a mail with a link', () => {
  const { reference, mail } = asked()
  const { url, token } = linkIn(mail)

  assert.match(reference, /^[0-9A-Z-]{8,}$/)
  assert.equal(url, `${instance.url}/demo/link#${token}`)
  assert.doesNotMatch(mail.text + mail.html, /anna|K-104711|recordings/i)
})

test('opening the link, however often, shows a button and uses nothing up', async () => {
  for (let visit = 0; visit < 10; visit += 1) {
    const page = await anyone.get('/demo/link')
    assert.equal(page.status, 200)
    assert.match(page.text, /<button/)
  }
})

test('the button verifies the request, and pressing it again says that the link is used', async () => {
  const { token } = linkIn(asked().mail)

  const first = await anyone.post<{ purpose: string; requestId: string }>('links/redeem', { token })
  const again = await anyone.post('links/redeem', { token })

  assert.equal(first.status, 200)
  assert.deepEqual(
    { purpose: first.body.purpose, requestId: first.body.requestId },
    { purpose: 'verifyRequest', requestId: asked().requestId },
  )
  assert.equal(again.status, 410)
  assert.equal(again.body.code, 'linkUsed')
})

test('the manager sees the dates and how they came about', async () => {
  const seen = await story.view(asked().requestId)
  const queue = await (await staff('manager')).get<{ value: readonly RequestView[] }>('requests?status=open')

  const received = new Date(seen.receivedAt).getTime()
  const days = (date: string) => (new Date(date).getTime() - received) / 86_400_000
  assert.equal(seen.status, 'open')
  assert.ok(days(seen.internalDue) > 27 && days(seen.internalDue) <= 31, seen.internalDue)
  assert.ok(new Date(seen.internalDue) <= new Date(seen.statutoryDue))
  assert.ok(seen.dueProof.length >= 3)
  assert.deepEqual(seen.identity.state, 'established')
  assert.deepEqual(
    queue.body.value.map(({ id }) => id),
    [asked().requestId],
  )
})

test('until it is given to them a user sees nothing, and another user never does', async () => {
  const user = await staff('user')
  const before = await user.get<{ value: unknown[] }>('requests')
  assert.deepEqual(before.body.value, [])
  assert.equal((await user.get(request())).status, 404)

  await story.assign(asked().requestId)

  assert.equal((await user.get<RequestView>(request())).body.status, 'collecting')
  const second = await staff('second')
  assert.equal((await second.get(request())).status, 404)
  assert.deepEqual((await second.get<{ value: unknown[] }>('requests')).body.value, [])
  assert.equal((await second.put(request('/data/insurance'), {})).status, 404)
})

test('a form is stored whole or not at all, and a wrong field is named', async () => {
  const user = await staff('user')
  await story.fill(asked().requestId, 'insurance')
  const stored = await forms()
  const example = await story.example('insurance')
  const wrong = {
    ...example,
    policyholder: { ...(example['policyholder'] as object), dateOfBirth: 'in spring' },
  }

  const refused = await user.put(request('/data/insurance'), wrong)

  assert.equal(refused.status, 400)
  assert.deepEqual(
    refused.body.errors?.map(({ pointer }) => pointer),
    ['/policyholder/dateOfBirth'],
  )
  assert.doesNotMatch(refused.text, /in spring/)
  assert.deepEqual(await forms(), stored)

  const single = await user.call('PATCH', request('/data/insurance'), {
    raw: JSON.stringify({ policyholder: { city: 'Aarhus N' } }),
    headers: { 'content-type': 'application/merge-patch+json' },
  })
  assert.equal(single.status, 200, single.text)
  assert.equal((await forms())[0]?.data?.['policyholder']?.['city'], 'Aarhus N')
  await story.fill(asked().requestId, 'insurance')
  await story.fill(asked().requestId, 'retail')
})

type Form = {
  readonly sourceId: string
  readonly data?: Readonly<Record<string, Readonly<Record<string, unknown>>>>
}

async function forms(): Promise<readonly Form[]> {
  const content = await (await staff('user')).get<{ forms: readonly Form[] }>(request('/data'))
  assert.equal(content.status, 200, content.text)
  return content.body.forms
}

test('a file of over 300 MB goes through in one body, in memory that stays flat', async (t) => {
  const user = await staff('user')
  const small = await user.call<{ sha256: string }>(
    'PUT',
    request('/files/Scan%20af%20police.pdf?source=policySystem'),
    {
      raw: scan,
      headers: { 'content-type': 'application/pdf' },
    },
  )
  assert.equal(small.status, 201, small.text)

  const { result: large, grownBy } = await watchedMemory(instance.pid(), () =>
    user.call<{ sha256: string; sizeBytes: number }>('PUT', request('/files/calls.wav?source=policySystem'), {
      raw: streamed(seededBytes('first', 0, largeBytes)),
      headers: { 'content-type': 'audio/wav' },
    }),
  )

  t.diagnostic(`resident memory grew by ${(grownBy / mebibyte).toFixed(1)} MiB over a body of 298 MiB`)
  assert.equal(large.status, 201, large.text)
  assert.equal(large.body.sizeBytes, largeBytes)
  assert.equal(large.body.sha256, await sha256Of(seededBytes('first', 0, largeBytes)))
  assert.ok(grownBy < flatBytes, `${grownBy} bytes`)
})

test('the same file goes through in blocks, over an interruption', async (t) => {
  const user = await staff('user')
  const begun = await user.post<{ uploadId: string; blockSizeBytes: number }>(request('/uploads'), {
    name: 'calls.wav',
    contentType: 'audio/wav',
    sizeBytes: largeBytes,
    source: 'policySystem',
  })
  assert.equal(begun.status, 201, begun.text)
  const { uploadId, blockSizeBytes } = begun.body
  const count = Math.ceil(largeBytes / blockSizeBytes)
  const upload = request(`/uploads/${uploadId}`)
  const block = (n: number) => {
    const end = Math.min(largeBytes, (n + 1) * blockSizeBytes)
    return Buffer.concat([...seededBytes('second', n * blockSizeBytes, end)])
  }
  const put = (n: number) => user.call('PUT', `${upload}/blocks/${n}`, { raw: block(n) })
  const received = async () => (await user.get<{ received: number[] }>(upload)).body.received

  const { grownBy } = await watchedMemory(instance.pid(), async () => {
    for (let n = 0; n < 10; n += 1) assert.equal((await put(n)).status, 204)
    await cutOff(`${upload}/blocks/10`, user, block(10))
    assert.deepEqual(await received(), [0, 1, 2, 3, 4, 5, 6, 7, 8, 9])

    const early = await user.post(`${upload}/commit`)
    assert.equal(early.body.code, 'uploadIncomplete')
    // Whoever goes on asks what is there, and sends the rest in any order, on new connections.
    const there = new Set(await received())
    const missing = Array.from({ length: count }, (_, n) => count - 1 - n).filter((n) => !there.has(n))
    for (const n of missing) assert.equal((await put(n)).status, 204)
  })

  t.diagnostic(`resident memory grew by ${(grownBy / mebibyte).toFixed(1)} MiB over ${count} blocks`)
  assert.ok(grownBy < flatBytes, `${grownBy} bytes`)
  const sha256 = await sha256Of(seededBytes('second', 0, largeBytes))
  const other = await user.post(`${upload}/commit`, { sha256: '0'.repeat(64) })
  assert.equal(other.body.code, 'checksumMismatch')
  const committed = await user.post<{ sha256: string; sizeBytes: number }>(`${upload}/commit`, { sha256 })
  assert.equal(committed.status, 201, committed.text)
  assert.deepEqual(
    { sha256: committed.body.sha256, sizeBytes: committed.body.sizeBytes },
    { sha256, sizeBytes: largeBytes },
  )
})

/** Sends half of a block, and is gone. */
async function cutOff(path: string, { accessToken }: Client, bytes: Buffer): Promise<void> {
  const half = http.request(`${instance.url}/api/v1/${path}`, {
    method: 'PUT',
    headers: { authorization: `Bearer ${accessToken}`, 'content-length': String(bytes.length) },
  })
  half.on('error', () => undefined)
  await new Promise<void>((resolve) => half.write(bytes.subarray(0, bytes.length / 2), () => resolve()))
  half.destroy()
}

test('nothing is sealed while a source still waits; one that holds nothing is an answer', async () => {
  const user = await staff('user')
  const early = await user.post(request('/seal'))
  assert.equal(early.status, 409)
  assert.equal(early.body.code, 'sourcesOpen')

  await story.mark(asked().requestId, 'caseFiles', 'nothingHeld')
  known.seal = await story.seal(asked().requestId)

  const { manifestSha256, files } = sealed()
  assert.match(manifestSha256, /^[0-9a-f]{64}$/)
  assert.deepEqual([...new Set(files.map((file) => file.package))], ['access', 'portability'])
})

test('whoever prepared it cannot approve it; the approver reads all of it first', async () => {
  const { sealId, manifestSha256 } = sealed()
  const own = await (await staff('user')).post(request('/approvals'), { manifestSha256, decision: 'approve' })
  assert.equal(own.status, 403)
  assert.equal(own.body.code, 'fourEyes')

  const approver = await staff('approver')
  const waiting = await approver.get<{ value: readonly { requestId: string; manifestSha256: string }[] }>(
    'approvals?state=pending',
  )
  assert.deepEqual(
    waiting.body.value.map((item) => [item.requestId, item.manifestSha256]),
    [[asked().requestId, manifestSha256]],
  )
  const file = join(downloads, 'preview.zip')
  await save(approver, request(`/seals/${sealId}/content`), file)
  const preview = await readZip(file)
  const expected = sealed().files.filter((one) => one.package === 'access')
  assert.deepEqual(
    [...preview.entries.values()].map(({ path, sha256: sum }) => `${path} ${sum}`).sort(),
    expected.map(({ path, sha256: sum }) => `${path} ${sum}`).sort(),
  )
})

test('what changes after the seal voids it, and the approval with it', async () => {
  const before = sealed()
  const user = await staff('user')
  const changed = await user.call('PATCH', request('/data/insurance'), {
    raw: JSON.stringify({ policyholder: { city: 'Aarhus V' } }),
    headers: { 'content-type': 'application/merge-patch+json' },
  })
  assert.equal(changed.status, 200, changed.text)
  const approver = await staff('approver')
  const old = { manifestSha256: before.manifestSha256, decision: 'approve' }

  known.seal = await story.seal(asked().requestId)
  const stale = await approver.post(request('/approvals'), old)

  assert.equal(stale.status, 409)
  assert.equal(stale.body.code, 'sealChanged')
  assert.notEqual(sealed().manifestSha256, before.manifestSha256)
  await story.approve(asked().requestId, sealed())
})

test('the person is told by a mail that says nothing about them, and opens it by its link', async () => {
  const seen = await story.reached(asked().requestId, 'delivered')
  const mail = await local.newMail(asked().email, { about: /is ready/ })
  assert.doesNotMatch(`${mail.subject} ${mail.text} ${mail.html}`, /anna|eksempel|K-104711|insurance|police/i)

  const opened = await redeemed(instance.url, linkIn(mail).token)
  known.person = opened

  assert.equal(opened.grant.purpose, 'openRequest')
  const own = await opened.get<RequestView>(request())
  known.deliveries = own.body.deliveries
  assert.deepEqual(
    own.body.deliveries.map(({ right, state }) => [right, state]),
    [
      ['access', 'available'],
      ['portability', 'available'],
    ],
  )
  for (const { expiresAt } of own.body.deliveries) {
    const days = (new Date(expiresAt).getTime() - new Date(await local.now()).getTime()) / 86_400_000
    assert.ok(days > 31.9 && days <= 32, String(days))
  }
  assert.equal(seen.deliveries.length, 2)
})

test('staff cannot open what has left, and nobody can without a session', async () => {
  const path = `deliveries/${delivery('access').id}/content`
  for (const name of ['manager', 'user', 'approver'] as const)
    assert.equal((await (await staff(name)).get(path)).status, 404)
  const { sealId } = sealed()
  assert.equal((await (await staff('approver')).get(request(`/seals/${sealId}/content`))).status, 404)
  assert.equal((await (await staff('user')).get(request('/data'))).status, 403)
  assert.equal((await anyone.get(path)).status, 401)
})

const delivery = (right: string): DeliveryView =>
  known.deliveries?.find((one) => one.right === right) ?? assert.fail(`no delivery for ${right}`)

test('a download that broke off at half goes on where it stopped', async () => {
  const { id, sizeBytes } = delivery('access')
  const path = `deliveries/${id}/content`
  const half = Math.floor(sizeBytes / 2)
  const [file, whole] = [join(downloads, 'resumed.zip'), join(downloads, 'access.zip')]

  const first = await person().stream('GET', path, { headers: { range: `bytes=0-${half - 1}` } })
  await pipeline(first.body ?? [], createWriteStream(file))
  const rest = await person().stream('GET', path, { headers: { range: `bytes=${half}-` } })
  await pipeline(rest.body ?? [], createWriteStream(file, { flags: 'a' }))
  const { status, headers, grownBy } = await saveWatched(path, whole)

  assert.equal(first.status, 206)
  assert.equal(rest.status, 206)
  assert.equal(rest.headers.get('content-range'), `bytes ${half}-${sizeBytes - 1}/${sizeBytes}`)
  assert.equal(status, 200)
  assert.equal(headers.get('content-length'), String(sizeBytes))
  assert.match(headers.get('content-disposition') ?? '', /^attachment/)
  assert.equal(await sha256OfFile(file), await sha256OfFile(whole))
  assert.ok(grownBy < flatBytes, `${grownBy} bytes`)
})

async function saveWatched(path: string, file: string) {
  const { result, grownBy } = await watchedMemory(instance.pid(), () => save(person(), path, file))
  return { status: result.status, headers: result.headers, grownBy }
}

async function save(client: Client, path: string, file: string): Promise<Response> {
  const response = await client.stream('GET', path)
  assert.equal(response.status, 200, path)
  await pipeline(response.body ?? [], createWriteStream(file))
  return response
}

const sha256OfFile = (file: string): Promise<string> =>
  sha256Of(createReadStream(file) as AsyncIterable<Uint8Array>)

test('the package has the guide, the data with their schemas, the files byte for byte, and what Art. 15 asks', async () => {
  const zip = await readZip(join(downloads, 'access.zip'))

  assert.match(zip.text('OPEN-ME-FIRST.html'), /<html/)
  assert.doesNotMatch(
    zip.text('OPEN-ME-FIRST.html'),
    /<script|https?:\/\/(?!www\.datatilsynet\.dk)[^"]*\.(js|css)/,
  )
  const insurance = zip.json<Record<string, unknown>>('data/insurance/insurance.json')
  assert.match(JSON.stringify(insurance), /Aarhus V/)
  assert.match(zip.text('data/insurance/insurance.policyholder.csv'), /customerNumber.*\r\n.*K-104711/s)
  for (const part of [
    /^schemas\//,
    /^information\/art15/,
    /^withheld\.json$/,
    /^manifest\.json$/,
    /^manifest\.jws$/,
  ])
    assert.ok(
      [...zip.entries.keys()].some((path) => part.test(path)),
      `${part.source} in ${[...zip.entries.keys()].join(', ')}`,
    )
  assert.equal(attachment(zip, /Scan.*\.pdf$/).sha256, createHash('sha256').update(scan).digest('hex'))
  const calls = attachment(zip, /calls\.wav$/)
  assert.equal(calls.sizeBytes, largeBytes)
  assert.equal(calls.sha256, await sha256Of(seededBytes('second', 0, largeBytes)))
})

const attachment = ({ entries }: ReadZip, name: RegExp) =>
  [...entries.values()].find(({ path }) => path.startsWith('attachments/') && name.test(path)) ??
  assert.fail(`no attachment ${name.source}`)

test('anyone can verify the package with the keys that the company publishes', async () => {
  const file = join(downloads, 'keys.json')
  writeFileSync(file, (await anyone.get('companies/demo/keys')).text)
  const verify = (zip: string) =>
    promisify(execFile)(process.execPath, ['tools/verify-package.ts', zip, '--key', file])

  const { stdout } = await verify(join(downloads, 'access.zip'))
  assert.match(stdout, /GENUINE/)
  assert.doesNotMatch(stdout, /NOT GENUINE|FAIL/)

  const changed = readFileSync(join(downloads, 'access.zip'))
  changed[Math.floor(changed.length / 2)] = (changed[Math.floor(changed.length / 2)] ?? 0) ^ 1
  writeFileSync(join(downloads, 'changed.zip'), changed)
  await assert.rejects(verify(join(downloads, 'changed.zip')), /NOT GENUINE|Command failed/)
})

test('what goes along to another company is only what Art. 20 covers', async () => {
  const file = join(downloads, 'portability.zip')
  await save(person(), `deliveries/${delivery('portability').id}/content`, file)
  const zip = await readZip(file)
  const all = [...zip.entries.keys()].filter((path) => path.startsWith('data/')).map((path) => zip.text(path))

  assert.match(all.join('\n'), /K-104711|Anna Eksempel/)
  // Concluded by the company, or told by others: a diagnosis, a decision, a risk.
  assert.doesNotMatch(all.join('\n'), /S52\.5|Dækket under tyveri|Nedsat bevægelighed/)
  assert.ok(![...zip.entries.keys()].some((path) => path.startsWith('information/')))
})

test('32 days later the delivery and all that it was made of are gone', async () => {
  const admin = await staff('admin')
  known.head = (await admin.get<AuditHead>('companies/demo/audit/head')).body
  const link = linkIn(await local.newMail(asked().email, { about: /is ready/ }))
  assert.ok((await stored.blobs()).length > 0)
  assert.ok((await stored.shares()).length > 0)

  await story.advance('P33D')

  const gone = await redeemedByNewMail()
  const content = await gone.get(`deliveries/${delivery('access').id}/content`)
  assert.equal(content.status, 410)
  assert.equal(content.body.code, 'deliveryPurged')
  assert.equal((await anyone.get(`deliveries/${delivery('access').id}/content`)).status, 401)
  assert.equal((await anyone.post('links/redeem', { token: link.token })).status, 410)

  const kept = (await instance.mails(asked().email)).map(({ subject }) => subject)
  assert.ok(kept.length > 0)
  assert.ok(!kept.some((subject) => /is ready/.test(subject)), 'what told of the answer went with it')

  const seen = await gone.get<RequestView>(request())
  assert.equal(seen.body.status, 'closed')
  assert.ok(seen.body.deliveries.every(({ state }) => state === 'purged'))
  assert.deepEqual(await stored.blobs(), [])
  assert.deepEqual(await stored.shares(), [])
  assert.deepEqual(await local.orchestrations(), [])
  const letters = await gone.get<{ value: unknown[]; certificate?: { signature: string } }>(
    request('/letters'),
  )
  assert.deepEqual(letters.body.value, [])
  assert.match(letters.body.certificate?.signature ?? '', /^[\w-]+\.[\w-]+\.[\w-]+$/)
})

/** The mail that tells of the purge still opens what is left. */
const redeemedByNewMail = async (): Promise<Client> =>
  redeemed(instance.url, linkIn(await local.newMail(asked().email, { about: /destroyed/ })).token)

test('what was done stays on record: each step, without a word of what it was about', async () => {
  const lines = await auditLines()
  const events = lines.map(({ entry }) => entry?.event)
  for (const event of [
    ...['requestReceived', 'requestVerified', 'requestAssigned', 'dataEntered', 'fileAdded', 'sourceMarked'],
    ...['requestSealed', 'sealVoided', 'sealRead', 'sealApproved', 'deliveryReleased', 'deliveryOpened'],
    'contentPurged',
  ])
    assert.ok(events.includes(event), event)
  assert.doesNotMatch(JSON.stringify(lines), /anna|K-104711|calls\.wav|Scan/i)
})

async function auditLines(): Promise<readonly AuditLine[]> {
  const page = await (
    await staff('admin')
  ).get<{ value: readonly AuditLine[] }>(`companies/demo/audit?requestId=${asked().requestId}`)
  assert.equal(page.status, 200, page.text)
  return page.body.value
}

test('another 60 days later the detail is gone, and what remains still verifies', async () => {
  await story.advance('P60D')

  assert.deepEqual(await instance.mails(asked().email), [])

  const admin = await staff('admin')
  const lines = await auditLines()
  const head = (await admin.get<AuditHead>('companies/demo/audit/head')).body
  assert.ok(lines.length > 20)
  assert.ok(lines.every(({ entry }) => entry === undefined))
  const root = fromHex(head.rootHash)
  for (const { index, leafHash: leaf } of lines) {
    const proof = await admin.get<{ path: string[]; treeSize: number; leafHash: string }>(
      `companies/demo/audit/proof?entry=${index}`,
    )
    assert.equal(proof.body.leafHash, leaf)
    const claim = { leaf: fromHex(leaf), index, size: proof.body.treeSize, root }
    assert.ok(verifyInclusion(sha256, { ...claim, proof: proof.body.path.map(fromHex) }), `entry ${index}`)
  }

  const before = known.head ?? assert.fail('no head was kept')
  const grown = await admin.get<{ path: string[] }>(
    `companies/demo/audit/consistency?from=${before.treeSize}&to=${head.treeSize}`,
  )
  assert.ok(
    verifyConsistency(sha256, {
      firstSize: before.treeSize,
      firstRoot: fromHex(before.rootHash),
      secondSize: head.treeSize,
      secondRoot: root,
      proof: grown.body.path.map(fromHex),
    }),
  )
})

test('the log says what happened to which request, and nothing about whom', () => {
  assert.doesNotMatch(instance.output(), /anna|K-104711|recordings|calls\.wav|eyJhbGci|mail\.example/i)
})
