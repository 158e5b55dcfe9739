// The pages on which a company writes what it asks consent for, and a second person publishes it.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { TestContext } from 'node:test'
import { must, openOffice } from '../support/application.ts'
import { givenForm, publishedForm } from '../support/consent.ts'
import { checkPage } from './markup.ts'
import { browserOf } from './plain-browser.ts'

const path = '/demo/staff/settings/consent-forms'
const once = '01234567-89ab-cdef-0123-456789abcdef'

const written = {
  once,
  languages: 'en, da',
  purposeCount: '1',
  'countryCount.0': '1',
  'title.en': 'News',
  'title.da': 'Nyheder',
  'purposes.0.text.en': 'Send me the newsletter',
  'purposes.0.text.da': 'Send mig nyhedsbrevet',
  'purposes.0.retention.en': 'Until you take it back',
  'purposes.0.retention.da': 'Til du trækker det tilbage',
}

async function writing(t: TestContext) {
  const office = await openOffice(t)
  const admin = await browserOf(office, 'admin')
  const asked = { actor: office.as('admin'), companyId: 'demo' }
  const forms = async () => must(await office.app.consentForms.list(asked))
  const version = async (formId: string, n: number) =>
    must(await office.app.consentForms.view({ ...asked, formId, version: n }))
  const save = async (fields: Record<string, string | readonly string[]>) => {
    const saved = await admin.post(path, { ...written, ...fields })
    assert.equal(saved.status, 303)
    return saved.location
  }
  return { office, admin, forms, version, save }
}

const places = (text: string): readonly string[] =>
  [...text.matchAll(/<li><a href="#([^"]+)"/g)].map(([, id = '']) => id)

test('an administrator writes a form on a page, and sees it as people will in each of its languages', async (t) => {
  const { admin, version, save } = await writing(t)
  const begun = await admin.get(`${path}?language=en`)
  checkPage(begun.text)
  assert.match(begun.text, /There is no form yet/)
  assert.match(begun.text, /silence is no consent/)
  const editor = await admin.get(`${path}/new`)
  checkPage(editor.text)
  for (const own of ['Demo', 'privacy@demo.example', 'Datatilsynet', 'as easily as you gave it'])
    assert.ok(editor.text.includes(own), own)

  const location = await save({
    'purposes.0.dataCategories': ['dpv-pd:EmailAddress', 'dpv-pd:Interest'],
    'purposes.0.recipients': 'Post Example A/S\nPrint Example ApS',
    'purposes.0.explicit': 'true',
    'purposes.0.validMonths': '24',
    'purposes.0.thirdCountries.0.country': 'US',
    'purposes.0.thirdCountries.0.safeguard.en': 'Standard contract',
    'purposes.0.thirdCountries.0.safeguard.da': 'Standardkontrakt',
  })
  const [, formId = ''] = /consent-forms\/([^/]+)\/versions\/1\?done=written$/.exec(location) ?? []
  const { form, status } = await version(formId, 1)
  assert.equal(status, 'draft')
  assert.deepEqual(form.purposes, [
    {
      purposeId: 'sendMeTheNewsletter',
      text: { en: 'Send me the newsletter', da: 'Send mig nyhedsbrevet' },
      dataCategories: ['dpv-pd:EmailAddress', 'dpv-pd:Interest'],
      recipients: ['Post Example A/S', 'Print Example ApS'],
      retention: { en: 'Until you take it back', da: 'Til du trækker det tilbage' },
      thirdCountries: [{ country: 'US', safeguard: { en: 'Standard contract', da: 'Standardkontrakt' } }],
      explicit: true,
      validMonths: 24,
    },
  ])
  assert.equal(
    form.controller.name,
    (await admin.get('/demo')).text.match(/<title>[^<]*– ([^<]+)<\/title>/)?.[1],
  )

  const seen = await admin.get(location)
  checkPage(seen.text)
  for (const word of [
    'Saved as a draft',
    'Send mig nyhedsbrevet',
    'US: Standard contract',
    '24 måneder, så bliver',
    'Datatilsynet',
  ])
    assert.ok(seen.text.includes(word), word)
  assert.doesNotMatch(seen.text, / checked/)
  assert.doesNotMatch(seen.text, / required/)
  checkPage((await admin.get(`${path}?language=da`)).text)
})

test('sent twice it is one form', async (t) => {
  const { forms, save } = await writing(t)
  assert.equal(await save({}), await save({}))
  assert.equal((await forms()).length, 1)
})

test('purposes, countries and languages are added and taken away with nothing lost and nothing stored', async (t) => {
  const { admin, forms } = await writing(t)
  const again = async (fields: Record<string, string>) => {
    const shown = await admin.post(path, { ...written, ...fields })
    assert.equal(shown.status, 200)
    checkPage(shown.text)
    assert.match(shown.text, /value="News"/)
    return shown.text
  }
  const two = await again({ act: 'purpose' })
  assert.match(two, /Purpose 2/)
  assert.match(two, /name="purposeCount" value="2"/)
  assert.match(two, /name="purposes.1.retention.en"[^>]*value="Until you withdraw your consent"/)
  const second = { purposeCount: '2', 'purposes.1.text.en': 'Call me', 'countryCount.1': '2' }
  const one = await again({ ...second, act: 'remove-0' })
  assert.doesNotMatch(one, /Purpose 2|Send me the newsletter</)
  assert.match(one, /name="purposes.0.text.en"[^>]*>\nCall me/)
  assert.match(one, /name="purposes.0.thirdCountries.1.country"/)
  assert.match(await again({ ...second, act: 'remove-1' }), /Send me the newsletter/)
  assert.match(await again({ act: 'country-0' }), /Country 2/)
  const german = await again({ act: 'fields', languages: 'EN; de, x9' })
  assert.match(german, /name="title.de"/)
  assert.doesNotMatch(german, /name="title.da"/)
  assert.deepEqual(await forms(), [])
})

test('what is missing is said at its field, and nothing that was typed is lost', async (t) => {
  const { admin, office } = await writing(t)
  await publishedForm(office)
  const cases: readonly (readonly [Record<string, string>, string])[] = [
    [{ 'title.da': '' }, 'title-da'],
    [{ 'purposes.0.text.da': '' }, 'purposes-0-text-da'],
    [{ 'purposes.0.text.en': '', 'purposes.0.text.da': '' }, 'purposes-0-text-en'],
    [{ 'purposes.0.validMonths': 'soon' }, 'purposes-0-validMonths'],
    [{ 'purposes.0.thirdCountries.0.country': 'Mars' }, 'purposes-0-thirdCountries-0-country'],
    [{ 'purposes.0.purposeId': 'newsletter' }, 'purposes-0-purposeId'],
    [{ 'body.en': 'Only here' }, 'body-da'],
    [{ 'authority.name': 'X', 'authority.url': 'nowhere' }, 'authority-url'],
    [{ languages: '1' }, 'languages'],
  ]
  for (const [fields, place] of cases) {
    const { status, text } = await admin.post(path, { ...written, ...fields })
    assert.ok(status === 400 || status === 409, place)
    checkPage(text)
    assert.ok(places(text).includes(place), `${place}: ${places(text).join(' ')}`)
    if (place !== 'languages') assert.match(text, /value="News"/)
  }
})

test('a purpose of which nothing was written is none, and what is wrong behind it is said where it stands', async (t) => {
  const { admin, version, save } = await writing(t)
  const behind = {
    ...{ purposeCount: '3', 'purposes.1.retention.en': 'For ever', 'purposes.2.text.en': 'Call me' },
    ...{ 'purposes.2.retention.en': 'A year', 'purposes.2.retention.da': 'Et år' },
  }
  const wrong = await admin.post(path, { ...written, ...behind })
  assert.deepEqual(places(wrong.text), ['purposes-2-text-da'])
  const location = await save({ ...behind, 'purposes.2.text.da': 'Ring til mig' })
  const { form } = await version(location.split('/').at(-3) ?? '', 1)
  assert.deepEqual(
    form.purposes.map(({ purposeId }) => purposeId),
    ['sendMeTheNewsletter', 'callMe'],
  )
})

test('who wrote a version is told why they cannot publish it, and a second person publishes it from the list of what waits', async (t) => {
  const { office, admin, version, save } = await writing(t)
  const location = await save({})
  const [place = ''] = location.split('?')
  const own = await admin.post(`${place}/publication`)
  assert.equal(own.status, 403)
  checkPage(own.text)
  assert.match(own.text, /You wrote this version, so that somebody else must publish it/)
  assert.deepEqual(places(own.text), ['publish'])

  for (const name of ['owner', 'approver', 'manager'] as const) {
    const browser = await browserOf(office, name)
    const waiting = await browser.get('/demo/staff/approvals')
    checkPage(waiting.text)
    assert.ok(waiting.text.includes(`href="${place}"`), name)
  }
  const user = await browserOf(office, 'user')
  assert.doesNotMatch((await user.get('/demo/staff/approvals')).text, /consent-forms/)
  assert.match((await user.get(place)).text, /waits for somebody who may publish it/)
  assert.equal((await user.post(`${place}/publication`)).status, 403)

  const owner = await browserOf(office, 'owner')
  const published = await owner.post(`${place}/publication`)
  assert.equal(published.location, `${place}?done=published`)
  const seen = await owner.get(published.location)
  checkPage(seen.text)
  assert.match(seen.text, /never changes/)
  assert.doesNotMatch(seen.text, /action="[^"]*publication"/)
  assert.equal((await version(place.split('/').at(-3) ?? '', 1)).status, 'published')
  assert.doesNotMatch((await owner.get('/demo/staff/approvals')).text, /consent-forms/)
})

test('the next version is written from an earlier one, and what was said to that one stays tied to it', async (t) => {
  const { office, admin, version } = await writing(t)
  const [newsletter = assert.fail(), ...others] = givenForm.purposes
  const odd = { ...newsletter, dataCategories: ['dpv-pd:ShoeSize'] }
  const { formId } = await publishedForm(office, { ...givenForm, purposes: [odd, ...others] })
  const next = `${path}/${formId}/versions/1/next`
  const editor = await admin.get(next)
  checkPage(editor.text)
  for (const kept of ['Send mig nyhedsbrevet', 'value="profiling"', 'Standardkontrakt', 'dpv-pd:ShoeSize'])
    assert.ok(editor.text.includes(kept), kept)

  const fields = { ...written, 'purposes.0.purposeId': 'newsletter', 'title.en': 'Our news' }
  const saved = await admin.post(next, { ...fields, 'purposes.0.dataCategories': 'dpv-pd:ShoeSize' })
  assert.equal(saved.location, `${path}/${formId}/versions/2?done=written`)
  const second = await version(formId, 2)
  assert.deepEqual(
    [second.form.title['en'], second.form.purposes[0]?.dataCategories, second.form.factors],
    ['Our news', ['dpv-pd:ShoeSize'], ['emailLink']],
  )
  assert.equal((await version(formId, 1)).form.title['en'], 'News')
  const listed = await admin.get(path)
  checkPage(listed.text)
  assert.match(listed.text, /Version 2[^]*Draft[^]*Version 1/)
  const one = await admin.get(`${path}/${formId}/versions/1`)
  assert.match(one.text, /id="versions"[^]*Version 2[^]*Version 1/)
})

test('only administrators write, and of what is not there nobody is told more', async (t) => {
  const { office, admin } = await writing(t)
  const { formId } = await publishedForm(office)
  for (const name of ['owner', 'manager', 'user'] as const) {
    const browser = await browserOf(office, name)
    assert.equal((await browser.get(path)).status, 200, name)
    assert.doesNotMatch((await browser.get(path)).text, /consent-forms\/new/)
    assert.equal((await browser.get(`${path}/new`)).status, 403, name)
    assert.equal((await browser.get(`${path}/${formId}/versions/1/next`)).status, 403, name)
    assert.equal((await browser.post(path, written)).status, 403, name)
    assert.equal((await browser.post(`${path}/${formId}/versions/1/next`, written)).status, 403, name)
  }
  for (const nowhere of ['none/versions/1', `${formId}/versions/9`]) {
    assert.equal((await admin.get(`${path}/${nowhere}`)).status, 404)
    assert.equal((await admin.get(`${path}/${nowhere}/next`)).status, 404)
    assert.equal((await admin.post(`${path}/${nowhere}/next`, written)).status, 404)
    assert.equal((await admin.post(`${path}/${nowhere}/publication`)).status, 404)
  }
})
