import { sweepDue } from '../timing/sweep.ts'
import type { Sweep } from '../timing/sweep.ts'
import type { Core } from '../core.ts'
import { makeHostChecks } from './host-checks.ts'
import type { HostDeps } from './host-checks.ts'
import type { HostClaim, HostDocument } from './host-documents.ts'

/** Looks again at the host names whose time has come, and frees those whose company is gone. */
export function makeCheckHosts(deps: HostDeps & Pick<Core, 'log'>): Sweep {
  const { check, renew } = makeHostChecks(deps)
  const due = { operation: 'checkHosts', field: 'hostCheckAt' } as const

  return async (batch) => {
    const until = deps.clock.now()
    const looked = await sweepDue<HostDocument>(
      deps,
      { ...due, container: 'companies', until, batch },
      async ({ value }) => void (await check(value.companyId)),
    )
    return looked + (await sweepDue<HostClaim>(deps, { ...due, container: 'access', until, batch }, renew))
  }
}
