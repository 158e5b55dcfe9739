import { ok } from '../../kernel/result.ts'
import type { ActorRef } from '../actor.ts'
import type { Core } from '../core.ts'

/**
 * A counter that went back is the one sign of a copied passkey that there is (WebAuthn Level 3, section 7.2, step 22): it
 * stands in the audit, whoever showed it. Other refusals are somebody's mistake, and counted elsewhere.
 */
export async function noteDoubt(
  { companyChanges }: Pick<Core, 'companyChanges'>,
  {
    companyId,
    employeeId,
    by,
  }: { readonly companyId: string; readonly employeeId: string; readonly by: ActorRef },
  code: string,
): Promise<void> {
  if (code !== 'passkeyCounterBack') return
  const facts = [{ event: 'passkeyDoubted', by, detail: { employeeId, code } }] as const
  await companyChanges.change<void, never>(companyId, async () =>
    ok({ answer: undefined, change: { writes: [], facts } }),
  )
}
