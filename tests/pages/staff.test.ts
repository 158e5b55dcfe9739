import assert from 'node:assert/strict'
import { createHash, randomBytes } from 'node:crypto'
import { test } from 'node:test'
import { must, openOffice, type Office } from '../support/application.ts'
import { aRequest, type MadeRequest } from '../support/request-stages.ts'
import { checkPage, hostileStrings } from './markup.ts'
import { browserOf, browserOfPerson, plainBrowser, type PlainBrowser } from './plain-browser.ts'

const pathOf = ({ requestId }: MadeRequest): string => `/demo/staff/requests/${requestId}`

async function shownTo(office: Office, name: Parameters<typeof browserOf>[1], request: MadeRequest) {
  const browser = await browserOf(office, name)
  const shown = await browser.get(pathOf(request))
  checkPage(shown.text)
  return { browser, shown }
}

const inWork = (office: Office) => aRequest(office).verified().assignedTo('user')

test('each stage of a request has a page for each of those who may see it, in both languages', async (t) => {
  const office = await openOffice(t)
  const stages = [
    aRequest(office, { email: 'b@a.example' }).verified(),
    inWork(office).filled(),
    inWork(office).filled().sealed(),
    inWork(office).filled().sealed().approved().delivered(),
  ]
  for (const stage of stages) {
    const request = await stage.made()
    for (const name of ['manager', 'user', 'approver', 'officer', 'second', 'owner'] as const) {
      const browser = await browserOf(office, name)
      for (const language of ['en', 'da']) {
        checkPage((await browser.get(`${pathOf(request)}?language=${language}`)).text)
        checkPage((await browser.get(`/demo/staff?language=${language}&status=all`)).text)
        checkPage((await browser.get('/demo/staff/approvals')).text)
      }
    }
  }
})

test('the queue shows what one may see, by the filters in its address', async (t) => {
  const office = await openOffice(t)
  const request = await inWork(office).made()
  const other = await aRequest(office, { email: 'b@b.example' }).verified().made()
  const manager = await browserOf(office, 'manager')
  const user = await browserOf(office, 'user')
  const references = async (browser: PlainBrowser, query = '') => {
    const { text } = await browser.get(`/demo/staff${query}`)
    return [request, other]
      .filter(({ reference }) => text.includes(reference))
      .map(({ reference }) => reference)
  }
  assert.deepEqual(await references(manager), [request.reference, other.reference])
  assert.deepEqual(await references(user), [request.reference])
  assert.deepEqual(await references(manager, '?status=open'), [other.reference])
  assert.deepEqual(await references(manager, '?assignee=user&status=all'), [request.reference])
  assert.deepEqual(await references(user, '?assignee=me'), [request.reference])
  assert.deepEqual(await references(manager, '?due=overdue'), [])
  assert.deepEqual(await references(manager, '?status=nonsense&due=soon'), [
    request.reference,
    other.reference,
  ])
  office.clock.pass({ days: 27 })
  assert.deepEqual(await references(await browserOf(office, 'manager'), '?due=7'), [
    request.reference,
    other.reference,
  ])
  const owner = await (await browserOf(office, 'owner')).get('/demo/staff')
  assert.match(owner.text, /Your role sees no requests/)
  const weary = await (await browserOf(office, 'manager')).get('/demo/staff?from=made-up')
  assert.ok(weary.status < 500, `a continuation that nobody gave is answered with ${weary.status}`)
})

test('what one may not see does not exist, and who is not signed in is led to the sign-in', async (t) => {
  const office = await openOffice(t)
  const request = await inWork(office).made()
  assert.equal((await (await browserOf(office, 'second')).get(pathOf(request))).status, 404)
  assert.equal((await (await browserOf(office, 'manager')).get('/demo/staff/requests/unknown')).status, 404)
  const nobody = plainBrowser(office)
  for (const path of [pathOf(request), '/demo/staff', '/demo/staff/approvals'])
    assert.equal((await nobody.get(path)).location, '/demo/staff/sign-in?why=signedOut')
  const person = await browserOfPerson(office, request)
  assert.equal((await person.get(pathOf(request))).status, 303)
  assert.equal((await person.get('/demo/requests/another')).status, 404)
  const elsewhere = await browserOf(office, 'manager')
  assert.equal((await elsewhere.get('/other/staff')).location, '/other/staff/sign-in?why=signedOut')
  assert.equal((await elsewhere.get('/nowhere/staff')).status, 404)
})

test('a form counts only when it comes from a page of ours, in the session that it was shown to', async (t) => {
  const office = await openOffice(t)
  const request = await inWork(office).made()
  const browser = await browserOf(office, 'user')
  const path = `${pathOf(request)}/message`
  const refusals = [
    await browser.post(path, { text: 'x', csrf: '' }),
    await browser.post(path, { text: 'x', csrf: (await browserOf(office, 'manager')).csrf() }),
    await browser.post(path, { text: 'x' }, { 'sec-fetch-site': 'cross-site' }),
    await browser.post(path, { text: 'x' }, { 'sec-fetch-site': 'same-site' }),
    await browser.post(path, { text: 'x' }, { origin: 'https://evil.example' }),
    await plainBrowser(office).post('/demo', {}, { 'sec-fetch-site': 'cross-site' }),
    await browser.post('/demo/sign-out', { csrf: 'x' }),
  ]
  for (const { status, text } of refusals) {
    assert.equal(status, 403)
    checkPage(text)
  }
  const typed = await browser.post(path, { text: 'x' }, { 'content-type': 'application/json' })
  assert.equal(typed.status, 415)
  assert.equal((await browser.post(path, { text: 'y'.repeat(1_100_000) })).status, 413)
  assert.equal((await browser.post(path, { text: 'x' }, { origin: 'http://localhost:7071' })).status, 303)
  assert.equal((await browser.post('/demo/sign-out')).location, '/demo/staff/sign-in')
  assert.match((await browser.post(path, { text: 'x' })).text, /href="\/demo\/staff\/sign-in"/)
})

test('what strangers write is shown to those who may see it, as text and nothing else', async (t) => {
  const office = await openOffice(t)
  const message = hostileStrings
    .filter((text) => text.length < 100)
    .join('\n')
    .slice(0, 3900)
    .toWellFormed()
  const request = await aRequest(office, { message, email: '"<i>\'"@x.example' })
    .verified()
    .assignedTo('user')
    .made()
  must(await office.app.messages.post({ actor: request.person, requestId: request.requestId, text: message }))
  await shownTo(office, 'user', request)
  const { shown } = await shownTo(office, 'manager', request)
  assert.doesNotMatch(shown.text, /alert\(1\)/, 'a manager who is not assigned reads none of it')
})

test('the manager hands a request out and takes it back', async (t) => {
  const office = await openOffice(t)
  const request = await aRequest(office).verified().made()
  const { browser, shown } = await shownTo(office, 'manager', request)
  assert.match(shown.text, /Assign the request to someone/)
  assert.match(shown.text, /The user/)
  assert.equal((await browser.post(`${pathOf(request)}/assign`, { employeeId: 'nobody' })).status, 400)
  const done = await browser.post(`${pathOf(request)}/assign`, { employeeId: 'user' })
  assert.equal(done.location, `${pathOf(request)}?done=assigned#summary`)
  assert.match((await browser.get(done.location)).text, /Assigned\./)
  await browser.post(`${pathOf(request)}/unassign`, { employeeId: 'user' })
  assert.deepEqual((await office.stateOf(request)).assignees, [])
})

test('a manager gives up the sources that wait by a form, and whoever approves reads it above what they approve', async (t) => {
  const office = await openOffice(t)
  const request = await inWork(office).made()
  const path = pathOf(request)
  const { browser: manager } = await shownTo(office, 'manager', request)
  const wish = { reasonCode: 'timeLimit', reason: 'The archive answers next week' }
  const missing = await manager.post(`${path}/bypass`, { ...wish, reason: ' ' })
  checkPage(missing.text)
  assert.match(missing.text, /<details id="bypass"\s+open>/)
  assert.match(missing.text, /id="bypass-reason-error"/)
  assert.equal((await manager.post(`${path}/bypass`, wish)).location, `${path}?done=bypassed#sources`)
  const { text } = await manager.get(`${path}?done=bypassed`)
  checkPage(text)
  assert.match(text, /The sources that waited are given up/)
  assert.doesNotMatch(text, /id="bypass"/, 'nothing is left to give up')

  const { requestId } = request
  const { browser: user } = await shownTo(office, 'user', request)
  const identity = { method: 'onFile', level: 'onFile', evidence: 'Agreement 17', note: '' }
  await user.post(`${path}/identity`, identity)
  must(await office.app.sealRequest({ actor: office.as('user'), requestId }))
  const { shown } = await shownTo(office, 'approver', request)

  assert.match(shown.text, /gave up these sources .*\(The time limit is near\): .*Approve only if/)
  assert.match(shown.text, /Note: The archive answers next week/)
  const officer = await shownTo(office, 'officer', request)
  assert.doesNotMatch(officer.shown.text, /The archive/, 'the reason is for whoever reads the content')
})

test('an extension, a pause and its end are done by forms, and a missing reason stands at its field', async (t) => {
  const office = await openOffice(t)
  const request = await inWork(office).made()
  const { browser } = await shownTo(office, 'manager', request)
  const path = pathOf(request)
  const extension = { months: '2', reasonCode: 'complexity', reason: '' }
  const missing = await browser.post(`${path}/extend`, extension)
  checkPage(missing.text)
  assert.match(missing.text, /<details id="extend"\s+open>/)
  assert.match(missing.text, /id="extend-reason-error"/)
  assert.match(
    missing.text,
    /href="#extend-reason">Why here, in a sentence for the letter: Fill in this field/,
  )
  assert.match(missing.text, /value="2"\s+selected/)
  assert.equal((await browser.post(`${path}/extend`, { ...extension, reason: 'Many systems' })).status, 303)
  assert.match(
    (await browser.post(`${path}/extend`, { ...extension, reason: 'Again' })).text,
    /extended already/,
  )

  const pause = { reasonCode: 'specification', reason: 'Which branch?', until: '2026-03-20' }
  for (const until of ['2026-02-31', '2020-01-01', ''])
    assert.match((await browser.post(`${path}/pause`, { ...pause, until })).text, /id="pause-until-error"/)
  assert.equal((await browser.post(`${path}/pause`, pause)).location, `${path}?done=paused#due`)
  const paused = await browser.get(`${path}?done=paused`)
  checkPage(paused.text)
  assert.match(paused.text, /Clock stands still/)
  assert.equal((await browser.post(`${path}/resume`)).location, `${path}?done=resumed#due`)
})

test('a refusal is proposed with ground and facts, read by a second person, and decided', async (t) => {
  const office = await openOffice(t)
  const request = await inWork(office).made()
  const { browser } = await shownTo(office, 'user', request)
  const path = pathOf(request)
  const wish = { right: '', groundCode: 'manifestlyUnfounded', facts: 'The fourth time this week <b>' }
  assert.match((await browser.post(`${path}/refuse`, { ...wish, facts: '' })).text, /id="refuse-facts-error"/)
  assert.match(
    (await browser.post(`${path}/refuse`, { ...wish, groundCode: 'accurate' })).text,
    /id="refuse-groundCode-error"/,
  )
  assert.equal((await browser.post(`${path}/refuse`, wish)).status, 303)
  const own = await browser.get(path)
  assert.match(own.text, /so another person must decide the refusal/)

  const approver = await shownTo(office, 'approver', request)
  assert.match(approver.shown.text, /The fourth time this week &lt;b&gt;/)
  const { pendingItem } = await office.stateOf(request)
  const decision = { itemId: pendingItem?.itemId ?? '', manifestSha256: pendingItem?.hash ?? '' }
  const uncommented = await approver.browser.post(`${path}/item-decision`, {
    ...decision,
    decision: 'return',
  })
  assert.match(uncommented.text, /id="refusal-item-comment-error"/)
  const done = await approver.browser.post(`${path}/item-decision`, { ...decision, decision: 'approve' })
  assert.equal(done.location, '/demo/staff/approvals?done=decided')
  assert.equal((await office.stateOf(request)).status, 'refused')
  await office.pump()
  const person = await (await browserOfPerson(office, request)).get(`/demo/requests/${request.requestId}`)
  checkPage(person.text)
  assert.match(person.text, /The fourth time this week &lt;b&gt;/)
})

test('identity and the state of a source are recorded, and what hinders the seal is said', async (t) => {
  const office = await openOffice(t, { company: { identityLevel: 'onFile' } })
  const request = await inWork(office).filled().made()
  const { browser, shown } = await shownTo(office, 'user', request)
  const path = pathOf(request)
  assert.match(shown.text, /Seal the answer/)
  const record = { method: 'contactOnFile', level: 'onFile', evidence: 'Customer file 12', note: '' }
  assert.match(
    (await browser.post(`${path}/identity`, { ...record, evidence: '' })).text,
    /id="identity-evidence-error"/,
  )
  assert.match(
    (await browser.post(`${path}/identity`, { ...record, level: 'nationalId' })).text,
    /id="identity-level-error"/,
  )
  assert.equal((await browser.post(`${path}/identity`, record)).location, `${path}?done=identity#identity`)
  assert.equal((await browser.post(`${path}/source`, { sourceId: 'caseFiles', state: 'failed' })).status, 303)
  assert.match(
    (await browser.post(`${path}/source`, { sourceId: 'policySystem', state: 'nothingHeld' })).text,
    /Take it out first/,
  )
  assert.equal(
    (await browser.post(`${path}/source`, { sourceId: 'caseFiles', state: 'waiting' })).status,
    400,
  )

  const etag = /name="etag" value="([^"]+)"/.exec((await browser.get(path)).text)?.[1] ?? ''
  assert.match((await browser.post(`${path}/seal`, { etag: 'older' })).text, /Somebody changed this request/)
  assert.equal((await browser.post(`${path}/seal`, { etag })).location, `${path}?done=sealed#approval`)
})

test('a seal is read file by file, approved by its hash, and by nobody who had a hand in it', async (t) => {
  const office = await openOffice(t)
  const request = await inWork(office).filled().sealed().made()
  const path = pathOf(request)
  const own = await shownTo(office, 'user', request)
  assert.match(own.shown.text, /You had a hand in this request/)
  assert.doesNotMatch(own.shown.text, /Approve exactly this/)
  const manager = await shownTo(office, 'manager', request)
  assert.match(manager.shown.text, /needs the approver grant/)

  const { browser, shown } = await shownTo(office, 'approver', request)
  const links = [...shown.text.matchAll(/href="([^"]+\/access\/files\/\d+)"/g)].map(([, href = '']) => href)
  assert.ok(links.length > 5)
  for (const href of links) {
    const file = await browser.get(href)
    assert.equal(file.status, 200)
    const type = file.headers['content-type'] ?? ''
    if (type.startsWith('text/html; charset')) {
      checkPage(file.text)
      continue
    }
    assert.match(file.headers['content-disposition'] ?? '', /^attachment/)
    assert.match(file.headers['content-security-policy'] ?? '', /sandbox/)
  }
  const whole = await browser.get((links[0] ?? '').replace(/\/files\/\d+$/, ''))
  assert.equal(whole.headers['content-type'], 'application/zip')
  const sealPath = (links[0] ?? '').split('/access/')[0]
  for (const wrong of [`${sealPath}/access/files/999`, `${sealPath}/erasure`, `${path}/seals/none/access`])
    assert.equal((await browser.get(wrong)).status, 404)

  const { root = '' } = (await office.stateOf(request)).seal ?? {}
  const stale = await browser.post(`${path}/decision`, {
    manifestSha256: 'ab'.repeat(32),
    decision: 'approve',
  })
  assert.match(stale.text, /has changed since you read it/)
  const done = await browser.post(`${path}/decision`, { manifestSha256: root, decision: 'approve' })
  assert.equal(done.location, '/demo/staff/approvals?done=approved')
  assert.equal((await office.stateOf(request)).status, 'approved')
})

test('a seal that is returned tells those who work on it why, and the person nothing', async (t) => {
  const office = await openOffice(t)
  const request = await inWork(office).filled().sealed().made()
  const browser = await browserOf(office, 'approver')
  const { root = '' } = (await office.stateOf(request)).seal ?? {}
  const comment = 'The address of another person is in it'
  await browser.post(`${pathOf(request)}/decision`, { manifestSha256: root, decision: 'return', comment })
  const late = await browser.post(`${pathOf(request)}/decision`, {
    manifestSha256: root,
    decision: 'approve',
  })
  assert.deepEqual([late.status, /has changed since you read it/.test(late.text)], [409, true])
  const { shown } = await shownTo(office, 'user', request)
  assert.match(shown.text, /Returned: change what was asked/)
  assert.match(shown.text, new RegExp(comment))
  const person = await (await browserOfPerson(office, request)).get(`/demo/requests/${request.requestId}`)
  assert.doesNotMatch(person.text, new RegExp(comment))
})

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
