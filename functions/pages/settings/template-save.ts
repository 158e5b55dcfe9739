// What the pages of forms share: which form is meant, how a change is saved, and what is told where it was not.
import type { TemplateContent } from '../../../shared/application/companies/edit-templates.ts'
import type { TemplateView } from '../../../shared/application/companies/templates.ts'
import { parseBody } from '../../../shared/contracts/parse.ts'
import { problemFor } from '../../../shared/contracts/problems.ts'
import type { Refusal } from '../../../shared/contracts/problems.ts'
import type { Text } from '../../../shared/domain/templates/template.ts'
import { err, ok } from '../../../shared/kernel/result.ts'
import type { Result } from '../../../shared/kernel/result.ts'
import { templateContent } from '../../http/template-body.ts'
import { seeOther } from '../call.ts'
import type { Answer, StaffCall } from '../call.ts'
import { lineOf } from '../form.ts'
import type { FormValues } from '../form.ts'
import { refusalText } from '../texts/refusal-text.ts'
import { asked, settingsPath } from './frame.ts'
import type { Refused } from './frame.ts'
import { idOf } from './spec.ts'
import type { Spec } from './spec.ts'

export const templatePath = (call: StaffCall, templateId = ''): string =>
  settingsPath(call, templateId === '' ? 'templates' : `templates/${templateId}`)

export const titleSpecs = (call: StaffCall): readonly Spec[] => {
  const { templates: words, settings } = call.texts
  return [
    {
      ...{ at: 'title.en', kind: 'line', hint: words.titleHint },
      label: `${words.titleField} (${settings.languages.en})`,
    },
    { at: 'title.da', kind: 'line', label: `${words.titleField} (${settings.languages.da})` },
  ]
}

export const titleIn = (form: FormValues): Text | undefined => textIn(form, 'title')

/** In both languages, or not at all. */
export function textIn(form: FormValues, at: string): Text | undefined {
  const [en, da] = [lineOf(form, `${at}.en`), lineOf(form, `${at}.da`)]
  return en === '' || da === '' ? undefined : { en, da }
}

export async function findTemplate(
  call: StaffCall,
  version: string | null,
): Promise<Result<{ readonly template: TemplateView; readonly etag: string }, Refusal>> {
  const templateId = call.params['templateId'] ?? ''
  const wanted = version !== null && /^\d{1,4}$/.test(version) ? { version: Number(version) } : {}
  const seen = await call.app.templates.view({ ...asked(call), templateId, ...wanted })
  return seen.ok ? ok(seen.value) : err(seen.error)
}

export const contentOf = ({ title, schema, fields, titles, csv }: TemplateContent): TemplateContent => ({
  ...{ title, schema, fields, csv },
  ...(titles ? { titles } : {}),
})

type Saving = {
  readonly change: (content: TemplateContent) => TemplateContent | Refusal
  readonly show: (refused: Refused) => Promise<Answer>
  readonly done?: string
}

/** By the same schema and the same use case as the API; what is refused comes back with its form. */
export async function save(
  call: StaffCall,
  form: FormValues,
  { change, show, done = 'templateSaved' }: Saving,
): Promise<Answer> {
  const found = await findTemplate(call, null)
  if (!found.ok) return found.error
  const content = change(contentOf(found.value.template))
  if ('code' in content) return refusedBy(call, form, content, show)
  const body = parseBody('template', content)
  if (!body.ok) return refusedBy(call, form, { code: 'invalid' }, show)
  const { templateId } = found.value.template
  const changed = await call.app.editTemplates.change({
    ...{ ...asked(call), templateId, content: templateContent(body.value) },
    expected: lineOf(form, 'etag'),
  })
  if (!changed.ok) return refusedBy(call, form, changed.error, show)
  return seeOther(`${templatePath(call, templateId)}?done=${done}`)
}

/** Told at the first field of its form, in the words of this page where it has some. */
export async function refusedBy(
  call: StaffCall,
  form: FormValues,
  refusal: Refusal & { readonly at?: string },
  show: (refused: Refused) => Promise<Answer>,
): Promise<Answer> {
  const { templates: words, settings, common } = call.texts
  const own: Readonly<Record<string, string>> = { ...words.errors, templateInvalid: words.errors.invalid }
  const { status } = problemFor(Object.hasOwn(own, refusal.code) ? { code: 'templateInvalid' } : refusal)
  if (status === 404 || status === 403) return refusal
  const text =
    own[refusal.code] ??
    (refusal.code === 'versionConflict' ? settings.conflict : refusalText(call.texts, refusal)) ??
    common.refused.text
  const first = [...form.keys()].find((name) => name !== 'csrf' && name !== 'etag')
  return show({ form, errors: [{ id: idOf(refusal.at ?? first ?? 'main'), text }], status })
}
