import type { Result } from '../../kernel/result.ts'
import { err, ok } from '../../kernel/result.ts'
import { nationalGrounds } from './national-grounds.ts'
import type { RefusalGround } from './refusal-grounds.ts'
import { regulationGrounds } from './refusal-grounds.ts'
import type { Right } from './right.ts'

export type { RefusalGround } from './refusal-grounds.ts'

/** What may be relied on for this right in this country; in a country without a list, the regulation alone. */
export const groundsFor = (right: Right, country: string): readonly RefusalGround[] =>
  [...regulationGrounds, ...groundsOfCountry(country)].filter(({ rights }) => rights.includes(right))

/** The ground behind a code, in whatever country it holds: a decision once made stays readable. */
export const groundOf = (code: string): RefusalGround | undefined =>
  [...regulationGrounds, ...Object.values(nationalGrounds).flat()].find((ground) => ground.code === code)

export type RefusalWish = {
  /** All that are refused by it. */
  readonly rights: readonly Right[]
  readonly country: string
  readonly groundCode: string
  /** Whether all that was asked under these rights is refused, or a part of it. */
  readonly scope: 'whole' | 'part'
  /** Why the ground holds here: the burden of proof is the controller's (Art. 12(5)). */
  readonly facts: string
}

export type RefusalFlaw = {
  readonly code: 'groundUnknown' | 'groundNotForRight' | 'groundNotForScope' | 'factsMissing'
}

/** What can be put before the second person. A refusal that fails here is never proposed (R38, R41, R42). */
export function checkRefusal(wish: RefusalWish): Result<RefusalGround, RefusalFlaw> {
  const ground = [...regulationGrounds, ...groundsOfCountry(wish.country)].find(
    ({ code }) => code === wish.groundCode,
  )
  if (!ground) return err({ code: 'groundUnknown' })
  if (!wish.rights.every((right) => ground.rights.includes(right))) return err({ code: 'groundNotForRight' })
  if (ground.partial !== 'both' && ground.partial !== wish.scope) return err({ code: 'groundNotForScope' })
  if (wish.facts.trim() === '') return err({ code: 'factsMissing' })

  return ok(ground)
}

const groundsOfCountry = (country: string): readonly RefusalGround[] =>
  new Map<string, readonly RefusalGround[]>(Object.entries(nationalGrounds)).get(country) ?? []
