import assert from 'node:assert/strict'
import { test } from 'node:test'

import { groundedFor } from '../../../shared/domain/package/withheld.ts'

const item = {
  description: 'Claims',
  groundCode: 'rightsOfOthersAccess',
  article: 'Art. 15(4)',
  text: 'Of others.',
}

test('each package names the article of its own right for what concerns others, and keeps every other ground', () => {
  const portable = groundedFor('portability', item)

  assert.deepEqual([portable.groundCode, portable.article], ['rightsOfOthersPortability', 'Art. 20(4)'])
  assert.deepEqual(groundedFor('access', portable), item)
  const national = { ...item, groundCode: 'nationalSecurity', article: '§ 22' }
  assert.equal(groundedFor('portability', national), national)
})
