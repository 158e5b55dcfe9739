import assert from 'node:assert/strict'
import { test } from 'node:test'

import { host, hostedOffice } from '../support/own-host.ts'
import { checkPage } from './markup.ts'
import { browserOf } from './plain-browser.ts'

const path = '/demo/staff/settings/host'

test('an administrator names a host, sees what to enter and what is wrong, and checks it', async (t) => {
  const { office, publish, broken } = await hostedOffice(t, { mode: 'demo' })
  const browser = await browserOf(office, 'admin')
  const shown = async (language = 'en') => {
    const { text } = await browser.get(`${path}?language=${language}`)
    checkPage(text)
    return text
  }
  const etag = async () => /name="etag" value="([^"]+)"/.exec(await shown())?.[1] ?? ''
  assert.match((await browser.get('/demo/staff/settings')).text, new RegExp(`href="${path}"`))
  assert.doesNotMatch(await shown(), /_indsigt/)

  const wrong = await browser.post(path, { etag: await etag(), name: 'https://data.company.example/x' })
  assert.equal(wrong.status, 400)
  checkPage(wrong.text)
  assert.match(wrong.text, /Write the name alone[^]*value="https:\/\/data\.company\.example\/x"/)

  const named = await browser.post(path, { etag: await etag(), name: ' DATA.company.example ' })
  assert.equal(named.location, `${path}?done=saved`)
  for (const language of ['da', 'en']) await shown(language)
  const value = /indsigt-verification=[\w-]{43}/.exec(await shown())?.[0] ?? ''
  assert.match(await shown(), new RegExp(`_indsigt\\.${host}`))

  const checked = async () => {
    const { location = '' } = await browser.post(`${path}/check`, {})
    assert.equal(location, `${path}?done=looked`)
    return (await browser.get(`${location}&language=en`)).text
  }
  assert.match(await checked(), /Looked at just now[^]*There is no TXT record/)
  publish('indsigt-verification=another')
  assert.match(await checked(), /none with the right value/)
  broken('servfail')
  assert.match(await checked(), /answered with an error/)
  broken('silent')
  assert.match(await checked(), /did not answer in time/)
  publish(value)
  assert.match(await checked(), /Proven[^]*is the right one/)
  publish()
  const lost = await checked()
  checkPage(lost)
  assert.match(lost, /Links lead to the ordinary address again[^]*Stops answering/)
  assert.equal((await browser.post(`${path}/removal`, { etag: await etag() })).location, `${path}?done=saved`)
  assert.doesNotMatch(await shown(), /_indsigt/)
})

test('outside demo mode a second person reads from which name to which, and approves it', async (t) => {
  const { office } = await hostedOffice(t)
  const { app } = office
  const asked = { actor: office.as('admin'), companyId: 'demo' }
  await app.hostSettings.set({ ...asked, name: host })
  const owner = await browserOf(office, 'owner')
  const { text } = await owner.get('/demo/staff/approvals?language=en')
  checkPage(text)
  assert.match(text, /The host name to which persons are led[^]*none of its own[^]*data\.company\.example/)
})

test('the instance’s own name, and a page that somebody else changed meanwhile, are refused at the field', async (t) => {
  const { office } = await hostedOffice(t, {
    mode: 'demo',
    through: (ports) => ({
      ...ports,
      settings: { ...ports.settings, publicUrl: 'https://privacy.example' },
    }),
  })
  const browser = await browserOf(office, 'admin')
  const { text } = await browser.get(path)
  const etag = /name="etag" value="([^"]+)"/.exec(text)?.[1] ?? ''
  const post = async (form: Readonly<Record<string, string>>) =>
    (await browser.post(`${path}?language=en`, form)).text
  assert.match(await post({ etag, name: 'privacy.example' }), /name of Indsigt itself/)
  assert.match(await post({ etag: 'old', name: host }), /Somebody changed the settings/)
})
