import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { packageContents } from '../../../shared/domain/package/contents.ts'
import type { PackageSource, WithheldPlace } from '../../../shared/domain/package/package-facts.ts'
import { valueNamed } from '../../../shared/domain/package/pointer.ts'
import { redactedData, redactedSources } from '../../../shared/domain/package/redaction.ts'
import type { TemplateVersion } from '../../../shared/domain/templates/template.ts'
import {
  aField,
  archive,
  insurance,
  insuranceData,
  jsonOf,
  packageFacts,
  policies,
  textOf,
} from './package-samples.ts'

describe('a pointer names', () => {
  const data = { name: 'Anna', claims: [{ note: 'x' }], 'a/b': { '~': 1 } }

  test('a value, a row or all of it, and which field of the form that is', () => {
    assert.deepEqual(valueNamed(data, '/claims/0/note'), { value: 'x', steps: ['claims', '*', 'note'] })
    assert.deepEqual(valueNamed(data, '/claims/0'), { value: { note: 'x' }, steps: ['claims', '*'] })
    assert.deepEqual(valueNamed(data, '/a~1b/~0'), { value: 1, steps: ['a/b', '~'] })
    assert.deepEqual(valueNamed(data, ''), { value: data, steps: [] })
  })

  test('nothing where nothing stands, and never what every object or list has', () => {
    for (const pointer of [
      '/none',
      '/claims/1',
      '/claims/00',
      '/claims/-',
      '/claims/*',
      '/claims/length',
      '/toString',
      '/name/0',
      '/none/deeper',
    ])
      assert.equal(valueNamed(data, pointer), undefined, pointer)
    assert.equal(valueNamed(undefined, ''), undefined)
  })
})

describe('what is withheld is taken out', () => {
  const rows = { claims: ['a', 'b', 'c', 'd'], person: { name: 'Anna', age: 40 } }

  test('by its place in the data as they were, whatever else goes with it', () => {
    assert.deepEqual(redactedData(rows, ['/claims/0', '/claims/2']), { ...rows, claims: ['b', 'd'] })
    assert.deepEqual(redactedData(rows, ['/person/name', '/person']), { claims: rows.claims })
    assert.deepEqual(redactedData(rows, []), rows)
  })

  test('also when it is all there is', () => {
    assert.equal(redactedData(rows, ['', '/claims/0']), undefined)
  })

  test('from the source that it was declared for and from no other, whose schemas then ask for less', () => {
    const second: PackageSource = { ...policies, sourceId: 'src-9' }
    const [first, other, empty] = redactedSources(
      [policies, second, archive],
      [{ source: 'src-1', pointer: '/riskClass' }, { file: 'scan.png' }],
    )

    assert.deepEqual(first?.data, { name: insuranceData.name, claims: insuranceData.claims })
    assert.equal(other?.data === undefined, false)
    assert.deepEqual(other?.data, insuranceData)
    assert.deepEqual(empty, archive)
    for (const { template } of [first, other] as readonly PackageSource[]) {
      assert.equal('required' in (template?.schema ?? {}), false)
      assert.match(String(template?.schema['$comment']), /withheld\.json/)
    }
  })

  test('and a form of which nothing is withheld stays word for word', () => {
    const paper: TemplateVersion = { ...insurance, templateId: 'paper' }
    const other: PackageSource = { ...policies, sourceId: 'src-9', template: paper }

    const [, kept] = redactedSources([policies, other], [{ source: 'src-1', pointer: '/name' }])

    assert.deepEqual(kept, other)
  })

  test('from a source without a form there is nothing to take', () => {
    const { template: _none, ...bare } = policies

    assert.deepEqual(redactedSources([bare], [{ source: 'src-1', pointer: '' }]), [
      { ...bare, data: undefined },
    ])
  })
})

// Signs that JSON, CSV and HTML write differently, so that every way to write a value is looked for.
const hardSigns = ['<b>', '"', "'", '&', 'ø', '=1+', ';', '\n', '\\', '\u202e', '😀']

type Leaf = string | number
type Tree = Leaf | readonly Tree[] | { readonly [name: string]: Tree }

/** Data in which every text is there once: none is in the package by its own right unless it may be. */
const trees: fc.Arbitrary<Tree> = fc
  .array(fc.tuple(fc.constantFrom(...hardSigns), fc.constantFrom('text', 'group', 'rows', 'deep')), {
    minLength: 2,
    maxLength: 8,
  })
  .map((kinds) =>
    Object.fromEntries(
      kinds.map(([sign, kind], i) => {
        const leaf = (place: string): string => `Zq${i}${place}x${sign}x${place}${i}qZ`
        if (kind === 'text') return [`m${i}`, leaf('t')]
        if (kind === 'group') return [`m${i}`, { a: leaf('a'), b: leaf('b') }]
        const row = (n: number) => ({ a: leaf(`r${n}`), n: Number(`9${i}${n}7331`) })
        if (kind === 'rows') return [`m${i}`, [row(0), row(1), row(2)]]
        return [`m${i}`, { inner: [{ a: leaf('d'), list: [leaf('e'), leaf('f')] }] }]
      }),
    ),
  )

function pointersOf(value: unknown, at = ''): readonly string[] {
  if (typeof value !== 'object' || value === null) return [at]
  return [at, ...Object.entries(value).flatMap(([name, member]) => pointersOf(member, `${at}/${name}`))]
}

const leavesOf = (value: unknown): readonly string[] =>
  typeof value === 'object' && value !== null ? Object.values(value).flatMap(leavesOf) : [String(value)]

/** However a text may have been written; without its marks, which CSV and pages leave out. */
const written = (text: string): readonly string[] => {
  const bare = text.replaceAll('\u202e', '')
  return [
    text,
    bare,
    JSON.stringify(text).slice(1, -1),
    bare.replaceAll('"', '""'),
    bare.replace(/x.*/su, 'x'),
  ]
}

/** A form with a field and a table for all that the data have. */
function templateOf(data: Readonly<Record<string, unknown>>): TemplateVersion {
  const pointers = [...new Set(pointersOf(data).map((pointer) => pointer.replaceAll(/\/\d+(?=\/|$)/g, '/*')))]
  const fields = pointers.filter((pointer) => pointer !== '').map((pointer) => aField(pointer, 'provided'))
  const lists = Object.keys(data).filter((name) => Array.isArray(data[name]))
  const columns = ['/a', '/n', '/b', '/inner/*/a', '/inner/*/list/*'].map((pointer) => ({
    header: pointer,
    pointer,
  }))
  const whole = Object.keys(data).flatMap((name) =>
    ['', ...columns.map(({ pointer }) => pointer)].map((pointer) => ({
      header: name,
      pointer: `/${name}${pointer}`,
    })),
  )
  return {
    ...insurance,
    schema: { type: 'object' },
    fields,
    csv: [
      { name: 'all', rows: '', columns: whole },
      ...lists.map((name) => ({ name, rows: `/${name}`, columns })),
    ],
  }
}

test('whatever is withheld, no package has it in any way of writing', () => {
  const cases = trees.chain((tree) =>
    fc.tuple(
      fc.constant(tree),
      fc.subarray([...pointersOf(tree)], { minLength: 1, maxLength: Math.min(4, pointersOf(tree).length) }),
    ),
  )
  fc.assert(
    fc.property(
      cases,
      fc.constantFrom('access' as const, 'portability' as const),
      ([tree, pointers], right) => {
        const data = tree as Readonly<Record<string, unknown>>
        const source: PackageSource = { ...policies, template: templateOf(data), data }
        const places: readonly WithheldPlace[] = pointers.map((pointer) => ({ source: 'src-1', pointer }))
        const gone = pointers.flatMap((pointer) => leavesOf(valueNamed(data, pointer)?.value))

        const facts = packageFacts({ right, sources: redactedSources([source], places) })
        const all = packageContents(facts)
          .map(({ bytes }) => textOf(bytes))
          .join('\n')

        for (const text of gone.flatMap(written)) assert.equal(all.includes(text), false, text)
        const stays = leavesOf(data).filter((leaf) => !gone.includes(leaf))
        for (const leaf of stays)
          assert.ok(
            written(leaf).some((text) => all.includes(text)),
            leaf,
          )
      },
    ),
    { numRuns: 150 },
  )
})

test('what is withheld is not in the schema, the guide or the sheet of a package either', () => {
  const sources = redactedSources([policies], [{ source: 'src-1', pointer: '/claims/0' }])

  const files = packageContents(packageFacts({ sources }))

  assert.deepEqual(jsonOf(files.find(({ path }) => path.endsWith('insurance.json'))?.bytes), {
    ...insuranceData,
    claims: insuranceData.claims.slice(1),
  })
  for (const { path, bytes } of files) assert.doesNotMatch(textOf(bytes), /said the witness/, path)
})
