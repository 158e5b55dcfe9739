import { ok } from '../../kernel/result.ts'
import { addMinutes } from '../../domain/time.ts'
import { bySystem } from '../actor.ts'
import type { Core } from '../core.ts'
import { requestPartition } from '../place.ts'
import type { Found, Stored } from '../ports/documents.ts'
import { openPersonal } from '../requests/personal.ts'
import type { RequestDocument } from '../requests/request-document.ts'
import { sweepDue } from '../timing/sweep.ts'
import type { Sweep } from '../timing/sweep.ts'
import { makeAdvanceRun } from './advance-run.ts'
import { makeAskSystem } from './ask-system.ts'
import { connectionIn, connectorIn, enteredAt, valuesOf } from './connection.ts'
import type { Tried } from './connection.ts'
import { makeNoteTried } from './note-tried.ts'
import type { Advanced } from './run-state.ts'
import { countsOf, openRun, sealRun } from './search-document.ts'
import type { SearchDocument, SearchFailure } from './search-document.ts'
import type { Identity } from './step-call.ts'

/** A turn that nobody spoke of for so long was lost with its process, and is made again: it only reads. */
const leaseMinutes = 5

/** In a row; with the waits in between that is a quarter of an hour at least. */
const mostTroubles = 15

const mostTurns = 500

type Deps = Pick<
  Core,
  | 'documents'
  | 'requests'
  | 'companies'
  | 'companyChanges'
  | 'keyring'
  | 'secrets'
  | 'connectors'
  | 'egress'
  | 'crypto'
  | 'clock'
  | 'log'
>

type Place = {
  readonly search: Stored<SearchDocument>
  readonly request: RequestDocument
  readonly key: Uint8Array
}

/** Goes on with every search whose time has come, also with what was under way in a process that is gone. */
export function makeGoOnSearching(deps: Deps): Sweep {
  const { documents, requests, companies, keyring, connectors, crypto, clock, log } = deps
  const noteTried = makeNoteTried(deps)
  const advance = makeAdvanceRun({ ...deps, ask: makeAskSystem(deps) })

  return (batch) =>
    sweepDue<SearchDocument>(
      { documents, log },
      {
        operation: 'goOnSearching',
        container: 'requests',
        field: 'searchAgainAt',
        until: clock.now(),
        batch,
      },
      goOn,
    )

  async function goOn(found: Found<SearchDocument>): Promise<void> {
    const search = await begun(found)
    if (!search) return
    const { companyId, requestId } = search.value
    const request = (await requests.find(companyId, requestId))?.value
    const key = request && (await keyring.open(companyId, request.key))
    // The purge is at work, and takes this along.
    if (!request || !key) return
    const place = { search, request, key }
    const advanced = await turned(place)
    return typeof advanced === 'string' ? end(place, { code: advanced }) : settle(place, advanced)
  }

  /** Only one of those who see it goes on with it. */
  async function begun({ value, etag }: Found<SearchDocument>): Promise<Stored<SearchDocument> | undefined> {
    const searchAgainAt = addMinutes(clock.now(), leaseMinutes).toISOString()
    const after = { ...value, searchAgainAt, turns: value.turns + 1 }
    const written = await documents.batch(requestPartition(value.companyId, value.requestId), [
      { kind: 'replace', value: after, etag },
    ])
    return written.ok ? { value: after, etag: `${written.value[0]}` } : undefined
  }

  async function turned({
    search: { value: search },
    request,
    key,
  }: Place): Promise<Advanced | SearchFailure> {
    if (request.ended) return 'requestEnded'
    if (search.turns > mostTurns) return 'tooManyCalls'
    const company = (await companies.read(search.companyId))?.value
    const connection = company && connectionIn(company, search.connectionId)
    // With other settings it may be another system: what was found so far is not of this one.
    if (!company || !connection || enteredAt(connection) > search.startedAt) return 'connectionGone'
    const known = await connectorIn(connectors, search.systemId)
    if (known?.fileHash !== search.fileHash) return 'connectorChanged'
    const identity = identityOf(crypto, key, request)
    if (!identity.email && !identity.phone) return 'nobodyToFind'
    const values = await valuesOf(deps, company, connection)
    const state = openRun(crypto, key, search, search.sealed)
    const { companyId, what } = search
    return advance({ connection: { companyId, connector: known.connector, values }, identity, what, state })
  }

  async function settle(place: Place, advanced: Advanced): Promise<void> {
    const { search, key } = place
    if (advanced.kind === 'failed') {
      const { code, status } = advanced
      return end(place, { code, ...(status !== undefined && { status }) })
    }
    const { state } = advanced
    const { value, etag } = search
    const after: SearchDocument = {
      ...value,
      ...{ counts: countsOf(state), unasked: state.unasked, sealed: sealRun(crypto, key, value, state) },
    }
    if (advanced.kind === 'done') return end({ ...place, search: { value: after, etag } })
    const troubles = advanced.troubled ? value.troubles + 1 : 0
    if (troubles >= mostTroubles)
      return end({ ...place, search: { value: after, etag } }, { code: 'systemAway' })
    const searchAgainAt = new Date(clock.now().getTime() + advanced.afterSeconds * 1000).toISOString()
    const waiting: SearchDocument = { ...after, troubles, searchAgainAt }
    await documents.batch(requestPartition(value.companyId, value.requestId), [
      { kind: 'replace', value: waiting, etag },
    ])
  }

  /** With its audit entry, in one batch; what failed keeps nothing of what it had found. */
  async function end(
    { search: { value, etag } }: Place,
    failure?: NonNullable<SearchDocument['failure']>,
  ): Promise<void> {
    const { searchAgainAt: _due, ...rest } = value
    const state = failure ? 'failed' : 'found'
    const after: SearchDocument = {
      ...rest,
      ...{ state, endedAt: clock.now().toISOString() },
      ...(failure && { failure, sealed: '' }),
    }
    const { searchId, systemId, counts } = after
    const records = Object.values(counts).reduce((sum, count) => sum + count, 0)
    const detail = { searchId, systemId, state, records, ...(failure && { code: failure.code }) }
    await requests.change<void, never>(value, async (request) =>
      ok({
        answer: undefined,
        change: {
          request,
          writes: [{ kind: 'replace', value: after, etag }],
          facts: [{ event: 'systemSearched', by: bySystem, detail }],
          unseen: true,
        },
      }),
    )
    await told(after, failure)
  }

  /** What its administrators should know; told once a day, and when it is otherwise than it was. */
  async function told(search: SearchDocument, failure: SearchDocument['failure']): Promise<void> {
    const outcome = failure ? outcomeOf(failure.code) : 'works'
    const { companyId, connectionId } = search
    const company = await companies.find(companyId)
    const connection = company && connectionIn(company, connectionId)
    if (!outcome || !connection) return
    const at = clock.now().toISOString()
    const { tried } = connection
    if (tried?.outcome === outcome && tried.at.slice(0, 10) === at.slice(0, 10)) return
    const status = failure?.status
    await noteTried(search, { at, outcome, ...(status !== undefined && { status }) }, bySystem)
  }
}

/** Failures that are the system's own; how much there was of a person, or that there was nobody to find, is none. */
const outcomes: readonly Tried['outcome'][] = [
  ...(['credentialsRefused', 'systemAway', 'systemBusy', 'answerUnexpected'] as const),
  ...(['addressRefused', 'valueUnfit', 'jobFailed'] as const),
]

const outcomeOf = (code: SearchFailure): Tried['outcome'] | undefined =>
  outcomes.find((outcome) => outcome === code)

function identityOf(crypto: Core['crypto'], key: Uint8Array, request: RequestDocument): Identity {
  const { email, identifiers = {} } = openPersonal(crypto, key, request)
  const phone = identifiers['phone']?.replaceAll(/[\s()-]/g, '')
  return { ...(email !== undefined && { email }), ...(phone !== undefined && { phone }) }
}
