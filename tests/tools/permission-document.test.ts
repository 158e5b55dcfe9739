import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'

import { permissionDocument } from '../../tools/permission-document.ts'

test('the documented permissions are those that decide (node tools/write-permissions.ts)', () => {
  assert.equal(readFileSync('docs/permissions.md', 'utf8'), permissionDocument())
})
