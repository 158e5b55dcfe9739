// The pages on which staff enter what somebody said about consent, look people up, and take consents back for them.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { TestContext } from 'node:test'
import { must, openOffice } from '../support/application.ts'
import { givenForm, publishedForm, recorded } from '../support/consent.ts'
import { mailTo } from '../support/mailbox.ts'
import { checkPage } from './markup.ts'
import { browserOf } from './plain-browser.ts'

const path = '/demo/staff/consents'
const ada = 'ada@mail.example'
const once = '01234567-89ab-cdef-0123-456789abcdef'

async function desk(t: TestContext) {
  const office = await openOffice(t)
  const form = await publishedForm(office)
  const entry = `/demo/staff/consent-entry/${form.formId}/versions/1`
  const manager = await browserOf(office, 'manager')
  const said = {
    ...{ once, text: 'en', email: ada, externalId: '', 'answer-1': 'given', 'answer-2': 'refused' },
    ...{ method: 'paper', saidOn: '2026-03-01', saidTime: '14:30', reference: 'Binder 7' },
  }
  const search = async (fields: Record<string, string> = { email: ada }) => manager.post(path, fields)
  const found = async () => {
    const { text } = await search()
    return /href="(\/demo\/staff\/consents\/[^"]+)"/.exec(text)?.[1] ?? assert.fail('nothing is found')
  }
  return { office, form, entry, manager, said, search, found }
}

const places = (text: string): readonly string[] =>
  [...text.matchAll(/<li><a href="#([^"]+)"/g)].map(([, id = '']) => id)

test('a consent on paper is entered by its text, its language, its day and where the paper lies, and is then found', async (t) => {
  const { office, entry, manager, said, search, found } = await desk(t)
  const begun = await manager.get(`${path}?language=en`)
  checkPage(begun.text)
  const list = await manager.get('/demo/staff/consent-entry')
  checkPage(list.text)
  assert.ok(list.text.includes(`href="${entry}"`))
  const danish = await manager.get(`${entry}?text=da`)
  checkPage(danish.text)
  assert.match(danish.text, /Send mig nyhedsbrevet/)
  assert.doesNotMatch(danish.text, / checked/)

  const recorded = await manager.post(entry, said)
  assert.equal(recorded.location, `${path}?done=given`)
  await manager.post(entry, said)
  const told = await manager.get(recorded.location)
  assert.match(told.text, /Recorded as given/)
  await office.pump()
  assert.match(mailTo(office, ada).text, /\/demo\/consents\//)

  const seen = await search()
  checkPage(seen.text)
  assert.equal(seen.text.split('href="/demo/staff/consents/').length - 1, 1, 'sent twice it is one')
  const one = await manager.get(await found())
  checkPage(one.text)
  for (const word of [
    ada,
    'Binder 7',
    'Send me the newsletter',
    'On paper',
    '1 March 2026, 14:30',
    'Link 1 of',
  ])
    assert.ok(one.text.includes(word), word)
  assert.match(one.text, /Send me the newsletter<\/span>\s*<strong class="badge badge-good">Given/)
  for (const page of [path, 'consent-entry', entry].map((at) =>
    at.startsWith('/') ? at : `/demo/staff/${at}`,
  ))
    checkPage((await manager.get(`${page}?language=da`)).text)
})

test('nobody is named in an address: who is looked for is sent in a form, and stays in its field', async (t) => {
  const { manager, search, found, office, form } = await desk(t)
  must(await recorded(office, form))
  const seen = await search({ externalId: 'customer-1' })
  checkPage(seen.text)
  assert.match(seen.text, /value="customer-1"/)
  assert.doesNotMatch(seen.text, /href="[^"]*customer-1/)
  const nobody = await search()
  assert.match(nobody.text, /Nobody was ever asked under this name/)
  await assert.rejects(found)
  for (const wrong of [{}, { email: ada, externalId: 'customer-1' }, { email: 'ada' }]) {
    const { status, text } = await manager.post(path, wrong)
    assert.equal(status, 400)
    checkPage(text)
    assert.deepEqual(places(text), ['email'])
  }
  assert.deepEqual(places((await search({ externalId: 'x\u202ey' })).text), ['externalId'])
})

test('what is said by telephone takes a consent back, with who heard it and how, and the history shows it', async (t) => {
  const { entry, manager, said, found } = await desk(t)
  await manager.post(entry, { ...said, method: 'phone' })
  const one = await found()
  const nothing = await manager.post(`${one}/withdrawal`, {})
  assert.equal(nothing.status, 400)
  checkPage(nothing.text)
  assert.deepEqual(places(nothing.text), ['purposes', 'method', 'reference'])

  const withdrawal = { purposes: 'newsletter', method: 'phone', reference: 'Called from her number' }
  const taken = await manager.post(`${one}/withdrawal`, withdrawal)
  assert.equal(taken.location, `${one}?done=withdrawn`)
  const after = await manager.get(taken.location)
  checkPage(after.text)
  for (const word of [
    'Taken back',
    'Called from her number',
    '<dd>The manager<',
    'Link 2 of',
    'nothing can be taken back',
  ])
    assert.ok(after.text.includes(word), word)
  assert.equal((await manager.post(`${one}/withdrawal`, { ...withdrawal, purposes: 'other' })).status, 400)
  assert.equal((await manager.get(`${path}/${'x'.repeat(44)}`)).status, 404)
  assert.equal((await manager.post(`${path}/${'x'.repeat(44)}/withdrawal`, withdrawal)).status, 404)
})

test('who decided otherwise since is not overruled by an older paper, and it is said why', async (t) => {
  const { entry, manager, said, found } = await desk(t)
  await manager.post(entry, said)
  await manager.post(`${await found()}/withdrawal`, {
    ...{ purposes: 'newsletter', method: 'phone', reference: 'Note 12' },
  })
  const late = await manager.post(entry, { ...said, once: once.replace('0', '1'), saidTime: '15:00' })
  assert.equal(late.status, 409)
  checkPage(late.text)
  assert.deepEqual(places(late.text), ['saidOn'])
  assert.match(late.text, /has decided otherwise after this time/)
  assert.match(late.text, /value="Binder 7"/)
})

test('a wish for an address waits until the person confirms it by the mailed link', async (t) => {
  const { entry, manager, said, found } = await desk(t)
  const asked = await manager.post(entry, { ...said, method: 'magicLink', saidOn: '', saidTime: '' })
  assert.equal(asked.location, `${path}?done=requested`)
  assert.match((await manager.get(asked.location)).text, /counts once the person confirms it/)
  assert.match((await manager.get(await found())).text, /Waits for confirmation/)
  const no = {
    ...said,
    'answer-1': 'refused',
    email: '',
    externalId: 'customer-9',
    saidOn: '2026-03-02',
    saidTime: '',
  }
  assert.equal((await manager.post(entry, no)).location, `${path}?done=refused`)
})

test('a day without a time counts from its beginning', async (t) => {
  const { entry, manager, said, found } = await desk(t)
  await manager.post(entry, { ...said, saidTime: '' })
  assert.match((await manager.get(await found())).text, /1 March 2026, 00:00/)
})

test('what is missing is said at its field, and nothing that was entered is lost', async (t) => {
  const { entry, manager, said } = await desk(t)
  const cases: readonly (readonly [Record<string, string>, string])[] = [
    [{ email: '' }, 'email'],
    [{ externalId: 'customer-1' }, 'email'],
    [{ 'answer-1': '', 'answer-2': '' }, 'answer-1'],
    [{ method: 'song' }, 'method'],
    [{ saidOn: '' }, 'saidOn'],
    [{ saidOn: 'yesterday' }, 'saidOn'],
    [{ saidTime: 'noon' }, 'saidTime'],
    [{ saidOn: '2027-01-01' }, 'saidOn'],
    [{ reference: 'x'.repeat(201) }, 'reference'],
  ]
  for (const [fields, place] of cases) {
    const { status, text } = await manager.post(entry, { ...said, ...fields })
    assert.equal(status, 400, place)
    checkPage(text)
    assert.deepEqual(places(text), [place])
    if (place !== 'answer-1') assert.match(text, /value="refused"\s+checked/)
  }
  const again = await manager.post(entry, said)
  assert.equal(again.status, 303)
  const reused = await manager.post(entry, { ...said, text: 'da' })
  assert.equal(reused.status, 303, 'another answer is another record')
})

test('a form in a language of its own is entered in it, and of a draft nothing can be entered', async (t) => {
  const { office, manager, said } = await desk(t)
  const given = {
    title: { de: 'Neues' },
    purposes: [{ purposeId: 'brief', text: { de: 'Schickt mir Briefe' } }],
  }
  const retention = { de: 'Bis zum Widerruf' }
  const whole = {
    ...given,
    withdrawal: { de: 'Jederzeit' },
    purposes: [{ ...given.purposes[0]!, retention }],
  }
  const { formId } = await publishedForm(office, whole)
  const entry = `/demo/staff/consent-entry/${formId}/versions`
  const shown = await manager.get(`${entry}/1`)
  checkPage(shown.text)
  assert.match(shown.text, /Schickt mir Briefe/)
  assert.equal((await manager.post(`${entry}/1`, { ...said, 'answer-2': '' })).location, `${path}?done=given`)

  const asked = { actor: office.as('admin'), companyId: 'demo', formId }
  must(await office.app.editConsentForms.addVersion({ ...asked, given: whole }))
  assert.equal((await manager.get(`${entry}/2`)).status, 404)
  assert.equal((await manager.post(`${entry}/2`, said)).status, 404)
  assert.doesNotMatch((await manager.get('/demo/staff/consent-entry')).text, /version 2/)
})

test('each sees of consents what their role is for', async (t) => {
  const { office, entry, said, manager, found } = await desk(t)
  const user = await browserOf(office, 'user')
  assert.equal((await user.post(entry, said)).location, `${path}?done=given`)
  const one = await found()
  checkPage((await user.get(path)).text)
  assert.doesNotMatch((await user.get(path)).text, /id="search"/)
  assert.equal((await user.post(path, { email: ada })).status, 403)
  assert.equal((await user.get(one)).status, 403)

  const owner = await browserOf(office, 'owner')
  assert.equal((await owner.get('/demo/staff/consent-entry')).status, 403)
  assert.equal((await owner.get(entry)).status, 403)
  assert.equal((await owner.post(entry, said)).status, 403)
  assert.equal((await owner.get(one)).status, 403)
  assert.match((await manager.get('/demo/staff')).text, /href="\/demo\/staff\/consents"/)
  assert.ok(givenForm.purposes.length > 1)
})
