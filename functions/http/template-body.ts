import type { TemplateContent } from '../../shared/application/companies/edit-templates.ts'
import type { Body, LocalisedBody } from '../../shared/contracts/bodies.ts'
import type { Text } from '../../shared/domain/templates/template.ts'
import { given } from './operation.ts'

/** Where nobody wrote it in Danish, English stands. */
const text = ({ en, da = en }: LocalisedBody): Text => ({ da, en })

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
