import assert from 'node:assert/strict'
import { test } from 'node:test'

import { lookIntoFiles } from '../../../shared/application/seals/files-as-they-are.ts'
import type { Collected } from '../../../shared/application/collecting/collected.ts'
import type { WithheldRecord } from '../../../shared/application/collecting/withheld-record.ts'
import { must, openOffice, refusal, type Office } from '../../support/application.ts'
import { aRequest, type MadeRequest } from '../../support/request-stages.ts'
import { streamOf } from '../../support/streams.ts'
import { itemAt, withhold } from '../../support/withholding.ts'

const filled = (office: Office) => aRequest(office).verified().assignedTo('user').filled().made()

const putFile = async (office: Office, { requestId }: MadeRequest, name: string, content: string) =>
  must(
    await office.app.putFile({
      ...{ actor: office.as('user'), requestId, name, contentType: 'text/plain' },
      content: streamOf(content),
    }),
  )

const seal = (office: Office, { requestId }: MadeRequest) =>
  office.app.sealRequest({ actor: office.as('user'), requestId })

const lookedAt = async (office: Office, request: MadeRequest) =>
  must(await seal(office, request))
    .files.flatMap(({ path, looked }) => (looked === undefined ? [] : [[path, looked] as const]))
    .toSorted(([a], [b]) => a.localeCompare(b))

const filesOf = async (office: Office, { requestId }: MadeRequest) =>
  must(await office.app.readContent({ actor: office.as('user'), requestId })).files

/** The files that a refused seal names, by name. */
async function refusedFor(office: Office, request: MadeRequest): Promise<readonly string[]> {
  const sealed = await seal(office, request)
  assert.ok(!sealed.ok && sealed.error.code === 'withheldInFiles')
  const names = new Map((await filesOf(office, request)).map(({ id, name }) => [`/files/${id}`, name]))
  return sealed.error.errors.map(({ pointer }) => names.get(pointer) ?? pointer)
}

test('whoever seals is told which files leave as they are where something is left out, and which were searched', async (t) => {
  const office = await openOffice(t)
  const request = await filled(office)
  await putFile(office, request, 'note.txt', 'about the weather')
  await putFile(office, request, 'scan.bin', 'Anna Eksempel\0')

  assert.deepEqual(await lookedAt(office, request), [])
  must(await withhold(office, request, [await itemAt(office, request, '/policyholder/name')]))

  assert.deepEqual(await lookedAt(office, request), [
    ['attachments/note.txt', 'searched'],
    ['attachments/scan.bin', 'notSearched'],
  ])
})

test('a file that contains what is left out is not sealed before it is left out, replaced or answered for', async (t) => {
  const office = await openOffice(t)
  const request = await filled(office)
  const item = await itemAt(office, request, '/policyholder/name')
  await putFile(office, request, 'list.csv', 'name;amount\nAnna  Eksempel;5\n')
  await putFile(office, request, 'note.txt', 'about the weather')
  must(await withhold(office, request, [item]))

  assert.deepEqual(await refusedFor(office, request), ['list.csv'])
  const { names } = await office.ports.blobs.list('demo', `${request.requestId}/seals/`)
  assert.deepEqual(names, [])

  const known = { actor: office.as('user'), requestId: request.requestId, items: [item] }
  must(await office.app.withhold({ ...known, filesAsTheyAre: ['list.csv'] }))
  assert.deepEqual(
    (await filesOf(office, request)).filter(({ asItIs }) => asItIs).map(({ name }) => name),
    ['list.csv'],
  )
  assert.deepEqual(await lookedAt(office, request), [
    ['attachments/list.csv', 'known'],
    ['attachments/note.txt', 'searched'],
  ])

  await putFile(office, request, 'list.csv', 'name;amount\nAnna Eksempel;6\n')
  assert.deepEqual(await refusedFor(office, request), ['list.csv'])
  must(
    await withhold(office, request, [
      item,
      { file: 'list.csv', groundCode: item.groundCode, text: item.text },
    ]),
  )
  assert.deepEqual(await lookedAt(office, request), [['attachments/note.txt', 'searched']])
})

test('who answered for a file answered beside one list, and a longer one is answered for anew', async (t) => {
  const office = await openOffice(t)
  const request = await filled(office)
  const item = await itemAt(office, request, '/policyholder/name')
  await putFile(office, request, 'list.csv', 'Anna Eksempel')
  const list = { actor: office.as('user'), requestId: request.requestId, items: [item] }
  must(await office.app.withhold({ ...list, filesAsTheyAre: ['list.csv'] }))
  must(await withhold(office, request, [item, await itemAt(office, request, '/claims/0')]))

  assert.deepEqual(await refusedFor(office, request), ['list.csv'])
  const missing = await office.app.withhold({ ...list, filesAsTheyAre: ['list.csv', 'gone.txt'] })
  assert.equal(refusal(missing), 'withheldUnknown')
  assert.ok(!missing.ok && 'errors' in missing.error)
  assert.deepEqual(
    missing.error.errors.map(({ pointer }) => pointer),
    ['/filesAsTheyAre/1'],
  )
})

test('a second copy of a file that is left out is found by its sum', async (t) => {
  const office = await openOffice(t)
  const request = await filled(office)
  const { groundCode, text } = await itemAt(office, request, '')
  for (const name of ['photo.bin', 'copy.bin', 'other.bin'])
    await putFile(office, request, name, name === 'other.bin' ? 'other' : 'Bodil\0')
  must(await withhold(office, request, [{ file: 'photo.bin', groundCode, text }]))

  assert.deepEqual(await refusedFor(office, request), ['copy.bin'])
})

test('a file that leaves in no package is not searched', async (t) => {
  const office = await openOffice(t)
  const request = await aRequest(office, { rights: ['portability'] })
    .verified()
    .assignedTo('user')
    .filled()
    .made()
  await putFile(office, request, 'list.csv', 'Anna Eksempel')
  const item = await itemAt(office, request, '/policyholder/name')
  must(await withhold(office, request, [{ ...item, groundCode: 'rightsOfOthersPortability' }]))

  assert.deepEqual(await lookedAt(office, request), [])
})

test('a file that is gone or too large is not said to be searched', async (t) => {
  const office = await openOffice(t)
  const request = await filled(office)
  await putFile(office, request, 'list.csv', 'Anna Eksempel')
  must(await withhold(office, request, [await itemAt(office, request, '/policyholder/name')]))
  const { names } = await office.ports.blobs.list('demo', `${request.requestId}/files/`)
  for (const name of names) await office.ports.blobs.remove({ container: 'demo', name })

  assert.deepEqual(await lookedAt(office, request), [['attachments/list.csv', 'notSearched']])
  const facts = { name: 'big', stored: { sha256: 'a', sizeBytes: 64 * 1024 ** 2 + 1, crc32: 0 } }
  const big = { document: { id: 'file:big' }, facts } as unknown as Collected['files'][number]
  const form = { contents: { data: { by: 'Anna' } } }
  const collected = { forms: new Map([['s1', form]]), files: [big] } as unknown as Collected
  const withheld = [{ source: 's1', pointer: '/by' }] as unknown as readonly WithheldRecord[]
  const looked = must(
    await lookIntoFiles(
      { readFile: () => assert.fail('it is not read') },
      { key: new Uint8Array(), collected, files: [big], withheld, known: [] },
    ),
  )
  assert.deepEqual([...looked], [['file:big', 'notSearched']])
})
