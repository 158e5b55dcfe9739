// api.md, "Staff and integrators": the forms of a company.
import { anyObject, id, line, localised, record, rows } from './primitives.ts'

const pointer = { type: 'string', maxLength: 500, pattern: '^(/([^/~]|~[01])*)*$' } as const

const field = record(
  {
    pointer,
    label: localised(200),
    hint: localised(500),
    provenance: { type: 'string', enum: ['provided', 'observed', 'derived', 'thirdParty'] },
    category: { type: 'string', maxLength: 100, pattern: '^dpv-pd:[A-Z][A-Za-z]*$' },
    values: {
      type: 'object',
      maxProperties: 200,
      propertyNames: { type: 'string', maxLength: 200 },
      additionalProperties: localised(200),
      description: 'What the codes of a closed list are called; the data keep the code.',
    },
  },
  ['pointer', 'label', 'provenance', 'category'],
)

const csvTable = record(
  {
    name: id,
    rows: pointer,
    columns: rows(record({ header: line(100), pointer }, ['header', 'pointer']), 200),
  },
  ['name', 'rows', 'columns'],
)

const title = record({ pointer, label: localised(200) }, ['pointer', 'label'])

const content = {
  title: localised(200),
  schema: anyObject,
  fields: rows(field, 1000),
  titles: rows(title, 200),
  csv: rows(csvTable, 50),
} as const

/** A new template; `from` names the starter template that stands for what is left out. */
export const createTemplate = record({ templateId: id, from: id, ...content }, ['templateId'])

/** The next version of a template, whole. */
export const template = record(content, ['title', 'schema', 'fields'])
