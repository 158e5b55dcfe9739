import assert from 'node:assert/strict'
import { test } from 'node:test'
import { must, openOffice } from '../support/application.ts'
import { aRequest, goingOn } from '../support/request-stages.ts'
import { streamOf } from '../support/streams.ts'
import { checkPage } from './markup.ts'
import { browserOf } from './plain-browser.ts'

test('whoever seals and whoever approves is told which files a person can hardly open', async (t) => {
  const office = await openOffice(t)
  const request = await aRequest(office).verified().assignedTo('user').filled().made()
  const { requestId } = request
  const actor = office.as('user')
  const path = `/demo/staff/requests/${requestId}`
  const put = async (name: string, contentType: string) =>
    must(await office.app.putFile({ actor, requestId, name, contentType, content: streamOf('words') }))
  await put('letter.txt', 'text/plain')
  const browser = await browserOf(office, 'user')
  assert.doesNotMatch((await browser.get(path)).text, /hardly open/)
  await put('register.sqlite', 'application/octet-stream')

  const before = (await browser.get(path)).text
  checkPage(before)
  assert.match(before, /hardly open[\s\S]*<li>register\.sqlite<\/li>/)
  assert.match(before, /Hard to read/)
  const { files } = must(await office.app.readContent({ actor, requestId }))
  assert.deepEqual(
    new Map(files.map(({ name, hardToRead }) => [name, hardToRead])),
    new Map<string, boolean | undefined>([
      ['letter.txt', undefined],
      ['register.sqlite', true],
    ]),
  )
  const receipt = must(await office.app.sealRequest({ actor, requestId }))
  const hard = receipt.files.filter(({ hardToRead }) => hardToRead)
  assert.deepEqual(
    hard.map((file) => file.path),
    ['attachments/register.sqlite'],
  )
  await goingOn(office, request).made()

  const approver = (await (await browserOf(office, 'approver')).get(path)).text
  checkPage(approver)
  assert.match(approver, /hardly open[\s\S]*<li>attachments\/register\.sqlite<\/li>/)
})
