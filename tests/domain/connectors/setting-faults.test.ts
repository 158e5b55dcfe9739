import assert from 'node:assert/strict'
import { test } from 'node:test'

import type { Setting } from '../../../shared/domain/connectors/connector.ts'
import { settingFaults } from '../../../shared/domain/connectors/setting-faults.ts'

const label = { da: 'x', en: 'x' }
const faultsOf = (setting: Omit<Setting, 'label'>, value: string) =>
  settingFaults({ settings: { it: { ...setting, label } } }, { it: value })

const good: readonly (readonly [Omit<Setting, 'label'>, readonly string[]])[] = [
  [{ type: 'text' }, ['dpo@acme.example', 'a b']],
  [{ type: 'label' }, ['acme', 'Acme-1', '7']],
  [{ type: 'host' }, ['shop.example.dk', 'a.b.example', 'xn--bcher-kva.example']],
  [{ type: 'choice', options: ['eu', 'us'] }, ['eu']],
  [{ type: 'secret' }, ['first\nsecond\r\n', 'k']],
]

const bad: readonly (readonly [Omit<Setting, 'label'>, readonly string[]])[] = [
  [{ type: 'text' }, ['', 'a\r\nb']],
  [{ type: 'label' }, ['', 'a.b', '-a', 'a-', 'a/b', 'a@b', 'ø']],
  [
    { type: 'host' },
    [
      '',
      'localhost',
      '10.0.0.1',
      '0x7f.1',
      '[::1]',
      'a.example:8443',
      'a.example/x',
      'u@a.example',
      'a..example',
    ],
  ],
  [{ type: 'choice', options: ['eu'] }, ['', 'us']],
  [{ type: 'choice' }, ['eu']],
  [{ type: 'secret' }, ['', 'a\0b']],
]

test('a setting is of the kind that its connector names', () => {
  for (const [setting, values] of good)
    for (const value of values) assert.deepEqual(faultsOf(setting, value), [], value)
})

test('a setting that could name another host, another header or nothing is not taken', () => {
  for (const [setting, values] of bad)
    for (const value of values) assert.deepEqual(faultsOf(setting, value), ['it'], value)
})

test('what is missing, and what the connector does not name, is named', () => {
  const settings = { site: { type: 'label', label }, key: { type: 'secret', label } } as const
  assert.deepEqual(settingFaults({ settings }, { site: 'acme', toString: 'x' } as never), ['toString', 'key'])
})
