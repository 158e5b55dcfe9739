import type { EmployeeActor } from '../../shared/application/actor.ts'
import type { FreshFactor } from '../../shared/application/factors/check-factor.ts'
import type { RequestOptions } from '../../shared/application/factors/passkey-options.ts'
import { must, type Office } from './application.ts'
import { appCode } from './authenticator-app.ts'
import type { PersonName } from './companies.ts'
import { passkeyDevice, type PasskeyDevice, type Quirks } from './passkey-device.ts'
import { tokenTo } from './mailbox.ts'

export type Enrolled = {
  readonly secret: string
  readonly factorId: string
  readonly recoveryCodes: readonly string[]
}

/** The mailed link of somebody of the company. */
export async function signInToken(office: Office, name: PersonName): Promise<string> {
  const email = `${name}@demo.example`
  await office.app.askSignIn({ companyId: 'demo', email })
  await office.pump()
  return tokenTo(office, email)
}

/** Signed in as the kinds say, in a session that is there. */
export async function signedIn(
  { app }: Office,
  name: PersonName,
  proofs: EmployeeActor['proofs'] = ['link', 'totp'],
): Promise<EmployeeActor> {
  const subject = { kind: 'employee', employeeId: name, proofs } as const
  const { sessionId } = await app.sessions.open('demo', subject, 'program')
  const actor = await app.sessions.actor(sessionId)
  if (actor?.kind !== 'employee') throw new Error('nobody is signed in')
  return actor
}

/** Somebody with an app; its code of this moment is used up. */
export async function enrolled(office: Office, name: PersonName): Promise<Enrolled> {
  const actor = await signedIn(office, name, ['link'])
  const { id, secret } = must(await office.app.ownFactors.beginTotp({ actor, name: 'My phone' }))
  const code = appCode(secret, office.clock.now())
  const { recoveryCodes = [] } = must(await office.app.ownFactors.confirmTotp({ actor, code }))
  return { secret, factorId: id, recoveryCodes }
}

export type WithPasskey = {
  readonly device: PasskeyDevice
  readonly factorId: string
  readonly recoveryCodes: readonly string[]
  /** Shown for what a session or a link was asked. */
  readonly shown: (asked: AskedPasskey, quirks?: Quirks) => FreshFactor
}

type AskedPasskey = { readonly publicKey: RequestOptions }

/** Somebody with a passkey on a device of theirs. */
export async function withPasskey(
  { app }: Pick<Office, 'app'>,
  actor: EmployeeActor,
  quirks: Quirks = {},
): Promise<WithPasskey> {
  const device = passkeyDevice()
  const { publicKey } = must(await app.ownPasskeys.begin({ actor, name: 'My laptop' }))
  const credential = device.create(publicKey, quirks)
  const { id, recoveryCodes = [] } = must(await app.ownPasskeys.confirm({ actor, credential }))
  const shown: WithPasskey['shown'] = ({ publicKey: asked }, how) => ({
    kind: 'passkey',
    credential: device.get(asked, how),
  })
  return { device, factorId: id, recoveryCodes, shown }
}
