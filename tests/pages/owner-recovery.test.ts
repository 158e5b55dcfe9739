import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'

import type { EmployeeActor } from '../../shared/application/actor.ts'
import { ok } from '../../shared/kernel/result.ts'
import { must, openOffice } from '../support/application.ts'
import { mailTo } from '../support/mailbox.ts'
import { anOpenedCompany, anOperator, operatorsOf } from '../support/operators.ts'
import { checkPage } from './markup.ts'
import { plainBrowser } from './plain-browser.ts'

/** Two who run the instance, and the owner of a company that one of them opened. */
async function opened(t: TestContext, mode: 'demo' | 'serve' = 'demo') {
  const office = await openOffice(t, { mode })
  const first = await anOperator(office)
  must(await office.app.operators.invite({ actor: first, name: 'Ove Second', email: 'ove@operator.example' }))
  const second = (await operatorsOf(office)).find(({ employeeId }) => employeeId !== first.employeeId)
  assert.ok(second)
  const { companyId, owner } = await anOpenedCompany(office, first)
  const browserOf = async ({ companyId: place, employeeId }: EmployeeActor) => {
    const subject = { kind: 'employee', employeeId, proofs: ['link', 'totp'] } as const
    const { cookie } = await office.app.sessions.open(place, subject, 'browser')
    const browser = plainBrowser(office, cookie)
    await browser.get(`/${place}/staff?language=en`)
    return browser
  }
  const path = `/operator/staff/companies/${companyId}`
  return { office, first, second, owner, companyId, browserOf, path }
}

const newOwner = { ownerName: 'Ny Ejer', ownerEmail: 'ny@acme.example' }

test('two operators give a company a new owner on a page, step by step, after 72 hours', async (t) => {
  const { office, first, second, browserOf, path } = await opened(t)
  const oda = await browserOf(first)
  const ove = await browserOf(second)
  assert.match((await oda.get(path)).text, new RegExp(`href="${path}/recovery"`))
  const wrong = await oda.post(`${path}/recovery`, { ownerName: '', ownerEmail: 'ny' })
  assert.deepEqual([wrong.status, /Write the name of the new owner/.test(wrong.text)], [400, true])
  checkPage(wrong.text)

  const proposed = await oda.post(`${path}/recovery`, newOwner)
  const own = await oda.get(proposed.location)
  checkPage(own.text)
  assert.match(own.text, /Ny Ejer, ny@acme\.example[^]*Oda Operator[^]*waits for another operator/)
  assert.doesNotMatch(own.text, /recovery\/agreement/)
  assert.equal((await oda.post(`${path}/recovery/agreement`)).status, 403)

  assert.match((await ove.get(`${path}/recovery`)).text, /recovery\/agreement"/)
  const agreed = await ove.get((await ove.post(`${path}/recovery/agreement`)).location)
  checkPage(agreed.text)
  assert.match(agreed.text, /Ove Second[^]*may still end it/)
  assert.equal((await ove.post(`${path}/recovery/completion`)).status, 409)

  office.clock.pass({ hours: 72 })
  const later = await browserOf(first)
  for (const language of ['da', 'en'])
    checkPage((await later.get(`${path}/recovery?language=${language}`)).text)
  const done = await later.post(`${path}/recovery/completion`)
  assert.match((await later.get(done.location)).text, /The new owner is invited by mail/)
  await office.pump()
  assert.match(mailTo(office, newOwner.ownerEmail).text, /staff\/sign-in/)
})

test('an operator takes a proposal back', async (t) => {
  const { first, browserOf, path } = await opened(t)
  const oda = await browserOf(first)
  await oda.post(`${path}/recovery`, newOwner)
  const ended = await oda.post(`${path}/recovery/end`)
  assert.match((await oda.get(ended.location)).text, /No new owner is under way[^]*Propose the new owner/)
})

test('the company is led by its mail to a page that says whom, from when, and ends it', async (t) => {
  const { office, first, second, owner, companyId, browserOf, path } = await opened(t)
  const company = await browserOf(owner)
  const people = `/${companyId}/staff/people`
  const own = `/${companyId}/staff/owner-recovery`
  assert.doesNotMatch((await company.get(people)).text, /about to give the company a new owner/)
  const none = await company.get(own)
  checkPage(none.text)
  assert.match(none.text, /No new owner is under way/)

  await (await browserOf(first)).post(`${path}/recovery`, newOwner)
  const proposed = await company.get(own)
  assert.match(proposed.text, /Ny Ejer, ny@acme\.example[^]*Nothing holds until another has agreed/)
  await (await browserOf(second)).post(`${path}/recovery/agreement`)
  await office.pump()
  assert.ok(office.mail.list({ to: 'ole@acme.example' }).some(({ text }) => text.includes(own)))
  assert.match((await company.get(people)).text, new RegExp(`class="warning"[^]*href="${own}"`))
  for (const language of ['da', 'en']) {
    const shown = await company.get(`${own}?language=${language}`)
    checkPage(shown.text)
    assert.match(shown.text, /datetime="2026-03-05T08:00:00\.000Z"/)
  }

  const ended = await company.post(`${own}/end`)
  assert.match((await company.get(ended.location)).text, /It is ended/)
  assert.equal((await company.post(`${own}/end`)).status, 303)
})

test('an operator renews the signing key and moves a company’s keys on pages, and reads none of them', async (t) => {
  const { first, browserOf, path } = await opened(t)
  const oda = await browserOf(first)
  const keys = '/operator/staff/keys'
  assert.match((await oda.get('/operator/staff')).text, new RegExp(`href="${keys}"`))
  for (const language of ['da', 'en']) checkPage((await oda.get(`${keys}?language=${language}`)).text)
  const renewed = await oda.post(`${keys}/renewal`)
  assert.equal(renewed.status, 200)
  checkPage(renewed.text)
  assert.match(renewed.text, /Every access token of an earlier key has ended[^]*<code>[\w-]+<\/code>/)

  const moved = await oda.post(`${path}/keys`)
  checkPage(moved.text)
  assert.match(moved.text, /0 keys were moved[^]*All requests have been looked at/)
  assert.equal((await oda.post(`${path}/keys`, { continuation: 'nowhere' })).status, 400)
  assert.equal((await oda.post('/operator/staff/companies/nowhere/keys')).status, 404)
})

test('where there are more requests than one round moves, the page goes on from where it ended', async (t) => {
  const { office, first, path } = await opened(t)
  const rounds: (string | undefined)[] = []
  const rewrap: typeof office.app.renewKeys.rewrap = async ({ continuation }) => {
    rounds.push(continuation)
    return ok({ rewrapped: 1, ...(continuation === undefined && { continuation: 'next' }) })
  }
  const app = { ...office.app, renewKeys: { ...office.app.renewKeys, rewrap } }
  const subject = { kind: 'employee', employeeId: first.employeeId } as const
  const { cookie } = await office.app.sessions.open('operator', subject, 'browser')
  const oda = plainBrowser({ app }, cookie)
  await oda.get(`${path}?language=en`)
  const more = await oda.post(`${path}/keys`)
  checkPage(more.text)
  assert.match(more.text, /1 key was moved[^]*There are more requests/)
  const [, continuation = ''] = /name="continuation" value="(\w+)"/.exec(more.text) ?? []
  assert.match((await oda.post(`${path}/keys`, { continuation })).text, /All requests have been looked at/)
  assert.deepEqual(rounds, [undefined, 'next'])
})

test('an operator closes a company on its page, and takes back what operators asked for, not what the company did', async (t) => {
  const { office, first, owner, companyId, browserOf, path } = await opened(t)
  const oda = await browserOf(first)
  const begun = await oda.post(`${path}/closing`)
  const shown = await oda.get(begun.location)
  checkPage(shown.text)
  assert.match(shown.text, /The company is being closed[^]*Those who run Indsigt[^]*closing\/end"/)
  const kept = await oda.post(`${path}/closing/end`)
  assert.match((await oda.get(kept.location)).text, /The company stays[^]*Begin the closing/)

  must(await office.app.closings.begin({ actor: owner, companyId, as: 'company' }))
  assert.doesNotMatch((await oda.get(path)).text, /closing\/end"/)
  assert.equal((await oda.post(`${path}/closing/end`)).status, 403)
  office.clock.pass({ days: 36 })
  await office.app.closeForGood(100)
  const closed = await (await browserOf(first)).get(path)
  checkPage(closed.text)
  assert.doesNotMatch(closed.text, /Begin the closing/)
})

test('nobody of a company opens what operators do, and who does not manage its people sees no recovery', async (t) => {
  const { office, owner, companyId, browserOf, path } = await opened(t)
  const company = await browserOf(owner)
  for (const place of [`${path}/recovery`, '/operator/staff/keys'])
    assert.equal((await company.get(place)).location, '/operator/staff/sign-in?why=signedOut', place)
  const demo = plainBrowser(
    office,
    (await office.app.sessions.open('demo', { kind: 'employee', employeeId: 'user' }, 'browser')).cookie,
  )
  assert.equal((await demo.get('/demo/staff/owner-recovery')).status, 403)
  assert.equal((await demo.post('/demo/staff/owner-recovery/end')).status, 403)
  assert.equal((await demo.get(`/${companyId}/staff/owner-recovery`)).status, 303)
})

test('each act of an operator on a company’s owner and keys asks who it is once more', async (t) => {
  const { office, first, browserOf, path } = await opened(t, 'serve')
  const oda = await browserOf(first)
  office.clock.pass({ seconds: 360 })
  const acts = ['recovery', 'recovery/agreement', 'recovery/completion', 'recovery/end', 'keys', 'closing']
  for (const place of [...acts.map((act) => `${path}/${act}`), '/operator/staff/keys/renewal']) {
    const asked = await oda.post(place, newOwner)
    assert.equal(asked.status, 401, place)
    checkPage(asked.text)
  }
})
