import type { ProviderRules } from '../../domain/identity/sign-in-provider.ts'
import type { Core } from '../core.ts'
import type { CompanyDocument } from '../companies/company-document.ts'
import { openJson, sealJson } from '../keys/sealed-json.ts'
import type { ProviderClient } from '../ports/sign-in-provider.ts'

/** The provider as the company's document keeps it. */
export type ProviderSetting = ShownProvider & { readonly sealedSecret: string }

/** What may be seen of it: the secret is written and never read, and its keyed hash tells whether it changed. */
export type ShownProvider = ProviderRules & { readonly secretHash: string }

type Deps = Pick<Core, 'secrets' | 'crypto' | 'settings'>

const use = 'sign-in provider'

const contextOf = ({ companyId }: CompanyDocument): string => `${companyId} ${use}`

export function shownProvider({ sealedSecret: _sealed, ...shown }: ProviderSetting): ShownProvider {
  return shown
}

export async function sealedSetting(
  { secrets, crypto }: Deps,
  company: CompanyDocument,
  { rules, clientSecret }: { readonly rules: ProviderRules; readonly clientSecret: string },
): Promise<ProviderSetting> {
  const key = await secrets.key(company, use)
  return {
    ...rules,
    secretHash: await secrets.hash(company, use, clientSecret),
    sealedSecret: sealJson(crypto, key, contextOf(company), clientSecret),
  }
}

/** The provider as it is called on behalf of the company. */
export async function clientOf(
  deps: Deps,
  company: CompanyDocument,
  { sealedSecret, secretHash: _hash, ...rules }: ProviderSetting,
): Promise<ProviderClient> {
  const key = await deps.secrets.key(company, use)
  const clientSecret = openJson<string>(deps.crypto, key, contextOf(company), sealedSecret)
  return { rules, clientSecret, returnAddress: returnAddressOf(deps, company.companyId) }
}

/** What is registered with the provider; made of `PUBLIC_URL`, and the company's own (RFC 9700, 4.4.2.2). */
export const returnAddressOf = ({ settings }: Pick<Deps, 'settings'>, companyId: string): string =>
  `${settings.publicUrl}/${companyId}/staff/sign-in/callback`
