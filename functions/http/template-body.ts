import type { TemplateContent } from '../../shared/application/companies/edit-templates.ts'
import type { Body } from '../../shared/contracts/bodies.ts'
import { text } from './localised.ts'
import { given } from './operation.ts'

export const templateContent = ({ csv = [], ...body }: Body<'template'>): TemplateContent => ({
  csv,
  ...givenContent(body),
  ...{ title: text(body.title), schema: body.schema, fields: body.fields.map(field) },
})

export const givenContent = (body: Partial<Body<'template'>>): Partial<TemplateContent> =>
  given({
    title: body.title && text(body.title),
    schema: body.schema,
    fields: body.fields?.map(field),
    titles: body.titles?.map(({ pointer, label }) => ({ pointer, label: text(label) })),
    csv: body.csv,
  })

const field = ({ hint, values, label, ...rest }: Body<'template'>['fields'][number]) => ({
  ...rest,
  label: text(label),
  ...(hint === undefined ? {} : { hint: text(hint) }),
  ...(values === undefined
    ? {}
    : { values: Object.fromEntries(Object.entries(values).map(([code, words]) => [code, text(words)])) }),
})
