import type { DataRefusal } from '../../../shared/application/collecting/source-form.ts'
import { seeOther } from '../call.ts'
import type { Answer, StaffCall } from '../call.ts'
import type { FieldError } from '../fields.ts'
import type { FormValues } from '../form.ts'
import { dataErrors } from './data-form.ts'
import { dataPath, readSource, shownAgain } from './data-page.ts'
import type { Part } from './data-model.ts'
import { requestIdOf } from './work.ts'

/** What was pasted is the whole list from then on; a wrong cell is told by row and column, and nothing is stored. */
export async function sendTable(call: StaffCall, form: FormValues): Promise<Answer> {
  const source = await readSource(call)
  if (!source.ok) return source.error
  const { content, etag, parts = [] } = source.value
  const entered = await call.app.enterData({
    actor: call.session.actor,
    requestId: requestIdOf(call),
    templateId: content.template.templateId,
    source: content.sourceId,
    entry: { kind: 'table', list: form.get('list') ?? '', text: form.get('table') ?? '' },
    via: 'manual',
    expected: etag,
  })
  if (entered.ok) return seeOther(`${dataPath(call)}?done=tablePasted`)
  const refusal = entered.error
  if (refusal.code === 'notFound' || refusal.code === 'forbidden') return refusal
  return shownAgain(call, source.value, { form, errors: errorsOf(call, parts, refusal) })
}

const mostTold = 20

function errorsOf(call: StaffCall, parts: readonly Part[], refusal: DataRefusal): readonly FieldError[] {
  const { data } = call.texts.work
  if (refusal.code !== 'formInvalid')
    return [{ id: 'table', text: call.texts.refusals(refusal.code) ?? call.texts.common.refused.text }]
  const { faults, cell } = data.paste
  const broken = refusal.errors.slice(0, mostTold).flatMap((error): readonly FieldError[] => {
    const words: Readonly<Record<string, string>> = faults
    const fault = words[error.code]
    if (fault === undefined) return dataErrors(parts, [error], data)
    return [{ id: 'table', text: fault, ...(error.at ? { where: cell(error.at.row, error.at.column) } : {}) }]
  })
  return broken.map((error) => ({
    ...{ id: 'table' },
    text: error.where === undefined ? error.text : `${error.where}: ${error.text}`,
  }))
}
