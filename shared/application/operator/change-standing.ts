import { isModuleOn, modules } from '../../domain/companies/standing.ts'
import type { Module } from '../../domain/companies/standing.ts'
import { err, ok } from '../../kernel/result.ts'
import type { Result } from '../../kernel/result.ts'
import type { EmployeeActor } from '../actor.ts'
import type { CompanyDocument } from '../companies/company-document.ts'
import { writeOf } from '../companies/guarded-change.ts'
import type { Core } from '../core.ts'
import type { Fact } from '../evidence/audit-event.ts'
import { mayOperate, operatorRef, registered } from './operating.ts'

export type StandingRefusal = {
  readonly code: 'forbidden' | 'notFound' | 'transitionNotAllowed' | 'versionConflict'
}

type Asked = { readonly actor: EmployeeActor; readonly companyId: string }

type Changed = Promise<Result<void, StandingRefusal>>

export type ChangeStanding = {
  /** No new requests; what is open is answered, whoever works there signs in, and it may take its data and leave. */
  readonly suspend: (input: Asked & { readonly reason: string }) => Changed
  readonly lift: (input: Asked) => Changed
  readonly switchModules: (
    input: Asked & { readonly modules: Readonly<Partial<Record<Module, 'on' | 'off'>>> },
  ) => Changed
}

type Outcome = Result<
  { readonly company: CompanyDocument; readonly fact: Omit<Fact, 'by'> } | undefined,
  StandingRefusal
>

/** Each change stands in the company's own audit, with the id of the operator. */
export function makeChangeStanding(
  deps: Pick<Core, 'documents' | 'companies' | 'companyChanges'>,
): ChangeStanding {
  const { companies, companyChanges } = deps

  async function change(
    { actor, companyId }: Asked,
    decide: (company: CompanyDocument, now: Date) => Outcome,
  ): Changed {
    const may = mayOperate(actor)
    if (!may.ok) return may
    if (!(await registered(deps, companyId))) return err({ code: 'notFound' })
    return companyChanges.change<void, StandingRefusal>(companyId, async (now) => {
      const found = await companies.read(companyId)
      if (!found) return err({ code: 'notFound' })
      const decided = decide(found.value, now)
      if (!decided.ok) return decided
      if (!decided.value) return ok({ answer: undefined })
      const { company, fact } = decided.value
      const facts = [{ ...fact, by: operatorRef(actor) }]
      return ok({ answer: undefined, change: { writes: [writeOf(company)], facts } })
    })
  }

  return {
    suspend: ({ reason, ...asked }) =>
      change(asked, (company, now) => {
        if (company.suspended) return err({ code: 'transitionNotAllowed' })
        const suspended = { by: asked.actor.employeeId, at: now.toISOString(), reason }
        return ok({ company: { ...company, suspended }, fact: { event: 'companySuspended' } })
      }),

    lift: (asked) =>
      change(asked, ({ suspended, ...company }) =>
        ok(suspended && { company, fact: { event: 'suspensionLifted' } }),
      ),

    switchModules: ({ modules: wanted, ...asked }) =>
      change(asked, (company) => {
        const off = modules.filter((module) =>
          wanted[module] === undefined ? !isModuleOn(company, module) : wanted[module] === 'off',
        )
        const { modulesOff = [], ...rest } = company
        if (off.join() === modulesOff.join()) return ok(undefined)
        const changed = off.length === 0 ? rest : { ...rest, modulesOff: off }
        return ok({ company: changed, fact: { event: 'modulesChanged', detail: { off: off.join(' ') } } })
      }),
  }
}
