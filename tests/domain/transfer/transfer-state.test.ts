import assert from 'node:assert/strict'
import { test } from 'node:test'

import { instructionText } from '../../../shared/domain/transfer/instruction-text.ts'
import { transferState } from '../../../shared/domain/transfer/transfer-state.ts'
import type { TransferFacts, TransferState } from '../../../shared/domain/transfer/transfer-state.ts'

const open = { answer: 'none', receiver: 'approved', request: 'open' } as const

const cases: readonly (readonly [Partial<TransferFacts> & Pick<TransferFacts, 'step'>, TransferState])[] = [
  [{ step: 'wished' }, 'wished'],
  [{ step: 'wished', answer: 'readable', request: 'ended' }, 'lapsed'],
  [{ step: 'wished', receiver: 'removed' }, 'receiverRemoved'],
  [{ step: 'instructed' }, 'instructed'],
  [{ step: 'instructed', answer: 'readable', request: 'ended' }, 'available'],
  [{ step: 'instructed', answer: 'readable', receiver: 'removed' }, 'receiverRemoved'],
  [{ step: 'instructed', answer: 'gone', request: 'ended' }, 'lapsed'],
  [{ step: 'instructed', request: 'ended' }, 'lapsed'],
  [{ step: 'takenBack', answer: 'readable' }, 'takenBack'],
  [{ step: 'fetched', answer: 'gone', receiver: 'removed' }, 'fetched'],
  [{ step: 'acknowledged', answer: 'gone' }, 'acknowledged'],
]

for (const [facts, state] of cases)
  test(`a transfer is ${state} where ${JSON.stringify(facts)}`, () => {
    assert.equal(transferState({ ...open, ...facts }), state)
  })

const receiver = { name: 'Nordlys', contact: 'data@nordlys.example', fingerprint: 'f1' }
const facts = { company: 'Acme', reference: 'R-1', receiver }

test('the words that a person signs say who sends what to whom, whose data stay out, and until when it can be taken back', () => {
  for (const language of ['da', 'en'] as const) {
    const text = instructionText(language, facts)
    for (const word of ['Acme', 'R-1', 'Nordlys', 'data@nordlys.example', 'f1', '20'])
      assert.ok(text.includes(word))
    const withAddress = instructionText(language, {
      ...facts,
      receiver: { ...receiver, url: 'https://nordlys.example/' },
    })
    assert.ok(withAddress.includes('data@nordlys.example\nhttps://nordlys.example/\n'))
  }
  assert.match(instructionText('en', facts), /does not harm their rights \(Article 20\(4\)\)/)
  assert.match(instructionText('en', facts), /technically feasible/)
  assert.match(instructionText('da', facts), /artikel 20, stk\. 4/)
})
