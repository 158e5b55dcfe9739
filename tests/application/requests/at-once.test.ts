import { test } from 'node:test'
import assert from 'node:assert/strict'

import type { RequestWish } from '../../../shared/application/intake/new-request.ts'
import { must, openOffice, refusal, type Office } from '../../support/application.ts'
import { mailsTo, mailTo, tokenTo } from '../../support/mailbox.ts'
import { aRequest, goingOn, personEmail, type MadeRequest } from '../../support/request-stages.ts'

type Asked = Pick<RequestWish, 'rights' | 'objectionPurpose' | 'language'>

const consent: Asked = { rights: ['consentWithdrawal'] }
const marketing: Asked = { rights: ['objection'], objectionPurpose: 'directMarketing' }
const several: Asked = {
  rights: ['access', 'objection', 'consentWithdrawal'],
  ...{ objectionPurpose: 'directMarketing' },
}

const eventsOf = async (office: Office, { companyId, requestId }: MadeRequest) => {
  const key = [companyId, requestId]
  const found = await office.ports.documents.query({
    container: 'requests',
    key,
    idPrefix: 'audit:',
    limit: 99,
  })
  return found.items.map(({ value }) => (value as unknown as { readonly event: string }).event)
}

const lettersOf = async (office: Office, { person, requestId }: MadeRequest) =>
  must(await office.app.readLetters({ actor: person, requestId })).letters.map(({ letter }) => letter)

for (const [what, asked] of Object.entries({
  'a withdrawn consent': consent,
  'an objection to advertising': marketing,
}))
  test(`${what} is answered the moment its link is used: no assignment, no package, no second person`, async (t) => {
    const office = await openOffice(t)
    const request = await aRequest(office, asked).made()
    assert.equal((await office.stateOf(request)).rights[0]?.status, 'waiting')
    office.clock.pass({ hours: 5 })

    await goingOn(office, request).verified().made()

    const state = await office.stateOf(request)
    const at = office.clock.now().toISOString()
    assert.equal(state.status, 'delivered')
    assert.deepEqual(state.ended, { how: 'delivered', at })
    assert.partialDeepStrictEqual(state.rights[0], {
      status: 'answered',
      outcome: 'fulfilled',
      answeredAt: at,
    })
    assert.deepEqual(
      [state.seal, state.deliveries, state.instances, state.wakeBy],
      [undefined, [], [], undefined],
    )
    assert.deepEqual(office.commands, [])
    assert.ok((await eventsOf(office, request)).includes('rightAnsweredAtOnce'))
  })

test('the person gets a letter with all its parts, and a mail that only points at it', async (t) => {
  const office = await openOffice(t)
  const request = await aRequest(office, consent).verified().made()

  const letters = await lettersOf(office, request)
  const { text } = mailTo(office, personEmail)

  assert.deepEqual(
    letters.map(({ kind }) => kind),
    ['atOnce'],
  )
  assert.match(JSON.stringify(letters), /Article 7\(3\).*Article 77.*Article 79/)
  assert.match(text, /letter behind the link/)
  assert.doesNotMatch(text, /consent|Article|7\(3\)/i)
  const opened = must(await office.app.redeemLink({ token: tokenTo(office, personEmail), use: 'program' }))
  assert.equal(opened.purpose, 'openRequest')
})

test('the letter is in the language that the person chose', async (t) => {
  const office = await openOffice(t)
  const request = await aRequest(office, { ...marketing, language: 'da' })
    .verified()
    .made()

  assert.match(
    JSON.stringify(await lettersOf(office, request)),
    /indsigelse mod direkte markedsføring gælder/,
  )
  assert.match(mailTo(office, personEmail).subject, /besvaret/)
})

test('in a request with several rights the others go on, and one mail points at both letters', async (t) => {
  const office = await openOffice(t)
  const request = await aRequest(office, several).verified().made()

  const state = await office.stateOf(request)
  assert.equal(state.status, 'open')
  assert.deepEqual(
    state.rights.map(({ status }) => status),
    ['waiting', 'answered', 'answered'],
  )
  assert.equal(state.instances[0]?.name, 'requestLifecycle')
  const letters = await lettersOf(office, request)
  assert.deepEqual(letters.map(({ kind }) => kind).toSorted(), ['acknowledgement', 'atOnce'])
  assert.match(
    JSON.stringify(letters.find(({ kind }) => kind === 'atOnce')),
    /The rest of your request goes on/,
  )
  assert.doesNotMatch(JSON.stringify(letters.find(({ kind }) => kind === 'acknowledgement')), /consent/)
  assert.equal(mailsTo(office, personEmail).length, 2)
  must(await office.app.redeemLink({ token: tokenTo(office, personEmail), use: 'program' }))

  const going = goingOn(office, request).assignedTo('user').filled().sealed().approved()
  await going.delivered().made()
  const delivered = await office.stateOf(request)
  assert.equal(delivered.status, 'delivered')
  assert.deepEqual(
    delivered.deliveries.map(({ right }) => right),
    ['access'],
  )
  assert.equal(delivered.rights[1]?.answeredAt, state.rights[1]?.answeredAt)
})

test('an objection to anything else is weighed and answered as before', async (t) => {
  const office = await openOffice(t)
  for (const asked of [
    { rights: ['objection'] },
    { rights: ['objection'], objectionPurpose: 'other' },
  ] as const) {
    const request = await aRequest(office, asked).verified().made()

    const state = await office.stateOf(request)
    assert.equal(state.status, 'open')
    assert.deepEqual(state.rights, [{ right: 'objection', status: 'waiting' }])
  }
})

test('the purpose of an objection without an objection is refused', async (t) => {
  const office = await openOffice(t)
  const wish = {
    rights: ['access'],
    objectionPurpose: 'directMarketing',
    personal: { email: personEmail },
  } as const

  assert.equal(refusal(await office.app.createRequest({ companyId: 'demo', wish })), 'objectionNotAsked')
})

test('the managers are told that something must stop, and of nothing else', async (t) => {
  const office = await openOffice(t)
  const { reference } = await aRequest(office, consent).verified().made()

  for (const name of ['manager', 'deputy']) {
    const { subject, text } = mailTo(office, `${name}@demo.example`)
    assert.match(subject, /must stop now/)
    assert.ok(text.includes(reference))
    assert.doesNotMatch(text, /consent|anna/i)
  }
  assert.deepEqual(mailsTo(office, 'user@demo.example'), [])
})

test('a manager reads what must stop, since when and for whom, and the person’s words only until it is confirmed', async (t) => {
  const office = await openOffice(t)
  const request = await aRequest(office, { ...several, message: 'The newsletter.' })
    .verified()
    .made()
  const asked = { actor: office.as('manager'), requestId: request.requestId }
  const since = office.clock.now().toISOString()

  assert.deepEqual(must(await office.app.readStops(asked)), {
    stops: [
      { right: 'objection', purpose: 'directMarketing', since },
      { right: 'consentWithdrawal', since },
    ],
    person: { email: personEmail, message: 'The newsletter.' },
  })
  assert.ok((await eventsOf(office, request)).includes('contentRead'))
  must(await office.app.confirmStop({ ...asked, right: 'objection' }))
  assert.ok(must(await office.app.readStops(asked)).person)
  must(await office.app.confirmStop({ ...asked, right: 'consentWithdrawal' }))

  const after = must(await office.app.readStops(asked))
  assert.equal(after.person, undefined)
  assert.deepEqual(
    after.stops.map(({ carriedOutAt }) => carriedOutAt),
    [since, since],
  )
})

test('that it was carried out is confirmed once, by whom and when, and is in the audit', async (t) => {
  const office = await openOffice(t)
  const request = await aRequest(office, consent).verified().made()
  const asked = { requestId: request.requestId, right: 'consentWithdrawal' }
  const first = must(await office.app.confirmStop({ ...asked, actor: office.as('manager') }))
  office.clock.pass({ hours: 1 })

  const again = must(await office.app.confirmStop({ ...asked, actor: office.as('deputy') }))

  assert.deepEqual(again, first)
  const [track] = (await office.stateOf(request)).rights
  assert.deepEqual(track?.carriedOut, { by: 'manager', at: first.carriedOutAt })
  const events = await eventsOf(office, request)
  assert.equal(events.filter((event) => event === 'stopCarriedOut').length, 1)
})

test('only whom it concerns reads or confirms it, and only where something took effect', async (t) => {
  const office = await openOffice(t)
  const { requestId, person } = await aRequest(office, consent).verified().made()
  const plain = await aRequest(office).verified().made()
  const right = 'consentWithdrawal'

  const answers = await Promise.all(
    [office.as('user'), office.as('officer'), office.elsewhere('manager'), person].map(async (actor) => [
      refusal(await office.app.readStops({ actor, requestId })),
      refusal(await office.app.confirmStop({ actor, requestId, right })),
    ]),
  )
  assert.deepEqual(answers, [
    ['notFound', 'notFound'],
    ['forbidden', 'forbidden'],
    ['notFound', 'notFound'],
    ['forbidden', 'forbidden'],
  ])
  const actor = office.as('manager')
  for (const asked of ['access', 'erasure', 'nothing'])
    assert.equal(
      refusal(await office.app.confirmStop({ actor, requestId: plain.requestId, right: asked })),
      'nothingToStop',
    )
  assert.deepEqual(must(await office.app.readStops({ actor, requestId: plain.requestId })), { stops: [] })
  const stale = { actor, requestId, right, expected: 'another' }
  assert.equal(refusal(await office.app.confirmStop(stale)), 'versionConflict')
})

test('the person sees that it is answered and since when, and not who of the company carried it out', async (t) => {
  const office = await openOffice(t)
  const { requestId, person } = await aRequest(office, consent).verified().made()
  must(await office.app.confirmStop({ actor: office.as('manager'), requestId, right: 'consentWithdrawal' }))

  const { view } = must(await office.app.viewRequest({ actor: person, requestId }))

  const answeredAt = office.clock.now().toISOString()
  const answered = { right: 'consentWithdrawal', status: 'answered', outcome: 'fulfilled', answeredAt }
  assert.deepEqual(view.rights, [answered])
})

test('who registers it for a person on paper sets it in force at once, and its letter is written', async (t) => {
  const office = await openOffice(t)
  const wish = { ...marketing, personal: { postalAddress: 'Prøvegade 2, 5000 Odense' } }

  const registered = must(
    await office.app.registerRequest({
      actor: office.as('user'),
      companyId: 'demo',
      wish,
      channel: 'letter',
    }),
  )
  await office.pump()

  const { requestId } = registered
  assert.equal(registered.status, 'delivered')
  const person = { kind: 'requester', sessionId: 's', companyId: 'demo', requestId } as const
  const { letters } = must(await office.app.readLetters({ actor: person, requestId }))
  assert.deepEqual(
    letters.map(({ letter }) => letter.kind),
    ['atOnce'],
  )
})

test('a link that is used late, after the request expired, still puts it in force', async (t) => {
  const office = await openOffice(t)
  const request = await aRequest(office, marketing).made()
  for (let day = 0; day < 31; day++) {
    office.clock.pass({ days: 1 })
    await office.app.sweepUnverified(10)
    await office.pump()
  }
  assert.equal((await office.stateOf(request)).status, 'expired')

  await goingOn(office, request).verified().made()

  const state = await office.stateOf(request)
  assert.equal(state.status, 'delivered')
  assert.partialDeepStrictEqual(state.rights, [{ status: 'answered', purpose: 'directMarketing' }])
})

test('refusing what is left of it needs a second person, and leaves it answered', async (t) => {
  const office = await openOffice(t)
  const request = await aRequest(office, several).verified().assignedTo('user').made()
  const { requestId } = request
  const wish = { groundCode: 'manifestlyExcessive', facts: 'Seven times in two weeks.' }
  const actor = office.as('user')
  const again = await office.app.proposeRefusal({ ...wish, actor, requestId, right: 'consentWithdrawal' })
  assert.equal(refusal(again), 'transitionNotAllowed')
  const item = must(await office.app.proposeRefusal({ ...wish, actor, requestId }))
  const decision = { requestId, ...item, decision: 'approve' } as const
  assert.equal(refusal(await office.app.decideItem({ actor, ...decision })), 'fourEyes')

  const decided = must(await office.app.decideItem({ actor: office.as('manager'), ...decision }))

  assert.equal(decided.status, 'delivered')
  const { rights, ended } = await office.stateOf(request)
  assert.deepEqual(
    rights.map(({ outcome }) => outcome),
    ['refused', 'fulfilled', 'fulfilled'],
  )
  assert.equal(ended?.how, 'delivered')
})

test('taking the request back ends the rest of it; what took effect stays in force', async (t) => {
  const office = await openOffice(t)
  const request = await aRequest(office, several).verified().made()
  const { requestId, person } = request

  must(await office.app.withdrawRequest({ actor: person, requestId }))

  const { rights } = await office.stateOf(request)
  assert.deepEqual(
    rights.map(({ outcome }) => outcome),
    ['withdrawn', 'fulfilled', 'fulfilled'],
  )
  must(await office.app.confirmStop({ actor: office.as('manager'), requestId, right: 'objection' }))
})

test('the link used twice puts it in force once', async (t) => {
  const office = await openOffice(t)
  const request = await aRequest(office, consent).made()
  const token = tokenTo(office, personEmail)

  const both = await Promise.all([1, 2].map(() => office.app.redeemLink({ token, use: 'program' })))
  await office.pump()

  assert.deepEqual(both.map((one) => (one.ok ? 'opened' : one.error.code)).toSorted(), ['linkUsed', 'opened'])
  const answered = (await eventsOf(office, request)).filter((event) => event === 'rightAnsweredAtOnce')
  assert.equal(answered.length, 1)
  assert.equal((await lettersOf(office, request)).length, 1)
})

test('thirty-two days later it is purged like every ending, with a certificate, and nobody can be named any more', async (t) => {
  const office = await openOffice(t)
  const request = await aRequest(office, consent).verified().made()
  const asked = { actor: office.as('manager'), requestId: request.requestId }
  office.clock.pass({ days: 31, hours: 23 })
  assert.equal(await office.app.purgeContent(100), 0)
  await office.ports.shares.destroy((await office.stateOf(request)).key.keyId)
  assert.equal(refusal(await office.app.readStops(asked)), 'contentGone')
  office.clock.pass({ hours: 1 })

  assert.equal(await office.app.purgeContent(100), 1)

  assert.equal((await office.stateOf(request)).status, 'closed')
  const box = must(await office.app.readLetters({ actor: request.person, requestId: request.requestId }))
  assert.equal(box.certificate?.keysDestroyed, 1)
  assert.equal(refusal(await office.app.readStops(asked)), 'contentGone')
})

test('what does not exist has nothing that must stop', async (t) => {
  const office = await openOffice(t)
  const asked = { actor: office.as('manager'), requestId: 'nothing' }

  assert.equal(refusal(await office.app.readStops(asked)), 'notFound')
  assert.equal(refusal(await office.app.confirmStop({ ...asked, right: 'objection' })), 'notFound')
})

test('after the purge nobody can be named any more, and whoever might confirm before is told why', async (t) => {
  const office = await openOffice(t)
  const open = await aRequest(office, several).verified().made()
  const request = await aRequest(office, consent).verified().made()
  const { requestId, person } = request
  const manager = { actor: office.as('manager'), requestId }
  const byPerson = { actor: person, requestId }
  const ofOpen = { actor: open.person, requestId: open.requestId }
  assert.equal(refusal(await office.app.readStops(ofOpen)), 'forbidden')
  assert.equal(refusal(await office.app.readStops(byPerson)), 'forbidden')
  office.clock.pass({ days: 33 })

  await office.app.purgeContent(100)

  assert.equal(refusal(await office.app.readStops(manager)), 'contentGone')
  assert.equal(
    refusal(await office.app.confirmStop({ ...manager, right: 'consentWithdrawal' })),
    'contentGone',
  )
  assert.equal(refusal(await office.app.readStops(byPerson)), 'forbidden')
  assert.equal(refusal(await office.app.readStops({ ...manager, actor: office.as('user') })), 'notFound')
})
