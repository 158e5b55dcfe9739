import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { packageContents } from '../../../shared/domain/package/contents.ts'
import type {
  ContentFile,
  PackageFacts,
  PackageSource,
} from '../../../shared/domain/package/package-facts.ts'
import { isSafePath } from '../../../shared/domain/package/names.ts'
import {
  archive,
  insurance,
  insuranceData,
  jsonOf,
  packageFacts,
  policies,
  textOf,
} from './package-samples.ts'

const pathsOf = (files: readonly ContentFile[]): readonly string[] => files.map(({ path }) => path)
const fileOf = (facts: PackageFacts, path: string): ContentFile => {
  const file = packageContents(facts).find((one) => one.path === path)
  assert.ok(file, path)
  return file
}
const portable = (changes: Partial<PackageFacts> = {}): PackageFacts =>
  packageFacts({ right: 'portability', rights: ['portability'], ...changes })

test('the access package has the layout that people and programs expect', () => {
  assert.deepEqual(pathsOf(packageContents(packageFacts())), [
    'OPEN-ME-FIRST.html',
    'data/insurance/insurance.json',
    'data/insurance/insurance.person.csv',
    'data/insurance/insurance.claims.csv',
    'information/art15.json',
    'information/art15.html',
    'schemas/insurance.3.json',
    'withheld.json',
  ])
})

test('the same facts give the same bytes', () => {
  assert.deepEqual(packageContents(packageFacts()), packageContents(packageFacts()))
})

test('the data are an exact copy, described by the schema that travels with them', () => {
  const json = fileOf(packageFacts(), 'data/insurance/insurance.json')

  assert.deepEqual(jsonOf(json.bytes), insuranceData)
  assert.deepEqual(json.categories, ['dpv-pd:Insurance'])
  assert.deepEqual(json.sourceIds, ['src-1'])
  assert.equal(json.schema, 'schemas/insurance.3.json')
  assert.deepEqual(jsonOf(fileOf(packageFacts(), 'schemas/insurance.3.json').bytes), insurance.schema)
})

test('one table has the name of its template alone', () => {
  const template = { ...insurance, csv: insurance.csv.slice(0, 1) }
  const paths = pathsOf(packageContents(packageFacts({ sources: [{ ...policies, template }] })))

  assert.ok(paths.includes('data/insurance/insurance.csv'))
})

test('two sources with the same template lie side by side, under one schema', () => {
  const sources = [policies, { ...policies, sourceId: 'src-9', data: { ...insuranceData, name: 'Other' } }]
  const paths = pathsOf(packageContents(packageFacts({ sources })))

  assert.ok(paths.includes('data/insurance/insurance-2.json'))
  assert.ok(paths.includes('data/insurance/insurance-2.claims.csv'))
  assert.equal(paths.filter((path) => path.startsWith('schemas/')).length, 1)
})

test('a source without a template still delivers its data', () => {
  const { template: _none, ...bare } = policies
  const facts = packageFacts({ sources: [{ ...bare, data: { a: 1 } }] })

  assert.deepEqual(jsonOf(fileOf(facts, 'data/insurance/src-1.json').bytes), { a: 1 })
  assert.ok(!pathsOf(packageContents(facts)).some((path) => path.startsWith('schemas/')))
})

test('whatever templates and types are called, every file has a path of its own that can be unpacked', () => {
  const odd = ['../x', 'CON', 'å.b', 'A.b', ''].map((name, i): PackageSource => ({
    ...policies,
    sourceId: `s${i}`,
    informationType: name,
    template: {
      ...insurance,
      templateId: name,
      csv: insurance.csv.map((table) => ({ ...table, name: 'a/b' })),
    },
  }))
  const paths = pathsOf(packageContents(packageFacts({ sources: odd })))

  assert.equal(new Set(paths.map((path) => path.toLowerCase())).size, paths.length)
  for (const path of paths) assert.ok(isSafePath(path), path)
})

test('a place where nothing is held, or that failed, has no file', () => {
  const facts = packageFacts({ sources: [archive, { ...policies, state: 'failed' }] })

  assert.ok(!pathsOf(packageContents(facts)).some((path) => path.startsWith('data/')))
})

test('what was withheld is listed with its ground and without its content, also when it is nothing', () => {
  const facts = packageFacts()

  assert.deepEqual(jsonOf(fileOf(facts, 'withheld.json').bytes), {
    reference: 'K7Q2-M9',
    language: 'en',
    withheld: facts.withheld,
  })
  assert.deepEqual(jsonOf(fileOf(packageFacts({ withheld: [] }), 'withheld.json').bytes), {
    reference: 'K7Q2-M9',
    language: 'en',
    withheld: [],
  })
})

describe('the portability package', () => {
  test('is for programs: no Art. 15 sheet, and the guide is the only page', () => {
    assert.deepEqual(pathsOf(packageContents(portable())), [
      'OPEN-ME-FIRST.html',
      'data/insurance/insurance.json',
      'data/insurance/insurance.person.csv',
      'data/insurance/insurance.claims.csv',
      'schemas/insurance.3.json',
      'withheld.json',
    ])
  })

  test('has nothing in any file that was concluded or came from others', () => {
    for (const { bytes } of packageContents(portable()))
      assert.doesNotMatch(textOf(bytes), /B2|witness|police/u)
    assert.equal(
      textOf(fileOf(portable(), 'data/insurance/insurance.claims.csv').bytes),
      '\ufeff"Amount"\r\n"1200"\r\n"-50"\r\n',
    )
  })

  test('has no data of a source that rests on anything but consent or contract', () => {
    const facts = portable({ sources: [{ ...policies, legalBasis: 'legitimateInterest' }] })

    assert.deepEqual(pathsOf(packageContents(facts)), ['OPEN-ME-FIRST.html', 'withheld.json'])
  })
})

describe('the guide', () => {
  const guideOf = (facts: PackageFacts): string => textOf(fileOf(facts, 'OPEN-ME-FIRST.html').bytes)

  test('explains every file of the package, and links to each within the folder', () => {
    const facts = packageFacts()
    const guide = guideOf(facts)
    const paths = [
      ...pathsOf(packageContents(facts)),
      ...facts.attachments.map(({ path }) => path),
      'manifest.json',
      'manifest.jws',
      'checksums/manifest-sha256.txt',
    ]

    for (const path of paths) assert.ok(guide.includes(`<a href="${path}">${path}</a>`), path)
    assert.equal(guide.match(/<a href="(?!https:\/\/www\.datatilsynet\.dk)/gu)?.length, paths.length)
  })

  test('shows the company’s own days, in the person’s language', () => {
    assert.match(guideOf(packageFacts()), /6 March 2026.*20 March 2026/su)
    assert.match(guideOf(packageFacts({ language: 'da' })), /<html lang="da">.*6\. marts 2026/su)
  })

  const rowOf = (guide: string, label: string): readonly string[] => {
    const row = guide.split('<tr>').find((one) => one.includes(`>${label}</td>`)) ?? ''
    return [...row.matchAll(/<td[^>]*>([^<]*)<\/td>/gu)].map(([, text]) => text ?? '')
  }

  test('says what the fields mean, how they are written and where each comes from, table by table', () => {
    const guide = guideOf(packageFacts())

    assert.deepEqual(rowOf(guide, 'Field /name'), ['Field /name', 'name', 'As in the policy.', 'You gave it'])
    assert.deepEqual(rowOf(guide, 'Field /claims/*/amount').slice(1), [
      'amount',
      'Insurance. A number.',
      'Recorded when you used our service',
    ])
    assert.deepEqual(guide.match(/(?<=<caption>)[^<]*/gu), [
      'Policy system: Insurance',
      'Policy system: claims',
    ])
    assert.match(guide, /Policy system: claims\. As a table/u)
    assert.match(guide, /Policy system: Insurance\. As a table/u)
  })

  test('explains each way of writing a value, and the codes of closed lists in words', () => {
    const written: readonly (readonly [object, string])[] = [
      [{ type: 'boolean' }, 'true means yes, false means no.'],
      [{ type: 'integer' }, 'A number.'],
      [{ type: 'string', format: 'date' }, 'A day: year, month, day.'],
      [
        { type: 'string', format: 'date-time' },
        'A day and a time. Z at the end means UTC, +01:00 one hour ahead of it.',
      ],
      [{ enum: ['a', 'b'] }, 'One of: a; b.'],
      [{}, 'Text.'],
    ]
    const [name] = insurance.fields
    assert.ok(name)
    const { hint: _none, ...bare } = name
    const shown = (schema: unknown, field: object) =>
      rowOf(
        guideOf(
          packageFacts({
            sources: [
              {
                ...policies,
                template: {
                  ...insurance,
                  schema: { type: 'object', properties: { name: schema } },
                  fields: [{ ...bare, category: 'dpv-pd:Unheard', ...field }],
                },
              },
            ],
          }),
        ),
        'Field /name',
      )[2]
    for (const [schema, words] of written) assert.equal(shown(schema, {}), words)
    const values = { a: { da: 'Aktiv', en: 'Active' } }
    assert.equal(shown({ enum: ['a'] }, { values }), 'One of: a = Active.')
    assert.equal(shown({ type: 'number' }, { hint: { da: 'Felt /name', en: 'Field /name' } }), 'A number.')
    assert.equal(shown(7, {}), 'Text.', 'a schema that says nothing of it')
  })

  test('explains a template whose schema says little and whose one table takes from everywhere', () => {
    const columns = [
      { header: 'name', pointer: '/name' },
      { header: 'amounts', pointer: '/claims/*/amount' },
    ]
    const odd = { ...insurance, csv: [{ name: 'all', rows: '', columns }] }
    for (const schema of [
      {},
      { properties: 7 },
      { properties: { claims: 7 } },
      { properties: { other: {} } },
    ]) {
      const guide = guideOf(packageFacts({ sources: [{ ...policies, template: { ...odd, schema } }] }))
      assert.equal(rowOf(guide, 'Field /claims/*/amount')[2], 'Insurance.')
      assert.match(guide, /Policy system: Insurance\. As a table/u)
    }
  })

  test('has no file for a table of which nothing is held, and says so only where it is so', () => {
    const { claims: _none, ...data } = insuranceData
    const sources = [{ ...policies, data }]
    const bare = packageFacts({ sources, withheld: [] })

    assert.ok(!pathsOf(packageContents(bare)).some((path) => path.includes('claims')))
    assert.match(guideOf(bare), /Policy system: we hold nothing about you under claims/u)
    assert.match(guideOf(packageFacts({ sources })), /Policy system: this folder has nothing under claims/u)
    assert.match(guideOf(portable({ sources, withheld: [] })), /this folder has nothing under claims/u)
  })

  test('says where we looked and what came of it', () => {
    const sources = [
      policies,
      archive,
      { ...archive, sourceId: 'x', label: 'Mail system', state: 'failed' as const },
    ]
    const guide = guideOf(packageFacts({ sources, dataProtectionOfficer: 'dpo@nordlys.example' }))

    assert.match(guide, /Policy system: Found; it is in this folder/u)
    assert.match(guide, /Paper archive: We hold nothing about you here/u)
    assert.match(guide, /Mail system: We could not get the data/u)
    assert.match(guide, /dpo@nordlys\.example/u)
  })

  test('does not claim that something is in the folder when all of it was left out', () => {
    const { data: _gone, ...empty } = policies

    assert.match(
      guideOf(packageFacts({ sources: [empty], attachments: [] })),
      /Policy system: Found; nothing of it is in this folder/u,
    )
  })

  test('says of each place in a portability package why nothing of it is there', () => {
    const sources: readonly PackageSource[] = [
      { ...policies, label: 'One', sourceId: 'a', legalBasis: 'publicTask' },
      { ...policies, label: 'Two', sourceId: 'b', data: { riskClass: 'B2' } },
      { ...policies, label: 'Three', sourceId: 'c' },
    ]
    const guide = guideOf(portable({ sources, attachments: [] }))

    assert.match(
      guide,
      /One: Not part of Article 20\. The processing rests on a task in the public interest/u,
    )
    assert.match(guide, /Two: Nothing here is covered by Article 20/u)
    assert.match(guide, /Three: Found/u)
    assert.match(guide, /neither ends anything with us nor erases anything/u)
  })

  test('names what was withheld with ground and article, or says that nothing was', () => {
    assert.match(
      guideOf(packageFacts()),
      /Paper archive: a file<\/td><td[^>]*>It shows another person \(Art\. 15\(4\)\)/u,
    )
    assert.match(guideOf(packageFacts({ withheld: [] })), /Nothing was left out/u)
  })

  test('says how to check the files, how to keep them, and where to complain', () => {
    const guide = guideOf(packageFacts())

    for (const words of [
      'sha256sum -c',
      'Get-FileHash',
      'manifest.jws',
      'Delete the downloaded file',
      'Datatilsynet, Carl Jacobsens Vej 35',
      'courts',
    ])
      assert.ok(guide.includes(words), words)
  })

  test('needs no fields to explain when no source has a template', () => {
    assert.doesNotMatch(guideOf(packageFacts({ sources: [archive] })), /What the data mean/u)
    const { template: _none, ...bare } = policies
    assert.doesNotMatch(guideOf(packageFacts({ sources: [bare] })), /What the data mean/u)
  })
})

for (const language of ['da', 'en'] as const)
  for (const right of ['access', 'portability'] as const)
    test(`the pages of the ${right} package in ${language} run nothing, load nothing and leave no gap`, () => {
      const pages = packageContents(packageFacts({ right, language })).filter(
        ({ mediaType }) => mediaType === 'text/html',
      )

      for (const { bytes } of pages) {
        const page = textOf(bytes)
        assert.ok(page.startsWith(`<!doctype html>\n<html lang="${language}">`))
        assert.match(page, /default-src 'none'/u)
        assert.doesNotMatch(page, /<script|<img|<link|<iframe|<object|src=|@import|url\(|\son\w+=/iu)
        assert.doesNotMatch(page, /undefined|NaN|\[object|<t[dh]>\s*null/u)
      }
    })
