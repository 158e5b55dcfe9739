import assert from 'node:assert/strict'
import { test } from 'node:test'
import { holidayCountries } from '../../../shared/domain/holidays/holidays.ts'
import type { RefusalWish } from '../../../shared/domain/requests/refusal.ts'
import { checkRefusal, groundOf, groundsFor } from '../../../shared/domain/requests/refusal.ts'
import { rights } from '../../../shared/domain/requests/right.ts'

const aWish = (more: Partial<RefusalWish> = {}): RefusalWish => ({
  rights: ['erasure'],
  country: 'DK',
  groundCode: 'legalClaims',
  scope: 'part',
  facts: 'The claim of 3 March is before the court.',
  ...more,
})

const judged = (more: Partial<RefusalWish>): string => {
  const checked = checkRefusal(aWish(more))
  return checked.ok ? checked.value.code : checked.error.code
}

const everyGround = holidayCountries.flatMap((country) =>
  rights.flatMap((right) => groundsFor(right, country)),
)

test('withdrawal of consent can be refused on no ground in any country', () => {
  for (const country of holidayCountries) assert.deepEqual(groundsFor('consentWithdrawal', country), [])
})

test('every ground names its article and says why in both languages', () => {
  for (const { code, article, text } of everyGround) {
    assert.match(article, /^Art\. \d+/, code)
    assert.match(text.da, /^[A-ZÆØÅ].+\.$/, code)
    assert.match(text.en, /^[A-Z].+\.$/, code)
  }
})

test('one code means one ground', () => {
  const codes = new Set(everyGround.map(({ code }) => code))

  assert.equal(new Set(everyGround).size, codes.size)
  for (const code of codes) assert.equal(groundOf(code)?.code, code)
  assert.equal(groundOf('notThere'), undefined)
})

test('national law gives grounds only in its own country', () => {
  const codes = (country: string) => groundsFor('access', country).map(({ code }) => code)

  assert.ok(codes('DK').includes('dkPrivateInterests'))
  assert.ok(!codes('DE').includes('dkPrivateInterests'))
  assert.deepEqual(codes('FR'), [
    'cannotIdentify',
    'manifestlyUnfounded',
    'manifestlyExcessive',
    'rightsOfOthersAccess',
  ])
  assert.deepEqual(codes('toString'), codes('FR'))
})

test('that nothing is held is an answer, so no ground says it', () => {
  assert.ok(everyGround.every(({ code }) => !/nothing/i.test(code)))
})

test('the rights of others let a part be withheld, never everything', () => {
  assert.equal(judged({ rights: ['access'], groundCode: 'rightsOfOthersAccess' }), 'rightsOfOthersAccess')
  assert.equal(
    judged({ rights: ['access'], groundCode: 'rightsOfOthersAccess', scope: 'whole' }),
    'groundNotForScope',
  )
  assert.equal(judged({ groundCode: 'manifestlyUnfounded', scope: 'part' }), 'groundNotForScope')
})

test('a ground must be known here, fit every right that it is to refuse, and come with facts', () => {
  assert.equal(judged({}), 'legalClaims')
  assert.equal(judged({ groundCode: 'becauseWeSaySo' }), 'groundUnknown')
  assert.equal(
    judged({ rights: ['access'], groundCode: 'dkPrivateInterests', country: 'DE' }),
    'groundUnknown',
  )
  assert.equal(judged({ rights: ['erasure', 'access'] }), 'groundNotForRight')
  assert.equal(judged({ facts: ' \n' }), 'factsMissing')
})
