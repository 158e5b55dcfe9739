// The forms of the company: which there are, a new one, and one of them with its parts, its versions and its end.
import type { TemplateContent } from '../../../shared/application/companies/edit-templates.ts'
import type { TemplateView } from '../../../shared/application/companies/templates.ts'
import { starterTemplates } from '../../../shared/domain/templates/starter-packs.ts'
import { sectionTitle } from '../../../shared/domain/templates/section-title.ts'
import type { TemplateField } from '../../../shared/domain/templates/template.ts'
import { seeOther } from '../call.ts'
import type { Answer, StaffCall } from '../call.ts'
import { cards } from '../cards.ts'
import { hidden } from '../fields.ts'
import { lineOf } from '../form.ts'
import type { FormValues } from '../form.ts'
import { html, nothing } from '../html.ts'
import type { Html } from '../html.ts'
import { badge, disclosure, list, notice, postForm, section } from '../parts.ts'
import { fieldForm, kindOf } from './field-form.ts'
import { asked, fresh, idFrom, settingsPage } from './frame.ts'
import type { Refused } from './frame.ts'
import { fields } from './spec.ts'
import { isRequired, leafSchema, sectionOf } from './template-edit.ts'
import {
  contentOf,
  findTemplate,
  refusedBy,
  save,
  templatePath,
  titleIn,
  titleSpecs,
} from './template-save.ts'

export const showTemplates = (call: StaffCall): Promise<Answer> => templatesPage(call, fresh)

const blank: TemplateContent = {
  title: { da: '', en: '' },
  schema: { type: 'object', additionalProperties: false, properties: {} },
  fields: [],
  csv: [],
}

async function templatesPage(call: StaffCall, refused: Refused): Promise<Answer> {
  const { templates: words } = call.texts
  const { places } = call.texts.settings
  const listed = await call.app.templates.list(asked(call))
  if (!listed.ok) return listed.error
  const rows = listed.value.map(
    ({ templateId, title, version, state, fields: held }) =>
      html`<tr>
        <th scope="row"><a href="${templatePath(call, templateId)}">${title[call.language]}</a></th>
        <td data-label="${words.version}">${version}</td>
        <td data-label="${words.fields}">${held.length}</td>
        <td data-label="${words.state}">${stateBadge(call, state)}</td>
      </tr>`,
  )
  const adding = postForm({
    action: templatePath(call),
    csrf: call.session.csrf,
    body: fields(newSpecs(call), { ...refused, value: {} }),
    submit: words.add,
  })
  const main = html`<p>${places.templates.lead}</p>
    ${cards({ caption: words.caption, heads: [words.name, words.version, words.fields, words.state] }, rows)}${section(
      'add',
      words.addTitle,
      adding,
    )}`
  return settingsPage(call, { title: places.templates.title, main, ...refused })
}

const stateBadge = ({ texts }: StaffCall, state: TemplateView['state']): Html =>
  badge(texts.templates.states[state], state === 'current' ? 'good' : 'plain')

const newSpecs = (call: StaffCall) => {
  const { templates: words } = call.texts
  const starters = starterTemplates.map(({ templateId, title }) => ({
    value: templateId,
    label: title[call.language],
  }))
  return [
    ...titleSpecs(call),
    {
      ...{ at: 'from', kind: 'select' as const, label: words.from, hint: words.fromHint },
      options: [{ value: '', label: words.blank }, ...starters],
    },
  ]
}

/** The id comes from the English words: people choose words, programs keep the ids. */
export async function addTemplate(call: StaffCall, form: FormValues): Promise<Answer> {
  const title = titleIn(form)
  const show = (refused: Refused) => templatesPage(call, refused)
  if (!title) return refusedBy(call, form, { code: 'titleMissing' }, show)
  const listed = await call.app.templates.list(asked(call))
  if (!listed.ok) return listed.error
  const taken = listed.value.map(({ templateId }) => templateId)
  const templateId = idFrom(title.en, taken)
  const from = lineOf(form, 'from')
  const created = await call.app.editTemplates.create({
    ...{ ...asked(call), templateId },
    ...(from === '' ? { content: { ...blank, title } } : { content: { title }, from }),
  })
  if (!created.ok) return refusedBy(call, form, created.error, show)
  return seeOther(`${templatePath(call, templateId)}?done=templateSaved`)
}

export const showTemplate = (call: StaffCall): Promise<Answer> => templatePage(call, {})

/** Each form of the page by itself. */
type Shown = { readonly title?: Refused; readonly field?: Refused; readonly other?: Refused }

export async function templatePage(call: StaffCall, shown: Shown): Promise<Answer> {
  const found = await findTemplate(call, call.url.searchParams.get('version'))
  if (!found.ok) return found.error
  const { template, etag } = found.value
  const { templates: words } = call.texts
  const title = template.title[call.language]
  const isNewest = template.state !== 'superseded'
  const main = html`<p>${stateBadge(call, template.state)} ${words.look(template.version)}</p>
    ${fieldTables(call, template, isNewest)}${isNewest && editing(call, { template, etag }, shown)}${versionList(
      call,
      template,
    )}`
  const { done = '' } = Object.fromEntries(call.url.searchParams)
  const told: Readonly<Record<string, string>> = words.done
  const whole = html`${notice(Object.hasOwn(told, done) ? told[done] : undefined)}${main}`
  return settingsPage(call, { ...fresh, ...shown.other, ...shown.field, ...shown.title, title, main: whole })
}

type Seen = { readonly template: TemplateView; readonly etag: string }

function editing(call: StaffCall, seen: Seen, shown: Shown): Html {
  const { templates: words } = call.texts
  const { template, etag } = seen
  const path = templatePath(call, template.templateId)
  const own = { csrf: call.session.csrf }
  const tag = hidden('etag', etag)
  const rename = postForm({
    ...{ ...own, action: path, submit: call.texts.settings.save, look: 'second' },
    body: html`${tag}${fields(titleSpecs(call), { ...(shown.title ?? fresh), value: template })}`,
  })
  const adding = postForm({
    ...{ ...own, action: `${path}/fields`, submit: words.addField },
    body: html`${tag}${fieldForm(call, { template, refused: shown.field ?? fresh })}`,
  })
  const isRetired = template.state === 'retired'
  const ending = postForm({
    ...{
      ...own,
      action: `${path}/${isRetired ? 'return' : 'retirement'}`,
      look: isRetired ? 'second' : 'warning',
    },
    ...{ body: tag, submit: isRetired ? words.restore : words.retire },
  })
  return html`${section('add-field', words.addField, adding)}${disclosure(
    'rename',
    { summary: words.rename, open: shown.title !== undefined },
    rename,
  )}${disclosure(
    'end',
    { summary: isRetired ? words.restore : words.retire },
    html`${!isRetired && html`<p>${words.retireText}</p>`}${ending}`,
  )}`
}

/** By parts, in the order in which the form has them. */
function fieldTables(call: StaffCall, template: TemplateView, isNewest: boolean): Html {
  const { templates: words } = call.texts
  const named = template.fields.map((field, at) => ({ field, at, part: sectionOf(field.pointer) }))
  const parts = Map.groupBy(named, ({ part }) => part.name)
  const heads = [words.field, words.kind, words.provenance, words.required]
  const tables = [...parts].map(([name, held]) => {
    const title = name === '' ? words.root : sectionTitle(template, name, call.language)
    const rows = held.map(({ field, at }) => fieldRow(call, { template, field, at, isNewest }))
    return html`<h2>${title}</h2>
      ${cards({ caption: title, heads }, rows)}`
  })
  return html`${tables}${named.some(({ field }) => isNested(field)) ? html`<p class="hint">${words.nested}</p>` : nothing}`
}

type Row = {
  readonly template: TemplateView
  readonly field: TemplateField
  readonly at: number
  readonly isNewest: boolean
}

function fieldRow(call: StaffCall, { template, field, at, isNewest }: Row): Html {
  const { templates: words, common } = call.texts
  const label = field.label[call.language]
  const path = `${templatePath(call, template.templateId)}/fields/${at}`
  return html`<tr>
    <th scope="row">
      ${isNewest && !isNested(field) ? html`<a href="${path}" aria-label="${words.change(label)}">${label}</a>` : label}
    </th>
    <td data-label="${words.kind}">${words.kinds[kindOf(leafSchema(template, field.pointer))]}</td>
    <td data-label="${words.provenance}">${words.provenances[field.provenance]}</td>
    <td data-label="${words.required}">${isRequired(template, field.pointer) ? common.yes : common.no}</td>
  </tr>`
}

export const isNested = ({ pointer }: TemplateField): boolean => {
  const steps = pointer.split('/').length - 1
  return steps > 3 || (steps === 3 && !pointer.includes('/*/'))
}

function versionList(call: StaffCall, { templateId, version }: TemplateView): Html {
  const { templates: words } = call.texts
  const path = templatePath(call, templateId)
  const shownVersions = Array.from({ length: Math.min(version, 50) }, (_, n) => version - n)
  const schema = `/api/v1/companies/${call.company.company}/schemas/${templateId}/${version}`
  return section(
    'versions',
    words.versions,
    html`<p>${words.versionsText}</p>
      ${list(shownVersions.map((one) => html`<a href="${path}?version=${one}">${words.look(one)}</a>`))}
      <p><a href="${schema}">${words.schema}</a></p>`,
  )
}

export async function renameTemplate(call: StaffCall, form: FormValues): Promise<Answer> {
  const title = titleIn(form)
  const show = (refused: Refused) => templatePage(call, { title: refused })
  if (!title) return refusedBy(call, form, { code: 'titleMissing' }, show)
  return save(call, form, { change: (content) => ({ ...content, title }), show })
}

export async function retireTemplate(call: StaffCall, form: FormValues): Promise<Answer> {
  const templateId = call.params['templateId'] ?? ''
  const retired = await call.app.editTemplates.retire({
    ...{ ...asked(call), templateId, expected: lineOf(form, 'etag') },
  })
  if (!retired.ok)
    return refusedBy(call, form, retired.error, (refused) => templatePage(call, { other: refused }))
  return seeOther(`${templatePath(call, templateId)}?done=templateRetired`)
}

/** The same content again: that is how the API brings a form back. */
export const restoreTemplate = (call: StaffCall, form: FormValues): Promise<Answer> =>
  save(call, form, {
    ...{ change: contentOf, done: 'templateRestored' },
    show: (refused) => templatePage(call, { other: refused }),
  })
