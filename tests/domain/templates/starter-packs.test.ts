import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createFormValidator } from '../../../shared/adapters/forms/ajv-forms.ts'
import { categoryLabel } from '../../../shared/domain/templates/dpv-categories.ts'
import {
  catalogueOf,
  starterPacks,
  starterTemplates,
} from '../../../shared/domain/templates/starter-packs.ts'
import { sectors } from '../../../shared/domain/templates/sectors.ts'
import { templateFaults } from '../../../shared/domain/templates/template-faults.ts'
import type { TemplateVersion, Text } from '../../../shared/domain/templates/template.ts'

const { informationTypes: starterInformationTypes, activities: starterActivities } = catalogueOf(
  starterPacks.map(({ packId }) => packId),
)

const validator = createFormValidator()

type Data = Readonly<Record<string, unknown>>

const exampleOf = ({ schema }: TemplateVersion): Data => (schema['examples'] as readonly Data[])[0]!

const assertBothLanguages = ({ da, en }: Text): void => {
  assert.ok(da.trim().length > 1 && en.trim().length > 1)
}

test('each sector that was promised has a pack, with a form of the same name', () => {
  assert.equal(sectors.length, 14)
  assert.deepEqual(
    starterPacks.map(({ packId }) => packId),
    sectors,
  )
  assert.deepEqual(
    starterTemplates.map(({ templateId, version }) => `${templateId} ${version}`),
    sectors.map((sector) => `${sector} 1`),
  )
})

test('several packs together speak only about what is in them, and an unknown one adds nothing', () => {
  const { templates, informationTypes, activities } = catalogueOf(['bank', 'generic', 'unheard'])
  const types = ['bank', 'generic']

  assert.deepEqual(
    templates.map(({ templateId }) => templateId),
    types,
  )
  assert.deepEqual(
    informationTypes.map(({ informationType }) => informationType),
    types,
  )
  assert.deepEqual(activities.find(({ id }) => id === 'dataRequests')?.informationTypes, types)
  for (const activity of activities)
    assert.ok(
      activity.informationTypes.length > 0 && activity.informationTypes.every((one) => types.includes(one)),
    )
})

test('a civil registration number leaves without the digits that let others pass for the person', async () => {
  for (const [templateId, group] of [
    ['bank', 'customer'],
    ['health', 'patient'],
    ['publicSector', 'citizen'],
  ] as const) {
    const template = starterTemplates.find((one) => one.templateId === templateId)!
    const data = { [group]: { civilNumber: ['170491', '0000'].join('-') } }

    assert.deepEqual(
      (await validator.validate(template, data)).map(({ pointer }) => pointer),
      [`/${group}/civilNumber`],
    )
  }
})

for (const template of starterTemplates) {
  test(`${template.templateId}: every value of the form is shown as one field and lands in a CSV table`, () => {
    assert.deepEqual(templateFaults(template), [])
    assert.deepEqual(
      template.csv.flatMap(({ rows, columns }) =>
        columns.map(({ pointer }) => (rows === '' ? pointer : `${rows}/*${pointer}`)),
      ),
      template.fields.map(({ pointer }) => pointer),
    )
  })

  test(`${template.templateId}: every label is there in Danish and in English, every category in plain words`, () => {
    assertBothLanguages(template.title)
    for (const { label, category, values = {} } of template.fields) {
      for (const text of [label, ...Object.values(values)]) assertBothLanguages(text)
      assertBothLanguages(categoryLabel(category)!)
    }
  })

  test(`${template.templateId}: the example is valid, and so is each of its sections alone`, async () => {
    const example = exampleOf(template)

    assert.deepEqual(await validator.validate(template, example), [])
    for (const [section, value] of Object.entries(example)) {
      assert.deepEqual(await validator.validate(template, { [section]: value }), [])
    }
    assert.deepEqual(await validator.validate(template, {}), [])
  })

  test(`${template.templateId}: the example fills every section`, () => {
    const properties = template.schema['properties'] as Data

    assert.deepEqual(Object.keys(exampleOf(template)), Object.keys(properties))
  })

  test(`${template.templateId}: hostile values are refused in every section`, async () => {
    const hostile = [
      null,
      0,
      -1,
      '',
      'text',
      true,
      [null],
      [''],
      [[]],
      { surprise: 1 },
      [{ surprise: 1 }],
      JSON.parse('{"__proto__": 1}'),
    ]
    for (const section of Object.keys(exampleOf(template))) {
      for (const value of hostile) {
        assert.notDeepEqual(
          await validator.validate(template, { [section]: value }),
          [],
          `${section} ${JSON.stringify(value)}`,
        )
      }
    }
  })

  test(`${template.templateId}: every text has a limit and holds no control characters`, async () => {
    for (const [section, value] of Object.entries(exampleOf(template))) {
      const row = (Array.isArray(value) ? value[0] : value) as Data
      for (const name of Object.keys(row).filter((name) => typeof row[name] === 'string')) {
        for (const bad of ['', 'a\u0000', 'a'.repeat(10_001), '\u001b[31m']) {
          const changed = { ...row, [name]: bad }
          const data = { [section]: Array.isArray(value) ? [changed] : changed }

          assert.notDeepEqual(await validator.validate(template, data), [], `${section}/${name}`)
        }
      }
    }
  })
}

test('a whole card or account number is refused: only its last digits may leave', async () => {
  const [insurance, retail] = starterTemplates as readonly [TemplateVersion, TemplateVersion]
  const card = { payments: [{ orderNumber: 'O-1', card: '4571 0000 0000 0000' }] }
  const account = { payments: [{ date: '2026-01-01', amount: 1, account: 'DK5000400440116243' }] }

  assert.deepEqual(
    (await validator.validate(retail, card)).map(({ pointer }) => pointer),
    ['/payments/0/card'],
  )
  assert.deepEqual(
    (await validator.validate(insurance, account)).map(({ pointer }) => pointer),
    ['/payments/0/account'],
  )
})

test('portability has something to leave out and something to send in each sector (WP242)', () => {
  for (const { fields } of starterTemplates) {
    const provenances = new Set(fields.map(({ provenance }) => provenance))

    assert.equal(
      provenances.has('provided') && provenances.has('observed') && provenances.has('derived'),
      true,
    )
  }
})

test('each template has exactly one source, and no two sources share a name', () => {
  const sources = starterInformationTypes.flatMap((type) => type.sources)

  assert.deepEqual(
    sources.map(({ templateId }) => templateId).sort(),
    starterTemplates.map(({ templateId }) => templateId).sort(),
  )
  assert.equal(new Set(sources.map(({ sourceId }) => sourceId)).size, sources.length)
  for (const { label } of [...sources, ...starterInformationTypes]) assertBothLanguages(label)
})

test('the processing activities carry all that Art. 15(1) and (2) ask for', () => {
  const types = starterInformationTypes.map(({ informationType }) => informationType)
  assert.equal(new Set(starterActivities.map(({ id }) => id)).size, starterActivities.length)

  for (const activity of starterActivities) {
    assert.ok(
      activity.informationTypes.length > 0 && activity.informationTypes.every((type) => types.includes(type)),
    )
    assert.ok(activity.recipients.length > 0 && activity.categories.length > 0)
    for (const text of [activity.purposes, activity.retention, activity.source]) assertBothLanguages(text)
    for (const category of activity.categories) assertBothLanguages(categoryLabel(category)!)
    if (activity.automatedDecisions) assertBothLanguages(activity.automatedDecisions)
    for (const { country, safeguard } of activity.thirdCountries ?? []) {
      assert.match(country, /^[A-Z]{2}$/)
      assertBothLanguages(safeguard)
    }
  }
})

test('every type of information is covered by an activity', () => {
  for (const { informationType } of starterInformationTypes) {
    assert.ok(starterActivities.some(({ informationTypes }) => informationTypes.includes(informationType)))
  }
})

test('a category outside the vocabulary has no plain words', () => {
  assert.equal(categoryLabel('dpv-pd:Unheard'), undefined)
  assert.equal(categoryLabel('Name'), undefined)
})
