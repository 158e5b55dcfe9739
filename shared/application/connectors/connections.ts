import { isConnector } from '../../domain/connectors/connector.ts'
import type { Connector } from '../../domain/connectors/connector.ts'
import type { GivenSettings } from '../../domain/connectors/setting-faults.ts'
import { limitReached } from '../../domain/requests/limits.ts'
import type { LimitReached } from '../../domain/requests/limits.ts'
import { err, ok } from '../../kernel/result.ts'
import type { Result } from '../../kernel/result.ts'
import { actorRef } from '../actor.ts'
import type { CompanyDecision } from '../companies/company-changes.ts'
import type { CompanyDocument } from '../companies/company-document.ts'
import { mayIn } from '../companies/company-people.ts'
import type { Asked } from '../companies/company-people.ts'
import { writeOf } from '../companies/guarded-change.ts'
import type { Held } from '../companies/guarded-change.ts'
import { atOnceOrProposed } from '../companies/propose-change.ts'
import type { Core } from '../core.ts'
import { noRequest } from '../place.ts'
import { makeOnce } from '../requests/idempotency.ts'
import type { IdempotencyKey } from '../requests/idempotency.ts'
import { appliedConnection, hasSource } from './approved-connection.ts'
import { makeAskSystem } from './ask-system.ts'
import type { SystemFailure } from './ask-system.ts'
import {
  connectionIn,
  connectionsOf,
  connectorIn,
  keptSettings,
  shownConnection,
  systemIn,
  valuesOf,
} from './connection.ts'
import type { ShownConnection, SystemConnection, Tried } from './connection.ts'
import { makeNoteTried } from './note-tried.ts'
import { makeRenewConnection } from './renew-connection.ts'
import type { RenewConnection } from './renew-connection.ts'
import { systemView } from './system-view.ts'
import type { SystemView } from './system-view.ts'
import { makeTryConnection } from './try-connection.ts'
import { trySettings } from './try-settings.ts'
import type { SettingsRefused } from './try-settings.ts'

export type ConnectionRefusal =
  | LimitReached
  | {
      readonly code:
        | 'notFound'
        | 'forbidden'
        | 'sourceUnknown'
        | 'systemUnknown'
        | 'versionConflict'
        | 'itemOutdated'
        | 'idempotencyKeyReused'
    }
  | SettingsRefused

export type ConnectionWish = {
  readonly systemId: string
  readonly sourceId: string
  readonly settings: GivenSettings
}

export type Added = { readonly connectionId: string; readonly held: Held }

type Named = Asked & { readonly connectionId: string }
type Answer<T> = Promise<Result<T, ConnectionRefusal>>

export type Connections = {
  /** All that can be chosen. */
  readonly systems: (asked: Asked) => Answer<readonly SystemView[]>
  readonly list: (asked: Asked) => Answer<readonly ShownConnection[]>
  /** Tried where it stands, and then proposed: a system that is asked holds when a second person has approved it. */
  readonly add: (
    input: Asked & { readonly wish: ConnectionWish; readonly idempotency?: IdempotencyKey },
  ) => Answer<Added>
  readonly test: (named: Named) => Answer<SystemFailure | 'works'>
  readonly renew: RenewConnection
  /** Nothing is asked there any more, from the next call on. */
  readonly remove: (named: Named) => Answer<void>
}

/** They all stand in the company's own document. */
const mostConnections = 40

export type ConnectionDeps = Pick<
  Core,
  | 'documents'
  | 'companies'
  | 'companyChanges'
  | 'settings'
  | 'secrets'
  | 'random'
  | 'crypto'
  | 'clock'
  | 'egress'
  | 'log'
  | 'connectors'
>

/** The systems in which the company's people look, chosen from the catalogue for its sources. */
export function makeConnections(deps: ConnectionDeps): Connections {
  const { companies, companyChanges, random, connectors, clock } = deps
  const once = makeOnce<Added>(deps, 'addConnection')
  const tryOut = makeTryConnection({ ...deps, ask: makeAskSystem(deps) })
  const noteTried = makeNoteTried(deps)

  async function companyOf({ companyId }: Asked): Answer<CompanyDocument> {
    const company = (await companies.read(companyId))?.value
    return company ? ok(company) : err({ code: 'notFound' })
  }

  async function newConnection(
    { actor, wish }: Asked & { readonly wish: ConnectionWish },
    company: CompanyDocument,
    { connector, now }: { readonly connector: Connector | undefined; readonly now: Date },
  ): Promise<SystemConnection> {
    const connectionId = random.id()
    const { systemId, sourceId, settings: given } = wish
    const kept = connector
      ? await keptSettings(deps, company, { connectionId, connector, given })
      : { settings: {} }
    const addedAt = now.toISOString()
    const added = { addedBy: actor.employeeId, addedAt }
    const tried = connector && ({ at: addedAt, outcome: 'works' } as const)
    return { connectionId, systemId, sourceId, ...kept, ...added, ...(tried && { tried }) }
  }

  type Deciding = Asked & { readonly wish: ConnectionWish; readonly connector: Connector | undefined }

  async function decided(input: Deciding, now: Date): Promise<CompanyDecision<Added, ConnectionRefusal>> {
    const { actor, companyId, connector } = input
    const found = await companyOf(input)
    if (!found.ok) return found
    const company = found.value
    if (connectionsOf(company).length >= mostConnections)
      return err(limitReached('connections', mostConnections))
    const connection = await newConnection(input, company, { connector, now })
    const wanted = appliedConnection({ company, now }, { connection })
    if (!wanted.ok) return wanted
    const { connectionId } = connection
    const { document, fact } = wanted.value
    const atOnce = { writes: [writeOf(document)], facts: [{ ...fact, by: actorRef(actor) }] }
    // Nothing leaves for a system that is looked through by hand.
    if (!connector) return ok({ answer: { connectionId, held: 'holds' }, change: atOnce })
    const employees = await companies.employees(companyId)
    const change = { kind: 'systemConnection', connection } as const
    const held = await atOnceOrProposed(deps, { company, employees, change, actor, now }, wanted.value)
    if (!held.ok) return held
    const { answer, change: committed } = held.value
    return ok({ answer: { connectionId, held: answer }, ...(committed && { change: committed }) })
  }

  return {
    async systems(asked) {
      const may = mayIn(asked, 'changeSettings')
      return may.ok ? ok((await connectors.systems()).map(({ system }) => systemView(system))) : may
    },

    async list(asked) {
      const may = mayIn(asked, 'changeSettings')
      const company = may.ok ? await companyOf(asked) : may
      return company.ok ? ok(connectionsOf(company.value).map(shownConnection)) : company
    },

    async add({ wish, idempotency, ...asked }) {
      const may = mayIn(asked, 'changeSettings')
      if (!may.ok) return may
      const place = { companyId: asked.companyId, requestId: noRequest }
      const before = await once.earlier(place, idempotency)
      if (before) return before
      const entry = await systemIn(connectors, wish.systemId)
      if (!entry) return err({ code: 'systemUnknown' })
      const company = await companyOf(asked)
      if (!company.ok) return company
      if (!hasSource(company.value, wish.sourceId)) return err({ code: 'sourceUnknown' })
      const connector = isConnector(entry.system) ? entry.system : undefined
      // Before anything of the company is held up: the system may take its time.
      const { companyId } = asked
      const works = await trySettings(tryOut, { companyId, connector }, wish.settings)
      if (!works.ok) return works
      return companyChanges.change<Added, ConnectionRefusal>(asked.companyId, async (now) => {
        const made = await decided({ ...asked, wish, connector }, now)
        if (!made.ok || !made.value.change) return made
        const { answer, change } = made.value
        const repeat = await once.writes(place, idempotency, answer)
        return ok({ answer, change: { ...change, writes: [...change.writes, ...repeat] } })
      })
    },

    async test(named) {
      const may = mayIn(named, 'changeSettings')
      const company = may.ok ? await companyOf(named) : may
      if (!company.ok) return company
      const connection = connectionIn(company.value, named.connectionId)
      if (!connection) return err({ code: 'notFound' })
      const known = await connectorIn(connectors, connection.systemId)
      if (!known) return err({ code: 'systemUnknown' })
      const values = await valuesOf(deps, company.value, connection)
      const works = await tryOut({ companyId: named.companyId, connector: known.connector, values })
      await noteTried(named, triedOf(works, clock.now()), actorRef(named.actor))
      return ok(works.ok ? 'works' : works.error)
    },

    renew: makeRenewConnection({ ...deps, tryOut }),

    async remove(named) {
      const may = mayIn(named, 'changeSettings')
      if (!may.ok) return may
      return companyChanges.change<void, ConnectionRefusal>(named.companyId, async () => {
        const company = await companyOf(named)
        if (!company.ok) return company
        const { connectionId } = named
        const connection = connectionIn(company.value, connectionId)
        if (!connection) return err({ code: 'notFound' })
        const connections = connectionsOf(company.value).filter((one) => one !== connection)
        const { systemId, sourceId } = connection
        const fact = {
          event: 'connectionRemoved',
          by: actorRef(named.actor),
          detail: { connectionId, systemId, sourceId },
        } as const
        const after: CompanyDocument = { ...company.value, connections }
        return ok({
          answer: undefined,
          change: { writes: [writeOf(after)], facts: [fact] },
        })
      })
    },
  }
}

function triedOf(works: Result<void, SystemFailure>, now: Date): Tried {
  const at = now.toISOString()
  if (works.ok) return { at, outcome: 'works' }
  const { code } = works.error
  return { at, outcome: code, ...('status' in works.error && { status: works.error.status }) }
}
