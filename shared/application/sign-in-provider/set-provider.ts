import type { ProviderRules } from '../../domain/identity/sign-in-provider.ts'
import type { LimitReached } from '../../domain/requests/limits.ts'
import { err, ok } from '../../kernel/result.ts'
import type { Result } from '../../kernel/result.ts'
import type { CompanyDocument } from '../companies/company-document.ts'
import { mayIn } from '../companies/company-people.ts'
import type { Asked } from '../companies/company-people.ts'
import { isSame } from '../companies/guarded-settings.ts'
import type { GuardedFlaw, Held } from '../companies/guarded-change.ts'
import { guarded } from '../companies/propose-change.ts'
import type { Core } from '../core.ts'
import type { ProviderUnavailable, ProviderUnfit } from '../ports/sign-in-provider.ts'
import { returnAddressOf, sealedSetting, shownProvider } from './setting.ts'
import type { ProviderSetting, ShownProvider } from './setting.ts'

export type SeenProvider = {
  /** What the provider must know as the address to send people back to. */
  readonly redirectUri: string
  readonly provider?: ShownProvider
}

export type ProviderRefusal =
  | GuardedFlaw
  | LimitReached
  | ProviderUnavailable
  | ProviderUnfit
  | { readonly code: 'notFound' | 'forbidden' | 'versionConflict' | 'clientSecretMissing' }

export type ProviderSettings = {
  readonly view: (
    input: Asked,
  ) => Promise<Result<{ readonly seen: SeenProvider; readonly etag: string }, ProviderRefusal>>
  /** Examined where it stands, and then proposed: it holds when a second administrator has approved it. */
  readonly set: (
    input: Asked & {
      readonly rules: ProviderRules
      /** Left out, the one that is kept for this client of this provider stays. */
      readonly clientSecret?: string
      readonly expected?: string
    },
  ) => Promise<Result<Held, ProviderRefusal>>
  /** The same for doing without one. */
  readonly remove: (input: Asked & { readonly expected?: string }) => Promise<Result<Held, ProviderRefusal>>
}

type Deps = Pick<
  Core,
  | 'companies'
  | 'companyChanges'
  | 'documents'
  | 'settings'
  | 'secrets'
  | 'random'
  | 'crypto'
  | 'clock'
  | 'signInProvider'
>

/** The OpenID Connect provider of a company: a setting that takes a second administrator (security.md, "Four eyes"). */
export function makeProviderSettings(deps: Deps): ProviderSettings {
  const { companies, companyChanges, signInProvider } = deps

  type Deciding = Asked & { readonly expected?: string }

  /** `settingOf` is asked again when another change came in between. */
  const propose = (
    { actor, companyId, expected }: Deciding,
    settingOf: (company: CompanyDocument) => Promise<Result<ProviderSetting | undefined, ProviderRefusal>>,
  ): Promise<Result<Held, ProviderRefusal>> =>
    companyChanges.change<Held, ProviderRefusal>(companyId, async (now) => {
      const found = await companies.read(companyId)
      if (!found) return err({ code: 'notFound' })
      if (expected !== undefined && expected !== found.etag) return err({ code: 'versionConflict' })
      const company = found.value
      const to = await settingOf(company)
      if (!to.ok) return to
      const from = company.provider && shownProvider(company.provider)
      if (isSame({ it: from }, { it: to.value && shownProvider(to.value) })) return ok({ answer: 'holds' })
      const employees = await companies.employees(companyId)
      const change = {
        kind: 'identityProvider',
        ...(from && { from }),
        ...(to.value && { to: to.value }),
      } as const
      return guarded(deps, { company, employees, change, actor, now })
    })

  return {
    async view(asked) {
      const judged = mayIn(asked, 'changeSettings')
      if (!judged.ok) return judged
      const found = await companies.read(asked.companyId)
      if (!found) return err({ code: 'notFound' })
      const redirectUri = returnAddressOf(deps, asked.companyId)
      const { provider } = found.value
      return ok({
        seen: { redirectUri, ...(provider && { provider: shownProvider(provider) }) },
        etag: found.etag,
      })
    },

    async set({ rules, clientSecret, ...asked }) {
      const judged = mayIn(asked, 'changeSettings')
      if (!judged.ok) return judged
      // Before anything of the company is held up: the provider may take its time.
      const examined = await signInProvider.examine(rules)
      if (!examined.ok) return examined
      return propose(asked, async (company) => {
        if (clientSecret !== undefined) return ok(await sealedSetting(deps, company, { rules, clientSecret }))
        const { issuer, clientId, secretHash, sealedSecret } = company.provider ?? {}
        return issuer === rules.issuer && clientId === rules.clientId && secretHash && sealedSecret
          ? ok({ ...rules, secretHash, sealedSecret })
          : err({ code: 'clientSecretMissing' })
      })
    },

    async remove(asked) {
      const judged = mayIn(asked, 'changeSettings')
      return judged.ok ? propose(asked, async () => ok(undefined)) : judged
    },
  }
}
