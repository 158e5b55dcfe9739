import { closingEndsAt } from '../../domain/retention/retention.ts'
import { err, ok } from '../../kernel/result.ts'
import type { Result } from '../../kernel/result.ts'
import { actorRef } from '../actor.ts'
import type { ActorRef, EmployeeActor } from '../actor.ts'
import type { CompanyChange } from '../companies/company-changes.ts'
import type { CompanyDocument } from '../companies/company-document.ts'
import { decidersOf, mayIn } from '../companies/company-people.ts'
import { writeOf } from '../companies/guarded-change.ts'
import type { Core } from '../core.ts'
import { companyMail } from '../letters/company-mail.ts'
import { lastDayBefore } from '../letters/sender.ts'
import { mayOperate, operatorRef, registered } from '../operator/operating.ts'
import { hasRequestsIn, unanswered } from './requests-left.ts'

type Asked = { readonly actor: EmployeeActor; readonly companyId: string }

export type ClosingRefusal = {
  readonly code: 'notFound' | 'forbidden' | 'transitionNotAllowed' | 'requestsOpen' | 'versionConflict'
}

/** Who asks: an owner of the company, or an operator of the instance at the end of its contract. */
export type AskingFor = 'company' | 'operator'

/** How the company stands with its leaving; `closing` once it has begun. */
export type ClosingView = {
  readonly state: 'open' | 'closing'
  /** Somebody waits for an answer: it does not begin before, and does not end before. */
  readonly requestsOpen: boolean
  readonly closing?: { readonly asked: AskingFor; readonly at: string; readonly endsAt: string }
}

export type Closings = {
  /** For the owner, who decides it. */
  readonly view: (input: Asked) => Promise<Result<ClosingView, ClosingRefusal>>
  /** From here no new requests; at `endsAt` everything is destroyed. Not while requests are open: they are answered first. */
  readonly begin: (
    input: Asked & { readonly as: AskingFor },
  ) => Promise<Result<{ readonly endsAt: Date }, ClosingRefusal>>
  /** As long as it is not closed. An operator takes back what operators asked for, an owner anything. */
  readonly takeBack: (input: Asked & { readonly as: AskingFor }) => Promise<Result<void, ClosingRefusal>>
}

type Deps = Pick<
  Core,
  'documents' | 'companies' | 'companyChanges' | 'secrets' | 'random' | 'crypto' | 'clock'
>

/** More than these are not told by mail. */
const mostTold = 20

/** A company leaves (G42, G44): with a time to think, told to all who answer for it. */
export function makeClosings(deps: Deps): Closings {
  const { companies, companyChanges } = deps

  async function may({ actor, companyId, as }: Asked & { readonly as: AskingFor }) {
    if (as === 'company') return mayIn({ actor, companyId }, 'closeCompany')
    const judged = mayOperate(actor)
    if (!judged.ok) return judged
    return (await registered(deps, companyId)) ? judged : err({ code: 'notFound' as const })
  }

  async function told(company: CompanyDocument, endsAt: Date, now: Date) {
    const people = decidersOf(await companies.employees(company.companyId)).slice(0, mostTold)
    const details = { expiresOn: lastDayBefore(endsAt, company) }
    return Promise.all(
      people.map(({ employeeId }) =>
        companyMail(deps, company, {
          ...{ kind: 'staffClosing', recipient: { kind: 'employee', employeeId }, details },
          keepDays: Math.ceil((endsAt.getTime() - now.getTime()) / 86_400_000),
        }),
      ),
    )
  }

  return {
    async view(asked) {
      const judged = await may({ ...asked, as: 'company' })
      if (!judged.ok) return judged
      const company = (await companies.read(asked.companyId))?.value
      if (!company) return err({ code: 'notFound' })
      const { closing } = company
      return ok({
        state: closing ? 'closing' : 'open',
        requestsOpen: await hasRequestsIn(deps, asked.companyId, unanswered),
        ...(closing && { closing: { asked: closing.asked, at: closing.at, endsAt: closing.endsAt } }),
      })
    },

    async begin({ as, ...asked }) {
      const judged = await may({ ...asked, as })
      if (!judged.ok) return judged
      return companyChanges.change<{ readonly endsAt: Date }, ClosingRefusal>(
        asked.companyId,
        async (now) => {
          const company = (await companies.read(asked.companyId))?.value
          if (!company) return err({ code: 'notFound' })
          if (company.closing) return err({ code: 'transitionNotAllowed' })
          if (await hasRequestsIn(deps, asked.companyId, unanswered)) return err({ code: 'requestsOpen' })
          const endsAt = closingEndsAt(now)
          const closing = { by: asked.actor.employeeId, asked: as, at: now.toISOString() }
          const closesAt = endsAt.toISOString()
          const value: CompanyDocument = { ...company, closing: { ...closing, endsAt: closesAt }, closesAt }
          const mails = await told(company, endsAt, now)
          const change: CompanyChange = {
            writes: [value, ...mails.map(({ document }) => document)].map(writeOf),
            facts: [{ event: 'closingBegun', by: refOf(asked.actor, as), detail: { endsAt: closesAt } }],
            messages: mails.map(({ message }) => message),
          }
          return ok({ answer: { endsAt }, change })
        },
      )
    },

    async takeBack({ as, ...asked }) {
      const judged = await may({ ...asked, as })
      if (!judged.ok) return judged
      return companyChanges.change<void, ClosingRefusal>(asked.companyId, async (now) => {
        const company = (await companies.read(asked.companyId))?.value
        if (!company) return err({ code: 'notFound' })
        const { closing, closesAt: _at, ...open } = company
        if (!closing) return ok({ answer: undefined })
        if (new Date(closing.endsAt) <= now) return err({ code: 'transitionNotAllowed' })
        if (as === 'operator' && closing.asked === 'company') return err({ code: 'forbidden' })
        const facts = [{ event: 'closingTakenBack', by: refOf(asked.actor, as) } as const]
        return ok({ answer: undefined, change: { writes: [writeOf(open as CompanyDocument)], facts } })
      })
    },
  }
}

const refOf = (actor: EmployeeActor, as: AskingFor): ActorRef =>
  as === 'operator' ? operatorRef(actor) : actorRef(actor)
