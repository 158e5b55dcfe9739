import { insuranceExample } from '../../shared/domain/templates/insurance-example.ts'
import { must, openOffice, type Office } from './application.ts'
import { aProgram, publishedForm, recorded } from './consent.ts'
import { aConnection } from './connections.ts'
import { aRequest, type MadeRequest } from './request-stages.ts'
import type { CleaningUp } from './scratch-folder.ts'
import { streamOf } from './streams.ts'
import { anApprovedReceiver } from './transfer.ts'
import { itemAt, withhold } from './withholding.ts'

type Stage =
  | 'unverified'
  | 'collecting'
  | 'filled'
  | 'sealed'
  | 'approved'
  | 'delivered'
  | 'recalled'
  | 'withdrawn'
  | 'refused'
  | 'purged'

export type BusyCompany = {
  readonly office: Office
  readonly requests: Readonly<Record<Stage, MadeRequest>>
}

/** A company in the middle of its work: settings, people and receivers of its own, and a request in each state. */
export async function busyCompany(t: CleaningUp): Promise<BusyCompany> {
  const office = await openOffice(t)
  const { app, as } = office
  const verified = (email?: string) =>
    aRequest(office, email === undefined ? {} : { email })
      .verified()
      .assignedTo('user')
  const delivered = () => verified().filled().sealed().approved().delivered().made()

  const purged = await delivered()
  office.clock.pass({ days: 33 })
  await app.purgeContent(100)
  await set(office)

  await consented(office)

  const collecting = await verified('with-a-file@person.example').made()
  await work(office, collecting)
  const recalled = await delivered()
  const [delivery] = (await office.stateOf(recalled)).deliveries
  must(
    await app.recallDelivery({
      ...{ actor: as('manager'), deliveryId: delivery?.id ?? '' },
      ...{ reasonCode: 'wrongContent', reason: 'A page of another.' },
    }),
  )
  const withdrawn = await verified().made()
  must(await app.withdrawRequest({ actor: withdrawn.person, requestId: withdrawn.requestId }))
  const refused = await verified().made()
  await refuse(office, refused)
  const requests = {
    ...{ purged, collecting, recalled, withdrawn, refused },
    unverified: await aRequest(office, { email: 'new@person.example' }).made(),
    filled: await verified().filled().made(),
    sealed: await verified().filled().sealed().made(),
    approved: await verified().filled().sealed().approved().made(),
    delivered: await delivered(),
  }
  await office.pump()
  return { office, requests }
}

async function set(office: Office): Promise<void> {
  const { app, as } = office
  const owner = { companyId: 'demo', actor: as('owner') }
  const admin = { companyId: 'demo', actor: as('admin') }
  const change = { allowedOrigins: ['https://www.demo.example'] }
  must(await app.companySettings.change({ ...admin, change }))
  must(await app.inviteEmployee({ ...admin, name: 'Nina New', email: 'nina@demo.example' }))
  must(await app.apiKeys.create({ ...owner, wish: { name: 'CRM', scopes: ['requests'] } }))
  const wish = { url: 'https://hooks.demo.example/indsigt', events: ['requestVerified'] } as const
  must(await app.webhooks.create({ ...admin, wish }))
  await anApprovedReceiver(office)
  await aConnection(office)
}

/** Somebody said yes and took some of it back; somebody else was only asked. */
async function consented(office: Office): Promise<void> {
  const form = await publishedForm(office)
  const said = { ...form, subject: { externalId: 'customer-1' } }
  const { consentId } = must(await recorded(office, said))
  must(await recorded(office, { ...said, purposes: [{ purposeId: 'profiling', decision: 'given' }] }))
  must(await recorded(office, { ...form, subject: { email: 'asked@person.example' } }))
  must(await office.app.withdrawConsent.forPerson({ caller: aProgram, consentId }))
}

async function work(office: Office, request: MadeRequest): Promise<void> {
  const { requestId, person } = request
  const user = { actor: office.as('user'), requestId }
  const file = { name: 'policy.txt', contentType: 'text/plain', content: streamOf('word of the person') }
  must(await office.app.putFile({ ...user, ...file }))
  must(await office.app.messages.post({ actor: person, requestId, text: 'Only of 2025, please' }))
  const entry = { kind: 'whole', data: insuranceExample } as const
  must(await office.app.enterData({ ...user, templateId: 'insurance', via: 'manual', entry }))
  must(await withhold(office, request, [await itemAt(office, request, '/claims/0')]))
}

async function refuse({ app, as }: Office, { requestId }: MadeRequest): Promise<void> {
  const facts = 'The same as last week.'
  const proposal = { actor: as('user'), requestId, groundCode: 'manifestlyExcessive', facts } as const
  const item = must(await app.proposeRefusal(proposal))
  must(await app.decideItem({ actor: as('manager'), requestId, ...item, decision: 'approve' }))
}
