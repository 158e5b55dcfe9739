// `kill -9` while a system of the company is told: at the call, after its answer, and before anything was sent.
import assert from 'node:assert/strict'
import type { RequestListener } from 'node:http'
import type { TestContext } from 'node:test'

import { eventually } from '../../support/api-client.ts'
import { receiver } from '../../support/receiver.ts'
import type { RunningInstance } from '../../support/running-instance.ts'
import { tellStory } from './story.ts'

type Delivery = {
  readonly id: string
  readonly type: string
  readonly outcome: string
  readonly tries: number
  readonly attempts: readonly { readonly status?: number; readonly failure?: string }[]
}

const taken: RequestListener = (_, response) => response.writeHead(204).end()

export async function killedWhileTelling(t: TestContext, instance: RunningInstance): Promise<void> {
  const story = tellStory(instance.url)
  const answers = { next: taken }
  const there = await receiver(t, { answer: (request, response) => answers.next(request, response) })
  const admin = () => story.staff('admin')
  const wish = { url: there.url, events: ['requestVerified', 'requestAssigned', 'apiKeyStopped'] }
  const made = await (await admin()).post<{ id: string }>('companies/demo/webhooks', wish)
  assert.equal(made.status, 201, made.text)
  const path = `companies/demo/webhooks/${made.body.id}/deliveries`
  const log = async () => (await (await admin()).get<{ value: readonly Delivery[] }>(path)).body.value
  const idsOf = (type: string): readonly string[] =>
    there.calls
      .filter(({ body }) => (JSON.parse(body() || '{}') as { type?: string }).type === type)
      .map(({ request }) => `${request.headers['webhook-id']}`)

  async function killAndGoOn(): Promise<void> {
    await instance.kill()
    answers.next = taken
    await instance.restart()
    story.forgetSessions()
  }

  /** Once the log says that it arrived. What was under way is taken for lost after two minutes. */
  const arrived = (type: string): Promise<Delivery> =>
    eventually(`${type} to be told`, async () => {
      const found = (await log()).find((one) => one.type === type)
      if (found?.outcome === 'delivered') return found
      await story.advance('PT1M')
      return undefined
    })

  // The other side has the call and says nothing yet.
  const called = new Promise<void>((resolve) => (answers.next = () => resolve()))
  const asked = await story.ask()
  await story.verify(asked)
  await called
  await killAndGoOn()
  const verified = await arrived('requestVerified')
  assert.deepEqual(
    verified.attempts.map(({ status, failure }) => status ?? failure),
    ['interrupted', 204],
  )
  assert.deepEqual([verified.tries, idsOf('requestVerified')], [2, [verified.id, verified.id]])

  // It took the call, and we may not have heard of it.
  const answered = new Promise<void>((resolve) => {
    answers.next = (request, response) => {
      taken(request, response)
      resolve()
    }
  })
  await story.assign(asked.requestId)
  await answered
  await killAndGoOn()
  const assigned = await arrived('requestAssigned')
  assert.equal(assigned.attempts.at(-1)?.status, 204)
  assert.deepEqual(new Set(idsOf('requestAssigned')), new Set([assigned.id]))
  assert.equal(idsOf('requestAssigned').length, assigned.tries, 'as often as the log says')

  // What happens to the company itself is committed, and perhaps nothing of it was sent.
  const owner = await story.staff('owner')
  const key = await owner.post<{ id: string }>('companies/demo/api-keys', {
    name: 'CRM',
    scopes: ['requests'],
  })
  assert.equal(key.status, 201, key.text)
  assert.equal((await owner.call('DELETE', `companies/demo/api-keys/${key.body.id}`)).status, 204)
  await killAndGoOn()
  const stopped = await arrived('apiKeyStopped')
  assert.deepEqual(new Set(idsOf('apiKeyStopped')), new Set([stopped.id]))
  const told = there.calls.map(({ body }) => JSON.parse(body()) as { type: string; data: object })
  assert.deepEqual(told.find(({ type }) => type === 'apiKeyStopped')?.data, {
    companyId: 'demo',
    keyId: key.body.id,
  })

  assert.equal((await log()).length, 3, 'nothing is lost, and nothing is told under two names')
  assert.doesNotMatch(instance.output(), /"code":"defect"/)
}
