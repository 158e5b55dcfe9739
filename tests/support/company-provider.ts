import assert from 'node:assert/strict'
import type { TestContext } from 'node:test'

import type { ProviderRules } from '../../shared/domain/identity/sign-in-provider.ts'
import { plainBrowser, type PlainBrowser } from '../pages/plain-browser.ts'
import { must, openOffice, type Office, type OfficeOptions } from './application.ts'
import type { PersonName } from './companies.ts'
import { reachingProvider, runOpenIdProvider, type OpenIdProvider } from './openid-provider.ts'

export const callback = 'http://localhost:7071/demo/staff/sign-in/callback'

export type CompanyWithProvider = {
  readonly office: Office
  readonly provider: OpenIdProvider
  /** Approved by a second administrator where that takes one. */
  readonly set: (rules: Partial<ProviderRules>) => Promise<void>
}

type Options = OfficeOptions & {
  readonly rules?: Partial<ProviderRules>
  readonly provider?: Omit<Parameters<typeof runOpenIdProvider>[1], 'redirectUris'>
}

/** The demonstration company, whose people sign in through a provider that runs beside the test. */
export async function companyWithProvider(
  t: TestContext,
  { rules = {}, provider: how = {}, ...options }: Options = {},
): Promise<CompanyWithProvider> {
  const provider = await runOpenIdProvider(t, { redirectUris: [callback], ...how })
  const office = await openOffice(t, { through: reachingProvider, ...options })
  const usual: ProviderRules = {
    ...{ name: 'Entra ID', issuer: provider.issuer, clientId: provider.client.id },
    ...{ scopes: ['openid'], use: 'offered' },
  }
  const set = async (change: Partial<ProviderRules>): Promise<void> => {
    const asked = { actor: office.as('admin'), companyId: 'demo', clientSecret: provider.client.secret }
    const held = must(await office.app.providerSettings.set({ ...asked, rules: { ...usual, ...change } }))
    if (held === 'holds') return
    const decision = { actor: office.as('owner'), decision: 'approve', ...held } as const
    must(await office.app.companyItems.decide(decision))
  }
  await set(rules)
  return { office, provider, set }
}

/** A browser of a colleague whose session began with these proofs. */
export async function signedInBy(
  office: Office,
  name: PersonName,
  proofs: readonly ('link' | 'totp')[] = ['link', 'totp'],
): Promise<PlainBrowser> {
  const opened = await office.app.sessions.open(
    'demo',
    { kind: 'employee', employeeId: name, proofs },
    'browser',
  )
  return plainBrowser(office, opened.cookie)
}

/** Where a browser is sent to the provider. */
export async function sentTo(browser: PlainBrowser, path = '/demo/staff/sign-in/provider'): Promise<string> {
  const { status, location } = await browser.get(path)
  assert.equal(status, 303, location)
  assert.match(location, /^http:\/\/127\.0\.0\.1:\d+\/auth\?/)
  return location
}

/** There as this person and back here; where the browser ends up. */
export async function throughProvider(
  { provider }: Pick<CompanyWithProvider, 'provider'>,
  browser: PlainBrowser,
  login: string,
  path?: string,
): Promise<string> {
  const back = await provider.browser().signIn(await sentTo(browser, path), login)
  return (await browser.get(`${back.pathname}${back.search}`)).location
}

/** Links the identity of that name to a colleague. */
export async function linked(
  all: CompanyWithProvider,
  name: PersonName,
  login: string = name,
): Promise<void> {
  const browser = await signedInBy(all.office, name)
  assert.equal(
    await throughProvider(all, browser, login, await linkPath(browser)),
    '/demo/staff/provider?done=identityLinked',
  )
}

/** As the employee's own page has it. */
export async function linkPath(browser: PlainBrowser): Promise<string> {
  const { text } = await browser.get('/demo/staff/provider')
  const [, path] = /href="(\/demo\/staff\/provider\/link\?for=[\w-]+)"/.exec(text) ?? []
  assert.ok(path, text)
  return path
}
