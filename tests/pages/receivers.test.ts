import assert from 'node:assert/strict'
import { test } from 'node:test'

import { answerTo } from '../../clients/receiver/receiver.ts'
import { openOffice } from '../support/application.ts'
import { receiver } from '../support/receiver.ts'
import { receiverKeys } from '../support/transfer.ts'
import { checkPage } from './markup.ts'
import { browserOf } from './plain-browser.ts'

const path = '/demo/staff/receivers'
const once = '01234567-89ab-cdef-0123-456789abcdef'
const { encryptionKey, signingKey } = receiverKeys.forSender
const form = {
  ...{ name: 'Nordlys', contact: 'data@nordlys.example', once },
  encryptionKey: JSON.stringify({ ...encryptionKey, use: 'enc' }),
  signingKey: JSON.stringify(signingKey),
}

const idOn = (text: string): string => /section id="receiver-([^"]+)"/.exec(text)?.[1] ?? ''

test('an administrator enters a company, hands it a challenge, and has its answer checked, without script', async (t) => {
  const office = await openOffice(t)
  const admin = await browserOf(office, 'admin')
  for (const language of ['da', 'en']) checkPage((await admin.get(`${path}?language=${language}`)).text)
  assert.match((await admin.get('/demo/staff/stuck')).text, new RegExp(`href="${path}"`))

  const added = await admin.post(path, form)
  assert.equal(added.location, `${path}?done=added`)
  await admin.post(path, form)
  const listed = await admin.get(added.location)
  checkPage(listed.text)
  assert.match(listed.text, /Have it prove itself now[^]*Nordlys[^]*Has not proved itself yet/)
  assert.equal(listed.text.split('<section id="receiver-').length - 1, 1, 'sent twice it is one')

  const one = `${path}/${idOn(listed.text)}`
  const challenged = await admin.post(`${one}/challenge`)
  checkPage(challenged.text)
  const [, challenge = ''] = /<p class="hash">([^<]+)<\/p>/.exec(challenged.text) ?? []
  const wrong = await admin.post(`${one}/proof`, { proof: 'a.b.c' })
  assert.equal(wrong.status, 400)
  checkPage(wrong.text)
  assert.match(wrong.text, /has not proved that the keys are its own/)
  const proved = await admin.post(`${one}/proof`, { proof: answerTo(receiverKeys.own, challenge) })
  assert.equal(proved.location, `${path}?done=approved`)
  assert.match((await admin.get(proved.location)).text, /Can be chosen/)
  assert.equal((await admin.post(`${one}/challenge`)).status, 400, 'it proves nothing more')

  assert.equal((await admin.post(`${one}/remove`)).location, `${path}?done=removed`)
  assert.match((await admin.get(`${path}?done=removed`)).text, /No company has been entered yet/)
  for (const act of ['challenge', 'proof', 'remove'])
    assert.equal((await admin.post(`${one}/${act}`)).status, 404, act)
  assert.equal((await (await browserOf(office, 'manager')).get(path)).status, 403)
})

test('one with an address is asked there, and has proved itself when it answers', async (t) => {
  const office = await openOffice(t)
  const there = await receiver(t, {
    answer: (_, response) => {
      const { challenge } = JSON.parse(there.calls.at(-1)?.body() ?? '') as { challenge: string }
      response.end(JSON.stringify({ proof: answerTo(receiverKeys.own, challenge) }))
    },
  })
  const admin = await browserOf(office, 'admin')
  await admin.post(path, { ...form, url: there.url })
  const one = `${path}/${idOn((await admin.get(path)).text)}`
  assert.match((await admin.get(path)).text, /Ask it at its address/)
  assert.equal((await admin.post(`${one}/challenge`)).location, `${path}?done=approved`)
})

test('who proved itself waits for a second person, who is shown who it is', async (t) => {
  const office = await openOffice(t, { mode: 'serve' })
  const admin = await browserOf(office, 'admin')
  await admin.post(path, form)
  const one = `${path}/${idOn((await admin.get(path)).text)}`
  const challenged = await admin.post(`${one}/challenge`)
  const [, challenge = ''] = /<p class="hash">([^<]+)<\/p>/.exec(challenged.text) ?? []
  const proof = answerTo(receiverKeys.own, challenge)

  assert.equal((await admin.post(`${one}/proof`, { proof })).location, `${path}?done=waits`)
  assert.match((await admin.get(path)).text, /waits for a second person/)
  const owner = await browserOf(office, 'owner')
  const waiting = (await owner.get('/demo/staff/approvals')).text
  checkPage(waiting)
  assert.match(waiting, /Nordlys, data@nordlys\.example/)
})

test('what is wrong with a company is said at its field, and nothing is lost', async (t) => {
  const office = await openOffice(t)
  const admin = await browserOf(office, 'admin')
  const cases = {
    name: { name: ' ' },
    contact: { contact: 'nobody' },
    url: { url: 'https://10.0.0.1/' },
    encryptionKey: { encryptionKey: 'no key' },
    signingKey: { signingKey: JSON.stringify({ ...signingKey, x: signingKey.y }) },
  }
  for (const [name, wrong] of Object.entries(cases)) {
    const { status, text } = await admin.post(path, { ...form, ...wrong })
    assert.equal(status, 400, name)
    checkPage(text)
    assert.ok(text.includes(`href="#${name}"`), name)
    if (name !== 'name') assert.match(text, /value="Nordlys"/)
  }
  for (const key of ['null', '[]', '1']) {
    const { status } = await admin.post(path, { ...form, encryptionKey: key })
    assert.equal(status, 400, key)
  }
})
