import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import type { AuditEntry } from '../../../shared/application/evidence/audit-event.ts'
import type { GivenForm } from '../../../shared/application/consent/form-content.ts'
import { formHeadId } from '../../../shared/application/consent/form-document.ts'
import { companyPartition } from '../../../shared/application/place.ts'
import { textHash } from '../../../shared/domain/consent/form.ts'
import { formLimits } from '../../../shared/domain/consent/form-faults.ts'
import { must, openOffice, refusal, type OfficeOptions } from '../../support/application.ts'
import type { PersonName } from '../../support/companies.ts'
import { givenForm, newsletterForm, publishedForm, sha256Hex } from '../../support/consent.ts'

const [newsletter, profiling] = givenForm.purposes as [GivenForm['purposes'][0], GivenForm['purposes'][0]]

async function desk(t: TestContext, options: OfficeOptions = {}) {
  const office = await openOffice(t, options)
  const { editConsentForms: edit, consentForms } = office.app
  const by = (name: PersonName) => ({ actor: office.as(name), companyId: 'demo' })
  return {
    ...{ office, by, consentForms },
    create: (given: GivenForm = givenForm, more: object = {}) =>
      edit.create({ ...by('admin'), given, ...more }),
    addVersion: (formId: string, given: GivenForm = givenForm, more: object = {}) =>
      edit.addVersion({ ...by('admin'), formId, given, ...more }),
    publish: (formId: string, version: number, name: PersonName = 'owner') =>
      edit.publish({ ...by(name), formId, version }),
    published: (formId: string, more: object = {}) =>
      consentForms.published({ companyId: 'demo', formId, ...more }),
  }
}

test('a form is a draft until a second person publishes it: never who wrote it', async (t) => {
  const { create, publish, published, by, consentForms } = await desk(t)
  const { id: formId } = must(await create())

  assert.equal(refusal(await published(formId)), 'notFound')
  assert.equal(refusal(await publish(formId, 1, 'admin')), 'fourEyes')
  assert.deepEqual(must(await publish(formId, 1)), { id: formId, version: 1 })
  const view = must(await consentForms.view({ ...by('user'), formId, version: 1 }))
  assert.deepEqual(
    [view.status, view.authorId, view.publishedBy, view.publishedAt],
    ['published', 'admin', 'owner', '2026-03-02T08:00:00.000Z'],
  )
  assert.deepEqual(must(await consentForms.list(by('user'))), [
    {
      id: formId,
      title: givenForm.title,
      latestVersion: 1,
      publishedVersion: 1,
      purposeIds: ['newsletter', 'profiling'],
    },
  ])
})

test('a new text is a new version: what is published stays as it was until the next one is', async (t) => {
  const { create, addVersion, publish, published, by, consentForms } = await desk(t)
  const { id: formId } = must(await create())
  must(await publish(formId, 1))
  const changed = { ...givenForm, purposes: [{ ...newsletter, text: { da: 'Ny tekst', en: 'New text' } }] }
  assert.deepEqual(must(await addVersion(formId, changed)), { id: formId, version: 2 })

  const before = must(await published(formId))
  assert.deepEqual([before.version, before.purposes.length], [1, 2])
  must(await publish(formId, 2))
  assert.equal(must(await published(formId)).purposes[0]?.text, 'New text')
  assert.equal(must(await consentForms.view({ ...by('user'), formId, version: 1 })).form.version, 1)
  const again = must(await publish(formId, 1))
  assert.deepEqual([again.version, must(await published(formId)).version], [1, 2])
})

test('a draft that was passed over can be published later without asking with the older text again', async (t) => {
  const { create, addVersion, publish, published } = await desk(t)
  const { id: formId } = must(await create())
  must(await addVersion(formId))
  must(await publish(formId, 2))
  must(await publish(formId, 1))

  assert.equal(must(await published(formId)).version, 2)
})

test('the published text says all that was hashed, in the language that is wished, and nothing of people', async (t) => {
  const { office, published } = await desk(t)
  const { formId } = await publishedForm(office)
  const { languages, factors, publishedAt, textSha256, ...shown } = must(
    await published(formId, { language: 'en' }),
  )

  assert.equal(textHash(sha256Hex, shown), textSha256)
  assert.deepEqual([languages, shown.language, shown.title], [['da', 'en'], 'en', 'News'])
  assert.deepEqual(factors, ['emailLink'])
  assert.ok(publishedAt)
  assert.doesNotMatch(JSON.stringify(shown), /admin|owner/)
  assert.equal(must(await published(formId, { accepted: 'da' })).language, 'da')
  assert.equal(must(await published(formId, { accepted: 'fr' })).language, 'en')
  assert.equal(refusal(await published(formId, { language: 'fr' })), 'languageNotOffered')
})

test('a form in languages that the company does not speak is shown in one of its own', async (t) => {
  const { office, published } = await desk(t)
  const german = { de: 'Ja' }
  const given: GivenForm = {
    ...{ title: german, withdrawal: german },
    purposes: [{ purposeId: 'newsletter', text: german, retention: german }],
  }
  const { formId } = await publishedForm(office, given)

  assert.equal(must(await published(formId)).language, 'de')
})

test('what a form leaves out is the company’s own, in each of its languages', async (t) => {
  const { office, published } = await desk(t, {
    company: {
      contact: { name: 'Desk', email: 'gdpr@demo.example', phone: '+4512345678', postalAddress: 'Vej 1' },
    },
  })
  const text = { da: 'Ja', en: 'Yes' }
  const { formId } = await publishedForm(office, { title: text, purposes: [{ purposeId: 'news', text }] })
  const shown = must(await published(formId, { language: 'en' }))

  assert.equal(shown.controller.email, 'gdpr@demo.example')
  assert.equal(shown.controller.address, 'Vej 1')
  assert.equal(shown.controller.phone, '+4512345678')
  assert.equal(shown.authority.name, 'Datatilsynet')
  assert.match(shown.withdrawal, /withdraw/)
  assert.match(shown.purposes[0]?.retention ?? '', /Until you withdraw/)
  assert.deepEqual([shown.body, shown.purposes[0]?.explicit], ['', false])
})

test('a company that is reached by e-mail alone names no more', async (t) => {
  const { office, published } = await desk(t, {
    company: { contact: { name: 'Desk', email: 'a@demo.example' } },
  })
  const { formId } = await publishedForm(office)

  const { controller } = must(await published(formId))
  assert.deepEqual(Object.keys(controller), ['name', 'email'])
})

test('no purpose may be required, and a form that is not whole is refused with every place', async (t) => {
  const { create, addVersion } = await desk(t)
  const required = await create({ ...givenForm, purposes: [{ ...newsletter, required: true }] })
  const { id: formId } = must(await create())
  assert.equal(refusal(await addVersion(formId, { ...givenForm, purposes: [] })), 'consentFormInvalid')
  const unwhole = await create({ ...givenForm, body: { da: 'Kun dansk' } })

  assert.equal(refusal(required), 'purposeRequired')
  assert.ok(!unwhole.ok && unwhole.error.code === 'consentFormInvalid')
  assert.deepEqual(unwhole.error.errors, [
    { pointer: '/body/en', code: 'languageMissing', detail: 'has no text in a language of the form' },
  ])
})

test('one purpose means one thing in a company: no other form asks for it', async (t) => {
  const { create, addVersion } = await desk(t)
  const { id: formId } = must(await create({ ...givenForm, purposes: [newsletter] }))
  const other = must(await create({ ...givenForm, purposes: [profiling] }))

  assert.equal(refusal(await create({ ...givenForm, purposes: [newsletter] })), 'purposeTaken')
  assert.equal(refusal(await addVersion(other.id, givenForm)), 'purposeTaken')
  assert.equal(must(await addVersion(formId, { ...givenForm, purposes: [newsletter] })).version, 2)
})

test('how many forms, versions and how much text a company may have', async (t) => {
  const { office, create, addVersion } = await desk(t)
  const long = { da: 'x'.repeat(formLimits.bytes), en: 'x' }
  assert.equal(refusal(await create({ ...givenForm, body: long })), 'limitReached')
  const { id: formId } = must(await create({ ...givenForm, purposes: [newsletter] }))
  const found = await office.ports.documents.read(companyPartition('demo'), formHeadId(formId))
  assert.ok(found)
  const at = (more: object) => ({ kind: 'upsert', value: { ...found.value, ...more } }) as const
  await office.ports.documents.batch(companyPartition('demo'), [at({ latestVersion: formLimits.versions })])
  assert.equal(refusal(await addVersion(formId, { ...givenForm, purposes: [newsletter] })), 'limitReached')
  const many = Array.from({ length: 90 }, (_, i) => at({ id: formHeadId(`f${i}`), formId: `f${i}` }))
  await office.ports.documents.batch(companyPartition('demo'), many)
  await office.ports.documents.batch(
    companyPartition('demo'),
    many.slice(0, 9).map(({ value }) => at({ ...value, id: `${value.id}x` })),
  )
  assert.equal(refusal(await create({ ...givenForm, purposes: [profiling] })), 'limitReached')
})

test('only administrators write forms, only who may decide publishes them, and each in their own company', async (t) => {
  const { office, create, addVersion, publish, published, by, consentForms } = await desk(t)
  const { id: formId } = must(await create())
  const { editConsentForms: edit } = office.app
  const elsewhere = { actor: office.elsewhere('admin'), companyId: 'demo' }
  const named = { formId, version: 1 }

  assert.equal(refusal(await edit.create({ ...by('user'), given: givenForm })), 'forbidden')
  assert.equal(refusal(await edit.addVersion({ ...by('user'), formId, given: givenForm })), 'forbidden')
  assert.equal(refusal(await publish(formId, 1, 'user')), 'forbidden')
  assert.equal(refusal(await edit.create({ ...elsewhere, given: givenForm })), 'notFound')
  assert.equal(refusal(await edit.publish({ ...elsewhere, ...named })), 'notFound')
  assert.equal(refusal(await consentForms.list(elsewhere)), 'notFound')
  assert.equal(refusal(await consentForms.view({ ...elsewhere, ...named })), 'notFound')
  assert.equal(refusal(await addVersion('none')), 'notFound')
  assert.equal(refusal(await publish('none', 1)), 'notFound')
  assert.equal(refusal(await publish(formId, 2)), 'notFound')
  assert.equal(refusal(await published('none')), 'notFound')
  assert.equal(refusal(await consentForms.published({ companyId: 'nowhere', formId })), 'notFound')
  const nowhere = { actor: { ...office.as('admin'), companyId: 'nowhere' }, companyId: 'nowhere' }
  assert.equal(refusal(await edit.create({ ...nowhere, given: givenForm })), 'notFound')
})

test('a company that declared that it has nobody else publishes by the one that it has', async (t) => {
  const { office, create, publish } = await desk(t, { company: { secondAdministrator: 'none' } })
  const { id: formId } = must(await create())
  assert.equal(refusal(await publish(formId, 1, 'admin')), 'fourEyes')
  const owner = await office.ports.documents.read(companyPartition('demo'), 'employee:owner')
  assert.ok(owner)
  await office.ports.documents.batch(companyPartition('demo'), [{ kind: 'delete', id: 'employee:owner' }])

  assert.equal(must(await publish(formId, 1, 'admin')).version, 1)
})

test('the same call twice makes one form and one version; the same key for another text is refused', async (t) => {
  const { create, addVersion } = await desk(t)
  const idempotency = { key: 'k', bodyHash: 'h' }
  const first = must(await create(givenForm, { idempotency }))
  assert.deepEqual(must(await create(givenForm, { idempotency })), first)
  assert.equal(
    refusal(await create(givenForm, { idempotency: { key: 'k', bodyHash: 'other' } })),
    'idempotencyKeyReused',
  )
  const second = must(await addVersion(first.id, givenForm, { idempotency }))
  assert.deepEqual(must(await addVersion(first.id, givenForm, { idempotency })), second)
  assert.equal(
    refusal(await addVersion(first.id, givenForm, { idempotency: { key: 'k', bodyHash: 'other' } })),
    'idempotencyKeyReused',
  )
})

test('the audit says who wrote and who published which text', async (t) => {
  const { office, addVersion, by } = await desk(t)
  const { formId } = await publishedForm(office)
  must(await addVersion(formId))
  const query = { container: 'companies', key: ['demo'], idPrefix: 'audit:', limit: 100 } as const
  const entries = (await office.ports.documents.query<AuditEntry>(query)).items.map(({ value }) => value)
  const view = must(await office.app.consentForms.view({ ...by('user'), formId, version: 1 }))

  assert.deepEqual(
    entries.map(({ event, by: { id }, detail }) => [event, id, detail['version']]),
    [
      ['consentFormCreated', 'admin', 1],
      ['consentFormPublished', 'owner', 1],
      ['consentFormChanged', 'admin', 2],
    ],
  )
  assert.equal(entries[1]?.detail['textSha256'], JSON.stringify(view.textSha256))
  assert.equal(view.form.purposes.length, newsletterForm.purposes.length)
})
