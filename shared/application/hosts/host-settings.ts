import { isHostName, proofNameOf, proofTextOf } from '../../domain/companies/host-name.ts'
import type { HostFinding, HostState } from '../../domain/companies/host-name.ts'
import type { LimitReached } from '../../domain/requests/limits.ts'
import { err, ok } from '../../kernel/result.ts'
import type { Result } from '../../kernel/result.ts'
import { actorRef } from '../actor.ts'
import type { CompanyDecision } from '../companies/company-changes.ts'
import type { CompanyDocument } from '../companies/company-document.ts'
import { mayIn } from '../companies/company-people.ts'
import type { Asked } from '../companies/company-people.ts'
import { writeOf } from '../companies/guarded-change.ts'
import type { GuardedFlaw, Held } from '../companies/guarded-change.ts'
import { guarded } from '../companies/propose-change.ts'
import type { Core } from '../core.ts'
import { challengeOf, makeHostChecks } from './host-checks.ts'
import type { HostDeps } from './host-checks.ts'
import { freeHost, readHost } from './host-documents.ts'
import type { HostDocument } from './host-documents.ts'

export type SeenHost = {
  /** Where persons are led now, by the links of mails. */
  readonly address: string
  readonly name?: string
  readonly state?: HostState
  readonly since?: string
  /** What has to stand in the domain name system, as a record of the kind TXT. */
  readonly record?: { readonly name: string; readonly value: string }
  /** What the last look found, and when it was. */
  readonly found?: HostFinding
  readonly lookedAt?: string
  /** Until then a name whose proof is gone still answers. */
  readonly dropsAt?: string
}

export type HostRefusal =
  | GuardedFlaw
  | LimitReached
  | { readonly code: 'notFound' | 'forbidden' | 'versionConflict' | 'hostNameInvalid' | 'hostNameReserved' }

type Seen = Result<{ readonly seen: SeenHost; readonly etag: string }, HostRefusal>

export type HostSettings = {
  readonly view: (input: Asked) => Promise<Seen>
  /** Decides where links lead: it holds when a second administrator has approved it, and serves when it is proven. */
  readonly set: (
    input: Asked & { readonly name: string; readonly expected?: string },
  ) => Promise<Result<Held, HostRefusal>>
  /** By one person alone: nothing leads anywhere new. */
  readonly remove: (input: Asked & { readonly expected?: string }) => Promise<Result<void, HostRefusal>>
  /** Looks into the domain name system now. */
  readonly check: (input: Asked) => Promise<Seen>
}

type Deps = HostDeps & Pick<Core, 'settings'>

/** A host name of the company's own, beside its path (security.md, "Egress": custom hosts need proof by DNS). */
export function makeHostSettings(deps: Deps): HostSettings {
  const { companies, companyChanges, settings, hosts } = deps
  const checks = makeHostChecks(deps)

  const view: HostSettings['view'] = async (asked) => {
    const judged = mayIn(asked, 'changeSettings')
    if (!judged.ok) return judged
    const found = await companies.read(asked.companyId)
    if (!found) return err({ code: 'notFound' })
    const { value: company, etag } = found
    const standing = await readHost(deps, asked.companyId)
    const address = await hosts.addressOf(company)
    return ok({ seen: { address, ...(standing && (await shown(company, standing.value))) }, etag })
  }

  async function shown(company: CompanyDocument, { host, ...standing }: HostDocument) {
    const { state, since, found, lookedAt, dropsAt } = standing
    const value = proofTextOf(await challengeOf(deps, company, host))
    return {
      ...{ name: host, state, since, record: { name: proofNameOf(host), value } },
      ...(found && { found }),
      ...(lookedAt !== undefined && { lookedAt }),
      ...(dropsAt !== undefined && { dropsAt }),
    }
  }

  /** Nobody's own name is that of the instance itself: it leads to every company. */
  function flawOf(name: string): HostRefusal | undefined {
    if (!isHostName(name)) return { code: 'hostNameInvalid' }
    const reserved = [new URL(settings.publicUrl).hostname, settings.platformHost]
    return reserved.includes(name) ? { code: 'hostNameReserved' } : undefined
  }

  const changing = <Answer>(
    { companyId, expected }: Asked & { readonly expected?: string },
    decide: (company: CompanyDocument, now: Date) => Promise<CompanyDecision<Answer, HostRefusal>>,
  ) =>
    companyChanges.change<Answer, HostRefusal>(companyId, async (now) => {
      const found = await companies.read(companyId)
      if (!found) return err({ code: 'notFound' })
      if (expected !== undefined && expected !== found.etag) return err({ code: 'versionConflict' })
      return decide(found.value, now)
    })

  return {
    view,

    async set({ name, ...asked }) {
      const judged = mayIn(asked, 'changeSettings')
      if (!judged.ok) return judged
      const flaw = flawOf(name)
      if (flaw) return err(flaw)
      return changing<Held>(asked, async (company, now) => {
        const { host: from } = company
        if (from === name) return ok({ answer: 'holds' })
        const employees = await companies.employees(asked.companyId)
        const change = { kind: 'host', ...(from !== undefined && { from }), to: name } as const
        return guarded(deps, { company, employees, change, actor: asked.actor, now })
      })
    },

    async remove(asked) {
      const judged = mayIn(asked, 'changeSettings')
      if (!judged.ok) return judged
      let former: string | undefined
      const removed = await changing<void>(asked, async ({ host, ...company }) => {
        former = host
        if (host === undefined) return ok({ answer: undefined })
        const detail = { members: 'host', hostBefore: host }
        return ok({
          answer: undefined,
          change: {
            writes: [writeOf(company as CompanyDocument), { kind: 'delete', id: 'host' }],
            facts: [{ event: 'settingsChanged', by: actorRef(asked.actor), detail }],
          },
        })
      })
      // Nobody is led there any more; what is left if this is not reached, the daily look frees.
      if (removed.ok && former !== undefined) {
        await freeHost(deps, former, asked.companyId)
        hosts.forget(former)
      }
      return removed
    },

    async check(asked) {
      const judged = mayIn(asked, 'changeSettings')
      if (!judged.ok) return judged
      await checks.check(asked.companyId)
      return view(asked)
    },
  }
}
