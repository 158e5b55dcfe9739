import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Browser } from 'playwright-core'
import { runInstance, type RunningInstance } from '../support/running-instance.ts'
import { openBrowser, signInByPage, visitor, type Screen } from './browser-support.ts'

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

for (const screen of ['desktop', 'phone'] as const satisfies readonly Screen[])
  test(`on a ${screen}, an owner finds support access and owner recovery, and is told what is missing`, async () => {
    const owner = await visitor(browser, instance, { screen })
    const { page } = owner
    await signInByPage(owner, instance, 'owner@demo.example')
    await page.goto('/demo/staff/settings')
    await owner.examine('settings-support')
    await page.getByRole('link', { name: 'Support access' }).click()
    await owner.examine('support')
    await page.getByLabel('E-mail address of the support person').fill('nobody@operator.example')
    await page.getByLabel('Stuck tasks').check()
    await page.getByLabel('The reason').fill('Mails do not leave.')
    await page.getByRole('button', { name: 'Give support access' }).click()
    await page.getByRole('alert').waitFor()
    await owner.examine('support-errors')
    await page.goto('/demo/staff/support?language=da')
    await owner.examine('support-danish')
    await page.goto('/demo/staff/owner-recovery')
    await owner.examine('owner-recovery')
    assert.deepEqual(owner.complaints, [])
  })
