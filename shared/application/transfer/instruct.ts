import { instructionText } from '../../domain/transfer/instruction-text.ts'
import type { Language } from '../../domain/templates/template.ts'
import { err, ok } from '../../kernel/result.ts'
import type { Result } from '../../kernel/result.ts'
import { actorRef } from '../actor.ts'
import type { Actor, RequesterActor } from '../actor.ts'
import { toHex, utf8 } from '../bytes.ts'
import type { CompanyDocument } from '../companies/company-document.ts'
import type { Core } from '../core.ts'
import { newDeliveryId } from '../delivery/delivery-id.ts'
import { statusLinkDays } from '../intake/acknowledgement.ts'
import { sealJson } from '../keys/sealed-json.ts'
import { ownRequest } from '../requests/access.ts'
import type { RequestDocument } from '../requests/request-document.ts'
import type { Change, RequestRef } from '../requests/request-store.ts'
import { isReleased, voidSeal } from '../requests/standing-seal.ts'
import { addDays } from '../../domain/time.ts'
import { waitingRights } from '../timing/due.ts'
import { approvedReceivers, receiverFingerprint } from './receiver.ts'
import type { Receiver } from './receiver.ts'
import { transferView } from './transfer.ts'
import type { Instruction, Transfer, TransferView } from './transfer.ts'

export type TransferRefusal = {
  readonly code:
    | 'notFound'
    | 'codeRequired'
    | 'transferNotOffered'
    | 'transferTooLate'
    | 'instructionOutdated'
    | 'contentGone'
    | 'versionConflict'
}

/** A receiver that can be chosen, and the words that choose it. */
export type Offered = {
  readonly receiverId: string
  readonly name: string
  readonly contact: string
  readonly url?: string
  readonly fingerprint: string
  readonly text: string
  readonly textSha256: string
}

export type Offers = {
  /** Of the words. */
  readonly language: Language
  readonly offered: readonly Offered[]
  readonly transfer?: TransferView
}

type Asked = { readonly actor: Actor; readonly requestId: string }

export type Transfers = {
  /** Whom the person can choose, in the language of their page, and what they chose. */
  readonly offers: (
    input: Asked & { readonly language?: Language },
  ) => Promise<Result<Offers, TransferRefusal>>
  /** The person signs: they name the hash of the words that they were shown. */
  readonly instruct: (
    input: Asked & { readonly receiverId: string; readonly textSha256: string },
  ) => Promise<Result<TransferView, TransferRefusal>>
  /** Until it was fetched; a second time changes nothing. */
  readonly takeBack: (input: Asked) => Promise<Result<TransferView, TransferRefusal>>
}

type Deps = Pick<Core, 'requests' | 'companies' | 'keyring' | 'desk' | 'random' | 'crypto' | 'clock'>

/** A signed instruction is known by the words that it was given in, in any of the languages. */
const languages: readonly Language[] = ['da', 'en']

const instructionContext = ({ companyId, requestId }: RequestRef, transferId: string): string =>
  `instruction ${companyId} ${requestId} ${transferId}`

/** Art. 20 is asked for, and the answer has not left: what leaves is approved with where it goes. */
function flawOf(
  request: RequestDocument,
): { readonly code: 'transferTooLate' | 'transferNotOffered' } | undefined {
  if (!atWork.includes(request.status) || isReleased(request)) return { code: 'transferTooLate' }
  return waitingRights(request).includes('portability') ? undefined : { code: 'transferNotOffered' }
}

const atWork: readonly RequestDocument['status'][] = ['open', 'collecting', 'sealed', 'approved']

const isTheSame = ({ transfer }: RequestDocument, textSha256: string): boolean =>
  transfer?.takenBackAt === undefined && transfer?.instruction?.textSha256 === textSha256

/** The person's instruction to send their data straight to another controller (Art. 20(2)). */
export function makeTransfers(deps: Deps): Transfers {
  const { requests, companies, keyring, desk, random, crypto, clock } = deps

  function textFor(language: Language, company: CompanyDocument, request: RequestDocument, one: Receiver) {
    const { name, contact, url } = one
    const fingerprint = receiverFingerprint(crypto, one)
    const receiver = { name, contact, ...(url !== undefined && { url }), fingerprint }
    return instructionText(language, { company: company.name, reference: request.reference, receiver })
  }

  const hashOf = (text: string): string => toHex(crypto.sha256(utf8(text)))

  type Signing = {
    readonly request: RequestDocument
    readonly receiver: Receiver
    readonly text: string
    readonly actor: RequesterActor
    readonly now: Date
  }

  async function signedTransfer({
    request,
    receiver,
    text,
    actor,
    now,
  }: Signing): Promise<Transfer | undefined> {
    const key = await keyring.open(request.companyId, request.key)
    if (!key) return undefined
    const transferId = newDeliveryId(random, request.requestId)
    const { receiverId, name, url } = receiver
    const instruction: Instruction = {
      ...{ textSha256: hashOf(text), at: now.toISOString() },
      factors: actor.factor === undefined ? ['link'] : ['link', 'ownFactor'],
      sealed: sealJson(crypto, key, instructionContext(request, transferId), text),
    }
    const fingerprint = receiverFingerprint(crypto, receiver)
    const named = { name, ...(url !== undefined && { url }), fingerprint }
    return { transferId, receiverId, receiver: named, instruction }
  }

  /** Whoever was to approve something else approves nothing: the seal is void, and so are its approvals. */
  function changeOf(request: RequestDocument, transfer: Transfer, textSha256: string): Change {
    const voided = voidSeal(request, { kind: 'requester' })
    const { transferId, receiverId, receiver } = transfer
    const detail = { transferId, receiverId, fingerprint: receiver.fingerprint, textSha256 }
    return {
      request: { ...(voided?.request ?? request), transfer },
      facts: [...(voided?.facts ?? []), { event: 'transferInstructed', by: { kind: 'requester' }, detail }],
      ...(voided && { wakes: true }),
    }
  }

  /** It is told to their mailbox: it may not have been them. */
  const told = (change: Change, company: CompanyDocument, now: Date): Promise<Change> =>
    desk.enclose(
      change,
      company,
      {
        kind: 'transfer',
        link: { purpose: 'openRequest', expiresAt: addDays(now, statusLinkDays) },
      },
      now,
    )

  const viewOf = (request: RequestDocument, company: CompanyDocument): TransferView =>
    transferView({ request, company, now: clock.now() }) as TransferView

  return {
    async offers({ actor, requestId, language }) {
      const found = await requests.find(actor.companyId, requestId)
      const company = await companies.find(actor.companyId)
      if (!found || !company || !ownRequest(actor, found.value)) return err({ code: 'notFound' })
      const request = found.value
      const spoken = language ?? request.language
      const offered = (flawOf(request) ? [] : approvedReceivers(company)).map((one): Offered => {
        const { receiverId, name, contact, url } = one
        const text = textFor(spoken, company, request, one)
        return {
          ...{ receiverId, name, contact, ...(url !== undefined && { url }) },
          ...{ fingerprint: receiverFingerprint(crypto, one), text, textSha256: hashOf(text) },
        }
      })
      const transfer = transferView({ request, company, now: clock.now() })
      return ok({ language: spoken, offered, ...(transfer && { transfer }) })
    },

    async instruct({ actor, requestId, receiverId, textSha256 }) {
      // Never the remembered one: who was removed a moment ago gets nothing.
      const company = (await companies.read(actor.companyId))?.value
      if (!company || actor.kind !== 'requester') return err({ code: 'notFound' })
      const changed = await requests.change<void, TransferRefusal>(
        { companyId: actor.companyId, requestId },
        async (request, now) => {
          if (!ownRequest(actor, request)) return err({ code: 'notFound' })
          // What leaves for somebody else is protected like what they open themselves.
          if (request.ownFactor !== undefined && actor.factor === undefined)
            return err({ code: 'codeRequired' })
          const flaw = flawOf(request)
          if (flaw) return err(flaw)
          const receiver = approvedReceivers(company).find((one) => one.receiverId === receiverId)
          if (!receiver) return err({ code: 'transferNotOffered' })
          const texts = languages.map((language) => textFor(language, company, request, receiver))
          const text = texts.find((one) => hashOf(one) === textSha256)
          if (text === undefined) return err({ code: 'instructionOutdated' })
          if (isTheSame(request, textSha256)) return ok({ answer: undefined })
          const transfer = await signedTransfer({ request, receiver, text, actor, now })
          if (!transfer) return err({ code: 'contentGone' })
          return ok({
            answer: undefined,
            change: await told(changeOf(request, transfer, textSha256), company, now),
          })
        },
      )
      return changed.ok ? ok(viewOf(changed.value.request, company)) : changed
    },

    async takeBack({ actor, requestId }) {
      const company = await companies.find(actor.companyId)
      if (!company) return err({ code: 'notFound' })
      const changed = await requests.change<void, TransferRefusal>(
        { companyId: actor.companyId, requestId },
        async (request, now) => {
          const { transfer } = request
          if (!transfer || !ownRequest(actor, request)) return err({ code: 'notFound' })
          if (transfer.takenBackAt !== undefined) return ok({ answer: undefined })
          if (transfer.fetchedAt !== undefined) return err({ code: 'transferTooLate' })
          const { transferId, receiverId } = transfer
          const takenBack = { ...request, transfer: { ...transfer, takenBackAt: now.toISOString() } }
          const detail = { transferId, receiverId }
          return ok({
            answer: undefined,
            change: {
              request: takenBack,
              facts: [{ event: 'transferTakenBack', by: actorRef(actor), detail }],
            },
          })
        },
      )
      return changed.ok ? ok(viewOf(changed.value.request, company)) : changed
    },
  }
}
