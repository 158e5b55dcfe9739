// Who may change state from a browser (security.md, "Sessions"): a page of ours, in the session that it was shown to.
import { createHash, timingSafeEqual } from 'node:crypto'

/** Bound to the session's cookie, which no other page can read; worthless with any other session. */
export const csrfToken = (cookie: string): string => digest('csrf', cookie)

/** Something of the session that may stand in a page or an address without telling what it stands for. */
export const sessionToken = (cookie: string, about: string): string =>
  digest('about', cookie, about).slice(0, 22)

export function csrfHolds(cookie: string, given: string): boolean {
  const expected = Buffer.from(csrfToken(cookie))
  const bytes = Buffer.from(given)
  return bytes.length === expected.length && timingSafeEqual(bytes, expected)
}

const digest = (...parts: readonly string[]): string =>
  createHash('sha256')
    .update(JSON.stringify(['indsigt', ...parts]))
    .digest('base64url')

export type SiteHeaders = { readonly get: (name: string) => string | null }

/**
 * Whether a form was sent by a page of ours. Browsers write Sec-Fetch-Site themselves; our pages send no referrer, so
 * their forms carry the origin "null", which counts only together with it.
 */
export function isOwnSite(headers: SiteHeaders, origins: readonly string[]): boolean {
  const site = headers.get('sec-fetch-site')
  if (site !== null && site !== 'same-origin' && site !== 'none') return false
  const origin = headers.get('origin')
  if (origin === null || origins.includes(origin)) return true
  return origin === 'null' && site === 'same-origin'
}

/** Whether the browser says by itself that a page of ours sent it; silence, which old browsers keep, is not enough. */
export function isProvenOwnSite(headers: SiteHeaders, origins: readonly string[]): boolean {
  const isSaid =
    headers.get('sec-fetch-site') === 'same-origin' || origins.includes(headers.get('origin') ?? '')
  return isSaid && isOwnSite(headers, origins)
}
