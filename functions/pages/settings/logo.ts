// The company's logo: one picture, sent as a file and shown to the people who ask.
import { largestLogoBytes } from '../../../shared/domain/companies/logo-limits.ts'
import { bodyTooLarge } from '../../../shared/contracts/json.ts'
import { problemFor } from '../../../shared/contracts/problems.ts'
import type { Refusal } from '../../../shared/contracts/problems.ts'
import { err, ok } from '../../../shared/kernel/result.ts'
import type { Result } from '../../../shared/kernel/result.ts'
import { bodyStream } from '../../http/body.ts'
import { seeOther } from '../call.ts'
import type { Answer, StaffCall } from '../call.ts'
import { csrfHolds } from '../csrf.ts'
import { hidden, input } from '../fields.ts'
import { freshly } from '../fresh.ts'
import type { FormValues } from '../form.ts'
import { fromOwnPage, posted } from '../guards.ts'
import { html } from '../html.ts'
import type { Html } from '../html.ts'
import { logoImage } from '../logo-image.ts'
import { MalformedMultipart, boundaryOf, partsOf } from '../multipart.ts'
import { postForm, section } from '../parts.ts'
import { asked, fresh, settingsPage, settingsPath } from './frame.ts'
import type { Refused } from './frame.ts'

const place = 'logo'
const field = 'picture'

export async function showLogo(call: StaffCall): Promise<Answer> {
  const seen = await call.app.companySettings.view(asked(call))
  return seen.ok ? logoPage(call, fresh) : seen.error
}

function logoPage(call: StaffCall, refused: Refused): Answer {
  const { logo: words, places } = call.texts.settings
  const { company } = call
  const shown =
    company.logo && logoImage(call.texts, { ...company.logo, id: company.company, name: company.name })
  const main = html`<p>${places.logo.lead}</p>
    ${shown ? html`<p>${shown}</p>` : html`<p>${words.none}</p>`}${pictureForm(call, refused)}${company.logo && removing(call)}`
  return settingsPage(call, { ...refused, title: places.logo.title, main })
}

function pictureForm(call: StaffCall, { errors }: Refused): Html {
  const { logo: words } = call.texts.settings
  const picture = { id: field, name: field, label: words.picture, hint: words.hint, errors }
  return html`<form
    method="post"
    enctype="multipart/form-data"
    action="${settingsPath(call, place)}"
    novalidate
  >
    ${hidden('csrf', call.session.csrf)}${input(picture, { type: 'file' })}
    <button type="submit" class="button">${words.send}</button>
  </form>`
}

const removing = (call: StaffCall): Html => {
  const { logo: words } = call.texts.settings
  return section(
    'remove',
    words.remove,
    postForm({
      ...{ action: settingsPath(call, `${place}/removal`), csrf: call.session.csrf },
      ...{ body: false, submit: words.remove, look: 'warning' },
    }),
  )
}

/**
 * The file comes as the browser sends it. Where a fresh proof is missing, the page that asks for one carries the picture
 * along as text, and it comes back from there in a form like any other.
 */
export async function sendLogo(call: StaffCall): Promise<Answer> {
  const boundary = boundaryOf(call.request.headers.get('content-type') ?? '')
  if (boundary === undefined) return posted(freshly(saveLogo))(call)
  if (!fromOwnPage(call)) return { code: 'crossSite' }
  const form = await pictureIn(call, boundary)
  if (!form.ok) return refused(call, form.error)
  return csrfHolds(call.session.cookie, form.value.get('csrf') ?? '')
    ? freshly(saveLogo)(call, form.value)
    : { code: 'crossSite' }
}

async function pictureIn(call: StaffCall, boundary: string): Promise<Result<FormValues, Refusal>> {
  const values = new URLSearchParams()
  try {
    for await (const { name, content } of partsOf(bodyStream(call.request), boundary)) {
      const bytes = await wholeOf(content)
      if (!bytes) return err(bodyTooLarge(largestLogoBytes))
      values.append(name, name === field ? bytes.toString('base64url') : bytes.toString('utf8'))
    }
  } catch (error) {
    if (!(error instanceof MalformedMultipart)) throw error
    return err({ code: 'unsupportedMediaType' })
  }
  return ok(values)
}

async function wholeOf(content: AsyncIterable<Uint8Array>): Promise<Buffer | undefined> {
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of content) {
    length += chunk.length
    if (length > largestLogoBytes) return undefined
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

async function saveLogo(call: StaffCall, form: FormValues): Promise<Answer> {
  const bytes = new Uint8Array(Buffer.from(form.get(field) ?? '', 'base64url'))
  const put = await call.app.logos.put({ ...asked(call), bytes })
  return put.ok ? seeOther(`${settingsPath(call, place)}?done=shown`) : refused(call, put.error)
}

export async function removeLogo(call: StaffCall): Promise<Answer> {
  const removed = await call.app.logos.remove(asked(call))
  return removed.ok ? seeOther(`${settingsPath(call, place)}?done=shown`) : removed.error
}

/** What is wrong with the picture stands at its field; everything else is told as everywhere. */
function refused(call: StaffCall, refusal: Refusal): Answer {
  const { logo: words } = call.texts.settings
  const text = refusal.code === 'bodyTooLarge' ? words.tooLarge : ruleText(words.refused, refusal.rule)
  if (text === undefined) return refusal
  return logoPage(call, { errors: [{ id: field, text }], status: problemFor(refusal).status })
}

const ruleText = (words: Readonly<Record<string, string>>, rule: string | undefined): string | undefined =>
  rule === undefined ? undefined : words[rule]
