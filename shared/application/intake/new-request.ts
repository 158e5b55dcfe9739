import type { CompanyDocument } from '../companies/company-document.ts'
import type { Core } from '../core.ts'
import { ownConsentsIn } from '../consent/named-consents.ts'
import { keepFactor } from '../identity/own-factor.ts'
import type { FactorRefusal, FactorWish } from '../identity/own-factor.ts'
import { initialStatus } from '../../domain/requests/lifecycle.ts'
import type { ObjectionPurpose, Right } from '../../domain/requests/right.ts'
import { currentTypes } from '../../domain/templates/information-type.ts'
import type { Language } from '../../domain/templates/template.ts'
import { err, ok } from '../../kernel/result.ts'
import type { Result } from '../../kernel/result.ts'
import { wishedTransfer } from '../transfer/wished.ts'
import { sealPersonal } from '../requests/personal.ts'
import { normalised } from './normalised-address.ts'
import { newReference } from './reference.ts'
import type {
  Channel,
  PersonalDetails,
  RequestDocument,
  RequestSource,
  RightTrack,
} from '../requests/request-document.ts'

/** What is the same for a request that a person makes and one that staff register. */
export type RequestWish = {
  readonly rights: readonly Right[]
  readonly language?: Language
  readonly country?: string
  /** Nothing chosen is everything (EDPB 01/2022 section 2.3.1). */
  readonly informationTypes?: readonly string[]
  /** What an objection among the rights is about. */
  readonly objectionPurpose?: ObjectionPurpose
  /** Which consents are taken back with the others of their kind. */
  readonly consentIds?: readonly string[]
  readonly secondFactor?: FactorWish
  /** A receiver, where the answer is to go to another controller as well. */
  readonly deliverTo?: string
  readonly personal: PersonalDetails
}

export type WishRefusal =
  | {
      readonly code:
        | 'informationTypeUnknown'
        | 'rightNotOffered'
        | 'objectionNotAsked'
        | 'withdrawalNotAsked'
        | 'transferNotOffered'
    }
  | FactorRefusal

type NewRequest = {
  readonly company: CompanyDocument
  readonly requestId: string
  readonly wish: RequestWish
  readonly channel: Channel
  readonly receivedAt: Date
  readonly now: Date
  readonly registeredBy?: string
}

/** The company's catalogue, narrowed by what the person chose, copied when the request opens. */
function sourcesFor(
  company: CompanyDocument,
  chosen: readonly string[] | undefined,
): Result<readonly RequestSource[], WishRefusal> {
  const offered = currentTypes(company.informationTypes)
  const known = new Set(offered.map((type) => type.informationType))
  if (chosen?.some((type) => !known.has(type))) return err({ code: 'informationTypeUnknown' })

  const wanted = offered.filter((type) => !chosen?.length || chosen.includes(type.informationType))
  return ok(
    wanted.flatMap(({ informationType, sources }) =>
      sources.map((source): RequestSource => ({
        ...source,
        informationType,
        state: 'waiting',
        templateVersion: newestVersion(company, source.templateId),
      })),
    ),
  )
}

/** A request pins its forms when it opens: what the company changes of them later is for later requests. */
const newestVersion = ({ templates }: CompanyDocument, templateId: string): number =>
  Math.max(1, ...templates.filter((head) => head.templateId === templateId).map(({ version }) => version))

export type WishDeps = Pick<
  Core,
  'keyring' | 'secrets' | 'random' | 'crypto' | 'passcodes' | 'sms' | 'documents' | 'clock'
>

/** The first state of a request, encrypted from the first byte under a key of its own, and that key for what goes with it. */
export async function newRequest(
  core: WishDeps,
  { company, requestId, wish, channel, receivedAt, registeredBy }: NewRequest,
): Promise<Result<{ readonly request: RequestDocument; readonly key: Uint8Array }, WishRefusal>> {
  const flaw = rightsFlaw(company, wish)
  if (flaw) return err({ code: flaw })
  const sources = sourcesFor(company, wish.informationTypes)
  if (!sources.ok) return sources

  const chosen = await chosenBesides(core, { company, requestId }, wish)
  if (!chosen.ok) return chosen
  const { details, marks } = chosen.value

  const { companyId } = company
  const { reference: key, key: bytes } = await core.keyring.create({ companyId, requestId })
  const request: RequestDocument = {
    id: 'request',
    companyId,
    requestId,
    reference: newReference(core.random, receivedAt.getUTCFullYear()),
    version: 0,
    revision: 0,
    auditCount: 0,
    status: initialStatus(registeredBy === undefined ? 'person' : 'registered'),
    rights: wish.rights.map((right) => trackOf(right, wish)),
    channel,
    language: wish.language ?? company.languages[0] ?? 'en',
    receivedAt: receivedAt.toISOString(),
    pauses: [],
    milestones: [],
    fileCount: 0,
    fileBytes: 0,
    sources: sources.value,
    key,
    personal: sealPersonal(core.crypto, bytes, { companyId, requestId }, details),
    assignees: [],
    contributors: registeredBy === undefined ? [] : [registeredBy],
    deliveries: [],
    links: {},
    instances: [],
    ...marks,
    ...(wish.country === undefined ? {} : { country: wish.country }),
    ...(await ofAddress(core, company, wish, registeredBy)),
    ...(registeredBy === undefined ? {} : { registeredBy }),
  }
  return ok({ request, key: bytes })
}

/** What they set beside their mailbox, and where the answer is to go as well. */
async function chosenBesides(
  core: WishDeps,
  asked: Pick<NewRequest, 'company' | 'requestId'>,
  wish: RequestWish,
) {
  const transfer = wishedTransfer(core, asked, wish)
  if (!transfer.ok) return transfer
  const { email } = wish.personal
  const factor = await keepFactor(core, { company: asked.company, factor: wish.secondFactor, email })
  if (!factor.ok) return factor
  const { value: secondFactor } = factor
  const details: PersonalDetails = { ...wish.personal, ...(secondFactor && { secondFactor }) }
  const marks = {
    ...(secondFactor && { ownFactor: secondFactor.kind }),
    ...(transfer.value && { transfer: transfer.value }),
  }
  return ok({ details, marks })
}

/** What is found again, or meant, by the address that was typed. */
async function ofAddress(
  { documents, secrets }: Pick<Core, 'documents' | 'secrets'>,
  company: CompanyDocument,
  wish: RequestWish,
  registeredBy: string | undefined,
): Promise<Pick<RequestDocument, 'addressHash' | 'consentsNamed'>> {
  const { email } = wish.personal
  const consentsNamed = await ownConsentsIn({ documents, secrets }, company, wish, registeredBy)
  return {
    ...(email === undefined
      ? {}
      : { addressHash: await secrets.hash(company, 'address', normalised(email)) }),
    ...(consentsNamed.length === 0 ? {} : { consentsNamed }),
  }
}

function rightsFlaw({ rights }: CompanyDocument, wish: RequestWish) {
  if (wish.rights.some((right) => !rights.includes(right))) return 'rightNotOffered'
  const isOdd = wish.objectionPurpose !== undefined && !wish.rights.includes('objection')
  if (isOdd) return 'objectionNotAsked'
  const isNamedAlone = wish.consentIds !== undefined && !wish.rights.includes('consentWithdrawal')
  return isNamedAlone ? 'withdrawalNotAsked' : undefined
}

const trackOf = (right: Right, { objectionPurpose }: RequestWish): RightTrack => ({
  right,
  status: 'waiting',
  ...(right === 'objection' && objectionPurpose === 'directMarketing' ? { purpose: objectionPurpose } : {}),
})
