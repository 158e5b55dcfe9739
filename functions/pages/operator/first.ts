// Who shows the code on the console is the first operator. The page says nothing of whether there is one already.
import { parseBody } from '../../../shared/contracts/parse.ts'
import { page, seeOther } from '../call.ts'
import type { Answer, Call } from '../call.ts'
import { errorSummary, input } from '../fields.ts'
import type { FieldError } from '../fields.ts'
import { lineOf } from '../form.ts'
import type { FormValues } from '../form.ts'
import { html } from '../html.ts'
import { postForm } from '../parts.ts'

const path = '/operator/first'

export const showFirst = async (call: Call): Promise<Answer> => firstPage(call, new URLSearchParams(), [])

function firstPage(call: Call, form: FormValues, errors: readonly FieldError[]): Answer {
  const { first: words } = call.texts.operator
  const { title } = words
  const field = (name: 'code' | 'name' | 'email') => ({
    ...{ id: name, name, label: words[name], errors, required: true },
    // A code that was wrong is written anew.
    value: name === 'code' ? '' : lineOf(form, name),
  })
  const body = html`${input(field('code'), { autocomplete: 'off', maxlength: 200 })}${input(field('name'), { autocomplete: 'name', maxlength: 200 })}${input(field('email'), { type: 'email', autocomplete: 'email', maxlength: 254 })}`
  const isDone = call.url.searchParams.get('done') === 'yes' && errors.length === 0
  const main = isDone
    ? html`<h1>${title}</h1>
        <p class="notice" role="status">${words.done}</p>`
    : html`${errorSummary(call.texts.common.problem, errors)}
        <h1>${title}</h1>
        <p>${words.lead}</p>
        ${postForm({ action: path, body, submit: words.submit })}`
  const hasErrors = errors.length > 0
  return page(call, { title, main, hasErrors }, hasErrors ? 400 : 200)
}

export async function becomeFirst(call: Call, form: FormValues): Promise<Answer> {
  const { errors: texts } = call.texts.operator.first
  const { language } = call
  const fields = { code: lineOf(form, 'code'), name: lineOf(form, 'name'), email: lineOf(form, 'email') }
  const body = parseBody('firstOperator', { ...fields, language })
  if (!body.ok) {
    const broken = new Set(body.error.errors.map(({ pointer }) => pointer))
    const errors = (['code', 'name', 'email'] as const).filter((name) => broken.has(`/${name}`))
    return firstPage(
      call,
      form,
      errors.map((id) => ({ id, text: texts[id] })),
    )
  }
  const claimed = await call.app.firstOperator.claim(body.value)
  return claimed.ok ? seeOther(`${path}?done=yes`) : firstPage(call, form, [{ id: 'code', text: texts.code }])
}
