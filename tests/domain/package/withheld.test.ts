import assert from 'node:assert/strict'
import { test } from 'node:test'

import { groundedFor, leavesGap } from '../../../shared/domain/package/withheld.ts'
import { policies } from './package-samples.ts'

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

test('the package of Art. 20 names what it would hold otherwise, and the one of Art. 15 names everything', () => {
  const contract = { ...policies, sourceId: 'contract' }
  const byLaw = { ...policies, sourceId: 'byLaw', legalBasis: 'legalObligation' } as const
  const told = { ...policies, sourceId: 'told', providedByPerson: false }
  const { data: _data, template: _template, ...empty } = { ...policies, sourceId: 'empty' }
  const sources = [contract, byLaw, told, empty]
  const at = (source: string, pointer: string) => ({ source, pointer })
  const named = [
    at('contract', ''),
    at('contract', '/name'),
    at('contract', '/claims/0'),
    { file: { source: 'contract' } },
  ]
  const unnamed = [
    ...[at('contract', '/riskClass'), at('contract', '/claims/0/note')],
    ...[at('byLaw', ''), at('byLaw', '/name'), at('empty', ''), at('elsewhere', '')],
    ...[{ file: { source: 'byLaw' } }, { file: { source: 'told' } }, { file: {} }],
    { file: { source: 'contract', providedByPerson: false } },
  ]

  for (const from of named) assert.equal(leavesGap('portability', sources, from), true, JSON.stringify(from))
  for (const from of unnamed)
    assert.equal(leavesGap('portability', sources, from), false, JSON.stringify(from))
  for (const from of [...named, ...unnamed]) assert.equal(leavesGap('access', sources, from), true)
})
