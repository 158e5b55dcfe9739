import assert from 'node:assert/strict'
import { test } from 'node:test'
import { must, openOffice } from '../support/application.ts'
import { aRequest } from '../support/request-stages.ts'
import { checkPage } from './markup.ts'
import { browserOf } from './plain-browser.ts'

const boundary = 'xyz'

function multipart(fields: Readonly<Record<string, string>>): Uint8Array {
  const parts = Object.entries(fields).map(
    ([name, value]) =>
      `--${boundary}\r\nContent-Disposition: form-data; name="${name}"${name === 'file' ? '; filename="a.txt"' : ''}\r\n\r\n${value}\r\n`,
  )
  return new TextEncoder().encode(`${parts.join('')}--${boundary}--\r\n`)
}

test('a box says that the person did not give a file, with script and without, and the page tells it', async (t) => {
  const office = await openOffice(t)
  const request = await aRequest(office, { rights: ['access', 'portability'] })
    .verified()
    .assignedTo('user')
    .made()
  const { requestId } = request
  const path = `/demo/staff/requests/${requestId}`
  const browser = await browserOf(office, 'user')
  const form = await browser.get(path)
  checkPage(form.text)
  assert.match(form.text, /name="providedByPerson"\s+value="false"/)
  const said = { csrf: browser.csrf(), source: 'policySystem', providedByPerson: 'false' }

  const sent = await browser.send('POST', `${path}/files`, multipart({ ...said, file: 'words' }), {
    'content-type': `multipart/form-data; boundary=${boundary}`,
  })
  const about = { name: 'b.txt', contentType: 'text/plain', sizeBytes: '0', lastModified: '1' }
  const begun = JSON.parse((await browser.post(`${path}/uploads`, { ...about, ...said })).text) as {
    readonly uploadId: string
  }
  await browser.post(`${path}/uploads/${begun.uploadId}/commit`)

  assert.equal(sent.status, 303)
  const { files } = must(await office.app.readContent({ actor: office.as('user'), requestId }))
  assert.deepEqual(files.map(({ name, providedByPerson }) => [name, providedByPerson]).toSorted(), [
    ['a.txt', false],
    ['b.txt', false],
  ])
  for (const [language, words] of [
    ['en', /not given by the person/],
    ['da', /ikke givet af personen/],
  ] as const) {
    const page = await browser.get(`${path}?language=${language}`)
    checkPage(page.text)
    assert.match(page.text, words)
  }
})

test('where nothing is asked for under Art. 20, nobody is asked who gave a file', async (t) => {
  const office = await openOffice(t)
  const { requestId } = await aRequest(office).verified().assignedTo('user').made()
  const { text } = await (await browserOf(office, 'user')).get(`/demo/staff/requests/${requestId}`)
  assert.match(text, /name="file"/)
  assert.doesNotMatch(text, /name="providedByPerson"/)
})
