// A real browser on a running instance: what it finds wrong with a page is collected while the test clicks through it.
import assert from 'node:assert/strict'
import { existsSync, mkdirSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import axe from 'axe-core'
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core'
import { runInstance, type RunningInstance } from '../support/running-instance.ts'

const executablePath = process.env['INDSIGT_CHROMIUM'] ?? '/usr/bin/chromium'

const flags = [
  '--no-sandbox',
  '--headless',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
]

export async function openBrowser(): Promise<Browser> {
  assert.ok(
    existsSync(executablePath),
    `The browser tests need Chromium at ${executablePath}. Install Debian's package: apt-get install -y chromium`,
  )
  return chromium.launch({ executablePath, args: flags })
}

/** For all tests of a file, and for no other file. */
export async function browserAndInstance(
  context: Parameters<typeof runInstance>[0],
): Promise<{ readonly browser: Browser; readonly instance: RunningInstance }> {
  const browser = await openBrowser()
  context.after(() => browser.close())
  return { browser, instance: await runInstance(context) }
}

const screens = {
  desktop: { width: 1280, height: 900 },
  phone: { width: 375, height: 740 },
} as const

export type Screen = keyof typeof screens

export type Visitor = {
  readonly page: Page
  readonly context: BrowserContext
  /** Looks closely at the page as it is: accessibility, sideways scrolling, and a picture for people. */
  readonly examine: (name: string) => Promise<void>
  /** Violations of the content security policy and errors of scripts so far. */
  readonly complaints: readonly string[]
}

type Visit = { readonly screen?: Screen; readonly script?: 'on' | 'off'; readonly language?: string }

/** Somebody with a browser of their own: nothing is shared with other visitors. */
export async function visitor(
  browser: Browser,
  { url }: RunningInstance,
  { screen = 'desktop', script = 'on', language = 'en-GB' }: Visit = {},
): Promise<Visitor> {
  const complaints: string[] = []
  const context = await browser.newContext({
    baseURL: url,
    locale: language,
    viewport: screens[screen],
    javaScriptEnabled: script === 'on',
    acceptDownloads: true,
  })
  context.setDefaultTimeout(20_000)
  const page = await context.newPage()
  page.on('console', (message) => {
    if (message.type() === 'error' && !expected(message.text())) complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(error.message))
  return {
    ...{ page, context, complaints },
    examine: async (name) => {
      mkdirSync('screenshots', { recursive: true })
      await page.screenshot({ path: `screenshots/${screen}-${name}.png`, fullPage: true })
      if (script === 'off') return
      assert.deepEqual(await axeViolations(page), [], `${name} on a ${screen}`)
      const overflow = await page.evaluate('document.documentElement.scrollWidth - innerWidth')
      assert.ok(Number(overflow) <= 0, `${name} scrolls sideways by ${String(overflow)} on a ${screen}`)
    },
  }
}

/** Chromium reports the status of a refused form as an error of its own. */
const expected = (text: string): boolean => text.startsWith('Failed to load resource')

const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

type Violation = {
  readonly id: string
  readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[]
}

/** Evaluated from outside the page, so that its own policy stays as it is. */
async function axeViolations(page: Page): Promise<readonly string[]> {
  await page.evaluate(axe.source)
  const found = await page.evaluate(`axe.run(document, { runOnly: ${JSON.stringify(rules)} })`)
  const { violations } = found as { readonly violations: readonly Violation[] }
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary ?? ''}`),
  )
}

/** What a page costs on the wire, with its stylesheet and its script, compressed as a front end does it. */
export async function transferBytes(page: Page): Promise<number> {
  const assets = await page
    .locator('link[rel=stylesheet], script[src]')
    .evaluateAll((elements) =>
      elements.map((element) => element.getAttribute('href') ?? element.getAttribute('src') ?? ''),
    )
  const bodies = await Promise.all(assets.map(async (path) => (await page.request.get(path)).body()))
  const html = Buffer.from(await page.content())
  return [html, ...bodies].reduce((sum, body) => sum + gzipSync(body).length, 0)
}

/** The link in the newest mail to an address. */
export async function mailedLink(instance: RunningInstance, email: string): Promise<string> {
  const [mail] = await instance.mails(email)
  const link = /^http\S+\/link#\S+$/m.exec(mail?.text ?? '')?.[0]
  assert.ok(link, `a link was mailed to ${email}`)
  return link
}

/** Through the pages, as people do it. */
export async function signInByPage(
  { page }: Visitor,
  instance: RunningInstance,
  email: string,
): Promise<void> {
  await page.goto('/demo/staff')
  await page.getByLabel('Your e-mail address').fill(email)
  await page.getByRole('button', { name: 'Mail me a link' }).click()
  await page.getByRole('heading', { name: 'Look in your mailbox' }).waitFor()
  await page.goto(await mailedLink(instance, email))
  await page.getByRole('button', { name: 'Continue' }).first().click()
  await page.waitForURL('**/demo/staff')
}
