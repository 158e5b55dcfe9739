import { companyIdOf, isCompanyId, numberedId, operatorHouse } from '../../domain/companies/company-id.ts'
import type { HolidayCountry } from '../../domain/holidays/holidays.ts'
import type { Sector } from '../../domain/templates/sectors.ts'
import type { Language } from '../../domain/templates/template.ts'
import { err, ok } from '../../kernel/result.ts'
import type { Result } from '../../kernel/result.ts'
import type { EmployeeActor } from '../actor.ts'
import type { NewCompany, OpenCompany } from '../companies/open-company.ts'
import { startingCompany } from '../companies/starting-company.ts'
import type { Core } from '../core.ts'
import { noRequest } from '../place.ts'
import { makeOnce } from '../requests/idempotency.ts'
import type { IdempotencyKey } from '../requests/idempotency.ts'
import { isClosed } from '../closing/closing-certificate.ts'
import { isBeingImported } from '../import/import-lease.ts'
import { mayOperate, operatorRef, registeredId } from './operating.ts'
import type { RegisteredCompany } from './operating.ts'

/** Three facts, and what may be said beside them. */
export type CompanyFacts = {
  readonly companyName: string
  readonly ownerName: string
  readonly ownerEmail: string
  /** Its address; made of its name unless it is said. */
  readonly companyId?: string
  readonly country?: HolidayCountry
  /** Whose forms it starts with beside the general one. */
  readonly sector?: Sector
  /** Of the owner's invitation, and the company's first. */
  readonly language?: Language
}

export type OpenByFacts = (input: {
  readonly actor: EmployeeActor
  readonly facts: CompanyFacts
  readonly idempotency?: IdempotencyKey
}) => Promise<Result<{ readonly companyId: string }, OpeningRefusal>>

export type OpeningRefusal = {
  readonly code:
    'forbidden' | 'companyExists' | 'companyIdInvalid' | 'idempotencyKeyReused' | 'versionConflict'
}

type Deps = Pick<
  Core,
  'companies' | 'companyChanges' | 'documents' | 'secrets' | 'random' | 'crypto' | 'clock'
> & { readonly openCompany: OpenCompany }

type Reserved = { readonly companyId: string; readonly ownerId: string }

/**
 * Opens a company on three facts (I2) and invites its first owner. The id is entered in the register first, with the key of
 * the call, so that a repeat after a crash goes on with the same company.
 */
export function makeOpenByFacts(deps: Deps): OpenByFacts {
  const { companies, companyChanges, openCompany, random } = deps
  const once = makeOnce<Reserved>(deps, 'operatorOpenCompany')
  const house = { companyId: operatorHouse, requestId: noRequest }

  const isTaken = async (companyId: string): Promise<boolean> =>
    (await companies.read(companyId)) !== undefined ||
    (await isClosed(deps, companyId)) ||
    isBeingImported(deps, companyId)

  async function freeId({ companyName, companyId }: CompanyFacts): Promise<string | undefined> {
    if (companyId !== undefined) return (await isTaken(companyId)) ? undefined : companyId
    return firstFree(companyIdOf(companyName), 1)
  }

  const firstFree = async (written: string, number: number): Promise<string> => {
    const id = numberedId(written, number)
    return (await isTaken(id)) ? firstFree(written, number + 1) : id
  }

  const reserve = (actor: EmployeeActor, facts: CompanyFacts, idempotency: IdempotencyKey | undefined) =>
    companyChanges.change<Reserved & { readonly isRepeat: boolean }, OpeningRefusal>(
      operatorHouse,
      async (now) => {
        const before = await once.earlier(house, idempotency)
        if (before) return before.ok ? ok({ answer: { ...before.value, isRepeat: true } }) : before
        const companyId = await freeId(facts)
        if (companyId === undefined) return err({ code: 'companyExists' })
        const answer = { companyId, ownerId: random.id() }
        const row: RegisteredCompany = {
          ...{ id: registeredId(companyId), companyId },
          ...{ openedAt: now.toISOString(), openedBy: actor.employeeId },
        }
        const fact = { event: 'companyRegistered', by: operatorRef(actor), detail: { companyId } } as const
        const writes = [
          { kind: 'upsert', value: row } as const,
          ...(await once.writes(house, idempotency, answer)),
        ]
        return ok({ answer: { ...answer, isRepeat: false }, change: { writes, facts: [fact] } })
      },
    )

  return async ({ actor, facts, idempotency }) => {
    const may = mayOperate(actor)
    if (!may.ok) return may
    if (facts.companyId !== undefined && !isCompanyId(facts.companyId))
      return err({ code: 'companyIdInvalid' })
    const reserved = await reserve(actor, facts, idempotency)
    if (!reserved.ok) return reserved
    const { companyId, isRepeat } = reserved.value
    const opened = await openCompany(companyOf(facts, { ...reserved.value, actor, at: deps.clock.now() }))
    // Its catalogue and its forms are ours and hold together, so what fails is left by a race for the same id.
    const isOurs = opened.ok && (opened.value !== 'exists' || isRepeat)
    return isOurs ? ok({ companyId }) : err({ code: 'companyExists' })
  }
}

type Opening = Reserved & { readonly actor: EmployeeActor; readonly at: Date }

function companyOf(
  { companyName, ownerName, ownerEmail, country = 'DK', sector = 'generic', language = 'da' }: CompanyFacts,
  { companyId, ownerId, actor, at }: Opening,
): NewCompany {
  const given = { by: actor.employeeId, at: at.toISOString() }
  const owner = { employeeId: ownerId, name: ownerName, email: ownerEmail }
  const starting = startingCompany({
    companyId,
    name: companyName,
    owner,
    country,
    language,
    packs: [sector, 'generic'],
  })
  const invited = { invited: given, given: { systemOwner: given } }
  return {
    ...starting,
    employees: starting.employees.map((one) => ({ ...one, ...invited })),
    by: operatorRef(actor),
    invitation: { language },
  }
}
