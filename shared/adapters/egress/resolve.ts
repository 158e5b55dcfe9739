import { Resolver } from 'node:dns/promises'

/** All addresses of a name; none where it has none, or nobody answers for it. */
export type Resolve = (name: string) => Promise<readonly string[]>

const patienceMs = 2_000
const tries = 2

/**
 * Asks the name servers, not the machine: names that only this machine knows are not for strangers, and no slow name holds
 * one of the few threads that files and passcodes are computed on. The machine's own servers, or those given.
 */
export const resolveByDns =
  (servers: readonly string[] = []): Resolve =>
  async (name) => {
    const resolver = new Resolver({ timeout: patienceMs, tries })
    if (servers.length > 0) resolver.setServers(servers)
    const families = await Promise.allSettled([resolver.resolve4(name), resolver.resolve6(name)])
    return families.flatMap((family) => (family.status === 'fulfilled' ? family.value : []))
  }
