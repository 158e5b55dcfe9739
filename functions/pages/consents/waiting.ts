// Versions that were written and wait for somebody to publish them, in the list of what waits for a second person.
import type { StaffCall } from '../call.ts'
import { moment } from '../days.ts'
import { html, nothing } from '../html.ts'
import type { Html } from '../html.ts'
import { list, section } from '../parts.ts'
import { readerOf } from '../person/progress.ts'
import { asked, inWords, may, versionPath } from './frame.ts'

/** Only the newest of each form: an older draft is what somebody has written anew since. Nothing for who publishes none. */
export async function waitingForms(call: StaffCall): Promise<Html> {
  if (!may(call, 'publishConsentForm')) return nothing
  const { waiting: words } = call.texts.consentForms
  const listed = await call.app.consentForms.list(asked(call))
  const newest = (listed.ok ? listed.value : []).filter(
    ({ latestVersion, publishedVersion }) => publishedVersion !== latestVersion,
  )
  const seen = await Promise.all(
    newest.map(({ id: formId, latestVersion: version }) =>
      call.app.consentForms.view({ ...asked(call), formId, version }),
    ),
  )
  const lines = seen.flatMap((one) =>
    one.ok
      ? [
          html`<a href="${versionPath(call, one.value.form)}"
              >${words.read(inWords(call, one.value.form.title), one.value.form.version)}</a
            >, ${moment(one.value.createdAt, readerOf(call))}`,
        ]
      : [],
  )
  return lines.length === 0 ? nothing : section('forms', words.title, list(lines))
}
