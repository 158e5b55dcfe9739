// Across what a reviewer reads: who is reading and when. It hinders nobody, and tells on a copy whose it was.
import { onlyReviews } from '../../../shared/domain/identity/masking.ts'
import type { Standing } from '../../../shared/application/requests/view-request.ts'
import type { StaffCall } from '../call.ts'
import { dayAndTime } from '../days.ts'
import { html, nothing } from '../html.ts'
import type { Html } from '../html.ts'
import { readerOf } from '../person/progress.ts'

/** For whoever reads it to approve it, and for nobody else. */
export async function watermarkFor(call: StaffCall, { relations }: Standing): Promise<Html> {
  if (!onlyReviews(relations)) return nothing
  const name = await call.app.ownName(call.session.actor)
  return watermark(shortened(name), dayAndTime(call.app.clock.now().toISOString(), readerOf(call)))
}

/** A pattern of text, not a picture: sharp at every size, on paper too, and nothing that the policy would have to allow. */
const watermark = (name: string, time: string): Html =>
  html`<svg class="watermark" aria-hidden="true" focusable="false" width="100%" height="100%">
    <defs>
      <pattern
        id="watermark-text"
        patternUnits="userSpaceOnUse"
        width="420"
        height="180"
        patternTransform="rotate(-24)"
      >
        <text x="10" y="60">${name}</text>
        <text x="10" y="84">${time}</text>
      </pattern>
    </defs>
    <rect width="100%" height="100%" fill="url(#watermark-text)"></rect>
  </svg>`

const longest = 40

const shortened = (name: string): string =>
  [...name].length > longest ? `${[...name].slice(0, longest).join('')}…` : name
