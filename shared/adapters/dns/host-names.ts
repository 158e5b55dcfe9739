import { Resolver } from 'node:dns/promises'

import type { HostNames, TextLookUp } from '../../application/ports/host-names.ts'
import { inTime } from '../../kernel/in-time.ts'

export type HostNamesOptions = {
  /** In place of the machine's own. */
  readonly servers?: readonly string[]
  /** For each try; after three times as long, whoever was asked is silent. */
  readonly patienceMs?: number
}

const tries = 2

/** Name servers said that there is no such name, or no record of the kind (RFC 2308, section 2). */
const nothing: readonly unknown[] = ['ENOTFOUND', 'ENODATA']

/** Asks the name servers, not the machine: what only this machine knows proves nothing to others. */
export function createHostNames({ servers = [], patienceMs = 2_000 }: HostNamesOptions = {}): HostNames {
  async function ask(name: string): Promise<TextLookUp> {
    const resolver = new Resolver({ timeout: patienceMs, tries })
    try {
      if (servers.length > 0) resolver.setServers(servers)
      const records = await inTime(tries * patienceMs + patienceMs, () => resolver.resolveTxt(name), late)
      // A record is a row of strings of at most 255 octets, which its readers join (RFC 7208, section 3.3).
      return { kind: 'answered', texts: records.map((strings) => strings.join('')) }
    } catch (error) {
      const code = (error as { readonly code?: unknown }).code
      if (nothing.includes(code)) return { kind: 'answered', texts: [] }
      return { kind: 'unanswered', code: code === 'ETIMEOUT' ? 'silent' : 'failed' }
    } finally {
      resolver.cancel()
    }
  }

  return { texts: ask }
}

const late = (): Error => Object.assign(new Error('no name server answered in time'), { code: 'ETIMEOUT' })
