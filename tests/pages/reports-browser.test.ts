import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { openDatabase } from '../../shared/adapters/embedded/database.ts'
import { createDocumentStore } from '../../shared/adapters/embedded/documents.ts'
import { addQueueRows } from '../support/queue-rows.ts'
import { browserAndInstance, signInByPage, visitor } from './browser-support.ts'

const { browser, instance } = await browserAndInstance({ after })

test('reports are accessible on a phone, on a desktop and on paper, without script too', async () => {
  const db = openDatabase(instance.folder)
  const now = new Date()
  const documents = createDocumentStore(db, () => now)
  await addQueueRows(documents, {
    ...{ count: 120, now },
    row: (i, receivedAt) => ({
      channel: i % 4 === 0 ? 'letter' : 'web',
      status: i % 3 === 0 ? 'closed' : 'collecting',
      outcome: {
        ...{ rights: [{ right: i % 5 === 0 ? 'erasure' : 'access', outcome: 'fulfilled' }], unusual: {} },
        ...{ country: i % 2 === 0 ? 'DK' : 'SE', verifiedAt: receivedAt.toISOString() },
        ...{ sealedAt: now.toISOString(), ended: { how: 'delivered', at: now.toISOString() } },
        gathered: [{ source: 'caseFiles', informationType: 'x', fields: i, files: 1 }],
      },
    }),
  })
  db.close()
  for (const [screen, language] of [
    ['desktop', 'en'],
    ['phone', 'da'],
  ] as const) {
    const manager = await visitor(browser, instance, { screen })
    await signInByPage(manager, instance, 'manager@demo.example')
    await manager.page.getByRole('link', { name: 'Reports' }).click()
    await manager.page.goto(`/demo/staff/reports?language=${language}`)
    await manager.examine(`reports-${language}`)
    await manager.page.getByRole('link', { name: /Your companies|Dine virksomheder/ }).click()
    await manager.examine(`companies-${language}`)
    await manager.page.goBack()
    await manager.page.emulateMedia({ media: 'print' })
    assert.equal(await manager.page.locator('header').isVisible(), false)
    assert.equal(await manager.page.getByRole('table').first().isVisible(), true)
    assert.deepEqual(manager.complaints, [])
  }
})
