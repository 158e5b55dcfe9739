import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { tellStory } from '../http/support/story.ts'
import { archive, crm, generic, place } from '../support/merging.ts'
import { browserAndInstance, signInByPage, visitor, type Screen } from './browser-support.ts'

const { browser, instance } = await browserAndInstance({ after })
let requestId: string

before(async () => {
  const story = tellStory(instance.url)
  const owner = await story.staff('owner')
  const informationTypes = [{ ...generic, sources: [place('crm'), place('archive')] }]
  const changed = await owner.put('companies/demo/settings', { informationTypes, activities: [] })
  assert.ok(changed.status < 300, changed.text)
  requestId = (await story.collecting()).requestId
  const user = await story.staff('user')
  await user.put(`requests/${requestId}/data/generic?source=crm`, crm)
  await user.put(`requests/${requestId}/data/generic?source=archive`, archive)
})

for (const screen of ['desktop', 'phone'] as const satisfies readonly Screen[])
  test(`on a ${screen}, differences of sources are decided, tables pasted and many requests given out`, async () => {
    const user = await visitor(browser, instance, { screen })
    const { page } = user
    await signInByPage(user, instance, 'user@demo.example')
    await page.goto(`/demo/staff/requests/${requestId}`)
    await user.examine('request-merged')
    await page.getByRole('link', { name: 'Look at the differences' }).click()
    await user.examine('merged')
    await page.getByRole('button', { name: 'Decide' }).first().click()
    await page.getByRole('alert').waitFor()
    await user.examine('merged-errors')
    const panel = page.locator('.panel').filter({ hasText: 'Odense' })
    await panel.getByRole('radio', { name: 'What Place archive says' }).check()
    await panel.getByRole('button', { name: 'Decide' }).click()
    await page.getByRole('status').waitFor()
    await user.examine('merged-decided')
    await page.getByRole('button', { name: 'Decide anew' }).click()

    await page.goto(`/demo/staff/requests/${requestId}/data/crm`)
    await page.getByText('Paste a table').click()
    await page.getByLabel('The table').fill('Kind\tSize\nLetter\t1')
    await page.getByRole('button', { name: 'Put in the table' }).click()
    await page.getByRole('alert').waitFor()
    await user.examine('paste-errors')

    const manager = await visitor(browser, instance, { screen })
    await signInByPage(manager, instance, 'manager@demo.example')
    await manager.page.goto('/demo/staff?language=da')
    await manager.page.getByRole('link', { name: 'Tildel dem alle' }).click()
    await manager.examine('bulk')
    await manager.page.getByLabel('Tildel dem til').selectOption({ index: 2 })
    await manager.page.getByRole('button', { name: 'Tildel dem alle' }).click()
    await manager.page.getByRole('heading', { name: 'Tildelt' }).waitFor()
    await manager.examine('bulk-done')
    await manager.page.getByRole('button', { name: 'Tag disse tilbage' }).click()
    await manager.page.getByRole('status').first().waitFor()
    await manager.examine('queue-whole-list')
    assert.deepEqual([...user.complaints, ...manager.complaints], [])
  })
