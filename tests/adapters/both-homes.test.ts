// The contract of every port on both homes: what the application may rely on is the same, whichever it runs in.
import assert from 'node:assert/strict'
import { after, test } from 'node:test'

import { startAzurite } from '../support/blob-storage/azurite.ts'
import { contractsOfBothHomes, type Home } from '../support/contracts/homes.ts'
import { counting, type Counted } from '../support/contracts/suite.ts'

const azurite = await startAzurite()
after(azurite.close)

const homes: readonly Home[] = ['azure', 'embedded']
const ports = Object.entries(contractsOfBothHomes(azurite)).map(([port, suites]) => {
  const counted = { azure: counting(), embedded: counting() }
  for (const home of homes) suites[home](counted[home].register)
  return { port, counted }
})

test('each port is held to the same cases in both homes, and none was left out', (t) => {
  assert.deepEqual(
    ports.map(({ port }) => port),
    ['documents', 'blobs', 'shares', 'keys', 'messages', 'mail', 'sms'],
  )
  for (const { port, counted } of ports) {
    const { azure, embedded } = counted
    t.diagnostic(`${port}: ${azure.done.length} cases on Azure’s adapter, ${embedded.done.length} embedded`)
    assert.ok(azure.done.length > 0, `${port} is held to nothing`)
    assert.deepEqual(azure.done, embedded.done, port)
    for (const home of homes) assert.deepEqual(leftOut(counted[home]), [], `${port}, ${home}`)
  }
})

const leftOut = ({ registered, done }: Counted): readonly string[] =>
  registered.filter((title) => !done.includes(title))

test('a case that a home cannot be held to is seen as left out', async () => {
  const skip = () => undefined
  const cases = counting((_title, body) => void body({ skip }))
  cases.register('a home: one', async () => undefined)
  cases.register('a home: other', async (context) => context.skip('nothing to hold it to'))
  await new Promise((resolve) => setImmediate(resolve))

  assert.deepEqual(cases.done, ['one'])
  assert.deepEqual(leftOut(cases), ['other'])
})
