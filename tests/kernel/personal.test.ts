import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inspect } from 'node:util'

import { assertNever } from '../../shared/kernel/exhaustive.ts'
import { disclose, personal } from '../../shared/kernel/personal.ts'

test('personal data does not print: not in text, not in JSON, not in what a debugger shows', () => {
  const address = personal('somebody@mail.example')

  assert.equal(String(address), '[personal]')
  assert.equal(JSON.stringify({ to: address }), '{"to":"[personal]"}')
  assert.equal(Object.prototype.toString.call(address), '[object Personal]')
  assert.doesNotMatch(inspect({ address }, { showHidden: true, depth: 9 }), /somebody/)
})

test('one word reads it', () => {
  assert.equal(disclose(personal('somebody@mail.example')), 'somebody@mail.example')
})

test('a case that nobody thought of is a defect that names its place, and not the value', () => {
  assert.throws(() => assertNever('somebody@mail.example' as never, 'takeEffect'), {
    message: 'unhandled case in takeEffect',
  })
})
