import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import type { UploadLimits } from '../../shared/domain/requests/upload-limits.ts'
import { must, openOffice } from '../support/application.ts'
import { aRequest } from '../support/request-stages.ts'
import { streamOf } from '../support/streams.ts'
import { checkPage } from './markup.ts'
import { browserOf } from './plain-browser.ts'

/** The page of a request in a company with these limits, and a form that sends a file as a browser does. */
async function aDesk(t: TestContext, uploads: Partial<UploadLimits>) {
  const office = await openOffice(t)
  const { requestId } = await aRequest(office).verified().assignedTo('user').made()
  const asked = { actor: office.as('admin'), companyId: 'demo' }
  must(await office.app.companySettings.change({ ...asked, change: { uploads } }))
  const path = `/demo/staff/requests/${requestId}`
  const user = await browserOf(office, 'user')
  const put = (name: string, content: string) =>
    office.app.putFile({
      ...{ actor: office.as('user'), requestId, name, contentType: 'text/plain', content: streamOf(content) },
    })
  const send = (content: string, headers: Readonly<Record<string, string>> = {}) => {
    const body =
      `--x0x\r\nContent-Disposition: form-data; name="csrf"\r\n\r\n${user.csrf()}\r\n` +
      `--x0x\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\n${content}\r\n--x0x--\r\n`
    const type = { 'content-type': 'multipart/form-data; boundary=x0x' }
    return user.send('POST', `${path}/files`, Buffer.from(body), { ...type, ...headers })
  }
  return { path, user, put, send }
}

test('the page says what the company takes and what is left of it before anybody chooses a file', async (t) => {
  const { path, user, put } = await aDesk(t, { largestFileBytes: 2_000, totalBytes: 9_000, files: 3 })
  must(await put('a.txt', 'x'.repeat(1_000)))

  const english = await user.get(`${path}?language=en`)
  checkPage(english.text)
  assert.match(
    english.text,
    /Files of any kind\. One file at most 2\.0 kB; all files of the request together at most 9\.0 kB \(8\.0 kB left\) and 3 in number \(2 left\)/,
  )
  const danish = await user.get(`${path}?language=da`)
  checkPage(danish.text)
  assert.match(
    danish.text,
    /Én fil højst 2,0 kB; alle sagens filer tilsammen højst 9,0 kB \(8,0 kB tilbage\)/,
  )
})

test('the page names the types that a company takes, and a file of another is refused at its field', async (t) => {
  const { path, user, send } = await aDesk(t, { types: ['pdf', 'image'] })

  assert.match((await user.get(`${path}?language=en`)).text, /Only PDF, pictures\./)
  assert.match((await user.get(`${path}?language=da`)).text, /Kun PDF, billeder\./)
  await user.get(`${path}?language=en`)
  const refused = await send('only text')
  checkPage(refused.text)
  assert.match(refused.text, /href="#upload-file">Your company takes no files of this type/)
})

test('a form that says it is too long is refused unread, and one that turns out so as well', async (t) => {
  const { send } = await aDesk(t, { largestFileBytes: 10 })

  for (const refused of [
    await send('', { 'content-length': '1000000' }),
    await send('longer than ten'),
    await send('longer than ten', { 'content-length': 'nonsense' }),
  ])
    assert.match(refused.text, /href="#upload-file">That is larger than can be received here/)
  assert.equal((await send('ten bytes!')).status, 303)
})
