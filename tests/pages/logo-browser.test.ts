import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { crc32, deflateSync } from 'node:zlib'
import type { Browser } from 'playwright-core'
import { runInstance, type RunningInstance } from '../support/running-instance.ts'
import { openBrowser, signInByPage, visitor } from './browser-support.ts'

let instance: RunningInstance
let browser: Browser
const endings: (() => Promise<void>)[] = []

before(async () => {
  browser = await openBrowser()
  instance = await runInstance({ after: (end) => void endings.push(end) })
})

after(async () => {
  await browser?.close()
  for (const end of endings) await end()
})

const logoPage = '/demo/staff/settings/logo'

function chunk(kind: string, data: Uint8Array): Buffer {
  const named = Buffer.concat([Buffer.from(kind), data])
  const numbers = Buffer.alloc(8)
  numbers.writeUInt32BE(data.length)
  numbers.writeUInt32BE(crc32(named), 4)
  return Buffer.concat([numbers.subarray(0, 4), named, numbers.subarray(4)])
}

/** Grey, and whole: a browser draws it. */
function greyPng(width: number, height: number): Buffer {
  const head = Buffer.alloc(13)
  head.writeUInt32BE(width)
  head.writeUInt32BE(height, 4)
  head[8] = 8
  const lines = Buffer.alloc((width + 1) * height, 0x80).map((value, at) =>
    at % (width + 1) === 0 ? 0 : value,
  )
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(lines)),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

for (const [screen, language] of [
  ['desktop', 'en'],
  ['phone', 'da'],
] as const)
  test(`a logo is sent and seen on a ${screen}, and the pages stay accessible`, async () => {
    const admin = await visitor(browser, instance, { screen })
    await signInByPage(admin, instance, 'admin@demo.example')
    await admin.page.goto(`${logoPage}?language=${language}`)
    await admin.examine('settings-logo')
    const file = { name: 'logo.png', mimeType: 'image/png', buffer: greyPng(400, 100) }
    await admin.page.locator('#picture').setInputFiles(file)
    await admin.page.locator('form[enctype] button').click()
    await admin.page.waitForURL('**/logo?done=shown')
    await admin.examine('settings-logo-sent')

    const person = await visitor(browser, instance, { screen })
    await person.page.goto(`/demo?language=${language}`)
    const logo = person.page.locator('header img.logo')
    assert.equal(
      await logo.getAttribute('alt'),
      language === 'en' ? 'Logo of Demo Company' : 'Logo for Demo Company',
    )
    const drawn =
      "(({ naturalWidth, naturalHeight }) => [naturalWidth, naturalHeight])(document.querySelector('img.logo'))"
    assert.deepEqual(await person.page.evaluate(drawn), [400, 100])
    const shown = await logo.boundingBox()
    assert.ok((shown?.width ?? 0) > 0 && (shown?.height ?? 99) <= 60, 'a small picture')
    await person.examine('request-form-with-logo')
    assert.deepEqual([...admin.complaints, ...person.complaints], [])
  })
