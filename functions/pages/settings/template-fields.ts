import type { TemplateContent } from '../../../shared/application/companies/edit-templates.ts'
import type { TemplateField } from '../../../shared/domain/templates/template.ts'
import type { Answer, StaffCall } from '../call.ts'
import { hidden } from '../fields.ts'
import type { FormValues } from '../form.ts'
import { html } from '../html.ts'
import { disclosure, postForm } from '../parts.ts'
import { fieldForm, withFieldOf } from './field-form.ts'
import { fresh, settingsPage } from './frame.ts'
import type { Refused } from './frame.ts'
import { withoutField } from './template-edit.ts'
import { findTemplate, save, templatePath } from './template-save.ts'
import { isNested, templatePage } from './templates.ts'

export const addField = (call: StaffCall, form: FormValues): Promise<Answer> =>
  save(call, form, {
    change: (content) => withFieldOf(content, form),
    show: (refused) => templatePage(call, { field: refused }),
  })

export const showField = (call: StaffCall): Promise<Answer> => fieldPage(call, fresh)

const fieldAt = (call: StaffCall, { fields }: Pick<TemplateContent, 'fields'>): TemplateField | undefined => {
  const field = fields[Number(call.params['n'])]
  return field && !isNested(field) ? field : undefined
}

async function fieldPage(call: StaffCall, refused: Refused): Promise<Answer> {
  const { templates: words, settings } = call.texts
  const found = await findTemplate(call, null)
  if (!found.ok) return found.error
  const { template, etag } = found.value
  const field = fieldAt(call, template)
  if (!field) return { code: 'notFound' }
  const path = templatePath(call, template.templateId)
  const own = { csrf: call.session.csrf }
  const tag = hidden('etag', etag)
  const form = postForm({
    ...{ ...own, action: `${path}/fields/${call.params['n'] ?? ''}`, submit: settings.save },
    body: html`${tag}${fieldForm(call, { template, refused, field })}`,
  })
  const removal = postForm({
    ...{ ...own, action: `${path}/fields/${call.params['n'] ?? ''}/removal`, submit: words.removeField },
    ...{ body: tag, look: 'warning' },
  })
  const main = html`<p><a href="${path}">${words.back}</a></p>
    ${form}${disclosure(
      'removal',
      { summary: words.removeField },
      html`<p>${words.removeText}</p>
        ${removal}`,
    )}`
  return settingsPage(call, { ...refused, title: words.changeTitle(field.label[call.language]), main })
}

export const saveField = (call: StaffCall, form: FormValues): Promise<Answer> =>
  save(call, form, {
    change: (content) => {
      const field = fieldAt(call, content)
      return field ? withFieldOf(content, form, field) : { code: 'notFound' }
    },
    show: (refused) => fieldPage(call, refused),
  })

export const removeField = (call: StaffCall, form: FormValues): Promise<Answer> =>
  save(call, form, {
    change: (content) => {
      const field = fieldAt(call, content)
      return field ? withoutField(content, field.pointer) : { code: 'notFound' }
    },
    show: (refused) => fieldPage(call, refused),
  })
