import assert from 'node:assert/strict'
import { test } from 'node:test'

import { must, openOffice } from '../../support/application.ts'
import type { Office } from '../../support/application.ts'
import { publishedForm, recorded } from '../../support/consent.ts'
import { aRequest, personEmail } from '../../support/request-stages.ts'
import { bytesOf } from '../../support/streams.ts'

type Row = Readonly<Record<string, string>>
type Consents = { readonly current: readonly Row[]; readonly history: readonly Row[] }

async function answered(office: Office) {
  const { requestId } = await aRequest(office, { rights: ['access', 'portability'] })
    .verified()
    .assignedTo('user')
    .filled()
    .made()
  const actor = office.as('user')
  const { sealId, files } = must(await office.app.sealRequest({ actor, requestId }))
  const paths = (right: string) =>
    files.filter((file) => file.package === right && file.path.includes('consents')).map(({ path }) => path)
  const read = async (right: 'access' | 'portability', path: string) =>
    (
      await bytesOf(must(await office.app.seals.file({ actor, requestId, sealId, right, path })).content)
    ).toString()
  return { paths, read }
}

/** Yes to the newsletter on the telephone, to the rest no; then the newsletter is taken back. */
async function someConsents(office: Office, email = personEmail) {
  const form = await publishedForm(office)
  const caller = office.as('user')
  const said = { caller, subject: { email }, method: 'phone', language: 'en' } as const
  const { consentId } = must(
    await recorded(office, {
      ...{ ...form, ...said },
      purposes: [
        { purposeId: 'newsletter', decision: 'given' },
        { purposeId: 'profiling', decision: 'refused' },
      ],
    }),
  )
  office.clock.pass({ hours: 1 })
  must(await office.app.withdrawConsent.forPerson({ caller, consentId, purposes: ['newsletter'] }))
  return consentId
}

test('a person who asks for their data, or takes them along, gets their consents with all that was said', async (t) => {
  const office = await openOffice(t)
  const consentId = await someConsents(office)
  const { paths, read } = await answered(office)

  for (const right of ['access', 'portability'] as const) {
    assert.deepEqual(paths(right), [
      'data/consents/consents.json',
      'data/consents/consents.current.csv',
      'data/consents/consents.history.csv',
      'schemas/consents.2.json',
    ])
    const { current, history } = JSON.parse(await read(right, 'data/consents/consents.json')) as Consents
    assert.deepEqual(
      current.map(({ purposeId, purpose, state }) => [purposeId, purpose, state]),
      [
        ['newsletter', 'Send me the newsletter', 'withdrawn'],
        ['profiling', 'Learn from what I read', 'refused'],
      ],
    )
    assert.deepEqual(
      history.map(({ purposeId, state, method, consentId: of }) => [purposeId, state, method, of]),
      [
        ['newsletter', 'given', 'phone', consentId],
        ['profiling', 'refused', 'phone', consentId],
        ['newsletter', 'withdrawn', 'webForm', consentId],
      ],
    )
    assert.match(await read(right, 'data/consents/consents.history.csv'), /"Send me the newsletter"/)
  }
  const guide = await read('access', 'OPEN-ME-FIRST.html')
  assert.ok(guide.includes('Your consents') || guide.includes('Dine samtykker'))
})

test('whoever said nothing has no such source, and nobody gets what another said', async (t) => {
  const office = await openOffice(t)
  await someConsents(office, 'somebody.else@example.com')
  const { paths } = await answered(office)

  assert.deepEqual(paths('access'), [])
})

test('what was only asked for is in the answer as asked for, not as given', async (t) => {
  const office = await openOffice(t)
  const form = await publishedForm(office)
  must(await recorded(office, { ...form, subject: { email: personEmail } }))
  const { read } = await answered(office)
  const { current, history } = JSON.parse(await read('access', 'data/consents/consents.json')) as Consents

  assert.deepEqual([current[0]?.['state'], history[0]?.['state']], ['requested', 'requested'])
})
