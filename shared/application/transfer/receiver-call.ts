// Who calls for another controller: nobody signs in, each call is signed by the key that was proved and approved.
import { err, ok } from '../../kernel/result.ts'
import type { Result } from '../../kernel/result.ts'
import type { CompanyDocument } from '../companies/company-document.ts'
import type { Core } from '../core.ts'
import { approvedReceivers } from './receiver.ts'
import type { Receiver } from './receiver.ts'
import { signedBy } from './receiver-proof.ts'

/** What comes with each call: a JWS that names caller and callee, and is good for five minutes at most. */
export type ReceiverCall = {
  readonly companyId: string
  readonly receiverId: string
  readonly signed: string | undefined
}

export type Caller = { readonly company: CompanyDocument; readonly receiver: Receiver }

const callType = 'indsigt-receiver-call+jwt'

const longestSeconds = 300
/** Clocks differ. */
const leewaySeconds = 60

/** Unknown, removed, not approved, signed by another, for another company, over: all the same to whoever calls. */
export async function callerOf(
  { companies, crypto, settings, clock }: Pick<Core, 'companies' | 'crypto' | 'settings' | 'clock'>,
  { companyId, receiverId, signed }: ReceiverCall,
): Promise<Result<Caller, { readonly code: 'receiverUnknown' }>> {
  const unknown = err({ code: 'receiverUnknown' } as const)
  if (signed === undefined) return unknown
  // Never the remembered one: who was removed is nobody from the next call on.
  const company = (await companies.read(companyId))?.value
  const receiver = company && approvedReceivers(company).find((one) => one.receiverId === receiverId)
  if (!receiver) return unknown
  const said = signedBy(crypto, receiver, { jws: signed, type: callType })
  const audience = `${settings.publicUrl}/api/v1/companies/${companyId}`
  if (said?.['iss'] !== receiverId || said['aud'] !== audience) return unknown
  return isTimely(said, clock.now()) ? ok({ company, receiver }) : unknown
}

function isTimely({ iat, exp }: Readonly<Record<string, unknown>>, now: Date): boolean {
  if (typeof iat !== 'number' || typeof exp !== 'number') return false
  const seconds = now.getTime() / 1000
  return iat <= seconds + leewaySeconds && exp > seconds && exp - iat <= longestSeconds
}
