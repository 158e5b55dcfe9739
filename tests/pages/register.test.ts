import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openOffice, type Office } from '../support/application.ts'
import { mailsTo } from '../support/mailbox.ts'
import { checkPage } from './markup.ts'
import { browserOf, type Shown } from './plain-browser.ts'

const path = '/demo/staff/register'

const letter = {
  channel: 'letter',
  receivedOn: '2026-02-20',
  backdatingReason: 'It lay at reception.',
  reach: 'postalAddress',
  postalAddress: 'Bo Prøve\r\nPrøvegade 2\r\n5000 Odense',
  rights: ['access', 'erasure'],
  message: 'Everything <b>about</b> me',
}

const registered = ({ location }: Shown) => {
  const query = new URL(location, 'http://localhost').searchParams
  return { requestId: query.get('request') ?? '', reference: query.get('reference') ?? '' }
}

const stateOf = (office: Office, shown: Shown) =>
  office.stateOf({ companyId: 'demo', requestId: registered(shown).requestId })

/** Where an error stands, by the ids that the summary leads to. */
const errorsIn = ({ text }: Shown): readonly string[] => [
  ...new Set(
    [...(text.split('class="error-summary"')[1] ?? '').split('</ul>')[0]!.matchAll(/href="#([\w-]+)"/g)].map(
      ([, id]) => id ?? '',
    ),
  ),
]

test('staff register what came by letter, and its month counts from the day it came', async (t) => {
  const office = await openOffice(t)
  const browser = await browserOf(office, 'manager')
  assert.match((await browser.get('/demo/staff')).text, /href="\/demo\/staff\/register"/)
  for (const language of ['en', 'da']) checkPage((await browser.get(`${path}?language=${language}`)).text)

  const sent = await browser.post(path, letter)

  assert.equal(sent.status, 303)
  const state = await stateOf(office, sent)
  assert.equal(state.channel, 'letter')
  assert.equal(state.status, 'open')
  assert.equal(state.receivedAt, '2026-02-19T23:00:00.000Z', 'the beginning of the day in Copenhagen')
  const told = await browser.get(sent.location)
  checkPage(told.text)
  assert.ok(told.text.includes(registered(sent).reference))
  assert.ok(told.text.includes(`/demo/staff/requests/${registered(sent).requestId}`))
})

test('who registers a request without being assigned it learns its reference and no more', async (t) => {
  const office = await openOffice(t)
  const browser = await browserOf(office, 'user')
  const sent = await browser.post(path, letter)
  const told = await browser.get(sent.location)
  assert.ok(told.text.includes(registered(sent).reference))
  assert.ok(!told.text.includes('/demo/staff/requests/'))
  assert.equal((await browser.get('/demo/staff/registered?reference=%3Cb%3E')).status, 404)
})

test('a call of today needs no reason, and a person with a mailbox gets their mail', async (t) => {
  const office = await openOffice(t)
  const browser = await browserOf(office, 'user')
  const today = office.clock.now().toISOString().slice(0, 10)
  const call = {
    ...{ channel: 'phone', receivedOn: today, reach: 'email', email: 'bo@person.example' },
    ...{ rights: 'access', 'identifier-customerNumber': 'K-7', informationTypes: 'insurance' },
  }
  const sent = await browser.post(path, call)
  assert.equal(sent.status, 303)
  assert.equal((await stateOf(office, sent)).receivedAt, office.clock.now().toISOString())
  await office.pump()
  assert.equal(mailsTo(office, 'bo@person.example').length, 1)
})

test('a person who comes to the counter needs neither mailbox nor address', async (t) => {
  const office = await openOffice(t)
  const browser = await browserOf(office, 'user')
  const sent = await browser.post(path, {
    ...{ channel: 'inPerson', receivedOn: '2026-03-02', receivedTime: '07:15', reach: 'inPerson' },
    ...{ rights: 'access', backdatingReason: 'Written down after the queue.' },
  })
  assert.equal(sent.status, 303)
  assert.equal((await stateOf(office, sent)).receivedAt, '2026-03-02T06:15:00.000Z')
})

test('what is wrong stands at its field, and nothing that was typed is lost', async (t) => {
  const office = await openOffice(t)
  const browser = await browserOf(office, 'manager')
  const empty = await browser.post(path, {})
  checkPage(empty.text)
  assert.equal(empty.status, 400)
  assert.deepEqual(errorsIn(empty), ['receivedOn', 'channel', 'reach', 'rights'])

  const wrong: readonly (readonly [object, string])[] = [
    [{ backdatingReason: '' }, 'backdatingReason'],
    [{ receivedOn: '2031-01-01' }, 'receivedOn'],
    [{ receivedOn: '2018-05-01' }, 'receivedOn'],
    [{ receivedOn: 'last week' }, 'receivedOn'],
    [{ receivedTime: 'noon' }, 'receivedTime'],
    [{ postalAddress: '' }, 'postalAddress'],
    [{ reach: 'email', email: 'bo' }, 'email'],
    [{ rights: 'everything' }, 'rights'],
    [{ informationTypes: 'unheard-of' }, 'informationTypes'],
    [{ 'identifier-customerNumber': 'x'.repeat(201) }, 'identifier-customerNumber'],
    [{ language: 'tlh' }, 'language'],
  ]
  for (const [change, field] of wrong) {
    const form = { ...letter, ...change }
    const shown = await browser.post(path, form)
    checkPage(shown.text)
    assert.equal(shown.status, 400, field)
    assert.deepEqual(errorsIn(shown), [field])
    assert.match(shown.text, /Everything &lt;b&gt;about&lt;\/b&gt; me/)
    assert.match(shown.text, /Prøvegade 2|Bo Prøve|id="postalAddress"/)
    assert.ok(shown.text.includes(`value="${form.receivedOn}"`), `the day stays beside ${field}`)
  }
})

test('a registration that is sent twice is one request', async (t) => {
  const office = await openOffice(t)
  const browser = await browserOf(office, 'manager')
  const once = /name="once" value="([^"]+)"/.exec((await browser.get(path)).text)?.[1] ?? ''
  const first = await browser.post(path, { ...letter, once })
  const second = await browser.post(path, { ...letter, once })
  assert.equal(second.location, first.location)
  const other = await browser.post(path, { ...letter, once, message: 'Changed' })
  assert.notEqual(other.location, first.location)
})

test('who may not register requests is offered no form for it', async (t) => {
  const office = await openOffice(t)
  for (const name of ['owner', 'officer'] as const) {
    const browser = await browserOf(office, name)
    assert.ok(!(await browser.get('/demo/staff')).text.includes(path), name)
    assert.equal((await browser.get(path)).status, 403)
    assert.equal((await browser.post(path, letter)).status, 403)
  }
})
