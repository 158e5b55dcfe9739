import assert from 'node:assert/strict'
import { test } from 'node:test'
import { annotated } from '../../../shared/domain/templates/annotate.ts'
import { starterTemplates } from '../../../shared/domain/templates/starter-packs.ts'
import type { TemplateField } from '../../../shared/domain/templates/template.ts'

const field = (pointer: string, category: string): TemplateField => ({
  ...{ pointer, category, provenance: 'provided', label: { da: 'Felt', en: 'Field' } },
})

test('every value of every starter form says in its schema what of a person it holds, and with what it goes', () => {
  for (const { templateId, schema, fields } of starterTemplates) {
    const parts = schema['properties'] as Record<
      string,
      { properties?: object; items?: { properties: object } }
    >
    const leaves = Object.entries(parts).flatMap(([name, part]) =>
      Object.entries(part.properties ?? part.items?.properties ?? {}).map(([leaf, said]) => ({
        pointer: part.properties ? `/${name}/${leaf}` : `/${name}/*/${leaf}`,
        said: (said as Record<string, unknown>)['x-personal-data'],
      })),
    )

    assert.deepEqual(
      leaves,
      fields.map(({ pointer, category }) => ({ pointer, said: { category, retention: 'content' } })),
      templateId,
    )
  }
})

test('what a schema says by itself gives way to its fields, at any depth and in names with slashes', () => {
  const stale = { 'x-personal-data': { category: 'dpv-pd:Name', retention: 'outcome' } }
  const schema = {
    type: 'object',
    ...stale,
    properties: {
      'a/b': { type: 'array', items: { type: 'string', ...stale } },
      open: true,
    },
  }

  assert.deepEqual(annotated(schema, [field('/a~1b/*', 'dpv-pd:Tax')]), {
    type: 'object',
    properties: {
      'a/b': {
        type: 'array',
        items: { type: 'string', 'x-personal-data': { category: 'dpv-pd:Tax', retention: 'content' } },
      },
      open: true,
    },
  })
})
