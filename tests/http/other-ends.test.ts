// The ends of a request that is not simply answered, by the calls of api.md alone.
import assert from 'node:assert/strict'
import { after, test } from 'node:test'

import { linkIn, redeemed } from '../support/api-client.ts'
import type { RequestView } from '../support/api-client.ts'
import { runInstance } from '../support/running-instance.ts'
import { tellStory } from './support/story.ts'
import type { Asked } from './support/story.ts'

const story = tellStory((await runInstance({ after })).url)
const { local, anyone, staff } = story

const dayMs = 86_400_000
const daysBetween = (from: string, to: string): number =>
  Math.round((new Date(to).getTime() - new Date(from).getTime()) / dayMs)
const inDays = async (days: number): Promise<string> =>
  new Date(new Date(await local.now()).getTime() + days * dayMs).toISOString()

type LetterBox = {
  readonly value: readonly { readonly letter: unknown }[]
  readonly certificate?: { readonly keysDestroyed: number }
}

async function letterText(asked: Asked, about: RegExp): Promise<string> {
  const person = await story.personOf(asked, about)
  const box = await person.get<LetterBox>(`requests/${asked.requestId}/letters`)
  assert.equal(box.status, 200, box.text)
  return JSON.stringify(box.body.value.at(-1)?.letter)
}

test('inside the first month it can be extended once, by a letter that says why and how to complain', async () => {
  const asked = await story.collecting({ language: 'en' })
  const before = await story.view(asked.requestId)
  const wish = { months: 2, reasonCode: 'complexity', reason: 'Eleven years of claims in three archives.' }
  const path = `requests/${asked.requestId}/extension`

  assert.equal((await (await staff('user')).post(path, wish)).status, 403)
  const unknown = await (await staff('manager')).post(path, { ...wish, reasonCode: 'holidays' })
  assert.equal(unknown.status, 400)
  const extended = await (await staff('manager')).post(path, wish)

  assert.equal(extended.status, 200, extended.text)
  const seen = await story.view(asked.requestId)
  const further = daysBetween(before.statutoryDue, seen.extendedDue ?? '')
  assert.ok(further >= 55 && further <= 65, `${further} further days`)
  assert.equal(seen.statutoryDue, before.statutoryDue)
  assert.ok(seen.dueProof.length > before.dueProof.length)
  const letter = await letterText(asked, /new date/)
  assert.match(letter, /Eleven years of claims/)
  assert.match(letter, /Datatilsynet/)
  const again = await (await staff('manager')).post(path, wish)
  assert.deepEqual([again.status, again.body.code], [409, 'alreadyExtended'])
})

test('the proof of the dates is told in the language of whoever reads it, or else in that of the request', async () => {
  const { requestId } = await story.collecting()
  const user = await staff('user')
  const told = async (accepted: string) => {
    const seen = await user.get<RequestView>(`requests/${requestId}`, {
      headers: { 'accept-language': accepted },
    })
    assert.equal(seen.headers.get('vary'), 'Accept-Language')
    return { language: seen.headers.get('content-language'), proof: seen.body.dueProof.join('\n') }
  }

  const danish = await told('da-DK, en;q=0.5')
  const english = await told('de, en;q=0.7, da;q=0.2')
  const unsaid = await told('de')

  assert.equal(danish.language, 'da')
  assert.match(danish.proof, /modtaget/i)
  assert.equal(english.language, 'en')
  assert.match(english.proof, /received/i)
  assert.deepEqual(unsaid, english)
})

test('while the clock waits for the person the dates wait too, and move by exactly those days', async () => {
  const asked = await story.collecting()
  const path = `requests/${asked.requestId}`
  const before = await story.view(asked.requestId)
  const manager = await staff('manager')
  const wish = { reasonCode: 'identityInformation', reason: 'Which of two customers are you?' }

  const late = await manager.post(`${path}/pause`, { ...wish, until: await inDays(90) })
  assert.deepEqual([late.status, late.body.code], [400, 'pauseEndInvalid'])
  assert.equal(late.body.errors?.[0]?.pointer, '/until')
  const paused = await manager.post(`${path}/pause`, { ...wish, until: await inDays(12) })
  assert.equal(paused.status, 200, paused.text)
  assert.equal((await story.view(asked.requestId)).paused, true)
  assert.match(await letterText(asked, /need an answer/), /Which of two customers/)
  const twice = await manager.post(`${path}/pause`, { ...wish, until: await inDays(12) })
  assert.deepEqual([twice.status, twice.body.code], [409, 'alreadyPaused'])

  await story.advance('P5D')
  const resumed = await (await staff('user')).post(`${path}/resume`)

  assert.equal(resumed.status, 200, resumed.text)
  const seen = await story.view(asked.requestId)
  assert.equal(seen.paused, false)
  assert.equal(daysBetween(before.internalDue, seen.internalDue), 5)
  assert.ok(daysBetween(before.statutoryDue, seen.statutoryDue) >= 5 - 2)
  assert.match(seen.dueProof.join('\n'), /5 days/)
  const nothing = await (await staff('manager')).post(`${path}/resume`)
  assert.deepEqual([nothing.status, nothing.body.code], [409, 'notPaused'])
})

test('the answer of the person ends the pause by itself', async () => {
  const asked = await story.collecting()
  const path = `requests/${asked.requestId}`
  const pause = {
    reasonCode: 'specification',
    reason: 'All claims, or those since 2020?',
    until: await inDays(9),
  }
  assert.equal((await (await staff('manager')).post(`${path}/pause`, pause)).status, 200)

  const person = await story.personOf(asked, /need an answer/)
  const written = await person.post(`${path}/messages`, { text: 'Those since 2020.' })

  assert.equal(written.status, 201, written.text)
  assert.equal((await story.view(asked.requestId)).paused, false)
  const told = await local.newMail('user@demo.example', { about: /has written/ })
  assert.doesNotMatch(told.text, /2020/)
  const messages = await (await staff('user')).get<{ value: readonly { text: string }[] }>(`${path}/messages`)
  assert.deepEqual(
    messages.body.value.map(({ text }) => text),
    ['Those since 2020.'],
  )
})

test('a person takes their request back at once, and nobody goes on with it', async () => {
  const asked = await story.ready()
  const person = await story.personOf(asked, /received your request/)

  const withdrawn = await person.post(`requests/${asked.requestId}/withdrawal`)
  const again = await person.post(`requests/${asked.requestId}/withdrawal`)

  assert.equal(withdrawn.status, 200, withdrawn.text)
  assert.equal(again.status, 200)
  assert.equal((await story.view(asked.requestId)).status, 'withdrawn')
  assert.equal((await (await staff('user')).post(`requests/${asked.requestId}/seal`)).status, 409)
  assert.ok(
    [403, 409].includes((await (await staff('user')).put(`requests/${asked.requestId}/data/retail`)).status),
  )
  await local.newMail(asked.email, { about: /withdrawn/ })
  ended.push(asked)
})

/** What has ended, to be looked at again 32 days later. */
const ended: Asked[] = []

type Item = { readonly itemId: string; readonly manifestSha256: string }

test('a refusal has its ground, its facts and a second person, and its letter says how to complain', async () => {
  const asked = await story.collecting({ language: 'en' })
  const path = `requests/${asked.requestId}/refusal`
  const user = await staff('user')
  const facts = 'The same request was answered in full two weeks ago.'

  const noGround = await user.post(path, { groundCode: 'notInTheMood', facts })
  assert.deepEqual([noGround.status, noGround.body.code], [400, 'groundUnknown'])
  assert.equal(noGround.body.errors?.[0]?.pointer, '/groundCode')
  assert.equal((await user.post(path, { groundCode: 'manifestlyExcessive', facts: '' })).status, 400)
  const item = await user.post<Item>(path, { groundCode: 'manifestlyExcessive', facts })
  assert.equal(item.status, 201, item.text)
  const decide = { manifestSha256: item.body.manifestSha256, decision: 'approve' }

  const own = await user.post(`approvals/${item.body.itemId}`, decide)
  assert.deepEqual([own.status, own.body.code], [403, 'fourEyes'])
  const approver = await staff('approver')
  const other = await approver.post(`approvals/${item.body.itemId}`, {
    ...decide,
    manifestSha256: 'f'.repeat(64),
  })
  assert.deepEqual([other.status, other.body.code], [409, 'sealChanged'])
  assert.equal((await story.view(asked.requestId)).status, 'collecting')

  const decided = await approver.post(`approvals/${item.body.itemId}`, decide)

  assert.equal(decided.status, 200, decided.text)
  assert.equal((await story.view(asked.requestId)).status, 'refused')
  const letter = await letterText(asked, /decision/)
  for (const part of [/answered in full two weeks ago/, /12\(5\)/, /Datatilsynet/, /court/i])
    assert.match(letter, part)
  const settled = await approver.post(`approvals/${item.body.itemId}`, decide)
  assert.ok([404, 409].includes(settled.status), settled.text)
  ended.push(asked)
})

test('an approval is returned with its reason, and what is sealed anew is approved anew', async () => {
  const asked = await story.ready()
  const path = `requests/${asked.requestId}`
  const first = await story.seal(asked.requestId)
  const approver = await staff('approver')
  const back = { manifestSha256: first.manifestSha256, decision: 'return' }

  const silent = await approver.post(`${path}/approvals`, back)
  assert.deepEqual([silent.status, silent.body.code], [400, 'commentMissing'])
  assert.equal(silent.body.errors?.[0]?.pointer, '/comment')
  const returned = await approver.post(`${path}/approvals`, { ...back, comment: 'The web shop has orders.' })
  assert.equal(returned.status, 200, returned.text)
  assert.equal((await story.view(asked.requestId)).status, 'collecting')

  await local.newMail('user@demo.example', { about: /returned/ })
  const messages = await (await staff('user')).get<{ value: readonly { text: string }[] }>(`${path}/messages`)
  assert.match(JSON.stringify(messages.body.value), /The web shop has orders/)
  const person = await story.personOf(asked, /received your request/)
  assert.doesNotMatch((await person.get(`${path}/messages`)).text, /web shop/)

  await story.fill(asked.requestId, 'retail')
  const second = await story.seal(asked.requestId)
  assert.notEqual(second.manifestSha256, first.manifestSha256)
  const old = await (await staff('approver')).post(`${path}/approvals`, { ...back, decision: 'approve' })
  assert.deepEqual([old.status, old.body.code], [409, 'sealChanged'])
  await story.approve(asked.requestId, second)
  assert.equal((await story.reached(asked.requestId, 'delivered')).status, 'delivered')
})

test('nothing is sealed before every source has ended', async () => {
  const asked = await story.collecting()
  await story.fill(asked.requestId, 'insurance')

  const early = await (await staff('user')).post(`requests/${asked.requestId}/seal`)

  assert.deepEqual([early.status, early.body.code], [409, 'sourcesOpen'])
})

test('where the mailbox is not enough, nothing is sealed before identity is on record', async () => {
  const settings = 'companies/demo/settings'
  const stranger = await (await staff('user')).put(settings, { identityLevel: 'onFile' })
  assert.equal(stranger.status, 403)
  assert.equal((await (await staff('admin')).put(settings, { identityLevel: 'onFile' })).status, 200)
  const asked = await story.ready()
  const path = `requests/${asked.requestId}`
  const user = await staff('user')

  const early = await user.post(`${path}/seal`)
  assert.deepEqual([early.status, early.body.code], [409, 'identityNotEstablished'])
  const weak = await user.put(`${path}/identity`, {
    method: 'mailboxLink',
    level: 'onFile',
    evidence: 'the link',
  })
  assert.deepEqual([weak.status, weak.body.code], [400, 'identityTooWeak'])
  const record = { method: 'contactOnFile', level: 'onFile', evidence: 'Same address as on policy K-104711.' }
  const established = await user.put(`${path}/identity`, record)

  assert.equal(established.status, 200, established.text)
  assert.deepEqual((await story.view(asked.requestId)).identity.state, 'established')
  assert.doesNotMatch((await (await staff('manager')).get(path)).text, /K-104711/)
  assert.equal((await user.post(`${path}/seal`)).status, 201)
  assert.equal((await (await staff('admin')).put(settings, { identityLevel: 'mailbox' })).status, 200)
})

test('what comes by phone, letter or in person counts from the day it came', async () => {
  const user = await staff('user')
  const register = (body: object) =>
    user.post<{ requestId: string; status: string }>('companies/demo/requests/registered', body)
  const rights = ['access']
  const receivedAt = await inDays(-4)

  const future = await register({
    rights,
    channel: 'phone',
    email: 'by@mail.example',
    receivedAt: await inDays(1),
  })
  assert.deepEqual([future.status, future.body.code], [400, 'receivedInFuture'])
  const silent = await register({ rights, channel: 'letter', postalAddress: 'Eksempelvej 1', receivedAt })
  assert.deepEqual([silent.status, silent.body.code], [400, 'backdatingReasonMissing'])
  const twoWays = await register({ rights, channel: 'phone', email: 'by@mail.example', inPerson: true })
  assert.equal(twoWays.status, 400)

  const phoned = await register({ rights, channel: 'phone', email: 'by@mail.example' })
  const backdatingReason = 'The letter lay in the other office.'
  const letter = await register({
    rights,
    channel: 'letter',
    postalAddress: 'Eksempelvej 1',
    receivedAt,
    backdatingReason,
  })
  const counter = await register({ rights, channel: 'inPerson', inPerson: true })

  for (const one of [phoned, letter, counter]) assert.deepEqual([one.status, one.body.status], [201, 'open'])
  await local.newMail('by@mail.example', { about: /received your request/ })
  const seen = await story.view(letter.body.requestId)
  assert.equal(new Date(seen.receivedAt).getTime(), new Date(receivedAt).getTime())
  const days = daysBetween(receivedAt, seen.internalDue)
  assert.ok(days >= 28 && days <= 31, `${days} days`)
  assert.equal(seen.channel, 'letter')
})

const waiting: { never?: Asked; unassigned?: Asked; assigned?: Asked; since?: string } = {}
const never = (): Asked => waiting.never ?? assert.fail('no request waits')

test('who never verifies is reminded twice; the newest link is the one that counts', async () => {
  waiting.never = await story.ask()
  waiting.unassigned = await story.ask()
  await story.verify(waiting.unassigned)
  waiting.assigned = await story.collecting()
  waiting.since = await local.now()
  const queue = await (await staff('manager')).get<{ value: readonly { id: string }[] }>('requests?limit=200')
  assert.ok(
    !queue.body.value.some(({ id }) => id === never().requestId),
    'an unverified request is in no queue',
  )

  await story.advance('P4D')
  const first = await local.newMail(never().email, { about: /waits for your confirmation/ })
  await story.advance('P7D')
  await local.newMail(never().email, { about: /waits for your confirmation/, known: [first] })

  for (const old of [never().mail, first]) {
    const tried = await anyone.post('links/redeem', { token: linkIn(old).token })
    assert.deepEqual([tried.status, tried.body.code], [410, 'linkVoid'])
  }
})

test('whoever works on it is reminded at half of the time, and nobody is told too often', async () => {
  await story.advance('P7D')

  const reminders = await mailsAbout('user@demo.example', waiting.assigned, /due soon/)
  const escalations = await mailsAbout('manager@demo.example', waiting.unassigned, /due soon|time limit/)

  assert.equal(reminders.length, 1)
  assert.equal(escalations.length, 1, 'nobody assigned means that the managers are told')
})

async function mailsAbout(to: string, asked: Asked | undefined, subject: RegExp) {
  const mails = await local.mails(to)
  return mails.filter((mail) => subject.test(mail.subject) && mail.text.includes(asked?.reference ?? '-'))
}

test('who never verified gets a letter before the month is over, and can still take it up again', async () => {
  await story.advance('P11D')

  const mail = await local.newMail(never().email, { about: /has ended/ })
  assert.equal((await story.view(never().requestId)).status, 'expired')

  const person = await redeemed(story.url, linkIn(mail).token)
  const own = await person.get<RequestView>(`requests/${never().requestId}`)
  assert.equal(own.body.status, 'open')
  assert.ok(daysBetween(own.body.receivedAt, await local.now()) >= 28, 'received when it was received')
  assert.match(
    JSON.stringify((await person.get<LetterBox>(`requests/${never().requestId}/letters`)).body.value),
    /Datatilsynet/,
  )
})

test('thirty days without an answer: reminders, escalation, and the overdue mark', async () => {
  await story.advance('P8D')

  const { assigned, unassigned } = waiting
  for (const one of [assigned, unassigned]) {
    const seen = await story.view(one?.requestId ?? '')
    assert.equal(seen.overdue, true)
    assert.ok((await mailsAbout('manager@demo.example', one, /time limit/)).length >= 1, 'escalated')
    assert.ok(
      (await mailsAbout('manager@demo.example', one, /overdue/)).length >= 1,
      'told that it is overdue',
    )
  }
  assert.ok((await mailsAbout('user@demo.example', assigned, /overdue/)).length >= 1)
})

test('after the first month it is too late for an extension', async () => {
  const late = await (
    await staff('manager')
  ).post(`requests/${waiting.assigned?.requestId}/extension`, {
    months: 1,
    reasonCode: 'numberOfRequests',
    reason: 'Too many at once.',
  })

  assert.deepEqual([late.status, late.body.code], [409, 'extensionTooLate'])
})

test('32 days after a refusal or a withdrawal nothing of it is left but its certificate', async () => {
  assert.equal(ended.length, 2)
  for (const asked of ended) {
    assert.equal((await story.view(asked.requestId)).status, 'closed')
    const person = await story.personOf(asked, /destroyed/)
    const box = await person.get<LetterBox>(`requests/${asked.requestId}/letters`)
    assert.deepEqual(box.body.value, [])
    assert.ok((box.body.certificate?.keysDestroyed ?? 0) >= 1)
    assert.equal((await person.get(`requests/${asked.requestId}/messages`)).status, 410)
  }
})

test('as long as it is overdue, it is said every week', async () => {
  const { assigned } = waiting
  const before = (await mailsAbout('manager@demo.example', assigned, /overdue/)).length

  await story.advance('P14D')

  const weekly = (await mailsAbout('manager@demo.example', assigned, /overdue/)).length - before
  assert.equal(weekly, 2)
  const queue = await (
    await staff('manager')
  ).get<{ value: readonly { id: string; overdue: boolean }[] }>(
    `requests?dueBefore=${encodeURIComponent(await local.now())}`,
  )
  assert.equal(queue.body.value.find(({ id }) => id === assigned?.requestId)?.overdue, true)
})
