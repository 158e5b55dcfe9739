import type { BlobStore } from './blobs.ts'
import type { DocumentStore } from './documents.ts'
import type { ConnectorCatalogue } from './connectors.ts'
import type { Egress } from './egress.ts'
import type { FormValidator } from './forms.ts'
import type { HostNames } from './host-names.ts'
import type { KeyVault } from './keys.ts'
import type { Log } from './log.ts'
import type { MailEvents, MailSender, SmsEvents, SmsSender } from './mail.ts'
import type { MessageBus } from './messages.ts'
import type { PackageStore } from './packages.ts'
import type { Passcodes } from './passcodes.ts'
import type { Passkeys } from './passkeys.ts'
import type { Scanner } from './scanner.ts'
import type { ShareStore } from './shares.ts'
import type { SignInProvider } from './sign-in-provider.ts'
import type { Clock, Crypto, Random } from './system.ts'
import type { AccessTokens } from './tokens.ts'

/** All that the application needs from the world; `azurePorts` and `embeddedPorts` feed it. */
export type Ports = {
  readonly documents: DocumentStore
  readonly blobs: BlobStore
  readonly keys: KeyVault
  /** Where the stores lie on a disk, which can be full. */
  readonly hasRoom?: () => Promise<boolean>
  readonly shares: ShareStore
  readonly messages: MessageBus
  readonly mail: MailSender
  /** Where the provider tells how mails fared, and by which key it signs is known. */
  readonly mailEvents?: MailEvents
  /** Where a provider of text messages is chosen, or they are captured. */
  readonly sms?: SmsSender
  /** Where it tells how they fared. */
  readonly smsEvents?: SmsEvents
  readonly packages: PackageStore
  readonly passcodes: Passcodes
  readonly passkeys: Passkeys
  readonly scanner: Scanner
  /** The one way out to addresses that others chose. */
  readonly egress: Egress
  /** By which a company proves that a host name is its own. */
  readonly hostNames: HostNames
  readonly forms: FormValidator
  /** The systems that this instance knows how to look in. */
  readonly connectors: ConnectorCatalogue
  readonly tokens: AccessTokens
  readonly signInProvider: SignInProvider
  readonly clock: Clock
  readonly random: Random
  readonly crypto: Crypto
  readonly log: Log
  readonly settings: InstanceSettings
}

export type InstanceSettings = {
  /** Demo mode exists only in the single-machine run (security.md, "Two modes"). */
  readonly mode: 'demo' | 'serve'
  /** The address that mails carry, without a trailing slash. */
  readonly publicUrl: string
  /** Outgoing calls may go to this machine itself; only where everything is a demonstration. */
  readonly loopbackTargets?: 'allowed'
  /** Ports beside 443 that outgoing calls may go to. */
  readonly egressPorts?: readonly number[]
  /** The name that the platform gave this instance; calls under it are calls to `publicUrl`. */
  readonly platformHost?: string
  /** Our profile of Azure Front Door: what comes with this id came through it, and it says who called. */
  readonly frontDoorId?: string
  /** Who is asked for host names, in place of the machine's own name servers. */
  readonly dnsServers?: readonly string[]
  /** What makes the first operator where nobody sees a console. */
  readonly operatorCode?: string
  /** How long a session lives, in minutes: eight hours, if left out. */
  readonly sessionMinutes?: number
  /** The same for an access token: a quarter of an hour, if left out. */
  readonly tokenMinutes?: number
  /** How long the store of content keeps what is removed from it, at most; nothing, if left out. Certificates say it. */
  readonly blobGoneDays?: number
  /** Where a clamd listens, for whoever runs one. */
  readonly clamd?: { readonly host: string; readonly port: number }
}
