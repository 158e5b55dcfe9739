import { test } from 'node:test'
import assert from 'node:assert/strict'

import { insuranceExample } from '../../../shared/domain/templates/insurance-example.ts'
import { must, openOffice, refusal, type Office } from '../../support/application.ts'
import { bytesOf, streamOf } from '../../support/streams.ts'
import { aRequest, type MadeRequest } from '../../support/request-stages.ts'
import { itemAt, withhold } from '../../support/withholding.ts'

async function sealedFiles(office: Office, { requestId }: MadeRequest) {
  const actor = office.as('user')
  const { sealId, files } = must(await office.app.sealRequest({ actor, requestId }))
  const read = async ({ package: right, path }: (typeof files)[number]) => {
    const file = must(await office.app.seals.file({ actor, requestId, sealId, right, path }))
    return { right, path, text: (await bytesOf(file.content)).toString() }
  }
  return Promise.all(files.map(read))
}

test('what is withheld is in no file of any package, and every package says that it is left out', async (t) => {
  const office = await openOffice(t)
  const request = await aRequest(office, { rights: ['access', 'portability'] })
    .verified()
    .assignedTo('user')
    .filled()
    .made()
  const { claims, policyholder } = insuranceExample
  const description = 'Vidnet <så> "tyven".'
  const phone = '+45 99 88 77 66'
  const data = {
    claims: claims.map((claim) => ({ ...claim, description })),
    policyholder: { ...policyholder, phone },
  }
  const entry = { kind: 'patch', data } as const
  const actor = office.as('user')
  const { requestId } = request
  must(await office.app.enterData({ actor, requestId, templateId: 'insurance', entry, via: 'manual' }))
  const items = [
    await itemAt(office, request, '/claims/0'),
    await itemAt(office, request, '/policyholder/phone'),
  ]
  must(await withhold(office, request, items))

  const files = await sealedFiles(office, request)

  for (const { right, path, text } of files)
    for (const value of ['Vidnet', phone]) assert.equal(text.includes(value), false, `${right} ${path}`)
  for (const { right, text } of files.filter(({ path }) => path === 'withheld.json')) {
    assert.match(text, /Claims \(one entry\)/, right)
    assert.match(text, right === 'portability' ? /Art\. 20\(4\)/ : /Art\. 15\(4\)/, right)
    assert.doesNotMatch(text, /claims\/0|pointer|valueHash/, right)
  }
  const content = must(await office.app.readContent({ actor, requestId }))
  assert.match(JSON.stringify(content.forms), /Vidnet <så>/)
})

test('the package of Art. 20 does not tell of what is withheld where it would hold nothing', async (t) => {
  const office = await openOffice(t)
  const request = await aRequest(office, { rights: ['access', 'portability'] })
    .verified()
    .assignedTo('user')
    .filled()
    .made()
  const { requestId } = request
  const put = { actor: office.as('user'), requestId, name: 'note.txt', contentType: 'text/plain' }
  must(await office.app.putFile({ ...put, content: streamOf('of no source') }))
  const { groundCode, text: reason } = await itemAt(office, request, '')
  const given = { ...(await itemAt(office, request, '/policyholder/phone')), text: 'Given by the person.' }
  const concluded = {
    ...(await itemAt(office, request, '/claims/0/claimNumber')),
    text: 'Concluded by us.',
  }
  must(await withhold(office, request, [given, concluded, { file: 'note.txt', groundCode, text: reason }]))

  const files = await sealedFiles(office, request)

  const says = (right: string, words: string) =>
    files.filter((file) => file.right === right && file.text.includes(words)).map(({ path }) => path)
  for (const words of [reason, concluded.text]) assert.deepEqual(says('portability', words), [])
  for (const words of [reason, concluded.text, given.text])
    assert.deepEqual(says('access', words), ['OPEN-ME-FIRST.html', 'withheld.json'])
  assert.deepEqual(says('portability', given.text), ['OPEN-ME-FIRST.html', 'withheld.json'])
})

test('a file that is withheld does not leave, and nothing tells by name or number that it was there', async (t) => {
  const office = await openOffice(t)
  const request = await aRequest(office).verified().assignedTo('user').filled().made()
  const { requestId } = request
  const put = async (name: string, text: string) =>
    must(
      await office.app.putFile({
        ...{ actor: office.as('user'), requestId, name, contentType: 'text/plain' },
        content: streamOf(text),
      }),
    )
  await put('Note.txt', 'said Bodil')
  await put('note.txt', 'said Anna')
  const { groundCode, text } = await itemAt(office, request, '')
  must(await withhold(office, request, [{ file: 'Note.txt', groundCode, text }]))

  const files = await sealedFiles(office, request)

  assert.deepEqual(
    files.filter(({ path }) => path.startsWith('attachments/')).map((file) => [file.path, file.text]),
    [['attachments/note.txt', 'said Anna']],
  )
  for (const { path, text: content } of files)
    assert.doesNotMatch(content, /said Bodil|Note\.txt|note-2/, path)
})

test('a file that is named after what is withheld leaves without that name', async (t) => {
  const office = await openOffice(t)
  const request = await aRequest(office).verified().assignedTo('user').filled().made()
  const { requestId } = request
  const name = `${insuranceExample.policyholder.name}.txt`
  const put = { actor: office.as('user'), requestId, name, contentType: 'text/plain' }
  must(await office.app.putFile({ ...put, content: streamOf('Nothing of it here.') }))
  must(await withhold(office, request, [await itemAt(office, request, '/policyholder/name')]))

  const files = await sealedFiles(office, request)

  assert.ok(files.some(({ path, text }) => path.startsWith('attachments/') && text === 'Nothing of it here.'))
  for (const { path, text } of files) {
    assert.ok(!path.includes(insuranceExample.policyholder.name), path)
    assert.ok(!text.includes(name), path)
  }
})

test('an edit that puts another value where one is withheld cannot be sealed before it is declared anew', async (t) => {
  const office = await openOffice(t)
  const request = await aRequest(office).verified().assignedTo('user').filled().made()
  const { requestId } = request
  const actor = office.as('user')
  const items = [
    await itemAt(office, request, '/policyholder/name'),
    await itemAt(office, request, '/claims/0'),
    await itemAt(office, request, '/medicalAssessments/0'),
  ]
  must(await withhold(office, request, items))
  const [moved] = insuranceExample.claims
  const claims = [{ ...moved, claimNumber: 'S-2026-1' }, moved]
  const entry = { kind: 'patch', data: { claims, medicalAssessments: null } } as const
  must(await office.app.enterData({ actor, requestId, templateId: 'insurance', entry, via: 'manual' }))

  const refused = await office.app.sealRequest({ actor, requestId })

  assert.equal(refusal(refused), 'withheldOutdated')
  assert.ok(!refused.ok && 'errors' in refused.error)
  assert.deepEqual(
    refused.error.errors.map(({ pointer }) => pointer),
    ['/items/1', '/items/2'],
  )
  const blobs = await office.ports.blobs.list('demo', `${requestId}/`)
  assert.deepEqual(blobs.names, [])
})

test('a file whose content was replaced cannot be sealed as the one that was withheld', async (t) => {
  const office = await openOffice(t)
  const request = await aRequest(office).verified().assignedTo('user').filled().made()
  const { requestId } = request
  const actor = office.as('user')
  const put = (text: string) =>
    office.app.putFile({
      actor,
      requestId,
      name: 'a.txt',
      contentType: 'text/plain',
      content: streamOf(text),
    })
  must(await put('one'))
  const { groundCode, text } = await itemAt(office, request, '')
  must(await withhold(office, request, [{ file: 'a.txt', groundCode, text }]))
  must(await put('two'))

  assert.equal(refusal(await office.app.sealRequest({ actor, requestId })), 'withheldOutdated')
})
