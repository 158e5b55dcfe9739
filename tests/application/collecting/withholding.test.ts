import { test } from 'node:test'
import assert from 'node:assert/strict'

import { insuranceExample } from '../../../shared/domain/templates/insurance-example.ts'
import { must, openOffice, refusal } from '../../support/application.ts'
import { streamOf } from '../../support/streams.ts'
import { aRequest, goingOn } from '../../support/request-stages.ts'
import { itemAt, withhold } from '../../support/withholding.ts'
import type { Result } from '../../../shared/kernel/result.ts'

const pointersOf = (result: Result<unknown, object>) => {
  if (result.ok || !('errors' in result.error)) return []
  return (result.error.errors as readonly { readonly pointer: string }[]).map(({ pointer }) => pointer)
}

test('what is withheld carries a ground, the article that it rests on, and words that the person can read', async (t) => {
  const office = await openOffice(t)
  const request = await aRequest(office, { language: 'da' }).verified().assignedTo('user').filled().made()
  const item = await itemAt(office, request, '/claims/0/description')

  const {
    items: [kept],
  } = must(await withhold(office, request, [item]))

  assert.equal(kept?.article, 'Art. 15(4)')
  assert.match(kept?.description ?? '', /^[^:]+: Skader, Din beskrivelse \(én post\)$/)
  const read = must(await office.app.readContent({ actor: office.as('user'), requestId: request.requestId }))
  const { valueHash: _hash, ...shown } = kept ?? { valueHash: '' }
  assert.deepEqual(read.withheld, [{ ...shown, state: 'current' }])
})

test('a ground that does not carry it, or a reason without facts, is refused at its place in the list', async (t) => {
  const office = await openOffice(t)
  const request = await aRequest(office).verified().assignedTo('user').filled().made()
  const item = await itemAt(office, request, '/claims/0')
  const send = (change: object) => withhold(office, request, [item, { ...item, ...change }])

  const unknown = await send({ groundCode: 'becauseWeSay' })
  assert.equal(refusal(unknown), 'groundUnknown')
  assert.deepEqual(pointersOf(unknown), ['/items/1/groundCode'])
  assert.equal(refusal(await send({ text: ' ' })), 'factsMissing')
})

test('a place where nothing stands is refused: the value would leave', async (t) => {
  const office = await openOffice(t)
  const request = await aRequest(office).verified().assignedTo('user').filled().made()
  const item = await itemAt(office, request, '/claims/0')
  const { source: _source, pointer: _pointer, ...ground } = item
  for (const [wrong, at] of [
    [{ ...item, pointer: '/claims/7' }, '/items/0/pointer'],
    [{ ...item, source: 'elsewhere' }, '/items/0/source'],
    [{ ...ground, file: 'gone.pdf' }, '/items/0/file'],
  ] as const) {
    const refused = await withhold(office, request, [wrong])
    assert.equal(refusal(refused), 'withheldUnknown')
    assert.deepEqual(pointersOf(refused), [at])
  }
})

test('a reason may not say what it withholds', async (t) => {
  const office = await openOffice(t)
  const request = await aRequest(office).verified().assignedTo('user').filled().made()
  const item = await itemAt(office, request, '/policyholder/name')
  const other = await itemAt(office, request, '/claims/0')

  const refused = await withhold(office, request, [other, { ...item, text: 'It names ANNA  Eksempel.' }])

  assert.equal(refusal(refused), 'withheldRevealed')
  assert.deepEqual(pointersOf(refused), ['/items/1/text'])
})

test('where no right gets a package, there is nothing to withhold from one', async (t) => {
  const office = await openOffice(t)
  const request = await aRequest(office, { rights: ['erasure'] })
    .verified()
    .assignedTo('user')
    .filled()
    .made()

  const withheld = await withhold(office, request, [await itemAt(office, request, '/claims/0')])

  assert.equal(refusal(withheld), 'groundNotForRight')
})

test('a file is told by its place, not by its name, and without a place as a file', async (t) => {
  const office = await openOffice(t)
  const request = await aRequest(office).verified().assignedTo('user').filled().made()
  const { requestId } = request
  const { source, pointer: _pointer, ...ground } = await itemAt(office, request, '')
  const actor = office.as('user')
  const file = { actor, requestId, contentType: 'text/plain' }
  must(await office.app.putFile({ ...file, name: 'Bodil.txt', source, content: streamOf('a') }))
  must(await office.app.putFile({ ...file, name: 'loose.txt', content: streamOf('b') }))

  const { items: kept } = must(
    await withhold(office, request, [
      { ...ground, file: 'Bodil.txt' },
      { ...ground, file: 'loose.txt' },
    ]),
  )

  assert.match(kept[0]?.description ?? '', /: a file$/)
  assert.equal(kept[1]?.description, 'A file')
})

test('an item keeps the value it was declared for, however often the list is sent, until it is taken out', async (t) => {
  const office = await openOffice(t)
  const request = await aRequest(office).verified().assignedTo('user').filled().made()
  const { requestId } = request
  const actor = office.as('user')
  const item = await itemAt(office, request, '/claims/0')
  must(await withhold(office, request, [item]))
  const change = {
    kind: 'patch',
    data: { claims: [{ ...insuranceExample.claims[0], claimNumber: 'S-2026-1' }] },
  } as const
  must(
    await office.app.enterData({ actor, requestId, templateId: 'insurance', entry: change, via: 'manual' }),
  )

  must(await withhold(office, request, [{ ...item, text: 'Another reason.' }]))
  const stale = must(await office.app.readContent({ actor, requestId }))
  assert.deepEqual(
    stale.withheld.map(({ state, text }) => [state, text]),
    [['outdated', 'Another reason.']],
  )

  must(await withhold(office, request, []))
  must(await withhold(office, request, [item]))
  const fresh = must(await office.app.readContent({ actor, requestId }))
  assert.deepEqual(
    fresh.withheld.map(({ state }) => state),
    ['current'],
  )
})

test('a list that was emptied leaves nothing behind: the right is fulfilled, not in part', async (t) => {
  const office = await openOffice(t)
  const request = await aRequest(office).verified().assignedTo('user').filled().made()
  must(await withhold(office, request, [await itemAt(office, request, '/claims/0')]))
  must(await withhold(office, request, []))

  await goingOn(office, request).sealed().approved().delivered().made()

  const { rights } = await office.stateOf(request)
  assert.deepEqual(
    rights.map(({ outcome }) => outcome),
    ['fulfilled'],
  )
})
