import { codeTries } from '../../domain/identity/limits.ts'
import { err, ok } from '../../kernel/result.ts'
import type { Result } from '../../kernel/result.ts'
import type { CompanyDocument } from '../companies/company-document.ts'
import type { FactorFlaw } from '../factors/check-factor.ts'
import type { FactorKinds } from '../factors/factors-document.ts'
import type { Stored } from '../ports/documents.ts'
import type { LinkDocument } from './link-document.ts'
import type { LinkMint } from './link-mint.ts'
import type { TextOutcome } from './text-code.ts'

export type LinkRefusal = {
  readonly code:
    | 'notFound'
    | 'linkUsed'
    | 'linkVoid'
    | 'linkExpired'
    | 'codeRequired'
    | 'codeWrong'
    | 'factorRequired'
    | FactorFlaw['code']
  /** Where the person set a factor of their own: which, and whether a code is on its way. */
  readonly needed?: NeededFactor
  /** Where somebody of the company enrolled some: by which they can sign in. */
  readonly factors?: { readonly kinds: FactorKinds; readonly phoneEnding?: string }
}

export type NeededFactor =
  | { readonly kind: 'sms'; readonly phoneEnding: string; readonly text?: TextOutcome }
  | { readonly kind: 'passcode' }

/** What a link is checked against, in this order: used, newest, in time, and then its second secret. */
export type LinkCheck = {
  readonly company: CompanyDocument
  readonly link: Stored<LinkDocument>
  /** The hash of the newest link of this purpose. */
  readonly newest: string | undefined
  readonly hash: string
  readonly code: string | undefined
  readonly now: Date
}

/** Whether it can be spent at all, whatever else is asked for. */
export function linkFlaw({
  link,
  newest,
  hash,
  now,
}: Omit<LinkCheck, 'company' | 'code'>): LinkRefusal | undefined {
  if (link.value.usedAt !== undefined) return { code: 'linkUsed' }
  if (newest !== hash) return { code: 'linkVoid' }
  return new Date(link.value.expiresAt) <= now ? { code: 'linkExpired' } : undefined
}

export async function checkLink(
  mint: LinkMint,
  check: LinkCheck,
): Promise<Result<Stored<LinkDocument>, LinkRefusal>> {
  const flaw = linkFlaw(check)
  if (flaw) return err(flaw)
  const { company, link, code, now } = check
  if (company.linkFactor === 'tokenAlone') return ok(link)
  if (code === undefined) return err({ code: 'codeRequired' })
  return (await codeHolds(mint, company, link.value, { code, now })) ? ok(link) : err({ code: 'codeWrong' })
}

/** Dead after ten minutes or five failures; a fresh one can always be mailed, so a stranger locks nobody out. */
export async function codeHolds(
  mint: LinkMint,
  company: CompanyDocument,
  link: LinkDocument,
  { code, now }: { readonly code: string; readonly now: Date },
): Promise<boolean> {
  const { codeHash, codeExpiresAt, codeFailures } = link
  if (codeHash === undefined || codeExpiresAt === undefined || codeFailures >= codeTries) return false
  if (new Date(codeExpiresAt) <= now) return false
  return (await mint.hashOfCode(company, code)) === codeHash
}
