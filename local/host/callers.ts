import { BlockList, isIPv6 } from 'node:net'

import type { Network } from '../../shared/config/trusted-proxies.ts'

/** All of `x-forwarded-for` as the application gets it: its last entry is whom we believe to be calling. */
export type Callers = (claimed: string | undefined, peer: Peer) => string

export type Peer = { readonly address: string; readonly port: number }

/**
 * A connection is its own caller, and what it claims stands before it. That of a trusted proxy is not a caller: then the
 * last entry that no trusted proxy made is (as Azure's front end does it, and nginx with `real_ip_recursive`).
 */
export function callersBehind(proxies: readonly Network[]): Callers {
  const trusted = new BlockList()
  for (const { address, prefix, family } of proxies) trusted.addSubnet(address, prefix, family)
  const isTrusted = (address: string): boolean => trusted.check(address, isIPv6(address) ? 'ipv6' : 'ipv4')

  return (claimed, { address, port }) => {
    const entries = (claimed ?? '').split(',').map((entry) => entry.trim())
    const before = entries.filter(Boolean)
    if (before.length === 0 || !isTrusted(address)) return [...before, entryOf(address, port)].join(', ')
    const last = before.findLastIndex((entry) => !isTrusted(addressIn(entry)))
    return before.slice(0, Math.max(last, 0) + 1).join(', ')
  }
}

const entryOf = (address: string, port: number): string =>
  `${address.includes(':') ? `[${address}]` : address}:${port}`

/** Of `192.0.2.1`, `192.0.2.1:80`, `2001:db8::1` or `[2001:db8::1]:80`. */
function addressIn(entry: string): string {
  const [, bracketed, plain] = /^(?:\[([^\]]+)\]|([^:]+))(?::\d+)?$/.exec(entry) ?? []
  return bracketed ?? plain ?? entry
}
