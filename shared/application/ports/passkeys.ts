import type { PasskeyFlaw, PasskeySite } from '../../domain/identity/passkeys.ts'
import type { Result } from '../../kernel/result.ts'

/** Reads and verifies what authenticators answer (WebAuthn Level 3, sections 7.1 and 7.2). */
export type Passkeys = {
  /** A new credential. Attestation is not asked for, and no certificate is followed. */
  readonly register: (
    answer: NewPasskeyAnswer,
    asked: PasskeyQuestion,
  ) => Promise<Result<NewPasskey, PasskeyRefused>>
  /** A credential that is known, shown for this challenge. */
  readonly check: (
    answer: PasskeyAnswer,
    asked: PasskeyQuestion & { readonly known: KnownPasskey },
  ) => Promise<Result<ShownPasskey, PasskeyRefused>>
}

export type PasskeyQuestion = { readonly site: PasskeySite; readonly challenge: string }

export type PasskeyRefused = { readonly code: PasskeyFlaw }

/** As `PublicKeyCredential.toJSON()` writes them, without what is not used (section 5.1, `RegistrationResponseJSON`). */
export type NewPasskeyAnswer = {
  readonly id: string
  readonly response: {
    readonly clientDataJSON: string
    readonly attestationObject: string
    readonly transports?: readonly string[]
  }
}

/** `AuthenticationResponseJSON`. */
export type PasskeyAnswer = {
  readonly id: string
  readonly response: {
    readonly clientDataJSON: string
    readonly authenticatorData: string
    readonly signature: string
    readonly userHandle?: string
  }
}

export type KnownPasskey = {
  /** As the authenticator named it, base64url. */
  readonly credentialId: string
  /** COSE key, base64url. */
  readonly publicKey: string
  /** How often it was used, where it counts. */
  readonly counter: number
}

/** Whether it may be, and is, kept beside the device it was made on (section 6.1.3). */
export type Backup = { readonly isBackupEligible: boolean; readonly isBackedUp: boolean }

export type NewPasskey = KnownPasskey & Backup

export type ShownPasskey = Pick<KnownPasskey, 'counter'> & Pick<Backup, 'isBackedUp'>
