import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { isPortableBasis, portableData, portableSource } from '../../../shared/domain/package/portability.ts'
import type { Provenance } from '../../../shared/domain/templates/template.ts'
import { aField, archive, insurance, insuranceData, policies } from './package-samples.ts'

test('only consent and contract make data portable (Art. 20(1)(a))', () => {
  const bases = [
    'consent',
    'contract',
    'legalObligation',
    'publicTask',
    'legitimateInterest',
    'vitalInterest',
  ] as const
  assert.deepEqual(bases.filter(isPortableBasis), ['consent', 'contract'])
})

test('what was given and what was observed is portable, conclusions and what others told are not', () => {
  const all = ['provided', 'observed', 'derived', 'thirdParty'] as const
  const fields = all.map((provenance) => aField(`/${provenance}`, provenance))

  const data = { provided: 1, observed: 2, derived: 3, thirdParty: 4 }
  assert.deepEqual(portableData({ fields }, data), { provided: 1, observed: 2 })
})

test('each field is decided by itself, in every row', () => {
  assert.deepEqual(portableData(insurance, insuranceData), {
    name: 'Anna Ågård',
    claims: [{ amount: 1200 }, { amount: -50 }],
  })
})

describe('the field that comes closest decides', () => {
  test('a derived field within what was given is taken out', () => {
    const fields = [aField('/trip', 'provided'), aField('/trip/score', 'derived')]
    assert.deepEqual(portableData({ fields }, { trip: { to: 'Rome', score: 7, tags: [] } }), {
      trip: { to: 'Rome', tags: [] },
    })
  })

  test('a given field within what was derived is kept', () => {
    const fields = [aField('', 'derived'), aField('/profile/email', 'provided')]
    assert.deepEqual(portableData({ fields }, { profile: { email: 'a@b.example', segment: 'gold' }, x: 1 }), {
      profile: { email: 'a@b.example' },
    })
  })

  test('where two come equally close and differ, the value stays here', () => {
    const fields = [
      aField('/rows/0', 'provided'),
      aField('/rows/*', 'derived'),
      aField('/a', 'provided'),
      aField('/a', 'thirdParty'),
    ]
    assert.equal(portableData({ fields }, { rows: [1, 2], a: 3 }), undefined)
  })
})

test('what no field covers does not leave, and a row of which nothing is left is gone', () => {
  const fields = [aField('/rows/*/name', 'provided')]
  assert.deepEqual(portableData({ fields }, { rows: [{ name: 'a', secret: 1 }, { secret: 2 }], other: 3 }), {
    rows: [{ name: 'a' }],
  })
  for (const data of [undefined, null, 7, 'x', {}, [], { rows: [] }])
    assert.equal(portableData({ fields }, data), undefined)
})

test('a member called __proto__ is data like any other', () => {
  const data: unknown = JSON.parse('{"__proto__": {"a": 1}, "b": 2}')
  assert.equal(
    JSON.stringify(portableData({ fields: [aField('/__proto__/a', 'provided')] }, data)),
    '{"__proto__":{"a":1}}',
  )
})

type Leaf = { readonly path: readonly string[]; readonly lists: readonly boolean[]; readonly value: string }

const provenances = fc.constantFrom<Provenance>('provided', 'observed', 'derived', 'thirdParty')

/** Any JSON of small objects and lists; `numbered` gives each leaf a value of its own. */
const shapes = fc.letrec<{ readonly node: unknown }>((tie) => ({
  node: fc.oneof(
    { depthSize: 'small' },
    fc.constant('leaf'),
    fc.array(tie('node'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom('a', 'b', '0', 'x/y', '~'), tie('node'), {
      maxKeys: 3,
      noNullPrototype: true,
    }),
  ),
})).node

function numbered(node: unknown, at: Omit<Leaf, 'value'>, leaves: Leaf[]): unknown {
  if (typeof node !== 'object' || node === null) {
    const value = `v${leaves.length}`
    leaves.push({ ...at, value })
    return value
  }
  const isList = Array.isArray(node)
  const members = Object.entries(node).map(
    ([name, member]) =>
      [name, numbered(member, { path: [...at.path, name], lists: [...at.lists, isList] }, leaves)] as const,
  )
  return isList ? members.map(([, member]) => member) : Object.fromEntries(members)
}

const escaped = (step: string): string => step.replaceAll('~', '~0').replaceAll('/', '~1')

/** Fields for some of the leaves and what lies above them, with `*` for some of the list steps. */
const cases = fc
  .tuple(
    shapes,
    fc.array(
      fc.tuple(fc.nat(), fc.nat(), fc.array(fc.boolean(), { minLength: 8, maxLength: 8 }), provenances),
      { maxLength: 8 },
    ),
  )
  .map(([shape, picks]) => {
    const leaves: Leaf[] = []
    const data = numbered(shape, { path: [], lists: [] }, leaves)
    const fields = picks.flatMap(([which, depth, stars, provenance]) => {
      const leaf = leaves[which % Math.max(leaves.length, 1)]
      if (!leaf) return []
      const steps = leaf.path
        .slice(0, depth % (leaf.path.length + 1))
        .map((step, i) => (leaf.lists[i] === true && stars[i % 8] === true ? '*' : escaped(step)))
      return [aField(steps.map((step) => `/${step}`).join(''), provenance)]
    })
    return { data, leaves, fields }
  })

/** The rule in other words: of the pointers that lead to or above a leaf, all the longest must be portable. */
function leavesTheHouse(leaf: Leaf, fields: readonly ReturnType<typeof aField>[]): boolean {
  const above = fields
    .map(({ pointer, provenance }) => ({ steps: pointer.split('/').slice(1), provenance }))
    .filter(
      ({ steps }) =>
        steps.length <= leaf.path.length &&
        steps.every(
          (step, i) => step === escaped(leaf.path[i] ?? '') || (step === '*' && leaf.lists[i] === true),
        ),
    )
  const longest = Math.max(...above.map(({ steps }) => steps.length))
  const closest = above.filter(({ steps }) => steps.length === longest)
  return (
    closest.length > 0 &&
    closest.every(({ provenance }) => provenance === 'provided' || provenance === 'observed')
  )
}

const valuesIn = (node: unknown): readonly unknown[] =>
  typeof node === 'object' && node !== null
    ? Object.values(node).flatMap(valuesIn)
    : node === undefined
      ? []
      : [node]

test('for any data and any fields: nothing excluded ever survives, and everything included does', () => {
  fc.assert(
    fc.property(cases, ({ data, leaves, fields }) => {
      const expected = leaves.filter((leaf) => leavesTheHouse(leaf, fields)).map(({ value }) => value)

      assert.deepEqual(valuesIn(portableData({ fields }, data)), expected)
    }),
    { numRuns: 1000 },
  )
})

test('what is portable stays portable: deciding twice changes nothing, as long as no field names a row by number', () => {
  fc.assert(
    fc.property(cases, ({ data, fields }) => {
      fc.pre(fields.every(({ pointer }) => !/\/\d/u.test(pointer)))
      const once = portableData({ fields }, data)

      assert.deepEqual(portableData({ fields }, once), once)
    }),
  )
})

describe('a source in the portability package', () => {
  test('has only its portable fields, columns and tables', () => {
    const source = portableSource(policies)

    assert.deepEqual(
      source?.template?.fields.map(({ pointer }) => pointer),
      ['/name', '/claims/*/amount'],
    )
    assert.deepEqual(
      source?.template?.csv.map(({ columns }) => columns.map(({ header }) => header)),
      [['Name'], ['Amount']],
    )
  })

  test('loses a table of which no column is left, and keeps a column that holds something portable', () => {
    const template = {
      ...insurance,
      csv: [
        { name: 'risk', rows: '', columns: [{ header: 'Risk', pointer: '/riskClass' }] },
        { name: 'all', rows: '', columns: [{ header: 'Claims', pointer: '/claims' }] },
      ],
    }
    assert.deepEqual(
      portableSource({ ...policies, template })?.template?.csv.map(({ name }) => name),
      ['all'],
    )
  })

  test('is left out when it rests on another basis, has no template to decide by, or holds nothing portable', () => {
    const { template: _none, ...bare } = policies

    assert.equal(portableSource({ ...policies, legalBasis: 'legitimateInterest' }), undefined)
    assert.equal(portableSource(bare), undefined)
    assert.equal(portableSource({ ...policies, data: { riskClass: 'B2' } }), undefined)
    assert.equal(portableSource({ ...archive, legalBasis: 'consent', template: insurance }), undefined)
  })
})
