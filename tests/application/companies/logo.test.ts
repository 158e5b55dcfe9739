import assert from 'node:assert/strict'
import { test } from 'node:test'
import { must, openOffice, refusal, type Office } from '../../support/application.ts'
import { auditOf } from '../../support/audit.ts'
import { jpeg, png } from '../../support/pictures.ts'

const as = (office: Office, name: 'owner' | 'admin' | 'manager' = 'owner') => ({
  ...{ actor: office.as(name), companyId: 'demo' },
})

const shown = async ({ app }: Office) => must(await app.viewProfile('demo')).logo

test('a logo is shown from the moment it is sent, and another takes its place', async (t) => {
  const office = await openOffice(t)
  const { logos } = office.app
  assert.equal(refusal(await logos.read('demo')), 'notFound')

  const first = must(await logos.put({ ...as(office), bytes: png(320, 64) }))
  assert.deepEqual(await shown(office), first)
  assert.deepEqual(must(await logos.read('demo')), { ...first, bytes: png(320, 64) })

  const second = must(await logos.put({ ...as(office, 'admin'), bytes: jpeg(64, 64) }))
  assert.deepEqual(await shown(office), second)
  assert.equal(second.mediaType, 'image/jpeg')
})

test('a logo that is taken away is gone, and taking away none is no change', async (t) => {
  const office = await openOffice(t)
  const { logos } = office.app
  must(await logos.put({ ...as(office), bytes: png(320, 64) }))

  must(await logos.remove(as(office)))
  must(await logos.remove(as(office)))

  assert.equal(await shown(office), undefined)
  assert.equal(refusal(await logos.read('demo')), 'notFound')
})

test('the audit names each picture by its hash, and the same picture again is no change', async (t) => {
  const office = await openOffice(t)
  const { logos } = office.app
  const { sha256 } = must(await logos.put({ ...as(office), bytes: png(320, 64) }))
  must(await logos.put({ ...as(office), bytes: png(320, 64) }))
  must(await logos.remove(as(office)))
  await office.pump()

  const lines = await auditOf(office).lines()
  assert.deepEqual(
    lines.flatMap(({ entry }) => (entry?.event === 'settingsChanged' ? [entry.detail] : [])),
    [
      { members: 'logo', logoAfter: sha256 },
      { members: 'logo', logoBefore: sha256 },
    ],
  )
})

test('only who sets the company up changes its logo, and only to a picture', async (t) => {
  const office = await openOffice(t)
  const { logos } = office.app
  const bytes = png(320, 64)

  assert.equal(refusal(await logos.put({ ...as(office, 'manager'), bytes })), 'forbidden')
  assert.equal(refusal(await logos.remove(as(office, 'manager'))), 'forbidden')
  assert.equal(refusal(await logos.put({ ...as(office), companyId: 'other', bytes })), 'notFound')
  assert.equal(refusal(await logos.remove({ ...as(office), companyId: 'other' })), 'notFound')
  const svg = new TextEncoder().encode('<svg/>')
  assert.deepEqual(await logos.put({ ...as(office), bytes: svg }), {
    ok: false,
    error: { code: 'logoRefused', rule: 'logoTypes' },
  })
  assert.equal(await shown(office), undefined)
})

test('a company that is no more has no logo to change', async (t) => {
  const office = await openOffice(t)
  const actor = { ...office.as('owner'), companyId: 'gone' }

  assert.equal(
    refusal(await office.app.logos.put({ actor, companyId: 'gone', bytes: png(320, 64) })),
    'notFound',
  )
})
