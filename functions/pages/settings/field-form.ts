// One field of a form: what it is called, what it takes, where it comes from; added to a part, changed, or removed.
import type { TemplateContent } from '../../../shared/application/companies/edit-templates.ts'
import type { TemplateView } from '../../../shared/application/companies/templates.ts'
import type { Refusal } from '../../../shared/contracts/problems.ts'
import { annotation } from '../../../shared/domain/templates/annotate.ts'
import { dpvTerms } from '../../../shared/domain/templates/dpv-categories.ts'
import { sectionTitle } from '../../../shared/domain/templates/section-title.ts'
import { stepsOf } from '../../../shared/domain/package/pointer.ts'
import type { Provenance, TemplateField, Text } from '../../../shared/domain/templates/template.ts'
import type { StaffCall } from '../call.ts'
import type { Option } from '../fields.ts'
import { lineOf, textOf } from '../form.ts'
import type { FormValues } from '../form.ts'
import type { Html } from '../html.ts'
import { idFrom } from './frame.ts'
import type { Refused } from './frame.ts'
import { fields } from './spec.ts'
import type { Spec } from './spec.ts'
import { fieldKinds, isRequired, leafSchema, sectionOf, withField, withSection } from './template-edit.ts'
import type { FieldKind, Section } from './template-edit.ts'
import { textIn } from './template-save.ts'

type Schema = Readonly<Record<string, unknown>>

/** Of a schema that no kind of ours makes, nothing is said but that it stays. */
export function kindOf(schema: Schema): FieldKind | 'kept' {
  if (Array.isArray(schema['enum'])) return 'list'
  const { title: _title, [annotation]: _said, ...rules } = schema
  const found = Object.entries(fieldKinds).find(([, kind]) => JSON.stringify(kind) === JSON.stringify(rules))
  return (found?.[0] as FieldKind | undefined) ?? 'kept'
}

type Asked = {
  readonly template: TemplateView
  readonly refused: Refused
  /** The one that is changed; without it a new one is asked for. */
  readonly field?: TemplateField
}

export function fieldForm(call: StaffCall, { template, refused, field }: Asked): Html {
  const specs = [...(field ? [] : sectionSpecs(call, template)), ...fieldSpecs(call, field !== undefined)]
  return fields(specs, { ...refused, value: field ? valueOf(template, field) : {} })
}

const valueOf = (template: TemplateView, field: TemplateField) => ({
  ...field,
  kind: kindOf(leafSchema(template, field.pointer)),
  required: isRequired(template, field.pointer),
  values: Object.entries(field.values ?? {}).map(([code, { en, da }]) => `${code}: ${en} | ${da}`),
})

function sectionSpecs(call: StaffCall, template: TemplateView): readonly Spec[] {
  const { templates: words, settings } = call.texts
  const parts = new Map(
    template.fields.map(({ pointer }) => sectionOf(pointer)).map((part) => [part.name, part] as const),
  )
  const known: readonly Option[] = [...parts.values()].map(({ kind, name }) => ({
    value: `${kind}:${name}`,
    label: kind === 'root' ? words.root : sectionTitle(template, name, call.language),
  }))
  return [
    {
      ...{ at: 'section', kind: 'select', label: words.section },
      options: [
        ...known,
        { value: 'new:group', label: words.newGroup },
        { value: 'new:rows', label: words.newRows },
      ],
    },
    { at: 'sectionTitle.en', kind: 'line', label: `${words.sectionTitle} (${settings.languages.en})` },
    { at: 'sectionTitle.da', kind: 'line', label: `${words.sectionTitle} (${settings.languages.da})` },
  ]
}

function fieldSpecs(call: StaffCall, isChanged: boolean): readonly Spec[] {
  const { templates: words, settings } = call.texts
  const { languages } = settings
  const kinds = [...(isChanged ? (['kept'] as const) : []), ...Object.keys(fieldKinds), 'list'] as const
  return [
    { at: 'label.en', kind: 'line', label: `${words.label} (${languages.en})` },
    { at: 'label.da', kind: 'line', label: `${words.label} (${languages.da})` },
    { at: 'hint.en', kind: 'line', label: `${words.hint} (${languages.en})` },
    { at: 'hint.da', kind: 'line', label: `${words.hint} (${languages.da})` },
    {
      ...{ at: 'kind', kind: 'select', label: words.kind },
      options: kinds.map((value) => ({ value, label: words.kinds[value as FieldKind] })),
    },
    { at: 'values', kind: 'lines', label: words.values, hint: words.valuesHint },
    {
      ...{ at: 'provenance', kind: 'select', label: words.provenance, hint: words.provenanceHint },
      options: Object.entries(words.provenances).map(([value, label]) => ({ value, label })),
    },
    {
      ...{ at: 'category', kind: 'select', label: words.category },
      options: dpvTerms.map(({ category, label }) => ({ value: category, label: label[call.language] })),
    },
    { at: 'required', kind: 'box', label: words.required, box: words.requiredBox },
  ]
}

type Wrong = Refusal & { readonly at: string }

/** The template with the field that the form describes: a new one, or in the place of one that is there. */
export function withFieldOf(
  content: TemplateContent,
  form: FormValues,
  changed?: TemplateField,
): TemplateContent | Wrong {
  const label = textIn(form, 'label')
  if (!label) return { code: 'titleMissing', at: 'label.en' }
  const target = changed ? { content, section: sectionOf(changed.pointer) } : sectionIn(content, form)
  if ('code' in target) return target
  const kind = lineOf(form, 'kind')
  const values = kind === 'list' ? valuesIn(form) : undefined
  if (kind === 'list' && !values) return { code: 'valuesWrong', at: 'values' }
  const schema = schemaOf(content, kind, { values, changed })
  const name = changed
    ? (stepsOf(changed.pointer).at(-1) ?? '')
    : newName(target.content, target.section, label.en)
  const hint = textIn(form, 'hint')
  const known = kind === 'kept' ? changed?.values : values
  return withField(target.content, target.section, {
    ...{ name, label, schema, required: form.get('required') === 'true' },
    provenance: lineOf(form, 'provenance') as Provenance,
    category: lineOf(form, 'category'),
    ...(hint ? { hint } : {}),
    ...(known ? { values: known } : {}),
  })
}

function sectionIn(
  content: TemplateContent,
  form: FormValues,
): { readonly content: TemplateContent; readonly section: Section } | Wrong {
  const [how = '', name = ''] = lineOf(form, 'section').split(':')
  if (how === 'new') {
    const title = textIn(form, 'sectionTitle')
    if (!title) return { code: 'titleMissing', at: 'sectionTitle.en' }
    const taken = content.fields.map(({ pointer }) => stepsOf(pointer)[0] ?? '')
    const section = { kind: name === 'rows' ? 'rows' : 'group', name: idFrom(title.en, taken) } as const
    return { content: withSection(content, { ...section, title }), section }
  }
  const section = content.fields
    .map(({ pointer }) => sectionOf(pointer))
    .find((one) => one.kind === how && one.name === name)
  return section ? { content, section } : { code: 'sectionUnknown', at: 'section' }
}

function newName(content: TemplateContent, section: Section, words: string): string {
  const taken = content.fields
    .filter(({ pointer }) => sectionOf(pointer).name === section.name)
    .map(({ pointer }) => stepsOf(pointer).at(-1) ?? '')
  return idFrom(words, taken)
}

type Values = Readonly<Record<string, Text>>

function schemaOf(
  content: TemplateContent,
  kind: string,
  { values, changed }: { values: Values | undefined; changed: TemplateField | undefined },
): Schema {
  if (values) return { type: 'string', enum: Object.keys(values) }
  if (changed && kind === 'kept') return leafSchema(content, changed.pointer)
  return Object.hasOwn(fieldKinds, kind) ? fieldKinds[kind as keyof typeof fieldKinds] : fieldKinds.line
}

/** `open: Open | Åben`; without a code, one is made of the English words. */
function valuesIn(form: FormValues): Values | undefined {
  const lines = textOf(form, 'values')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
  const values: Record<string, Text> = {}
  for (const line of lines) {
    const [, code, en = '', da = ''] = /^(?:([^:|]{1,200}):)?([^|:]+)\|([^|]+)$/.exec(line) ?? []
    if (en.trim() === '' || da.trim() === '') return undefined
    values[code?.trim() ?? idFrom(en, Object.keys(values))] = { en: en.trim(), da: da.trim() }
  }
  return lines.length > 0 ? values : undefined
}
