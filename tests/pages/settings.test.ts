import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { must, openOffice, type Office, type OfficeOptions } from '../support/application.ts'
import type { PersonName } from '../support/companies.ts'
import { aRequest } from '../support/request-stages.ts'
import { checkPage, tagsOf } from './markup.ts'
import { browserOf } from './plain-browser.ts'

const path = '/demo/staff/settings'

async function desk(
  t: TestContext,
  { name = 'admin', ...options }: OfficeOptions & { name?: PersonName } = {},
) {
  const office = await openOffice(t, options)
  const browser = await browserOf(office, name)
  const settings = async () =>
    must(await office.app.companySettings.view({ actor: office.as('admin'), companyId: 'demo' })).settings
  /** Sends a form as its page has it, with what is typed over it; the page that follows is checked. */
  async function send(
    page: string,
    typed: Readonly<Record<string, string | readonly string[]>>,
    action = page,
  ) {
    const shown = await browser.get(page)
    checkPage(shown.text)
    const sent = await browser.post(action, { ...fieldsOf(shown.text, action), ...typed })
    if (sent.status !== 303) {
      checkPage(sent.text)
      return sent
    }
    const next = await browser.get(sent.location)
    checkPage(next.text)
    return next
  }
  return { office, browser, settings, send }
}

/** What a browser would send of the form at that address: values, selected options and ticked boxes. */
function fieldsOf(text: string, action: string): Readonly<Record<string, readonly string[]>> {
  const form = text.split(`action="${action}"`)[1]?.split('</form>')[0] ?? ''
  const found = new Map<string, string[]>()
  const put = (name = '', value = '') => found.set(name, [...(found.get(name) ?? []), value])
  for (const { name, attributes } of tagsOf(form)) {
    if (name !== 'input' || attributes.get('type') === 'checkbox') continue
    put(attributes.get('name'), unescaped(attributes.get('value') ?? ''))
  }
  for (const [, field = '', value = ''] of form.matchAll(
    /type="checkbox"\s+id="[^"]*"\s+name="([^"]*)"\s+value="([^"]*)"\s+checked/g,
  ))
    put(field, value)
  for (const [, field = '', value = ''] of form.matchAll(
    /<textarea[^>]*?name="([^"]*)"[^>]*>\n([^]*?)<\/textarea>/g,
  ))
    put(field, unescaped(value))
  for (const [, field = '', options = ''] of form.matchAll(
    /<select[^>]*?name="([^"]*)"[^>]*>([^]*?)<\/select>/g,
  ))
    put(
      field,
      /<option value="([^"]*)"\s+selected/.exec(options)?.[1] ?? /<option value="([^"]*)"/.exec(options)?.[1],
    )
  return Object.fromEntries(found)
}

const unescaped = (text: string): string =>
  text
    .replaceAll('&#39;', "'")
    .replaceAll('&quot;', '"')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')

const every =
  (...texts: readonly RegExp[]) =>
  (text: string) => {
    for (const one of texts) assert.match(text, one)
  }

const typeIds = async (office: Office) =>
  must(await office.app.viewProfile('demo')).informationTypes.map(({ id }) => id)

test('owners and administrators are led to the settings and see what is missing; nobody else is let in', async (t) => {
  const { browser, office } = await desk(t, { company: { activities: [] } })
  assert.match((await browser.get('/demo/staff')).text, new RegExp(`href="${path}"`))

  for (const language of ['da', 'en']) {
    const { status, text } = await browser.get(`${path}?language=${language}`)
    assert.equal(status, 200)
    checkPage(text)
  }
  const { text } = await browser.get(path)
  every(/something is missing/, /Missing<\/strong>\s*<a href="\/demo\/staff\/settings\/activities"/)(text)
  assert.match((await (await browserOf(office, 'owner')).get(path)).text, /Types of information/)
  for (const name of ['manager', 'user', 'officer'] as const) {
    const other = await browserOf(office, name)
    assert.doesNotMatch((await other.get('/demo/staff')).text, /staff\/settings/)
    for (const page of [
      path,
      `${path}/information`,
      `${path}/information/insurance`,
      `${path}/activities`,
      `${path}/activities/new`,
      ...['profile', 'wording', 'approval', 'limits'].map((one) => `${path}/${one}`),
    ])
      assert.equal((await other.get(page)).status, 403, page)
    assert.equal((await other.post(`${path}/information/insurance/removal`)).status, 403)
    assert.equal((await other.post(`${path}/information`, { 'label.en': 'Mine' })).status, 403)
    for (const form of ['activities/new', 'profile', 'wording', 'approval', 'limits'])
      assert.equal((await other.post(`${path}/${form}`)).status, 403, form)
  }
})

test('a company that has all it takes is told so', async (t) => {
  const { browser } = await desk(t)
  assert.match((await browser.get(path)).text, /can receive and answer requests/)
})

test('a type of information is added with its source, and gets its ids from its words', async (t) => {
  const { office, send, settings } = await desk(t)
  const added = await send(`${path}/information`, {
    'label.en': 'Journeys & bookings',
    'label.da': 'Rejser',
    'sources.0.label.en': 'Web shop',
    'sources.0.templateId': 'retail',
    'sources.0.legalBasis': 'contract',
    'sources.0.providedByPerson': 'true',
  })

  every(/Saved/, /Journeys &amp; bookings/)(added.text)
  assert.deepEqual((await settings()).informationTypes.at(-1), {
    informationType: 'journeysBookings',
    label: { en: 'Journeys & bookings', da: 'Rejser' },
    sources: [
      {
        ...{ sourceId: 'webShop2', label: { en: 'Web shop', da: 'Web shop' }, templateId: 'retail' },
        ...{ legalBasis: 'contract', providedByPerson: true },
      },
    ],
  })
  assert.deepEqual((await typeIds(office)).at(-1), 'journeysBookings')
})

test('what is missing is said at its field, and what was typed stays', async (t) => {
  const { send, settings } = await desk(t)
  const before = await settings()
  const refused = await send(`${path}/information`, { 'label.da': 'Rejser' })

  assert.equal(refused.status, 400)
  every(/href="#label-en"/, /id="label-en-error">Fill this in/, /value="Rejser"/)(refused.text)
  assert.deepEqual(await settings(), before)
})

test('a source is changed, another added and one taken away, and ids stay what they were', async (t) => {
  const { send, settings } = await desk(t)
  const page = `${path}/information/insurance`

  await send(page, {
    'sources.0.label.en': 'Core system',
    'sources.1.label.en': 'Letters',
    'sources.1.templateId': 'generic',
    'sources.1.legalBasis': 'contract',
    'sources.1.label.da': 'Breve',
  })
  const [type] = (await settings()).informationTypes
  assert.deepEqual(
    type?.sources.map(({ sourceId, label, providedByPerson }) => [sourceId, label.en, providedByPerson]),
    [
      ['policySystem', 'Core system', true],
      ['letters', 'Letters', false],
    ],
  )

  const wrong = await send(page, { 'sources.0.remove': 'true', 'sources.1.label.en': ' ' })
  assert.match(wrong.text, /id="sources-1-label-en-error"/)
  await send(page, { 'sources.0.remove': 'true' })
  assert.deepEqual(
    (await settings()).informationTypes[0]?.sources.map(({ sourceId }) => sourceId),
    ['letters'],
  )
})

test('a type is taken out of use and brought back, and removed only while no open request is about it', async (t) => {
  const { office, send, settings } = await desk(t)
  await aRequest(office, { informationTypes: ['retail'] })
    .verified()
    .made()
  const page = `${path}/information/retail`

  const inUse = await send(page, {}, `${page}/removal`)
  assert.equal(inUse.status, 409)
  assert.match(inUse.text, /Take it out of use instead/)
  assert.match((await send(page, {}, `${page}/state`)).text, /Out of use/)
  assert.deepEqual(await typeIds(office), ['insurance', 'generic'])
  await send(page, {}, `${page}/state`)
  assert.deepEqual(await typeIds(office), ['insurance', 'retail', 'generic'])

  const generic = `${path}/information/generic`
  await send(generic, {}, `${generic}/removal`)
  const { informationTypes, activities } = await settings()
  assert.deepEqual(
    informationTypes.map(({ informationType }) => informationType),
    ['insurance', 'retail'],
  )
  assert.ok(activities.every((one) => one.informationTypes.length > 0))
  assert.ok(activities.every((one) => !one.informationTypes.includes('generic')))
})

test('a level of a type is saved with its reason, which it needs, and taken back', async (t) => {
  const { send, settings } = await desk(t)
  const page = `${path}/information/insurance`
  const level = { informationType: 'insurance', level: 'nationalId', reason: 'Health data.' } as const

  const unexplained = await send(page, { level: 'nationalId' }, `${page}/level`)
  assert.match(unexplained.text, /id="reason-error">Fill this in/)
  assert.match(unexplained.text, /value="Policies, claims and payments"/, 'the other form is as it was')
  await send(page, { level: 'nationalId', reason: 'Health data.' }, `${page}/level`)
  assert.deepEqual((await settings()).identityLevels, [level])
  await send(page, { level: '' }, `${page}/level`)
  assert.deepEqual((await settings()).identityLevels, [])
})

test('in serve mode the level of a type waits for a second administrator, and the page says so', async (t) => {
  const { send, settings } = await desk(t, { mode: 'serve' })
  const page = `${path}/information/insurance`
  const told = await send(page, { level: 'nationalId', reason: 'Health data.' }, `${page}/level`)
  assert.match(told.text, /waits for a second owner or administrator/)
  assert.deepEqual((await settings()).identityLevels, [])
})

test('an activity is begun from an example whose recipients nobody can guess, changed and removed', async (t) => {
  const { browser, send, settings } = await desk(t, { company: { activities: [] } })
  assert.match(
    (await browser.get(`${path}/activities`)).text,
    /Nothing is said yet[^]*Correspondence and records/,
  )
  const example = await browser.get(`${path}/activities/new?from=genericRelations`)
  checkPage(example.text)
  assert.doesNotMatch(example.text, /Eksempel/)

  const fields = fieldsOf(example.text, `${path}/activities/new`)
  await send(`${path}/activities/new`, {
    ...fields,
    recipients: 'Post A/S\nHosting ApS',
    'thirdCountry.countries': 'US\nIN',
    'thirdCountry.en': 'Standard clauses',
  })
  const [activity] = (await settings()).activities
  assert.deepEqual(activity?.recipients, ['Post A/S', 'Hosting ApS'])
  assert.deepEqual(
    activity.thirdCountries?.map(({ country, safeguard }) => [country, safeguard.da]),
    [
      ['US', 'Standard clauses'],
      ['IN', 'Standard clauses'],
    ],
  )
  const page = `${path}/activities/${activity.id}`
  await send(page, { recipients: '' })
  assert.deepEqual((await settings()).activities, [{ ...activity, recipients: [] }])
  await send(page, {}, `${page}/removal`)
  assert.deepEqual((await settings()).activities, [])
})

test('what an activity lacks is said at its field, a country that is none at the countries', async (t) => {
  const { send } = await desk(t)
  const empty = await send(`${path}/activities/new`, { 'thirdCountry.countries': 'Utopia' })
  assert.equal(empty.status, 400)
  every(
    /id="purposes-en-error"|id="purposes-error"/,
    /id="informationTypes-error">Choose at least one/,
    /id="thirdCountry-countries-error"/,
    /id="thirdCountry-en-error"/,
  )(empty.text)
})

test('settings that somebody else changed meanwhile are not overwritten, and what is not there is not found', async (t) => {
  const { browser, send, office } = await desk(t)
  const stale = fieldsOf((await browser.get(`${path}/information/retail`)).text, `${path}/information/retail`)
  await send(`${path}/information/insurance`, { 'label.en': 'Policies' })

  const late = await browser.post(`${path}/information/retail`, { ...stale, 'label.en': 'Bought' })
  assert.equal(late.status, 412)
  checkPage(late.text)
  assert.match(late.text, /Somebody changed the settings/)
  for (const page of ['information/none', 'activities/none']) {
    assert.equal((await browser.get(`${path}/${page}`)).status, 404)
    assert.equal((await browser.post(`${path}/${page}`)).status, 404)
    assert.equal((await browser.post(`${path}/${page}/removal`)).status, 404)
  }
  for (const part of ['state', 'level'])
    assert.equal((await browser.post(`${path}/information/none/${part}`)).status, 404)
  assert.deepEqual(await typeIds(office), ['insurance', 'retail', 'generic'])
})

test('the profile is shown as it holds, saved, and seen where people ask', async (t) => {
  const { browser, send, settings } = await desk(t)
  const page = `${path}/profile`
  const before = await settings()

  await send(page, {})
  assert.deepEqual(await settings(), before, 'saved as it was shown it is as it was')
  await send(page, {
    'contact.phone': '+4512345678',
    'contact.postalAddress': 'Storgade 1\n8000 Aarhus C',
    'dataProtectionOfficer.name': 'Dina Data',
    'dataProtectionOfficer.email': 'dina@demo.example',
    rights: ['access', 'portability'],
    languages: 'da',
  })

  const after = await settings()
  assert.deepEqual(after.dataProtectionOfficers, [{ name: 'Dina Data', email: 'dina@demo.example' }])
  assert.deepEqual([after.rights, after.languages], [['access', 'portability'], ['da']])
  assert.match((await browser.get('/demo')).text, /\+4512345678[^]*8000 Aarhus C/)
  assert.doesNotMatch((await browser.get('/demo')).text, /value="erasure"/)
  await send(page, { 'dataProtectionOfficer.name': '', 'dataProtectionOfficer.email': '' })
  assert.deepEqual((await settings()).dataProtectionOfficers, [])
})

test('what is wrong in the profile is said at its field', async (t) => {
  const { send } = await desk(t)
  const wrong = await send(`${path}/profile`, {
    'contact.phone': '12345678',
    'dataProtectionOfficer.name': 'Dina',
    'authority.url': 'javascript:alert(1)',
    timeZone: 'Mars/Olympus',
    rights: [],
  })
  assert.equal(wrong.status, 400)
  for (const id of ['contact-phone', 'dataProtectionOfficer-email', 'authority-url', 'timeZone', 'rights'])
    assert.match(wrong.text, new RegExp(`id="${id}-error"`), id)
})

test('the company adds its own words to the acknowledgement, and says why it asks for a detail', async (t) => {
  const { office, browser, send, settings } = await desk(t)
  const page = `${path}/wording`
  const words = { en: 'We at {companyName} answer by {dueOn}.', da: 'Vi svarer senest {dueOn}.' }
  await send(page, {
    'acknowledgement.1.en': words.en,
    'acknowledgement.1.da': words.da,
    'identifiers.1.label.en': 'Policy number',
    'identifiers.1.why.en': 'Our archive is sorted by it.',
  })

  const { acknowledgement, identifiers } = await settings()
  assert.deepEqual(acknowledgement, [words])
  assert.deepEqual(
    identifiers.map(({ id }) => id),
    ['customerNumber', 'policyNumber'],
  )
  assert.match((await browser.get('/demo')).text, /Policy number[^]*Our archive is sorted by it/)
  const form = {
    rights: 'access',
    email: 'anna@person.example',
    language: 'en',
    'identifier-policyNumber': 'P-7',
  }
  const asked = await browser.post('/demo', form)
  assert.equal(asked.status, 303)
  await office.pump()

  const wrong = await send(page, {
    'acknowledgement.0.en': '',
    'acknowledgement.0.da': '',
    'acknowledgement.2.en': 'Dear {name}',
  })
  assert.match(wrong.text, /id="acknowledgement-2-en-error">Use only the places/)
  const unexplained = await send(page, { 'identifiers.2.label.en': 'Shoe size' })
  assert.match(unexplained.text, /id="identifiers-2-why-en-error"/)
  await send(page, {
    'identifiers.0.label.en': '',
    'identifiers.0.label.da': '',
    'identifiers.0.why.en': '',
    'identifiers.0.why.da': '',
  })
  assert.deepEqual(
    (await settings()).identifiers.map(({ id }) => id),
    ['policyNumber'],
  )
})

test('the approval policy is set on its page, named approvers and all, and an impossible one is refused with its reason', async (t) => {
  const { send, settings } = await desk(t)
  const page = `${path}/approval`
  const before = await settings()
  await send(page, {})
  assert.deepEqual(await settings(), before)

  await send(page, {
    'approvalPolicy.approverIds': ['approver', 'coApprover'],
    'approvalPolicy.approvalsNeeded': '2',
  })
  assert.deepEqual((await settings()).approvalPolicy, {
    ...{ approvalsNeeded: 2, approverIds: ['approver', 'coApprover'], version: 2 },
  })
  const impossible = await send(page, { 'approvalPolicy.approverIds': ['approver'] })
  assert.match(impossible.text, /Fewer people may approve than approvals are needed/)
  const none = await send(page, { 'approvalPolicy.approvalsNeeded': 'none' })
  assert.match(none.text, /id="approvalPolicy-approvalsNeeded-error"/)
  const alone = await send(page, { secondAdministrator: 'none' })
  assert.match(alone.text, /they are the second person/)
})

test('in serve mode a change of the policy on its page waits for a second administrator', async (t) => {
  const { send, settings } = await desk(t, { mode: 'serve' })
  const told = await send(`${path}/approval`, { 'approvalPolicy.approvalsNeeded': '2' })
  assert.match(told.text, /waits for a second owner or administrator/)
  assert.equal((await settings()).approvalPolicy.approvalsNeeded, 1)
})

test('limits that were not touched stay to the byte, and others are set', async (t) => {
  const { office, send, settings } = await desk(t)
  const page = `${path}/limits`
  const asked = { actor: office.as('admin'), companyId: 'demo' }
  must(
    await office.app.companySettings.change({
      ...asked,
      change: { uploads: { largestFileBytes: 1_500_000 } },
    }),
  )
  await send(page, {
    'uploads.files': '7',
    'uploads.types': ['pdf', 'image'],
    'sms.prefixes': '+45\n+46',
    'sms.monthlyCap': '10',
    allowedOrigins: 'https://www.demo.example',
  })

  const { uploads, sms, allowedOrigins } = await settings()
  assert.deepEqual(allowedOrigins, ['https://www.demo.example'])
  assert.deepEqual([uploads.largestFileBytes, uploads.files, uploads.types], [1_500_000, 7, ['pdf', 'image']])
  assert.deepEqual(sms, { prefixes: ['+45', '+46'], monthlyCap: 10, usedThisMonth: 0 })
  await send(page, { 'megabytes.file': '2' })
  assert.equal((await settings()).uploads.largestFileBytes, 2 * 1024 * 1024)
  const wrong = await send(page, {
    'megabytes.total': 'much',
    'uploads.files': '0',
    programAccess: 'none',
    allowedOrigins: 'www.demo.example',
  })
  for (const id of ['allowedOrigins', 'megabytes-total', 'uploads-files', 'programAccess'])
    assert.match(wrong.text, new RegExp(`id="${id}-error"`), id)
})
