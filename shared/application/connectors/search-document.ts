import { openJson, sealJson } from '../keys/sealed-json.ts'
import type { Crypto } from '../ports/system.ts'
import type { Document } from '../ports/documents.ts'
import type { Instant } from '../requests/request-document.ts'
import type { RequestRef } from '../requests/request-store.ts'
import type { FinalCode } from './ask-system.ts'
import type { RunState } from './run-state.ts'

/** Why a search came to nothing, beside what a system may answer. */
export type SearchFailure =
  | FinalCode
  | 'systemAway'
  | 'systemBusy'
  | 'connectionGone'
  | 'connectorChanged'
  | 'requestEnded'
  | 'nobodyToFind'

/** One search of a system for the person of a request, id `search:{searchId}` beside it. */
export type SearchDocument = Document & {
  readonly companyId: string
  readonly requestId: string
  readonly searchId: string
  readonly connectionId: string
  readonly systemId: string
  readonly sourceId: string
  /** Which words decided what was asked: the connector's version, and the hash of its file. */
  readonly version: number
  readonly fileHash: string
  readonly what: 'locate' | 'collect'
  readonly startedBy: string
  readonly startedAt: Instant
  /** `taken`: what was found is files of the request; `dropped`: somebody looked, and it is not for the answer. */
  readonly state: 'running' | 'found' | 'failed' | 'taken' | 'dropped'
  /** How often it was gone on with, and how often in a row the system had nothing to say. */
  readonly turns: number
  readonly troubles: number
  /** Sparse: when it is gone on with; while it is, when that is taken for lost. */
  readonly searchAgainAt?: Instant
  readonly endedAt?: Instant
  readonly failure?: { readonly code: SearchFailure; readonly status?: number }
  /** Records by step, and the steps that could not be asked. */
  readonly counts: Readonly<Record<string, number>>
  readonly unasked: readonly string[]
  /** `RunState`, encrypted; empty where nothing is kept of it any more. */
  readonly sealed: string
}

export const searchPrefix = 'search:'

export const searchDocumentId = (searchId: string): string => `${searchPrefix}${searchId}`

const contextOf = ({ companyId, requestId }: RequestRef, searchId: string): string =>
  `search ${companyId} ${requestId} ${searchId}`

type Named = RequestRef & { readonly searchId: string }

export const sealRun = (crypto: Crypto, key: Uint8Array, named: Named, state: RunState): string =>
  sealJson(crypto, key, contextOf(named, named.searchId), state)

export const openRun = (crypto: Crypto, key: Uint8Array, named: Named, sealed: string): RunState =>
  openJson<RunState>(crypto, key, contextOf(named, named.searchId), sealed)

export const countsOf = ({ found }: RunState): Readonly<Record<string, number>> =>
  Object.fromEntries(Object.entries(found).map(([step, records]) => [step, records.length]))
