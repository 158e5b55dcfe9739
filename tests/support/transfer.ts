// Another controller, with keys of its own, as `clients/receiver` makes and uses them.
import { answerTo, makeKeys, signed } from '../../clients/receiver/receiver.ts'
import type { ReceiverFacts } from '../../shared/application/transfer/receiver.ts'
import type { TransferView } from '../../shared/application/transfer/transfer.ts'
import { must, type Office } from './application.ts'
import type { MadeRequest } from './request-stages.ts'

/** Made once: keys of this length take their time. */
export const receiverKeys = makeKeys()

export const receiverFacts: ReceiverFacts = {
  ...{ name: 'Nordlys Forsikring', contact: 'data@nordlys.example' },
  ...receiverKeys.forSender,
}

const byAdmin = ({ as }: Pick<Office, 'as'>) => ({
  actor: as('admin'),
  companyId: as('admin').companyId,
})

/** One that is entered, and has not proved itself. */
export async function anEnteredReceiver(
  office: Pick<Office, 'app' | 'as'>,
  more: Partial<ReceiverFacts> = {},
): Promise<string> {
  const facts = { ...receiverFacts, ...more }
  return must(await office.app.receivers.add({ ...byAdmin(office), facts })).id
}

/** One that was asked to prove itself, and what it answers. */
export async function aChallengedReceiver(
  office: Pick<Office, 'app' | 'as'>,
  more: Partial<ReceiverFacts> = {},
): Promise<{ readonly receiverId: string; readonly proof: string }> {
  const receiverId = await anEnteredReceiver(office, more)
  const challenged = must(await office.app.receivers.challenge({ ...byAdmin(office), receiverId }))
  if (challenged === 'holds' || !('challenge' in challenged)) throw new Error('it is asked by hand')
  return { receiverId, proof: answerTo(receiverKeys.own, challenged.challenge) }
}

/** One that a person may choose; a second person approves it where one is needed. */
export async function anApprovedReceiver(
  office: Pick<Office, 'app' | 'as'>,
  more: Partial<ReceiverFacts> = {},
): Promise<string> {
  const { receiverId, proof } = await aChallengedReceiver(office, more)
  const named = { ...byAdmin(office), receiverId }
  const held = must(await office.app.receivers.prove({ ...named, proof }))
  if (held !== 'holds')
    must(await office.app.companyItems.decide({ actor: office.as('owner'), ...held, decision: 'approve' }))
  return receiverId
}

/** The person signs what they are shown. */
export async function instructed(
  { app }: Pick<Office, 'app'>,
  { person: actor, requestId }: MadeRequest,
  receiverId: string,
): Promise<TransferView> {
  const { offered } = must(await app.transfers.offers({ actor, requestId }))
  const textSha256 = offered.find((one) => one.receiverId === receiverId)?.textSha256 ?? ''
  return must(await app.transfers.instruct({ actor, requestId, receiverId, textSha256 }))
}

/** The hash of the words that the person would sign for the first of the receivers; where none is offered, of none. */
export async function wordsFor(
  { app }: Pick<Office, 'app'>,
  { person: actor, requestId }: MadeRequest,
): Promise<string> {
  const offers = await app.transfers.offers({ actor, requestId })
  return (offers.ok && offers.value.offered[0]?.textSha256) || '0'.repeat(64)
}

/** What a receiver sends with a call. */
export function bearerOf({ app, clock }: Pick<Office, 'app' | 'clock'>, receiverId: string): string {
  const iat = Math.floor(clock.now().getTime() / 1000)
  const said = { iss: receiverId, aud: `${app.settings.publicUrl}/api/v1/companies/demo`, iat, exp: iat + 60 }
  return `Bearer ${signed(receiverKeys.own, 'indsigt-receiver-call+jwt', said)}`
}
