import assert from 'node:assert/strict'
import { test } from 'node:test'
import { tag, withoutTagged } from '../../../shared/domain/retention/personal-data.ts'
import type { FieldTags } from '../../../shared/domain/retention/personal-data.ts'

type Kept = {
  readonly id: string
  readonly note?: string
  readonly days: number
  readonly places: readonly { readonly name: string; readonly said?: string }[]
  readonly identity?: { readonly method: string; readonly evidence?: string }
}

const tags: FieldTags<Kept> = {
  id: 'none',
  note: tag('Communication', 'content'),
  days: tag('Historical', 'proof'),
  places: { name: 'none', said: tag('Opinion', 'content') },
  identity: { method: 'none', evidence: tag('OfficialID', 'content') },
}

const whole: Kept = {
  ...{ id: 'a', note: 'n', days: 3 },
  places: [{ name: 'p', said: 's' }, { name: 'q' }],
  identity: { method: 'm', evidence: 'e' },
}

test('what is tagged to go with the content is taken out, in lists and in what lies inside', () => {
  assert.deepEqual(withoutTagged(whole, tags, 'content'), {
    ...{ id: 'a', days: 3, places: [{ name: 'p' }, { name: 'q' }], identity: { method: 'm' } },
  })
})

test('what is tagged to stay longer stays, and a document without the field is as it was', () => {
  const { days: _days, ...rest } = whole
  assert.deepEqual(withoutTagged(whole, tags, 'proof'), rest)
  assert.deepEqual(withoutTagged(whole, tags, 'outcome'), whole)
  const bare = { id: 'a', days: 3, places: [], stranger: 'unknown to the tags' }
  assert.deepEqual(withoutTagged<Kept>(bare, tags, 'content'), bare)
  const blank = { ...whole, identity: null } as unknown as Kept
  assert.equal(withoutTagged(blank, tags, 'content').identity, null)
})
