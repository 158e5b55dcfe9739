import { err, ok } from '../kernel/result.ts'
import type { Result } from '../kernel/result.ts'
import type { SettingProblem } from './setting.ts'

/** A network in CIDR notation (RFC 4632, section 3.1; RFC 4291, section 2.3), or one address, with its whole length. */
export type Network = {
  readonly address: string
  readonly prefix: number
  readonly family: 'ipv4' | 'ipv6'
}

/** Whoever stands there says who calls. Everybody is nobody's proxy, so a network needs a prefix. */
export function readTrustedProxies(text: string | undefined): Result<readonly Network[], SettingProblem> {
  if (text === undefined) return ok([])
  const networks = text.split(',').map((part) => network(part.trim()))
  return networks.every((one) => one !== undefined)
    ? ok(networks)
    : err({
        setting: 'TRUSTED_PROXIES',
        problem: 'must be addresses or networks with commas between them, such as 127.0.0.1,10.1.0.0/16',
      })
}

function network(text: string): Network | undefined {
  const [, address = '', digits] = /^([0-9a-f.:]+)(?:\/(\d{1,3}))?$/i.exec(text) ?? []
  const family = familyOf(address)
  const longest = family === 'ipv4' ? 32 : 128
  const prefix = digits === undefined ? longest : Number(digits)
  return family && prefix > 0 && prefix <= longest ? { address, prefix, family } : undefined
}

function familyOf(address: string): Network['family'] | undefined {
  const octets = address.split('.')
  if (octets.length === 4 && octets.every((octet) => /^\d{1,3}$/.test(octet) && Number(octet) < 256))
    return 'ipv4'
  return address.includes(':') && URL.canParse(`http://[${address}]`) ? 'ipv6' : undefined
}
