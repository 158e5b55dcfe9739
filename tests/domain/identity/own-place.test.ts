import assert from 'node:assert/strict'
import { test } from 'node:test'

import { isOwnPlace } from '../../../shared/domain/identity/own-place.ts'

test('whoever signed in goes on where they were in their company', () => {
  for (const place of ['/demo/staff', '/demo/staff/requests/aB_3-x', '/demo/staff/keys?done=made&n=1'])
    assert.equal(isOwnPlace('demo', place), true, place)
})

test('nobody is sent anywhere else after signing in', () => {
  for (const place of [
    ...['https://evil.example/demo/staff', '//evil.example/staff', '/\\evil.example', 'demo/staff', ''],
    ...['/other/staff', '/demo/staffing', '/demo/staff/../../other', '/demo/staff//evil.example'],
    ...['/demo/staff/%2e%2e', '/demo/staff?next=//evil.example', '/demo/staff\n', '/demo/staff#x'],
    `/demo/staff/${'a'.repeat(500)}`,
  ])
    assert.equal(isOwnPlace('demo', place), false, place)
})
