// What an address says by itself, before any name is resolved.
import { isIP } from 'node:net'

import type { EgressRefusal, EgressRefusalCode } from '../../application/ports/egress.ts'
import { err, ok, type Result } from '../../kernel/result.ts'

export type Target = {
  readonly url: URL
  /** Without brackets and without the dot of the root, as certificates and TLS name it. */
  readonly host: string
  readonly port: number
  /** This machine itself, by its name or number, where that is allowed at all. */
  readonly isLoopback: boolean
}

export type TargetRules = {
  /** `allowed`: plain http to this machine, on every port, as a demonstration needs it. */
  readonly loopback: 'allowed' | 'refused'
  readonly ports: readonly number[]
  readonly admits: (address: string) => boolean
}

const longestUrl = 2_000

/** The URL parser of the platform has made one spelling of all the ways to write an IPv4 address (WHATWG URL, 3.5). */
export function targetOf(text: string, rules: TargetRules): Result<Target, EgressRefusal> {
  const url = text.length <= longestUrl && URL.canParse(text) ? new URL(text) : undefined
  if (!url) return refusal('urlMalformed')
  if (url.username !== '' || url.password !== '') return refusal('credentialsInUrl')
  const host = url.hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '')
  const isLoopback = rules.loopback === 'allowed' && loopbackHost.test(host)
  const port = Number(url.port || (url.protocol === 'https:' ? 443 : 80))
  const wrong = wrongWith({ url, host, port, isLoopback }, rules)
  return wrong ? refusal(wrong) : ok({ url, host, port, isLoopback })
}

/** `localhost` and what is below it never leave the machine (RFC 6761, 6.3). */
const loopbackHost = /^(?:(?:.+\.)?localhost|127\.\d+\.\d+\.\d+|::1)$/

function wrongWith(target: Target, rules: TargetRules): EgressRefusalCode | undefined {
  const { protocol } = target.url
  if (target.isLoopback) return protocol === 'http:' || protocol === 'https:' ? undefined : 'schemeRefused'
  if (protocol !== 'https:') return 'schemeRefused'
  if (!rules.ports.includes(target.port)) return 'portRefused'
  return isIP(target.host) !== 0 && !rules.admits(target.host) ? 'addressRefused' : undefined
}

const refusal = (code: EgressRefusalCode) => err<EgressRefusal>({ kind: 'refused', code })
