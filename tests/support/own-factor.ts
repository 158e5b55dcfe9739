import assert from 'node:assert/strict'

import type { FactorWish } from '../../shared/application/identity/own-factor.ts'
import type { Redeemed } from '../../shared/application/identity/redeem-link.ts'
import type { LinkRefusal } from '../../shared/application/identity/spend-link.ts'
import type { Result } from '../../shared/kernel/result.ts'
import type { Office } from './application.ts'
import { tokenTo } from './mailbox.ts'
import { aRequest, personEmail, type MadeRequest, type Stages } from './request-stages.ts'

export const phone = '+4512345678'
export const byText = { kind: 'sms', phone } as const
export const byPasscode = { kind: 'passcode', passcode: 'ni lange ord' } as const

/** A request whose person set this, on its way. */
export const protectedBy = (office: Office, secondFactor: FactorWish): Stages =>
  aRequest(office, { secondFactor })

/** Delivered, with the token of the link that opens the answer. */
export async function delivered(
  office: Office,
  secondFactor: FactorWish,
): Promise<MadeRequest & { readonly token: string }> {
  const stages = protectedBy(office, secondFactor).verified().assignedTo('user').filled()
  const request = await stages.sealed().approved().delivered().made()
  return { ...request, token: tokenTo(office, personEmail) }
}

/** The code of the newest text to the number. */
export function textedCode(office: Office, to: string = phone): string {
  const code = /\b(\d{8})\b/.exec(office.sms.list({ to })[0]?.text ?? '')?.[1]
  assert.ok(code, `a code texted to ${to}`)
  return code
}

export const redeem = (
  office: Office,
  token: string,
  code?: string,
): Promise<Result<Redeemed, LinkRefusal>> =>
  office.app.redeemLink({ token, use: 'program', ...(code === undefined ? {} : { code }) })

export const wrongCode = (code: string): string => (code === '00000000' ? '11111111' : '00000000')
