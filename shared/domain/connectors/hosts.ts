// No host is called that the connector does not name: not by a setting, and not by an answer.
import { filled } from './compose-call.ts'
import type { Values } from './compose-call.ts'
import type { Connector } from './connector.ts'

/** The hosts that this connector may call with these settings. */
export const hostsOf = ({ hosts }: Pick<Connector, 'hosts'>, values: Values): readonly string[] =>
  hosts.flatMap((template) => {
    const host = filled(template, 'host', values)
    return host.ok ? [host.value] : []
  })

/**
 * The address of a next page, seen from the one before; undefined where it leads elsewhere: another host, another port,
 * without encryption, or with a name and a password in it.
 */
export function knownAddress(next: string, from: string, hosts: readonly string[]): string | undefined {
  if (!URL.canParse(next, from)) return undefined
  const url = new URL(next, from)
  const isKnown =
    url.protocol === 'https:' &&
    url.port === '' &&
    url.username === '' &&
    url.password === '' &&
    hosts.includes(url.hostname)
  return isKnown ? url.href : undefined
}
