import { err, ok } from '../../kernel/result.ts'
import type { Result } from '../../kernel/result.ts'

/** Who somebody is by a national identity: what is compared with the company's file, and no more (Art. 5(1)(c)). */
export type ShownPerson = {
  readonly name: string
  /** `1970-01-31`, where the provider says it. */
  readonly birthdate?: string
}

/**
 * Read from a verified ID token (OpenID Connect Core, 5.1): only of a way of signing in that the company takes for a national
 * identity, and only with a name. The claim that is lacking is named, never what it says.
 */
export function shownPerson(
  acrs: readonly string[],
  { acr, name, birthdate }: Readonly<Record<string, unknown>>,
): Result<ShownPerson, { readonly code: 'claimLacking'; readonly claim: 'acr' | 'name' }> {
  if (typeof acr !== 'string' || !acrs.includes(acr)) return err({ code: 'claimLacking', claim: 'acr' })
  if (typeof name !== 'string' || name.trim() === '') return err({ code: 'claimLacking', claim: 'name' })
  const isDay = typeof birthdate === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(birthdate)
  return ok({ name: name.trim().slice(0, longestName), ...(isDay && { birthdate }) })
}

const longestName = 200
