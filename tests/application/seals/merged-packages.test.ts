import assert from 'node:assert/strict'
import { test } from 'node:test'
import { must, type Office } from '../../support/application.ts'
import { archive, crm, generic, mergingDesk, place, together } from '../../support/merging.ts'
import type { MadeRequest } from '../../support/request-stages.ts'
import { bytesOf } from '../../support/streams.ts'
import { itemAt, withhold } from '../../support/withholding.ts'

async function packed(office: Office, { requestId }: MadeRequest, right: 'access' | 'portability') {
  const actor = office.as('user')
  const { sealId, files } = must(await office.app.sealRequest({ actor, requestId }))
  const text = async (path: string) => {
    const file = must(await office.app.seals.file({ actor, requestId, sealId, right, path }))
    return (await bytesOf(file.content)).toString()
  }
  const paths = files.filter((one) => one.package === right).map(({ path }) => path)
  return { paths, text, json: async (path: string) => JSON.parse(await text(path)) as unknown }
}

test('the person gets one form of what several places hold, and reads which place says what', async (t) => {
  const { office, request, enter, decide } = await mergingDesk(t)
  must(await enter('crm', crm))
  must(await enter('archive', archive))
  must(await decide('/contact/address', { take: 'source', source: 'archive' }))
  must(await decide('/records', { take: 'all' }))

  const { paths, text, json } = await packed(office, request, 'access')

  assert.deepEqual(
    paths.filter((path) => path.startsWith('data/') && path.endsWith('.json')),
    ['data/generic/generic.json', 'data/generic/generic.sources.json'],
  )
  assert.deepEqual(await json('data/generic/generic.json'), {
    contact: { ...crm.contact, address: 'Aarhus' },
    records: together,
  })
  const origins = (await json('data/generic/generic.sources.json')) as {
    sources: unknown
    fields: { pointer: string; sources: string[] }[]
    differences: unknown
  }
  assert.deepEqual(origins.sources, [
    { sourceId: 'crm', label: 'Place crm' },
    { sourceId: 'archive', label: 'Place archive' },
  ])
  assert.deepEqual(origins.fields[0], { pointer: '/contact/name', sources: ['crm', 'archive'] })
  assert.deepEqual(origins.differences, [
    { pointer: '/contact/address', values: [{ source: 'crm', value: 'Odense' }] },
  ])
  assert.match(await text('data/generic/generic.contact.csv'), /Aarhus/)
  const guide = await text('OPEN-ME-FIRST.html')
  assert.match(guide, /Place crm, Place archive\. Which of these places each field comes from/)
  const { distribution } = (await json('manifest.json')) as {
    distribution: { contentUrl: string; source?: unknown }[]
  }
  const form = distribution.find(({ contentUrl }) => contentUrl === 'data/generic/generic.json')
  assert.equal((form?.source as unknown[]).length, 2)
})

test('what is withheld from one place does not leave through another that says the same', async (t) => {
  const { office, request, enter, decide } = await mergingDesk(t)
  must(await enter('crm', crm))
  must(await enter('archive', archive))
  must(await decide('/contact/address', { take: 'source', source: 'archive' }))
  must(await decide('/records', { take: 'all' }))
  const at = async (pointer: string) => ({
    ...(await itemAt(office, request, pointer, 'generic')),
    source: 'crm',
  })
  must(await withhold(office, request, [await at('/contact/name'), await at('/records/0/kind')]))

  const { paths, text } = await packed(office, request, 'access')

  for (const path of paths.filter((one) => one.startsWith('data/')))
    assert.doesNotMatch(await text(path), /Anna|Letter/, path)
  assert.match(await text('data/generic/generic.json'), /Call/)
})

test('the package of Article 20 has the form of those places that it covers', async (t) => {
  const informationTypes = [
    {
      ...generic,
      sources: [place('crm', { legalBasis: 'legalObligation' }), place('archive'), place('shop')],
    },
  ]
  const { office, request, enter, decide } = await mergingDesk(t, {
    informationTypes,
    rights: ['access', 'portability'],
  })
  must(await enter('crm', { contact: { address: 'Ribe' } }))
  must(await enter('archive', { contact: { address: 'Aarhus', phone: '1' } }))
  must(await enter('shop', { contact: { address: 'Odense', phone: '1' } }))
  must(await decide('/contact/address', { take: 'source', source: 'crm' }))

  const { json, paths } = await packed(office, request, 'portability')

  assert.deepEqual(await json('data/generic/generic.json'), { contact: { address: 'Aarhus', phone: '1' } })
  assert.match(JSON.stringify(await json('data/generic/generic.sources.json')), /Odense/)
  assert.doesNotMatch(JSON.stringify(await json('data/generic/generic.sources.json')), /Ribe/)
  assert.ok(paths.length > 0)
})
