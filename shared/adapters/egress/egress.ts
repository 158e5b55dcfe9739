import { isIP } from 'node:net'

import type { Egress, EgressLimits, EgressOutcome, EgressRequest } from '../../application/ports/egress.ts'
import { inTime } from '../../kernel/in-time.ts'
import { isPublicAddress } from './addresses.ts'
import { exchange } from './exchange.ts'
import { resolveByDns, type Resolve } from './resolve.ts'
import { targetOf, type Target, type TargetRules } from './target.ts'

export type EgressOptions = Partial<TargetRules> & { readonly resolve?: Resolve }

const usualLimits: EgressLimits = {
  connectMs: 5_000,
  headersMs: 10_000,
  totalMs: 15_000,
  headerBytes: 16_384,
  bodyBytes: 65_536,
}

/** Calls over https, to port 443 and to public addresses; what else is allowed the options say (security.md, "Egress"). */
export function createEgress({ resolve = resolveByDns(), ...given }: EgressOptions = {}): Egress {
  const rules: TargetRules = { loopback: 'refused', ports: [443], admits: isPublicAddress, ...given }

  async function call(request: EgressRequest): Promise<EgressOutcome> {
    const limits = { ...usualLimits, ...request.limits }
    const target = targetOf(request.url, rules)
    if (!target.ok) return target.error
    const addresses = await addressesOf(target.value, limits)
    if (addresses === undefined) return { kind: 'unreachable', code: 'tooSlow' }
    if (addresses.length === 0) return { kind: 'unreachable', code: 'nameUnknown' }
    const isAdmitted = target.value.isLoopback || addresses.every(rules.admits)
    if (!isAdmitted) return { kind: 'refused', code: 'addressRefused' }
    return exchange({ ...target.value, addresses }, request, limits)
  }

  /** Asked once for each call: what the name means later is nobody's concern. Undefined where nobody said so in time. */
  async function addressesOf(
    { host, isLoopback }: Target,
    limits: EgressLimits,
  ): Promise<readonly string[] | undefined> {
    if (isLoopback || isIP(host) !== 0) return isIP(host) === 0 ? loopback : [host]
    return inTime(limits.connectMs, () => resolve(host), late).catch(() => undefined)
  }

  return {
    call,
    judge: async (url) => {
      const target = targetOf(url, rules)
      return target.ok ? undefined : target.error
    },
  }
}

const loopback = ['127.0.0.1', '::1']
const late = (): Error => new Error('no name server answered in time')
