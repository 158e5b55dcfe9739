import type { IncomingHttpHeaders } from 'node:http'

import type { Refusal } from '../../shared/contracts/problems.ts'

const name = 'localhost'

const proxies = ['forwarded', 'via', 'x-forwarded-for', 'x-forwarded-host', 'x-forwarded-proto', 'x-real-ip']

/** A web site that is being made here, and what it needs of a company to ask for consent with a key that it publishes. */
const ofThisMachine = /^http:\/\/(localhost|127\.0\.0\.1):\d{1,5}$/
const askingForConsent =
  /^\/(embed\/consent\.js|api\/v1\/companies\/[^/?]+\/(consents|consent-forms\/[^/?]+\/published))(\?.*)?$/

/**
 * Demo mode answers the browser and the programs of this machine alone (security.md, "Two modes"). A page elsewhere can
 * make a browser call here, under a name that it lets point here (DNS rebinding) or with a form of its own; a proxy
 * would bring in the world. Says why a request is refused; undefined when it is not.
 */
export function demoRefusal(headers: IncomingHttpHeaders, port: number, path = '/'): Refusal | undefined {
  const hosts = port === 80 ? [name, `${name}:80`] : [`${name}:${port}`]
  // Also the loopback address itself: one name has one set of cookies and one origin.
  if (!hosts.includes(headers.host?.toLowerCase() ?? ''))
    return { code: 'wrongHost', rule: `open http://${name}:${port}` }
  if (proxies.some((name) => headers[name] !== undefined)) return refusal('forwardedHeader')

  const { origin } = headers
  const fetchSite = headers['sec-fetch-site']
  const ownOrigins = hosts.map((host) => `http://${host}`)
  // A page that sends no referrer sends "null" for its own origin too; only the browser itself writes Sec-Fetch-Site.
  const isOwn =
    origin === undefined || ownOrigins.includes(origin) || (origin === 'null' && fetchSite === 'same-origin')
  const isSite = origin !== undefined && ofThisMachine.test(origin) && askingForConsent.test(path)
  return isOwn || isSite ? undefined : refusal('origin')
}

const refusal = (rule: string): Refusal => ({ code: 'crossSite', rule })
