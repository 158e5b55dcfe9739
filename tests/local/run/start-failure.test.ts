import assert from 'node:assert/strict'
import { test } from 'node:test'

import { startFailure } from '../../../local/run/start-failure.ts'
import { readConfig } from '../../../shared/config/read-config.ts'

test('where no managed identity answers, one line names the setting that wants it', () => {
  const noToken = Object.assign(new Error('a client error occured\nHeaders: {}'), {
    name: 'CredentialUnavailableError',
  })
  const wrapped = Object.assign(new Error('documents is unavailable'), { cause: noToken })
  const told = (settings: Record<string, string>, error: Error = noToken): string => {
    const config = readConfig({ PUBLIC_URL: 'https://indsigt.example', ...settings })
    assert.ok(config.ok, JSON.stringify(config))
    return startFailure(error, config.value)
  }
  const cosmos = { COSMOS_ENDPOINT: 'https://account.documents.azure.com' }

  const line = told(cosmos)

  assert.match(line, /^The managed identity gave no token for COSMOS_ENDPOINT \(https:\/\/account\.documents/)
  assert.doesNotMatch(line, /\n|node_modules/)
  assert.equal(told(cosmos, wrapped), line)
  assert.match(told({}), /^The managed identity gave no token for an address of Azure/)
  assert.match(told(cosmos, new Error('else')), /could not start: Error: else\n/)
})
