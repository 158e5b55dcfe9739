import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { test } from 'node:test'

import { planned } from '../../tools/test-contract.ts'
import { startDoubles } from '../support/doubles.ts'

type Settings = Readonly<Record<string, string>>

/** The command of `npm run test:contract` with these settings alone. */
async function run(settings: Settings) {
  const { PATH = '', HOME = '' } = process.env
  const child = spawn(process.execPath, ['tools/test-contract.ts'], {
    env: { PATH, HOME, ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const [output] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')])
  return { code: child.exitCode, output }
}

const countOf = (output: string, what: string): number =>
  Number(new RegExp(`^\\S+ ${what} (\\d+)$`, 'm').exec(output)?.[1])

test('with the settings of services beside it, the contracts of all four ports hold on them', async (t) => {
  const doubles = await startDoubles('contract')
  t.after(doubles.close)

  const { code, output } = await run({ ...doubles.settings, CONTRACT_LOOK_MS: '1000' })

  assert.equal(code, 0, output)
  assert.deepEqual(
    output.split('\n').filter((line) => /^(runs|left out)/.test(line)),
    [
      'runs: documents in Cosmos DB, by COSMOS_ENDPOINT',
      'runs: blobs and shares in Blob Storage, by BLOB_CONNECTION_STRING',
      'runs: keys in Key Vault, by KEYVAULT_URL',
      'runs: messages on Service Bus, by SERVICEBUS_CONNECTION_STRING',
    ],
  )
  assert.ok(countOf(output, 'pass') >= 80, output)
  assert.equal(countOf(output, 'fail'), 0)
})

test('a set that is half given is refused with the name of what is missing', async () => {
  for (const [given, missing] of [
    ['COSMOS_KEY', 'COSMOS_ENDPOINT'],
    ['CONTRACT_LOOK_MS', 'SERVICEBUS_CONNECTION_STRING'],
  ] as const) {
    const { code, output } = await run({ [given]: '1' })

    assert.equal(code, 1)
    assert.equal(output, `refused: ${given} is set, and ${missing} is not\n`)
  }
})

test('without settings it says in plain words what it leaves out, and that nothing was checked', async () => {
  const { code, output } = await run({})

  assert.equal(code, 0)
  assert.equal(
    output,
    `left out: documents in Cosmos DB, since COSMOS_ENDPOINT is not set
left out: blobs and shares in Blob Storage, since BLOB_CONNECTION_STRING or BLOB_ENDPOINT is not set
left out: keys in Key Vault, since KEYVAULT_URL is not set
left out: messages on Service Bus, since SERVICEBUS_CONNECTION_STRING is not set
nothing was checked
`,
  )
})

test('where one setting is there, only its suite runs', () => {
  const { files } = planned({ COSMOS_ENDPOINT: 'https://localhost:8081', KEYVAULT_URL: '' })

  assert.deepEqual(files, ['tests/contract/documents.contract.ts'])
})
