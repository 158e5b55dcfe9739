// A web site at another origin that asks for consent in its own page, in a real browser and under a strict policy of its own.
import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, test } from 'node:test'
import type { Browser } from 'playwright-core'
import { consentEmbed } from '../../functions/pages/assets/consent-embed.ts'
import { givenForm } from '../support/consent.ts'
import { runInstance, type RunningInstance } from '../support/running-instance.ts'
import { openBrowser, visitor } from './browser-support.ts'

let instance: RunningInstance
let browser: Browser
let site: { readonly url: string; readonly show: (body: string) => void }
const endings: (() => Promise<void>)[] = []
const context = { after: (end: () => Promise<void>) => void endings.push(end) }

before(async () => {
  browser = await openBrowser()
  instance = await runInstance(context)
  site = await openSite()
})

after(async () => {
  await browser?.close()
  for (const end of endings.reverse()) await end()
})

/** Allows scripts and calls of the instance alone, no style and no form of its own. */
async function openSite() {
  let body = ''
  const policy = `default-src 'none'; img-src data:; script-src ${instance.url}; connect-src ${instance.url}; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'`
  const server = createServer((_, response) => {
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': policy })
    response.end(
      `<!doctype html><html lang="en"><head><title>A shop</title><link rel="icon" href="data:,"></head><body><main><h1>A shop</h1>${body}</main></body></html>`,
    )
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  context.after(async () => void server.close())
  const { port } = server.address() as AddressInfo
  return { url: `http://127.0.0.1:${String(port)}`, show: (next: string) => void (body = next) }
}

async function call(path: string, token: string, body: unknown): Promise<Record<string, unknown>> {
  const answer = await instance.call('POST', `/api/v1/companies/demo/${path}`, { token, body })
  assert.ok(answer.status < 300, `${path} answered ${String(answer.status)} ${JSON.stringify(answer.body)}`)
  return answer.body as Record<string, unknown>
}

test('the script is of five kilobytes at most', (t) => {
  const bytes = Buffer.byteLength(consentEmbed)
  t.diagnostic(`${String(bytes)} bytes`)
  assert.ok(bytes <= 5_000, `${String(bytes)} bytes`)
})

test('a shop asks in its own page under a strict policy: nothing is stored, nobody else is asked, and what was asked is confirmed and taken back by the mailed link', async () => {
  const admin = await instance.signIn('admin@demo.example')
  const owner = await instance.signIn('owner@demo.example')
  const { id: formId, version } = await call('consent-forms', admin, givenForm)
  await call(`consent-forms/${String(formId)}/versions/${String(version)}/publication`, owner, {})
  const { secret } = await call('api-keys', owner, { name: 'Web site', origins: [site.url] })
  const hosted = `${instance.url}/demo/consent/${String(formId)}`
  site.show(
    `<div data-indsigt="demo" data-form="${String(formId)}" data-key="${String(secret)}"><a href="${hosted}">Answer here</a></div>
    <script src="${instance.url}/embed/consent.js" async></script>`,
  )
  const person = await visitor(browser, instance)
  const { page } = person
  const asked: string[] = []
  page.on('request', (request) => asked.push(new URL(request.url()).origin))
  await page.goto(site.url)
  await page.getByRole('heading', { name: 'News' }).waitFor()
  await person.examine('consent-embed')
  assert.equal(await page.getByRole('radio').count(), 4)
  assert.equal(await page.locator('input:checked').count(), 0)

  await page.getByRole('button', { name: 'Send my answer' }).click({ noWaitAfter: true })
  await page.getByLabel('Your e-mail address').fill('ada@example.com')
  await page.getByRole('button').click()
  await page.getByText('Answer at least one question.').waitFor()
  await page.getByRole('group', { name: 'Send me the newsletter' }).getByLabel('Yes, I consent').check()
  await page.getByRole('button').click()
  await page.getByText('Look in your mailbox').waitFor()
  assert.deepEqual(
    [...new Set(asked.filter((origin) => origin !== 'null'))].sort(),
    [site.url, instance.url].sort(),
  )
  assert.deepEqual(await person.context.cookies(), [])
  assert.deepEqual(await page.evaluate('[localStorage.length, sessionStorage.length]'), [0, 0])
  assert.deepEqual(person.complaints, [])

  const [mail] = await instance.mails('ada@example.com')
  const link = /^http\S+\/demo\/consents\/\S+$/m.exec(mail?.text ?? '')?.[0] ?? assert.fail('no address')
  await page.goto(link)
  await page.getByRole('button', { name: 'Yes, this is my answer' }).click()
  await page.getByText('Your answer is recorded').waitFor()
  await page.getByRole('button', { name: /^Withdraw: Send me/ }).click()
  await page.getByText('Your consent is withdrawn').waitFor()
})

test('without script the page leads to the one that the company hosts', async () => {
  const { page } = await visitor(browser, instance, { script: 'off' })
  await page.goto(site.url)
  await page.getByRole('link', { name: 'Answer here' }).click()
  await page.getByRole('heading', { name: 'News' }).waitFor()
  assert.ok(page.url().startsWith(`${instance.url}/demo/consent/`))
})
