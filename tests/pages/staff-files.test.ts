import assert from 'node:assert/strict'
import { createHash, randomBytes } from 'node:crypto'
import { test } from 'node:test'
import { must, openOffice } from '../support/application.ts'
import { aRequest } from '../support/request-stages.ts'
import { checkPage } from './markup.ts'
import { browserOf } from './plain-browser.ts'
import { inWork, pathOf, shownTo } from './staff-pages.ts'

const boundary = 'x0x'

function multipart(
  fields: Readonly<Record<string, string>>,
  file?: { name: string; content: Uint8Array },
): Uint8Array {
  const parts = Object.entries(fields).map(
    ([name, value]) => `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  )
  const head = file
    ? `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="${file.name}"\r\nContent-Type: image/png\r\n\r\n`
    : ''
  return Buffer.concat([
    Buffer.from(parts.join('') + head),
    file?.content ?? Buffer.alloc(0),
    Buffer.from(`\r\n--${boundary}--\r\n`),
  ])
}

test('a file is sent without script, read back as it was, and removed', async (t) => {
  const office = await openOffice(t)
  const request = await inWork(office).made()
  const { browser } = await shownTo(office, 'user', request)
  const path = pathOf(request)
  const content = Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), randomBytes(299_992)])
  const type = { 'content-type': `multipart/form-data; boundary=${boundary}` }
  const send = (fields: Readonly<Record<string, string>>, file?: { name: string; content: Uint8Array }) =>
    browser.send('POST', `${path}/files`, multipart(fields, file), type)
  const fields = { csrf: browser.csrf(), source: 'caseFiles' }

  assert.equal((await send({ ...fields, csrf: 'wrong' }, { name: 'a.png', content })).status, 403)
  assert.match((await send(fields, { name: '', content: Buffer.alloc(0) })).text, /id="upload-file-error"/)
  assert.match((await send(fields)).text, /id="upload-file-error"/)
  assert.match((await send(fields, { name: '..', content })).text, /name of the file is not allowed/)
  assert.match((await send({ ...fields, source: 'none' }, { name: 'a.png', content })).text, /no such source/)
  assert.equal((await send({ ...fields, source: 'x'.repeat(9000) }, { name: 'a.png', content })).status, 413)
  assert.equal((await browser.send('POST', `${path}/files`, Buffer.from('no'), type)).status, 415)
  assert.equal((await browser.send('POST', `${path}/files`, Buffer.from('no'), {})).status, 415)

  assert.equal((await send(fields, { name: 'a &b.png', content })).location, `${path}?done=file#files`)
  const shown = await browser.get(path)
  checkPage(shown.text)
  assert.match(shown.text, /a &amp;b\.png/)
  const href = /href="([^"]+\/files\/[^"]+)"/.exec(shown.text)?.[1] ?? ''
  assert.ok(!href.includes('png'))
  const read = await browser.get(href)
  assert.equal(read.headers['content-length'], '300000')
  assert.match(read.headers['content-disposition'] ?? '', /^attachment/)
  assert.equal((await browser.get(`${path}/files/unknown`)).status, 404)
  const key = href.split('/').at(-1) ?? ''
  assert.equal((await browser.post(`${path}/file-removal`, { file: 'x' })).status, 404)
  assert.equal(
    (await browser.post(`${path}/file-removal`, { file: key })).location,
    `${path}?done=fileRemoved#files`,
  )
  assert.doesNotMatch((await browser.get(path)).text, /a &amp;b\.png/)
})

test('a file arrives in blocks, each with the token of the session', async (t) => {
  const office = await openOffice(t)
  const request = await inWork(office).made()
  const { browser } = await shownTo(office, 'user', request)
  const base = `${pathOf(request)}/uploads`
  const content = randomBytes(9 * 2 ** 20)
  const about = {
    name: 'big.bin',
    contentType: 'application/octet-stream',
    sizeBytes: String(content.length),
    source: '',
  }
  assert.equal((await browser.post(base, { ...about, name: '../x' })).status, 400)
  assert.equal((await browser.post(base, { ...about, sizeBytes: 'many' })).status, 400)
  const { uploadId, blockSizeBytes } = JSON.parse((await browser.post(base, about)).text) as {
    readonly uploadId: string
    readonly blockSizeBytes: number
  }
  const token = { 'x-csrf-token': browser.csrf() }
  const put = (n: number, headers: Readonly<Record<string, string>>) =>
    browser.send(
      'PUT',
      `${base}/${uploadId}/blocks/${n}`,
      content.subarray(n * blockSizeBytes, (n + 1) * blockSizeBytes),
      headers,
    )
  assert.equal((await put(0, {})).status, 403)
  assert.equal((await put(0, token)).status, 204)
  assert.equal((await browser.post(`${base}/${uploadId}/commit`)).status, 409)
  assert.deepEqual(JSON.parse((await browser.post(base, about)).text), {
    ...{ uploadId, blockSizeBytes, received: [0] },
  })
  assert.equal((await put(1, token)).status, 204)
  assert.equal((await put(2, token)).status, 400)
  const committed = JSON.parse((await browser.post(`${base}/${uploadId}/commit`)).text) as unknown
  assert.deepEqual(committed, { location: `${pathOf(request)}?done=file#files` })
  const { files } = must(
    await office.app.readContent({ actor: office.as('user'), requestId: request.requestId }),
  )
  assert.equal(files[0]?.sha256, createHash('sha256').update(content).digest('hex'))
})

test('the page gives an upload up that was refused', async (t) => {
  const office = await openOffice(t)
  const request = await inWork(office).made()
  const { browser } = await shownTo(office, 'user', request)
  const base = `${pathOf(request)}/uploads`
  const about = { name: 'a.bin', contentType: 'a/b', sizeBytes: '3', source: '', lastModified: '1' }
  const { uploadId } = JSON.parse((await browser.post(base, about)).text) as { readonly uploadId: string }

  assert.equal((await browser.post(`${base}/${uploadId}/cancel`)).status, 204)
  assert.equal((await browser.post(`${base}/${uploadId}/cancel`)).status, 404)
  assert.notEqual(
    (JSON.parse((await browser.post(base, about)).text) as { uploadId: string }).uploadId,
    uploadId,
  )
})

test('data that somebody else saved in the meantime is never overwritten unseen', async (t) => {
  const office = await openOffice(t)
  const request = await aRequest(office).verified().assignedTo('user', 'second').made()
  const path = `${pathOf(request)}/data/policySystem`
  const [one, two] = [await browserOf(office, 'user'), await browserOf(office, 'second')]
  const baseIn = (text: string) => /name="base" value="([^"]+)"/.exec(text)?.[1] ?? ''
  const base = baseIn((await one.get(path)).text)
  const form = { base, 'f0-0-1': 'Anna' }

  assert.equal((await one.post(path, form)).location, `${pathOf(request)}?done=data#sources`)
  const late = await two.post(path, { ...form, 'f0-0-1': 'Another Anna' })
  assert.equal(late.status, 409)
  checkPage(late.text)
  assert.match(late.text, /value="Another Anna"/)
  assert.equal((await two.post(path, { base: baseIn(late.text), 'f0-0-1': 'Another Anna' })).status, 303)
  assert.equal((await two.post(`${path}/removal`)).location, `${pathOf(request)}?done=removed#sources`)
  assert.equal((await two.get(`${pathOf(request)}/data/unknown`)).status, 404)
  assert.equal((await (await browserOf(office, 'manager')).get(path)).status, 403)
  assert.equal((await one.get('/demo/staff/alive')).status, 204)
})
