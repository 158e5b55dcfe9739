// What asks for a fresh proof first, and then goes on with the same form.
import { lackingProof } from '../http/session.ts'
import { page, seeOther } from './call.ts'
import type { Answer, StaffCall } from './call.ts'
import { errorSummary, hidden } from './fields.ts'
import type { FieldError } from './fields.ts'
import type { FormValues } from './form.ts'
import { html } from './html.ts'
import { postForm } from './parts.ts'
import { provingElsewhere } from './staff/provider.ts'
import { factorFields, givenFactor, isFactorField, lostFactors, wrongFactor } from './staff/given-factor.ts'

type FormWork = (call: StaffCall, form: FormValues) => Promise<Answer>

/** Approving, roles, keys and the like ask who it is once more (security.md, "Staff"); nothing that was typed is lost. */
export const freshly =
  (work: FormWork): FormWork =>
  async (call, form) => {
    const { actor } = call.session
    if (!lackingProof(call.app, actor, 'fresh')) return work(call, withoutFactor(form))
    const given = givenFactor(form)
    if (!given) return provePage(call, form, [])
    const shown = await call.app.prove.give({ actor, given })
    if (shown.ok) return work(await renewed(call), withoutFactor(form))
    if (shown.error.code === 'notSignedIn')
      return seeOther(`/${call.company.company}/staff/sign-in?why=signedOut`)
    const { code } = shown.error
    const isElsewhere = code === 'factorRequired' || code === 'versionConflict'
    return isElsewhere ? shown.error : provePage(call, form, [wrongFactor(call.texts, code)])
  }

/** The same call, by who has just shown who they are. */
export async function renewed(call: StaffCall): Promise<StaffCall> {
  const actor = await call.app.sessions.actor(call.session.actor.sessionId)
  return actor?.kind === 'employee' ? { ...call, session: { ...call.session, actor } } : call
}

const withoutFactor = (form: FormValues): FormValues =>
  new URLSearchParams([...form].filter(([name]) => !isFactorField(name)))

async function provePage(call: StaffCall, form: FormValues, errors: readonly FieldError[]): Promise<Answer> {
  const kinds = await call.app.prove.kinds({ actor: call.session.actor })
  const provider = kinds.includes('provider') ? await provingElsewhere(call) : undefined
  const options = `/${call.company.company}/staff/proof/passkey`
  const { fresh: words } = call.texts.proof
  const fields = [...form].filter(([name]) => name !== 'csrf' && !isFactorField(name))
  const main = html`${errorSummary(call.texts.common.problem, errors)}
    <h1>${words.title}</h1>
    <p>${words.lead}</p>
    ${postForm({
      action: call.url.pathname,
      csrf: call.session.csrf,
      body: html`${fields.map(([name, value]) => hidden(name, value))}${factorFields(call.texts.proof, { kinds, options, errors, provider })}`,
      submit: words.submit,
    })}${lostFactors(call.texts.proof)}`
  const hasErrors = errors.length > 0
  return page(call, { title: words.title, main, hasErrors, isUnsaved: true }, 401)
}
