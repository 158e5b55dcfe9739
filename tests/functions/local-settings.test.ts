import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import test from 'node:test'

import { queueFunctions } from '../../functions/bus/functions.ts'
import type { App } from '../../shared/composition/app.ts'
import { readHostedConfig } from '../../shared/config/read-config.ts'

const sample = JSON.parse(
  readFileSync(new URL('../../local.settings.sample.json', import.meta.url), 'utf8'),
) as { readonly Values: Readonly<Record<string, string>> }

test('the sample of local settings has the connection that every queue trigger names', () => {
  const named = Object.values(queueFunctions({} as App)).map(({ connection }) => connection)

  assert.ok(named.length >= 6)
  for (const connection of named) assert.ok(sample.Values[connection], connection)
})

test('the sample of local settings has whatever the application does not start without', () => {
  const filled = Object.entries(sample.Values).map(([name, value]) => [name, examples[name] ?? value])
  const read = readHostedConfig(Object.fromEntries(filled) as Record<string, string>)

  assert.deepEqual(read.ok ? [] : read.error.problems, [])
})

/** What whoever copies the sample puts in for its placeholders. */
const examples: Readonly<Record<string, string>> = {
  KEYVAULT_URL: 'https://name.vault.azure.net',
  SERVICEBUS_CONNECTION_STRING: 'Endpoint=sb://localhost;UseDevelopmentEmulator=true',
  MAIL_FROM: 'privacy@company.example',
}
