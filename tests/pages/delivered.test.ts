import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { must, openOffice, type Office } from '../support/application.ts'
import { mailsTo } from '../support/mailbox.ts'
import { aRequest, deliver, goingOn, personEmail, type MadeRequest } from '../support/request-stages.ts'
import { checkPage } from './markup.ts'
import { browserOf } from './plain-browser.ts'

const pathOf = ({ requestId }: MadeRequest): string => `/demo/staff/requests/${requestId}`

const finished = (office: Office) =>
  aRequest(office).verified().assignedTo('user').filled().sealed().approved()

async function delivered(t: TestContext) {
  const office = await openOffice(t)
  const request = await finished(office).delivered().made()
  const [delivery] = (await office.stateOf(request)).deliveries
  const wish = {
    deliveryId: delivery?.id ?? '',
    reasonCode: 'wrongContent',
    reason: 'Somebody else stands in it.',
    awareAt: '',
    confirm: 'yes',
  }
  return { office, request, path: pathOf(request), wish, manager: await browserOf(office, 'manager') }
}

/** Who wrote a letter gets the answer from a person's hands. */
async function approvedOnPaper(office: Office): Promise<MadeRequest> {
  const { requestId, reference } = must(
    await office.app.registerRequest({
      ...{ actor: office.as('manager'), companyId: 'demo', channel: 'letter' },
      wish: { rights: ['access'], personal: { postalAddress: 'Prøvegade 2, 5000 Odense' } },
    }),
  )
  const person = { kind: 'requester', sessionId: 's', companyId: 'demo', requestId } as const
  const request = { companyId: 'demo', requestId, reference, person, email: '' }
  await goingOn(office, request).assignedTo('user').filled().made()
  must(
    await office.app.establishIdentity({
      ...{ actor: office.as('user'), requestId, method: 'inPerson', level: 'onFile' },
      evidence: 'Known from the file.',
    }),
  )
  await goingOn(office, request).sealed().approved().made()
  await deliver(office, request)
  return request
}

/** The entry is named by its form on the page. */
const breachIdIn = (page: string): string => /name="breachId" value="([^"]+)"/.exec(page)?.[1] ?? ''

test('a delivery is recalled with a reason and a confirmation, and its 72 hours stand on the page', async (t) => {
  const { office, request, path, wish, manager } = await delivered(t)
  const before = (await manager.get(path)).text
  checkPage(before)
  assert.match(before, /What was delivered/)
  assert.match(before, /I know that this cannot be undone/)

  const done = await manager.post(`${path}/recall`, wish)

  assert.equal(done.location, `${path}?done=recalled#delivered`)
  const after = (await manager.get(`${path}?done=recalled`)).text
  checkPage(after)
  assert.match(after, /Nobody can open it any more/)
  assert.match(after, /badge-bad">Recalled/)
  assert.match(after, /72 hours left/)
  assert.match(after, /Somebody else stands in it\./)
  assert.doesNotMatch(after, /Recall it now/)
  assert.equal((await office.stateOf(request)).status, 'collecting')
})

test('the page for staff and the mail to the person name the same last day', async (t) => {
  const { office, path, manager } = await delivered(t)

  const page = (await manager.get(path)).text

  assert.match(page, /Can be read until <time datetime="2026-04-02">2 April 2026</)
  assert.ok(mailsTo(office, personEmail).some(({ text }) => text.includes('2 April 2026')))
})

test('a recall without reason, confirmation or a possible time is refused at its field and takes nothing back', async (t) => {
  const { office, request, path, wish, manager } = await delivered(t)
  const refusals = [
    [{ confirm: '' }, 'recall-confirm', /cannot be undone/],
    [{ reason: '' }, 'recall-reason', /Fill in this field/],
    [{ reasonCode: '' }, 'recall-reasonCode', /Fill in this field/],
    [{ awareAt: 'yesterday' }, 'recall-awareAt', /like 2026-03-05 14:30/],
    [{ awareAt: '2031-01-01 10:00' }, 'recall-awareAt', /not in the future/],
  ] as const
  for (const [change, place, words] of refusals) {
    const shown = await manager.post(`${path}/recall`, { ...wish, ...change })
    assert.equal(shown.status, 400)
    checkPage(shown.text)
    assert.match(shown.text, new RegExp(`<a href="#${place}"`))
    assert.match(shown.text, words)
  }
  const danish = await manager.post(`${path}/recall?language=da`, { ...wish, confirm: '' })
  assert.match(danish.text, /Sig, at du ved/)
  assert.equal((await office.stateOf(request)).status, 'delivered')
})

test('a company that learned of it earlier says when, in its own time', async (t) => {
  const { office, path, wish } = await delivered(t)
  office.clock.pass({ hours: 1 })
  const manager = await browserOf(office, 'manager')

  await manager.post(`${path}/recall`, { ...wish, awareAt: '2026-03-02 09:30' })

  assert.match((await manager.get(`${path}?language=en`)).text, /5 March 2026, 09:30/)
})

test('a breach is assessed on the page of its request, once', async (t) => {
  const { path, wish, manager } = await delivered(t)
  await manager.post(`${path}/recall`, wish)
  const breachId = breachIdIn((await manager.get(path)).text)
  const refused = await manager.post(`${path}/breach`, { breachId, outcome: 'notified', assessment: '' })
  assert.equal(refused.status, 400)
  checkPage(refused.text)
  assert.match(refused.text, new RegExp(`href="#breach:${breachId}-assessment"`))

  const sent = { breachId, outcome: 'notified', assessment: 'Told on the same day.' }
  assert.match((await manager.post(`${path}/breach`, sent)).location, /done=assessed/)

  const after = (await manager.get(path)).text
  checkPage(after)
  assert.match(after, /badge-good">Assessed/)
  assert.match(after, /Told on the same day\./)
  const again = await manager.post(`${path}/breach`, { ...sent, assessment: 'Otherwise.' })
  assert.match(again.text, /has been assessed already/)
})

test('the register of breaches shows the open ones with their clock, to those who may see them', async (t) => {
  const { office, request, path, wish, manager } = await delivered(t)
  assert.match((await manager.get('/demo/staff/breaches')).text, /No breach is open/)
  await manager.post(`${path}/recall`, wish)
  const breachId = breachIdIn((await manager.get(path)).text)

  for (const name of ['manager', 'officer', 'auditor'] as const)
    for (const language of ['en', 'da']) {
      const browser = await browserOf(office, name)
      const { text } = await browser.get(`/demo/staff/breaches?language=${language}`)
      checkPage(text)
      assert.match(text, new RegExp(`href="${path}#breach:${breachId}">${request.reference}`))
      assert.match(text, /72 (hours left|timer tilbage)/)
      assert.match((await browser.get('/demo/staff')).text, /href="\/demo\/staff\/breaches"/)
    }
  const user = await browserOf(office, 'user')
  assert.equal((await user.get('/demo/staff/breaches')).status, 403)
  assert.doesNotMatch((await user.get('/demo/staff')).text, /staff\/breaches/)

  office.clock.pass({ hours: 71 })
  assert.match(
    (await (await browserOf(office, 'officer')).get('/demo/staff/breaches')).text,
    /badge-bad">1 hour left/,
  )
  office.clock.pass({ hours: 2 })
  assert.match(
    (await (await browserOf(office, 'officer')).get('/demo/staff/breaches')).text,
    /The 72 hours are over/,
  )
})

test('a closed breach leaves the list of the open ones and stays in the register', async (t) => {
  const { path, wish, manager } = await delivered(t)
  await manager.post(`${path}/recall`, wish)
  const breachId = breachIdIn((await manager.get(path)).text)
  await manager.post(`${path}/breach`, { breachId, outcome: 'noRiskNotNotified', assessment: 'Unopened.' })

  assert.match((await manager.get('/demo/staff/breaches')).text, /No breach is open/)
  assert.match((await manager.get('/demo/staff/breaches?state=all')).text, /badge-good">Assessed/)
})

test('who may only look on sees what was delivered, and no button', async (t) => {
  const { office, path, wish, manager } = await delivered(t)
  assert.doesNotMatch((await (await browserOf(office, 'user')).get(path)).text, /Recall it now/)
  await manager.post(`${path}/recall`, wish)

  const auditor = (await (await browserOf(office, 'auditor')).get(path)).text
  checkPage(auditor)
  assert.match(auditor, /72 hours left/)
  assert.doesNotMatch(auditor, /Close the entry/)
  const user = await (await browserOf(office, 'user')).post(`${path}/recall`, wish)
  assert.ok(user.status >= 400)
})

test('an answer on paper is handed over by a form that says how, and counts as delivered from then', async (t) => {
  const office = await openOffice(t)
  const request = await approvedOnPaper(office)
  const path = pathOf(request)
  const user = await browserOf(office, 'user')
  const page = (await user.get(`${path}?language=en`)).text
  checkPage(page)
  assert.match(page, /Print it, and give or send it to the person/)
  checkPage((await user.get(`${path}?language=da`)).text)

  const refused = await user.post(`${path}/hand-over?language=en`)
  assert.equal(refused.status, 400)
  assert.match(refused.text, /href="#hand-over-how"/)

  assert.match((await user.post(`${path}/hand-over`, { how: 'inPerson' })).location, /done=handedOver/)
  assert.equal((await office.stateOf(request)).status, 'delivered')
  assert.doesNotMatch((await user.get(path)).text, /It has left/)
})

test('a mistake that is found when nothing is left to recall is entered on the page of its request', async (t) => {
  const { office, path, wish, manager: early } = await delivered(t)
  assert.doesNotMatch((await early.get(path)).text, /enter-breach/)
  const instead = await early.post(`${path}/breaches`, wish)
  assert.match(instead.text, /Recall it: that enters the breach as well/)
  office.clock.pass({ days: 33 })
  await office.app.purgeContent(100)
  const manager = await browserOf(office, 'manager')
  for (const language of ['da', 'en']) checkPage((await manager.get(`${path}?language=${language}`)).text)

  const refused = await manager.post(`${path}/breaches`, { ...wish, awareAt: 'then' })
  assert.match(refused.text, /href="#enter-breach-awareAt"/)
  const empty = await manager.post(`${path}/breaches`, { ...wish, reason: '' })
  checkPage(empty.text)
  assert.match(empty.text, /href="#enter-breach-reason">What happened: Fill in this field/)

  assert.match((await manager.post(`${path}/breaches`, wish)).location, /done=breachEntered/)
  assert.match((await manager.get(path)).text, /72 hours left/)
})
