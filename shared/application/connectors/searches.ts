import { limitReached } from '../../domain/requests/limits.ts'
import { err, ok } from '../../kernel/result.ts'
import type { Result } from '../../kernel/result.ts'
import { actorRef } from '../actor.ts'
import type { Actor } from '../actor.ts'
import { utf8 } from '../bytes.ts'
import type { Core } from '../core.ts'
import type { PutFile } from '../files/files.ts'
import type { FileRefusal } from '../files/keep-file.ts'
import type { Stored } from '../ports/documents.ts'
import { staffOnly } from '../requests/access.ts'
import { noteReading } from '../requests/note-reading.ts'
import type { RequestRef } from '../requests/request-store.ts'
import { connectionIn, connectorIn } from './connection.ts'
import { beginning } from './run-state.ts'
import { openRun, sealRun, searchDocumentId, searchPrefix } from './search-document.ts'
import type { SearchDocument } from './search-document.ts'
import { searchView, systemsOf } from './search-view.ts'
import type { SearchView, SystemOfSource } from './search-view.ts'

export type SearchRefusal =
  | FileRefusal
  | {
      readonly code:
        | 'connectionUnknown'
        | 'searchUnknown'
        | 'searchUnderWay'
        | 'searchNotReady'
        | 'limitReached'
        | 'systemGuided'
        | 'stepUnknown'
      readonly rule?: string
    }

export type FoundRecords = Readonly<Record<string, readonly unknown[]>>

type Of = { readonly actor: Actor; readonly requestId: string }
type Named = Of & { readonly searchId: string }
type Answer<T> = Promise<Result<T, SearchRefusal>>

export type Searches = {
  readonly list: (
    of: Of,
  ) => Answer<{ readonly systems: readonly SystemOfSource[]; readonly searches: readonly SearchView[] }>
  readonly start: (
    input: Of & { readonly connectionId: string; readonly what: SearchDocument['what'] },
  ) => Answer<{ readonly searchId: string }>
  /** With what was found, for whoever may see content; that they read it is in the audit before they have it. */
  readonly view: (named: Named) => Answer<{ readonly search: SearchView; readonly found: FoundRecords }>
  /** What a person chose of it becomes files of its source, looked at like any other file and sealed with the answer. */
  readonly take: (
    input: Named & { readonly steps: readonly string[] },
  ) => Answer<{ readonly files: readonly string[] }>
  readonly drop: (named: Named) => Answer<void>
}

const mostSearches = 100

type Deps = Pick<
  Core,
  'documents' | 'requests' | 'companies' | 'keyring' | 'connectors' | 'crypto' | 'clock' | 'random'
> & { readonly putFile: PutFile }

/** Looking for the person of a request in the systems that the company connected: started, looked at and taken by people. */
export function makeSearches(deps: Deps): Searches {
  const { requests, companies, keyring, connectors, crypto, clock, random, putFile } = deps

  const refOf = ({ actor, requestId }: Of): RequestRef => ({ companyId: actor.companyId, requestId })

  async function requestOf(of: Of, operation: 'enterData' | 'seeContent') {
    const found = await requests.find(of.actor.companyId, of.requestId)
    if (!found) return err({ code: 'notFound' } as const)
    const judged = staffOnly(of.actor, found.value, operation)
    return judged.ok ? ok({ request: found.value, by: judged.value }) : judged
  }

  const searchOf = (named: Named): Promise<Stored<SearchDocument> | undefined> =>
    requests.read<SearchDocument>(refOf(named), searchDocumentId(named.searchId))

  async function foundIn(
    named: Named,
    operation: 'enterData' | 'seeContent',
  ): Answer<{
    readonly search: Stored<SearchDocument>
    readonly found: FoundRecords
  }> {
    const judged = await requestOf(named, operation)
    if (!judged.ok) return judged
    const { request, by } = judged.value
    const search = await searchOf(named)
    if (!search) return err({ code: 'searchUnknown' })
    const key = await keyring.open(request.companyId, request.key)
    if (!key) return err({ code: 'contentGone' })
    const { state, sealed } = search.value
    if (state !== 'found') return ok({ search, found: {} })
    const document = search.value.id
    await noteReading({ requests, clock }, refOf(named), { event: 'contentRead', by, document })
    return ok({ search, found: openRun(crypto, key, search.value, sealed).found })
  }

  /** From here on nothing of what was found is kept beside the request's own files. */
  async function settled(named: Named, state: 'taken' | 'dropped'): Answer<void> {
    const changed = await requests.change<void, SearchRefusal>(refOf(named), async (request) => {
      const judged = staffOnly(named.actor, request, 'enterData')
      if (!judged.ok) return judged
      const search = await searchOf(named)
      if (!search) return err({ code: 'searchUnknown' })
      if (!canSettle(search.value, state)) return err({ code: 'searchNotReady' })
      const { searchId, systemId } = search.value
      return ok({
        answer: undefined,
        change: {
          request,
          writes: [
            {
              kind: 'replace',
              value: { ...search.value, state, sealed: '' } satisfies SearchDocument,
              etag: search.etag,
            },
          ],
          facts: [
            { event: 'foundSettled', by: actorRef(named.actor), detail: { searchId, systemId, state } },
          ],
          unseen: true,
        },
      })
    })
    return changed.ok ? ok(undefined) : changed
  }

  return {
    async list(of) {
      const judged = await requestOf(of, 'seeContent')
      if (!judged.ok) return judged
      const searches = await requests.list<SearchDocument>(refOf(of), searchPrefix)
      const newestFirst = searches.toSorted((a, b) => b.value.startedAt.localeCompare(a.value.startedAt))
      return ok({
        systems: await systemsOf(deps, judged.value.request),
        searches: await Promise.all(newestFirst.map(({ value }) => searchView(connectors, value))),
      })
    },

    async start({ connectionId, what, ...of }) {
      const searchId = random.id()
      const changed = await requests.change<void, SearchRefusal>(refOf(of), async (request, now) => {
        const judged = staffOnly(of.actor, request, 'enterData')
        if (!judged.ok) return judged
        const company = (await companies.read(request.companyId))?.value
        const connection = company && connectionIn(company, connectionId)
        const isOfRequest = request.sources.some(({ sourceId }) => sourceId === connection?.sourceId)
        if (!connection || !isOfRequest) return err({ code: 'connectionUnknown' })
        const known = await connectorIn(connectors, connection.systemId)
        if (!known) return err({ code: 'systemGuided' })
        const others = await requests.list<SearchDocument>(refOf(of), searchPrefix)
        if (others.length >= mostSearches) return err(limitReached('searches', mostSearches))
        if (others.some(({ value }) => value.state === 'running' && value.connectionId === connectionId))
          return err({ code: 'searchUnderWay' })
        const key = await keyring.open(request.companyId, request.key)
        if (!key) return err({ code: 'contentGone' })

        const { systemId, sourceId } = connection
        const { fileHash } = known
        const { version } = known.connector
        const named = { ...refOf(of), searchId }
        const at = now.toISOString()
        const value: SearchDocument = {
          ...{
            id: searchDocumentId(searchId),
            ...named,
            connectionId,
            systemId,
            sourceId,
            version,
            fileHash,
          },
          ...{ what, startedBy: judged.value.employeeId, startedAt: at, state: 'running', searchAgainAt: at },
          ...{
            turns: 0,
            troubles: 0,
            counts: {},
            unasked: [],
            sealed: sealRun(crypto, key, named, beginning),
          },
        }
        const detail = { searchId, systemId, sourceId, version, fileHash, what }
        return ok({
          answer: undefined,
          change: {
            request,
            writes: [{ kind: 'create', value }],
            facts: [{ event: 'searchStarted', by: actorRef(of.actor), detail }],
            unseen: true,
          },
        })
      })
      return changed.ok ? ok({ searchId }) : changed
    },

    async view(named) {
      const seen = await foundIn(named, 'seeContent')
      if (!seen.ok) return seen
      return ok({ search: await searchView(connectors, seen.value.search.value), found: seen.value.found })
    },

    async take({ steps, ...named }) {
      const seen = await foundIn(named, 'enterData')
      if (!seen.ok) return seen
      const { search, found } = seen.value
      if (search.value.state !== 'found') return err({ code: 'searchNotReady' })
      const chosen = steps.map((step) => ({ step, records: found[step] ?? [] }))
      if (chosen.some(({ records }) => records.length === 0)) return err({ code: 'stepUnknown' })
      const { systemId, sourceId } = search.value
      const files: string[] = []
      for (const { step, records } of chosen) {
        const name = `${systemId}-${step}.json`
        const content = piecesOf(records)
        const { actor, requestId } = named
        const put = await putFile({
          actor,
          requestId,
          name,
          contentType: 'application/json',
          content,
          source: sourceId,
        })
        if (!put.ok) return put
        files.push(name)
      }
      const done = await settled(named, 'taken')
      return done.ok ? ok({ files }) : done
    },

    drop: (named) => settled(named, 'dropped'),
  }
}

/** Once: what was found can be taken or dropped, what failed is only dropped, and what was settled stays so. */
const canSettle = ({ state }: SearchDocument, to: 'taken' | 'dropped'): boolean =>
  state === 'found' || (state === 'failed' && to === 'dropped')

async function* piecesOf(records: readonly unknown[]): AsyncGenerator<Uint8Array> {
  yield utf8(`${JSON.stringify(records, undefined, 2)}\n`)
}
