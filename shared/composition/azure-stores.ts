import type { Credential } from '../adapters/managed-identity/credential.ts'
import { managedIdentity } from '../adapters/managed-identity/credential.ts'
import { createSendGridEvents } from '../adapters/sendgrid/events.ts'
import type { TwilioSettings } from '../adapters/twilio/sms.ts'
import { createTwilioStatus } from '../adapters/twilio/status.ts'
import type { ServiceBusSettings } from '../adapters/service-bus/namespace.ts'
import type { AdapterChoice, MailChoice, StorageChoice } from '../config/adapter-settings.ts'
import { allAtFirstCall } from './at-first-call.ts'
import type { Edges, Stores } from './ports-over.ts'

/**
 * The stores that the settings put on Azure, each by itself; the others are missing. An adapter and its SDK are read at
 * the first call: composing them does nothing.
 */
export function azureStores(
  chosen: AdapterChoice,
  { clock, log, publicUrl }: Pick<Edges, 'clock' | 'log'> & { readonly publicUrl?: string },
  /** Told how to close what keeps a connection, once it is opened; under the Functions host nobody closes anything. */
  opened: (close: () => Promise<void>) => void = () => undefined,
): Partial<Stores> {
  const credential = managedIdentity(chosen.clientId)
  return {
    ...(chosen.documents && { documents: cosmosDocuments(chosen.documents, credential) }),
    ...(chosen.blobs && { blobs: blobStorage(chosen.blobs, credential) }),
    ...(chosen.keys && { keys: keyVault(chosen.keys, credential, clock) }),
    ...(chosen.shares && { shares: shareStorage(chosen.shares, credential) }),
    ...(chosen.messages && { messages: serviceBus(busSettings(chosen.messages, chosen.clientId), opened) }),
    ...(chosen.mail && { mail: mailThrough(chosen.mail, { clock, log }) }),
    ...(chosen.sms && twilio({ ...chosen.sms, ...(publicUrl !== undefined && { publicUrl }) }, { log })),
    ...(chosen.mail && mailEvents(chosen.mail, clock)),
  }
}

const cosmosDocuments = (
  { key, ...account }: NonNullable<AdapterChoice['documents']>,
  credential: Credential,
): Stores['documents'] =>
  allAtFirstCall(['read', 'batch', 'query'], async () => {
    const { createCosmosDocuments } = await import('../adapters/cosmos/documents.ts')
    const signIn = key === undefined ? { credential: async () => credential } : { key }
    return createCosmosDocuments({ ...account, signIn })
  })

const blobStorage = (chosen: StorageChoice, credential: Credential): Stores['blobs'] =>
  allAtFirstCall(['stage', 'staged', 'commit', 'read', 'size', 'remove', 'list'], async () => {
    const { createBlobStore } = await import('../adapters/blob-storage/blobs.ts')
    return createBlobStore({ ...chosen, credential })
  })

const shareStorage = (chosen: StorageChoice, credential: Credential): Stores['shares'] =>
  allAtFirstCall(['put', 'get', 'destroy', 'list'], async () => {
    const { createShareStore } = await import('../adapters/blob-storage/shares.ts')
    return createShareStore({ ...chosen, credential })
  })

const keyVault = (
  { url }: NonNullable<AdapterChoice['keys']>,
  credential: Credential,
  clock: Edges['clock'],
): Stores['keys'] =>
  allAtFirstCall(['ensure', 'wrap', 'unwrap', 'sign', 'publicKey', 'publicKeys'], async () => {
    const { createKeyVaultKeys } = await import('../adapters/key-vault/keys.ts')
    return createKeyVaultKeys({ url, credential }, clock)
  })

const serviceBus = (
  settings: ServiceBusSettings,
  opened: (close: () => Promise<void>) => void,
): Stores['messages'] =>
  allAtFirstCall(['send'], async () => {
    const { createServiceBus } = await import('../adapters/service-bus/message-bus.ts')
    const bus = createServiceBus(settings)
    opened(bus.close)
    return bus
  })

/** How Service Bus is reached, for whoever sends and whoever receives. */
export function busSettings(
  chosen: NonNullable<AdapterChoice['messages']>,
  clientId: string | undefined,
): ServiceBusSettings {
  if ('connectionString' in chosen) return chosen
  const credential = managedIdentity(clientId)
  return { ...chosen, credential: async () => credential }
}

const mailThrough = (chosen: MailChoice, edges: Pick<Edges, 'clock' | 'log'>): Stores['mail'] =>
  allAtFirstCall(['send'], async () => {
    if ('url' in chosen) return (await import('../adapters/smtp/mail.ts')).createSmtpMail(chosen, edges)
    const { createSendGridMail } = await import('../adapters/sendgrid/mail.ts')
    return createSendGridMail(chosen, edges)
  })

/** A relay tells nothing of a mail after it took it. */
const mailEvents = (chosen: MailChoice, clock: Edges['clock']): Pick<Stores, 'mailEvents'> =>
  'webhookKey' in chosen && chosen.webhookKey !== undefined
    ? { mailEvents: createSendGridEvents(chosen.webhookKey, clock) }
    : {}

const twilio = (
  chosen: TwilioSettings,
  edges: Pick<Edges, 'log'>,
): Pick<Required<Stores>, 'sms' | 'smsEvents'> => ({
  sms: allAtFirstCall(['send'], async () => {
    const { createTwilioSms } = await import('../adapters/twilio/sms.ts')
    return createTwilioSms(chosen, edges)
  }),
  smsEvents: createTwilioStatus(chosen.authToken, chosen.publicUrl),
})
