import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import type { Ports } from '../../shared/application/ports/ports.ts'
import type { Verdict } from '../../shared/application/ports/scanner.ts'
import { must, openOffice } from '../support/application.ts'
import { aRequest } from '../support/request-stages.ts'
import { streamOf } from '../support/streams.ts'
import { checkPage } from './markup.ts'
import { browserOf } from './plain-browser.ts'

/** A request with a file in doubt, whose scanner says what the test wants next. */
async function aDesk(t: TestContext) {
  const next: { verdict: Verdict } = { verdict: { verdict: 'unknown', doubts: ['macros', 'encrypted'] } }
  const scan = { take: () => Promise.resolve('more' as const), end: () => Promise.resolve(next.verdict) }
  const scanner = { begin: () => Promise.resolve(scan) }
  const office = await openOffice(t, { through: (ports: Ports) => ({ ...ports, scanner }) })
  const request = await aRequest(office).verified().assignedTo('user').made()
  const { requestId } = request
  const path = `/demo/staff/requests/${requestId}`
  const user = await browserOf(office, 'user')
  const file = { actor: office.as('user'), requestId, name: 'salary & more.xls' }
  const type = 'application/vnd.ms-excel'
  must(await office.app.putFile({ ...file, contentType: type, content: streamOf('x') }))
  const keyOn = (text: string): string => /name="file" value="([^"]+)"/.exec(text)?.[1] ?? 'no such file'
  return { office, path, user, next, keyOn, file }
}

const boundary = 'x0x'

const upload = (csrf: string, name: string): Uint8Array =>
  Buffer.from(
    `--${boundary}\r\nContent-Disposition: form-data; name="csrf"\r\n\r\n${csrf}\r\n` +
      `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="${name}"\r\n\r\nx\r\n--${boundary}--\r\n`,
  )

const multipart = { 'content-type': `multipart/form-data; boundary=${boundary}` }

test('a file in quarantine is shown with its reasons in words, is no link, and stands before the seal', async (t) => {
  const { path, user } = await aDesk(t)
  const english = await user.get(`${path}?language=en`)
  checkPage(english.text)
  assert.match(english.text, /In quarantine[^]*contains macros[^]*protected by a password/)
  assert.match(english.text, /a file waits in quarantine/)
  assert.doesNotMatch(english.text, /<a href="[^"]+\/files\//)
  const danish = await user.get(`${path}?language=da`)
  checkPage(danish.text)
  assert.match(danish.text, /I karantæne[^]*indeholder makroer[^]*en fil er i karantæne/)
})

test('only a manager who works on the request is offered its release, and gives a reason', async (t) => {
  const { office, path, user, keyOn } = await aDesk(t)
  const shown = await user.get(path)
  assert.match(shown.text, /A manager to whom the request is assigned/)
  assert.doesNotMatch(shown.text, /file-release/)
  const theirs = { file: keyOn(shown.text), reason: 'Ours.' }
  assert.notEqual((await user.post(`${path}/file-release`, theirs)).status, 303)

  const manager = await browserOf(office, 'manager')
  await manager.post(`${path}/assign`, { employeeId: 'manager' })
  const key = keyOn((await manager.get(path)).text)
  const silent = await manager.post(`${path}/file-release`, { file: key, reason: ' ' })
  assert.equal(silent.status, 400)
  checkPage(silent.text)
  assert.match(silent.text, new RegExp(`href="#release:${key}-reason">Why it may be let out: `))

  const released = await manager.post(`${path}/file-release`, { file: key, reason: 'Our own table.' })
  assert.equal(released.location, `${path}?done=fileReleased#files`)
  const after = await manager.get(`${path}?done=fileReleased`)
  checkPage(after.text)
  assert.match(after.text, /The file is released/)
  assert.match(after.text, /<a href="[^"]+\/files\//)
  assert.match(after.text, /Files let out of quarantine[^]*Me,[^]*contains macros[^]*Our own table\./)
  const late = await manager.post(`${path}/file-release`, { file: key, reason: 'Again.' })
  checkPage(late.text)
  assert.match(late.text, /href="#files">The file is not in quarantine any more/)
})

test('whoever approves reads who let a file out, of what doubt and why', async (t) => {
  const { office, path, user, file } = await aDesk(t)
  must(await office.app.assignRequest({ ...file, actor: office.as('manager'), employeeId: 'manager' }))
  must(
    await office.app.quarantine.release({ ...file, actor: office.as('manager'), reason: 'Our <own> table.' }),
  )
  const shown = await user.get(path)
  checkPage(shown.text)
  assert.match(shown.text, /<strong>salary &amp; more\.xls<\/strong>: a manager,/)
  const { sources } = await office.stateOf({ companyId: 'demo', requestId: file.requestId })
  for (const { sourceId, state } of sources)
    if (state === 'waiting') must(await office.app.setSource({ ...file, sourceId, state: 'nothingHeld' }))
  must(await office.app.sealRequest(file))

  const { text } = await (await browserOf(office, 'approver')).get(path)

  checkPage(text)
  assert.match(text, /contains macros[^]*protected by a password[^]*Our &lt;own&gt; table\./)
})

test('a file is looked at again without script; what is harmful goes, and the page says why', async (t) => {
  const { path, user, next, keyOn } = await aDesk(t)
  const file = keyOn((await user.get(path)).text)
  assert.equal((await user.post(`${path}/file-scan`, { file, csrf: '' })).status, 403)
  assert.equal((await user.post(`${path}/file-scan`, { file })).location, `${path}?done=fileScanned#files`)
  assert.match((await user.get(`${path}?done=fileScanned`)).text, /looked at again[^]*contains macros/)

  next.verdict = { verdict: 'refused', reason: 'malwareSignature' }
  const gone = await user.post(`${path}/file-scan`, { file })
  checkPage(gone.text)
  assert.match(gone.text, /href="#files">The file is refused[^<]*known as harmful/)
  assert.doesNotMatch(gone.text, /salary/)
  for (const place of ['file-scan', 'file-release'])
    assert.match((await user.post(`${path}/${place}`, { file })).text, /no such file any more/)
})

test('whoever uploads is told that the file waits, or why it was refused', async (t) => {
  const { path, user, next } = await aDesk(t)
  const send = () => user.send('POST', `${path}/files`, upload(user.csrf(), 'b.xls'), multipart)
  assert.equal((await send()).location, `${path}?done=fileHeld#files`)
  assert.match((await user.get(`${path}?done=fileHeld`)).text, /stored and waits in quarantine/)

  next.verdict = { verdict: 'refused', reason: 'zipBomb' }
  const refused = await send()
  checkPage(refused.text)
  assert.match(refused.text, /href="#upload-file">The file is refused[^<]*unpacks to a size without measure/)
})

test('an upload in blocks says where to go on, and a refused one why', async (t) => {
  const { path, user, next } = await aDesk(t)
  const about = { name: 'c.xls', contentType: 'application/vnd.ms-excel', sizeBytes: '1', source: '' }
  const sent = async () => {
    const begun = JSON.parse((await user.post(`${path}/uploads`, about)).text) as { uploadId: string }
    const base = `${path}/uploads/${begun.uploadId}`
    await user.send('PUT', `${base}/blocks/0`, Buffer.from('x'), { 'x-csrf-token': user.csrf() })
    return user.post(`${base}/commit`)
  }
  assert.deepEqual(JSON.parse((await sent()).text), { location: `${path}?done=fileHeld#files` })
  next.verdict = { verdict: 'refused', reason: 'entityBomb' }
  const refused = await sent()
  assert.equal(refused.status, 422)
  assert.match(refused.text, /<p>The file is refused[^<]*grows without measure/)
})
