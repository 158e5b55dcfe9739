import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Script } from 'node:vm'
import { assetPath } from '../../functions/pages/assets/assets.ts'
import { passkeyScript } from '../../functions/pages/assets/passkey-script.ts'
import { script } from '../../functions/pages/assets/script.ts'
import { style } from '../../functions/pages/assets/style.ts'
import { DependencyUnavailable } from '../../shared/application/ports/unavailable.ts'
import { openOffice } from '../support/application.ts'
import { checkPage } from './markup.ts'
import { plainBrowser } from './plain-browser.ts'

test('stylesheet and script are kept for good under names that change with them', async (t) => {
  const browser = plainBrowser(await openOffice(t))
  for (const [name, text, type] of [
    ['style.css', style, 'text/css'],
    ['script.js', script, 'text/javascript'],
  ] as const) {
    const shown = await browser.get(assetPath(name))
    assert.equal(shown.text, text)
    assert.match(shown.headers['content-type'] ?? '', new RegExp(`^${type}`))
    assert.equal(shown.headers['cache-control'], 'public, max-age=31536000, immutable')
    assert.equal(shown.headers['x-content-type-options'], 'nosniff')
  }
  for (const name of ['style.css', 'style.0000000000000000.css', '..%2Fmain.ts'])
    assert.equal((await browser.get(`/assets/${name}`)).status, 404)
})

test('the scripts are sound, small, and make no HTML', () => {
  for (const one of [script, passkeyScript]) {
    assert.doesNotThrow(() => new Script(one))
    assert.doesNotMatch(
      one,
      /innerHTML|outerHTML|insertAdjacent|document\.write|\beval\b|Function\(|localStorage|\.style\b|var /,
    )
    assert.ok(one.length < 6000)
  }
  assert.doesNotMatch(style, /url\(|@import|expression/)
  assert.equal(style.split('{').length, style.split('}').length)
})

test('whoever finds a weakness learns whom to tell (RFC 9116)', async (t) => {
  const office = await openOffice(t)
  const { text, headers } = await plainBrowser(office).get('/.well-known/security.txt')
  assert.match(headers['content-type'] ?? '', /^text\/plain/)
  assert.match(text, /^Contact: mailto:security@localhost$/m)
  const expires = new Date(/^Expires: (.+)$/m.exec(text)?.[1] ?? '')
  const days = (expires.getTime() - office.clock.now().getTime()) / 86_400_000
  assert.ok(days > 30 && days < 366)
})

test('a part of the service that is away, or a defect of ours, is told without a detail', async (t) => {
  const failing = (error: Error) =>
    openOffice(t, {
      through: (ports) => ({
        ...ports,
        documents: { ...ports.documents, read: () => Promise.reject(error) },
      }),
    })
  const away = await failing(new DependencyUnavailable('documents', 5, { cause: 'secret detail' }))
  const broken = await failing(new Error('secret detail'))
  for (const [office, status] of [
    [away, 503],
    [broken, 500],
  ] as const) {
    const shown = await plainBrowser(office).get('/demo')
    assert.equal(shown.status, status)
    checkPage(shown.text)
    assert.doesNotMatch(shown.text, /secret/)
    assert.doesNotMatch(JSON.stringify(office.log), /secret/)
  }
})

test('in serve mode the start page says nothing of a demonstration', async (t) => {
  const office = await openOffice(t, { mode: 'serve' })
  const shown = await plainBrowser(office).get('/')
  checkPage(shown.text)
  assert.doesNotMatch(shown.text, /_local|demo/i)
  const posted = await plainBrowser(office).post(
    '/demo/links',
    { email: 'a@b.example' },
    { origin: 'http://127.0.0.1:7071' },
  )
  assert.equal(posted.status, 403)
})
