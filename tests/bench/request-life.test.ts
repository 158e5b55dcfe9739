import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { pathToFileURL } from 'node:url'
import type { InstanceCode } from '../../bench/bench-instance.ts'
import { requestLife, stepTable } from '../../bench/request-life.ts'
import { createTally, sumOf } from '../../bench/tally.ts'
import { build } from '../../tools/build.ts'

const budget = new URL('request-life.txt', import.meta.url)

/**
 * A budget with nothing to spare: one store call more, in whichever step, is a decision that somebody takes by changing
 * the table, and one less is a gain that stays. To change it:
 * `node --disable-warning=ExperimentalWarning bench/request-life.ts --table > tests/bench/request-life.txt`
 */
test('answering a request costs exactly the store calls, messages and executions that were agreed', async () => {
  const steps = await requestLife()

  assert.equal(`${stepTable(steps)}\n`, readFileSync(budget, 'utf8'))
})

test('the page on performance gives the numbers of that table', () => {
  const all = readFileSync(budget, 'utf8').trimEnd().split('\n').at(-1) ?? ''
  const counts = (all.match(/\d+/g) ?? []).map(Number)
  const [reads, batches, queries, blobs, keys, shares, messages, mails, orchestrators, activities] = counts
  const page = readFileSync(new URL('../../docs/performance.md', import.meta.url), 'utf8')
  const calls = counts.slice(0, 7).reduce((sum, count) => sum + count, 0)

  for (const said of [
    `asks for ${reads} point reads, ${batches} batches, ${queries} queries, ${blobs} blob calls, ` +
      `${keys} key operations, ${shares} share calls, ${messages} messages and ${mails} mails;`,
    `266 blob calls) | | **${calls}** |`,
    `orchestrator and activity executions | | **${orchestrators} and ${activities}** |`,
  ])
    assert.ok(page.includes(said), `docs/performance.md: ${said}`)
})

test('the bundle answers a request from its receipt to its purge, step by step as the source does', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'bundled-life-'))
  t.after(() => rmSync(folder, { recursive: true }))
  await build('bench/instance-code.ts', folder)
  const code = (await import(pathToFileURL(join(folder, 'main.mjs')).href)) as InstanceCode

  const steps = await requestLife(code)

  assert.equal(`${stepTable(steps)}\n`, readFileSync(budget, 'utf8'))
})

test('what timers ask of an instance without requests is not counted to a request', async () => {
  const tally = createTally()
  const silent = Object.fromEntries(
    ['documents', 'blobs', 'keys', 'shares', 'messages', 'mail', 'sms'].map((port) => [port, {}]),
  )
  const { documents } = tally.ports({ ...silent, documents: { query: async () => undefined } } as never)
  const asks = (times: number) =>
    tally.execution('purgeLogs', 'timerTrigger', async () => {
      for (let call = 0; call < times; call++) await documents.query({ container: 'requests', limit: 1 })
    })

  await asks(2)
  tally.begin('a day')
  await asks(2)
  await asks(5)

  const [day] = tally.steps()
  assert.equal(day?.step, 'a day')
  assert.equal(sumOf([day.call, day.after]).queries, 3)
})
