// Asked again before it runs out: the text as it is now, and nothing ticked.
import type { Renewal } from '../../../shared/application/consent/renew-consent.ts'
import { seeOther } from '../call.ts'
import type { Answer, CompanyCall } from '../call.ts'
import { choices, hidden } from '../fields.ts'
import { lineOf } from '../form.ts'
import type { FormValues } from '../form.ts'
import { html } from '../html.ts'
import type { Html } from '../html.ts'
import { disclosure, postForm, said, section } from '../parts.ts'

/** Behind the address of the receipt. */
const renewalPath = (companyId: string, { consentId, code }: Address): string =>
  `/${companyId}/consents/${consentId}/${code}`

type Address = { readonly consentId: string; readonly code: string }

export async function renewConsent(call: CompanyCall, form: FormValues): Promise<Answer> {
  const { consentId = '', code = '' } = call.params
  const companyId = call.company.company
  const purposes = form.getAll('purpose')
  const path = renewalPath(companyId, { consentId, code })
  if (purposes.length === 0) return seeOther(`${path}?done=nothing#renewal`)
  const version = Number(lineOf(form, 'version'))
  const renewed = await call.app.ownConsents.renew({ companyId, consentId, code, version, purposes })
  if (renewed.ok) return seeOther(`${renewalPath(companyId, renewed.value)}?done=renewed`)
  const { code: why } = renewed.error
  return why === 'consentFormChanged' ? seeOther(`${path}?done=changed#renewal`) : { code: why }
}

export function renewalPart(call: CompanyCall, { shown, purposeIds }: Renewal, action: string): Html {
  const { consent: words } = call.texts
  const done = call.url.searchParams.get('done')
  const told = done === 'nothing' ? words.renewNothing : done === 'changed' ? words.renewChanged : undefined
  const options = shown.purposes
    .filter(({ purposeId }) => purposeIds.includes(purposeId))
    .map(({ purposeId, text }) => ({ value: purposeId, label: text }))
  const body = html`${hidden('version', String(shown.version))}
    <div lang="${shown.language}">
      ${choices({
        ...{ id: 'renew-purpose', name: 'purpose', kind: 'checkbox', options, chosen: [] },
        ...{ label: shown.title, errors: [] },
      })}
      ${disclosure(
        'renewal-text',
        { summary: words.text },
        html`${said(shown.body)}
          <p>${shown.withdrawal}</p>`,
      )}
    </div>`
  return section(
    'renewal',
    words.renewTitle,
    html`${told !== undefined && html`<p role="alert">${told}</p>`}
      <p>${words.renewLead}</p>
      ${postForm({ action: `${action}/renewal`, body, submit: words.renew })}`,
  )
}
