import { mayExtend, firstMonthEnds } from '../../domain/requests/deadline.ts'
import { dueDates } from '../../domain/requests/deadline.ts'
import { renderLetter } from '../../domain/letters/letter.ts'
import { err, ok } from '../../kernel/result.ts'
import type { Result } from '../../kernel/result.ts'
import { actorRef } from '../actor.ts'
import type { Actor } from '../actor.ts'
import type { CompanyDocument } from '../companies/company-document.ts'
import type { Core } from '../core.ts'
import { authorityFor, dayOf, senderFacts } from '../letters/sender.ts'
import type { SendMail } from '../letters/send-mail.ts'
import { addDays } from '../../domain/time.ts'
import { staffOnly } from '../requests/access.ts'
import type { AccessRefusal } from '../requests/access.ts'
import { statusLinkDays } from '../intake/acknowledgement.ts'
import { ledgerOf } from './due.ts'
import { sendEnclosed } from '../requests/send-enclosed.ts'
import type { RequestDocument } from '../requests/request-document.ts'
import type { Change } from '../requests/request-store.ts'

export type ExtensionRefusal =
  | AccessRefusal
  | {
      readonly code:
        'versionConflict' | 'extensionTooLate' | 'alreadyExtended' | 'letterPartMissing' | 'letterNotSent'
    }

export type ExtendRequest = (input: {
  readonly actor: Actor
  readonly requestId: string
  readonly months: 1 | 2
  readonly reasonCode: 'complexity' | 'numberOfRequests'
  readonly reason: string
  readonly expected?: string
}) => Promise<Result<{ readonly extendedDue: string }, ExtensionRefusal>>

type Deps = Pick<Core, 'requests' | 'companies' | 'desk' | 'clock'> & { readonly sendMail: SendMail }

/**
 * Up to two further months, only while the first one runs and only by a letter that was sent in it (Art. 12(3), R7).
 * The letter leaves within the call; who has no mailbox gets it on paper, and it counts from now.
 */
export function makeExtendRequest({ requests, companies, desk, clock, sendMail }: Deps): ExtendRequest {
  return async ({ actor, requestId, months, reasonCode, reason, expected }) => {
    const ref = { companyId: actor.companyId, requestId }
    const company = await companies.find(actor.companyId)
    if (!company) return err({ code: 'notFound' })
    const changed = await requests.change<void, ExtensionRefusal>(
      ref,
      async (request, now) => {
        const judged = staffOnly(actor, request, 'extend')
        if (!judged.ok) return judged
        if (request.extension) return err({ code: 'alreadyExtended' })
        const may = mayExtend(ledgerOf(request, company), now)
        if (!may.ok) return may

        const sentOnPaper = request.addressHash === undefined ? { sentAt: now.toISOString() } : {}
        const extended = { ...request, extension: { months, reasonCode, ...sentOnPaper } }
        const letter = extensionLetter({ request, company, months, reasonCode, reason, now })
        if (!letter.ok) return err({ code: 'letterPartMissing' })
        const change: Change = {
          request: extended,
          facts: [{ event: 'requestExtended', by: actorRef(actor), detail: { months, reasonCode } }],
          wakes: true,
        }
        return ok({
          answer: undefined,
          change: await desk.enclose(
            change,
            company,
            {
              kind: 'extension',
              letter: letter.value,
              effect: 'extensionSent',
              details: { dueOn: dayOf(newDue(request, company, { months, now }), company) },
              link: { purpose: 'openRequest', expiresAt: addDays(now, statusLinkDays) },
            },
            now,
          ),
        })
      },
      expected,
    )
    if (!changed.ok) return changed

    await sendEnclosed(sendMail, requests, ref, ({ effect }) => effect === 'extensionSent')
    const found = await requests.find(ref.companyId, requestId)
    if (found?.value.extension?.sentAt === undefined) return err({ code: 'letterNotSent' })
    const due = newDue(found.value, company, { months, now: clock.now() })
    return ok({ extendedDue: due.toISOString() })
  }
}

type Extending = {
  readonly request: RequestDocument
  readonly company: CompanyDocument
  readonly months: 1 | 2
  readonly reasonCode: 'complexity' | 'numberOfRequests'
  readonly reason: string
  readonly now: Date
}

function newDue(
  request: RequestDocument,
  company: CompanyDocument,
  { months, now }: Pick<Extending, 'months' | 'now'>,
): Date {
  const ledger = { ...ledgerOf(request, company), extension: { months, sentAt: now } }
  return dueDates(ledger, now).effectiveDue
}

function extensionLetter({ request, company, months, reasonCode, reason, now }: Extending) {
  const ledger = ledgerOf(request, company)
  return renderLetter('extension', request.language, {
    ...senderFacts(company, request, now),
    authority: authorityFor(company),
    receivedOn: dayOf(new Date(request.receivedAt), company),
    firstMonthEndsOn: dayOf(firstMonthEnds(ledger), company),
    newDueOn: dayOf(newDue(request, company, { months, now }), company),
    reasonCode,
    reason,
  })
}
