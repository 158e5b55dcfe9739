// One of each kind of object that an address can name, made in a company by those who make such things.
import assert from 'node:assert/strict'

import type { CompanyDocument } from '../../shared/application/companies/company-document.ts'
import { companyPartition } from '../../shared/application/place.ts'
import type { RequestRef } from '../../shared/application/requests/request-store.ts'
import { must, type Office } from './application.ts'
import { appCode } from './authenticator-app.ts'
import { publishedForm, recorded } from './consent.ts'
import { aConnection, aSearch } from './connections.ts'
import { aRequest } from './request-stages.ts'
import { streamOf } from './streams.ts'
import { anEnteredReceiver } from './transfer.ts'

/** By the name that a route has for it. What belongs to a request belongs to `requestId`, unless `requestOf` says another. */
export type Objects = Readonly<Record<string, string>>

export type OwnedObjects = {
  readonly companyId: string
  readonly ids: Objects
  /** Requests that are collecting, sealed, delivered, about to be refused, and taken back. */
  readonly requestIds: readonly string[]
  /** The request of what cannot belong to one that is collecting. */
  readonly requestOf: Objects
  /** An API key as a program sends it. */
  readonly apiKey: string
  /** The person's, of each request. */
  readonly linkTokens: readonly string[]
}

/** `word` names what the company itself names: its template, its source, its file, the people it asks. */
export async function objectsOf(office: Office, word: string): Promise<OwnedObjects> {
  const { companyId } = office.as('owner')
  const templateId = await templateIn(office, word)
  await sourceIn(office, { sourceId: `${word}Archive`, templateId })
  const email = `${word}@person.example`
  const assigned = () =>
    aRequest(office, { email, message: `${word}Words` })
      .verified()
      .assignedTo('user')
      .filled()
  const collecting = await assigned().made()
  const sealed = await assigned().sealed().made()
  const delivered = await assigned().sealed().approved().delivered().made()
  const refused = await assigned().made()
  const breached = await assigned().sealed().approved().delivered().made()
  const all = [collecting, sealed, delivered, refused, breached]
  const { id: keyId, secret = '' } = must(
    await office.app.apiKeys.create({
      ...{ actor: office.as('owner'), companyId },
      wish: { name: `${word} CRM`, scopes: ['requests', 'company', 'audit'] },
    }),
  )
  const [delivery] = (await office.stateOf(delivered)).deliveries
  return {
    companyId,
    apiKey: secret,
    requestIds: all.map(({ requestId }) => requestId),
    requestOf: {
      ...{ sealId: sealed.requestId, breachId: breached.requestId, deliveryId: delivered.requestId },
    },
    linkTokens: office.mail.list({ to: email }).flatMap(({ text }) => /\/link#(\S+)$/m.exec(text)?.[1] ?? []),
    ids: {
      ...{
        company: companyId,
        requestId: collecting.requestId,
        templateId,
        sourceId: `${word}Archive`,
        keyId,
      },
      ...(await filesIn(office, { requestId: collecting.requestId, name: `${word}.txt` })),
      sealId: (await office.stateOf(sealed)).seal?.sealId ?? '',
      deliveryId: delivery?.id ?? '',
      itemId: await itemIn(office, refused.requestId),
      breachId: await breachIn(office, breached),
      deadLetterId: await deadLetterIn(office, collecting.requestId),
      ...(await webhookIn(office)),
      receiverId: await anEnteredReceiver(office),
      searchId: await aSearch(office, collecting.requestId),
      connectionId: await aConnection(office),
      transferId: `${collecting.requestId}-${'x'.repeat(22)}`,
      ...(await colleagueIn(office, word)),
      factorId: await factorIn(office),
      ...(await consentIn(office, word)),
      importId: await importIn(office),
      exportId: must(await office.app.exports.begin({ actor: office.as('owner'), companyId })).id,
    },
  }
}

/** What the company asks consent for, and what somebody said to it. */
async function consentIn(office: Office, word: string): Promise<Record<'formId' | 'consentId', string>> {
  const text = { en: `${word} letters` }
  const given = { title: { en: `${word} form` }, purposes: [{ purposeId: `${word}-letters`, text }] }
  const form = await publishedForm(office, given)
  const purposes = [{ purposeId: `${word}-letters`, decision: 'given' }] as const
  const said = { ...form, purposes, subject: { externalId: `${word}-customer` } }
  return { formId: form.formId, consentId: must(await recorded(office, said)).consentId }
}

async function importIn({ app, as }: Office): Promise<string> {
  const actor = as('admin')
  const asked = { actor, companyId: actor.companyId, dryRun: true }
  return must(await app.consentImports.begin({ ...asked, content: streamOf('{}\n') })).id
}

async function templateIn({ app, as }: Office, word: string): Promise<string> {
  const actor = as('admin')
  const wish = { templateId: `${word}-form`, from: 'generic', content: {} }
  must(await app.editTemplates.create({ actor, companyId: actor.companyId, ...wish }))
  return wish.templateId
}

async function sourceIn(
  { ports, as, clock }: Office,
  source: { readonly sourceId: string; readonly templateId: string },
): Promise<void> {
  const partition = companyPartition(as('admin').companyId)
  const found = await ports.documents.read<CompanyDocument>(partition, 'company')
  assert.ok(found)
  const label = { da: 'Arkivet', en: 'Archive' }
  const type = {
    ...{ informationType: source.sourceId, label },
    sources: [{ ...source, label, legalBasis: 'contract', providedByPerson: true }] as const,
  }
  const value: CompanyDocument = { ...found.value, informationTypes: [...found.value.informationTypes, type] }
  await ports.documents.batch(partition, [{ kind: 'upsert', value }])
  // The company is remembered for some seconds.
  clock.pass({ seconds: 10 })
}

/** A file that is stored, and one of which a block has come. */
async function filesIn(
  { app, as }: Office,
  { requestId, name }: { readonly requestId: string; readonly name: string },
) {
  const about = { actor: as('user'), requestId, contentType: 'text/plain' }
  must(
    await app.putFile({ ...about, name, content: ReadableStream.from([new TextEncoder().encode('words')]) }),
  )
  const { uploadId } = must(await app.uploads.begin({ ...about, name: `begun-${name}`, sizeBytes: 11 }))
  const block = { actor: about.actor, requestId, uploadId, number: 0 }
  must(await app.uploads.putBlock({ ...block, content: ReadableStream.from([new Uint8Array(11)]) }))
  return { name, uploadId }
}

async function itemIn({ app, as }: Office, requestId: string): Promise<string> {
  const proposed = { groundCode: 'manifestlyExcessive', facts: 'The fifth this week.' }
  return must(await app.proposeRefusal({ actor: as('user'), requestId, ...proposed })).itemId
}

async function breachIn(office: Office, request: RequestRef): Promise<string> {
  const [delivery] = (await office.stateOf(request)).deliveries
  const why = { reasonCode: 'wrongAddressee', reason: 'It was her neighbour.' } as const
  const recalled = { actor: office.as('manager'), deliveryId: delivery?.id ?? '', ...why }
  return must(await office.app.recallDelivery(recalled)).breachId
}

async function deadLetterIn({ app, as }: Office, requestId: string): Promise<string> {
  const { companyId } = as('admin')
  const body = { companyId, requestId }
  await app.bury({ queue: 'mail', messageId: `stuck-${requestId}`, deliveryCount: 1, body }, 'triesUsedUp')
  const [letter] = must(await app.deadLetters.list({ actor: as('admin'), companyId }))
  return letter?.id ?? ''
}

/** Nobody listens there: it was told once, and that is what can be sent again. */
async function webhookIn({ app, as }: Office): Promise<Record<'webhookId' | 'eventId', string>> {
  const actor = as('admin')
  const asked = { actor, companyId: actor.companyId }
  const wish = { url: 'http://localhost:1/', events: ['requestVerified'] } as const
  const { id: webhookId } = must(await app.webhooks.create({ ...asked, wish }))
  const { id: eventId } = must(await app.webhookDeliveries.test({ ...asked, webhookId }))
  return { webhookId, eventId }
}

/** Somebody invited, and their session. */
async function colleagueIn(
  { app, as }: Office,
  word: string,
): Promise<Record<'employeeId' | 'sessionId', string>> {
  const actor = as('admin')
  const { companyId } = actor
  const who = { name: `${word}Colleague`, email: `${word}-colleague@${companyId}.example` }
  const { id: employeeId } = must(await app.inviteEmployee({ actor, companyId, ...who }))
  const { sessionId } = await app.sessions.open(companyId, { kind: 'employee', employeeId }, 'program')
  return { employeeId, sessionId }
}

async function factorIn({ app, as, clock }: Office): Promise<string> {
  const actor = as('owner')
  const { id, secret } = must(await app.ownFactors.beginTotp({ actor }))
  must(await app.ownFactors.confirmTotp({ actor, code: appCode(secret, clock.now()) }))
  return id
}
