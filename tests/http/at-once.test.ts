// What is answered the moment its link is used, by the calls of api.md alone.
import assert from 'node:assert/strict'
import { after, test } from 'node:test'

import type { RequestView } from '../support/api-client.ts'
import { runInstance } from '../support/running-instance.ts'
import { tellStory } from './support/story.ts'

const story = tellStory((await runInstance({ after })).url)
const { local, anyone, staff } = story

type Stops = {
  readonly value: readonly {
    readonly right: string
    readonly since: string
    readonly carriedOutAt?: string
  }[]
  readonly person?: { readonly email: string }
}

const marketing = { rights: ['objection'], objectionPurpose: 'directMarketing', language: 'en' }

test('an objection to direct marketing holds once its link is used; the company confirms, and the rest is destroyed', async () => {
  const asked = await story.ask(marketing)
  const person = await story.verify(asked)
  const path = `requests/${asked.requestId}`

  const seen = await person.get<RequestView>(path)
  assert.equal(seen.body.status, 'delivered')
  assert.deepEqual(
    seen.body.rights.map(({ status, outcome }) => [status, outcome]),
    [['answered', 'fulfilled']],
  )
  const mail = await local.newMail(asked.email, { about: /answered/ })
  assert.doesNotMatch(mail.text, /marketing|objection/i)
  const letters = await person.get(`${path}/letters`)
  assert.match(letters.text, /Your objection to direct marketing holds/)

  await local.newMail('manager@demo.example', { about: /must stop/ })
  const manager = await staff('manager')
  const stops = await manager.get<Stops>(`${path}/stops`)
  assert.equal(stops.body.person?.email, asked.email)
  const confirmed = await manager.put(`${path}/stops/objection`)
  assert.equal(confirmed.status, 200, confirmed.text)
  const after = await manager.get<Stops>(`${path}/stops`)
  assert.ok(after.body.value[0]?.carriedOutAt)
  assert.equal(after.body.person, undefined)
  assert.equal((await manager.put(`${path}/stops/access`)).status, 409)
  assert.equal((await (await staff('user')).get(`${path}/stops`)).status, 404)

  await story.advance('P33D')
  assert.equal((await story.view(asked.requestId)).status, 'closed')
})

test('the purpose of an objection without an objection, or one that nobody knows, is bad input', async () => {
  const email = 'somebody@mail.example'
  const send = (wish: object) => anyone.post('companies/demo/requests', { email, ...wish })

  const alone = await send({ rights: ['access'], objectionPurpose: 'directMarketing' })
  const unknown = await send({ rights: ['objection'], objectionPurpose: 'advertising' })

  assert.deepEqual([alone.status, alone.body.code], [400, 'objectionNotAsked'])
  assert.deepEqual([unknown.status, unknown.body.errors?.[0]?.pointer], [400, '/objectionPurpose'])
})
