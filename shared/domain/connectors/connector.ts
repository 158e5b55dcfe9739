// A connector file: one system that holds personal data, and how to ask it for one person. Data alone: nothing in it runs.

import type { KnownSystem } from './known-system.ts'

export type Connector = KnownSystem & {
  readonly version: number
  readonly verified: Verified
  readonly settings: Readonly<Record<string, Setting>>
  /** The only hosts that are called, as templates over settings. The first is used where a call names none. */
  readonly hosts: readonly [string, ...string[]]
  readonly auth: Auth
  /** What the credentials must be allowed to do, as the vendor names it: shown to whoever makes them. */
  readonly scopes?: readonly string[]
  readonly limits?: Partial<RunLimits>
  /** A call that shows whether the credentials are good: by its status, and by a member where the status does not tell. */
  readonly test: { readonly call: CallTemplate; readonly finds?: Path }
  readonly locate: readonly [Step, ...Step[]]
  readonly collect?: readonly Step[]
}

/** `fixture`: against answers that were written by hand from the vendor's reference. Never more than was done. */
export type Verified = { readonly against: 'fixture'; readonly on: string }

export type Setting = {
  /** `label` is one name within a host's name; `host` a whole one; `choice` one of `options`. */
  readonly type: 'text' | 'label' | 'host' | 'choice' | 'secret'
  readonly label: Words
  readonly options?: readonly string[]
}

export type Words = { readonly da: string; readonly en: string }

export type RunLimits = { readonly callsPerMinute: number; readonly maxCalls: number }

export const usualLimits: RunLimits = { callsPerMinute: 60, maxCalls: 300 }

/** The languages of search in which a value may stand: each has its own way to keep a value a value. */
export type SearchLanguage = 'soql' | 'odata' | 'quoted' | 'fiql' | 'term'

/** Text with placeholders, by itself or within a language of search. */
export type Text = string | { readonly language: SearchLanguage; readonly text: string }

export type JsonTemplate =
  Text | number | boolean | null | readonly JsonTemplate[] | { readonly [name: string]: JsonTemplate }

export type CallTemplate = {
  readonly method?: 'GET' | 'POST'
  readonly host?: string
  readonly path: string
  readonly query?: Readonly<Record<string, Text>>
  readonly headers?: Readonly<Record<string, string>>
  readonly json?: JsonTemplate
  readonly form?: Readonly<Record<string, Text>>
}

/** A member by its name, members joined by dots, `*` for each of a list; as a list where a name holds a dot. */
export type Path = string | readonly string[]

export type Step = {
  readonly id: string
  readonly label: Words
  /** Once for each item of this earlier step, which `{item.…}` then names. */
  readonly forEach?: string
  readonly call: CallTemplate
  /** Statuses that mean: nobody by that name here. */
  readonly none?: readonly number[]
  /** The same where the answer says it and not the status. */
  readonly noneIf?: { readonly path: Path; readonly is: readonly string[] }
  /**
   * Where the records lie in the answer; left out, the answer is the record, or the list of them. An answer without this
   * member is not an empty one, but none that this connector knows.
   */
  readonly items?: Path
  /** But where the vendor leaves the member out when there are no records. */
  readonly itemsMayMiss?: true
  /** What must be so of a record, looked at here again: one of these is enough. */
  readonly where?: readonly Condition[]
  /** What is kept of each record; left out, all of it. */
  readonly keep?: readonly Path[]
  readonly page?: Paging
  /** Where the first call begins a job, and the records come later. */
  readonly job?: Job
}

export type Condition = {
  readonly path: Path
  readonly is: 'equal' | 'equalIgnoringCase' | 'containing'
  readonly value: string
}

type Into = { readonly query: string } | { readonly json: string }

/** `link`: an address; `token`: the answer's word for the next page; `cursor`: the last record's; otherwise counted. */
export type Paging =
  | { readonly type: 'link'; readonly at: 'header' }
  | { readonly type: 'link'; readonly at: 'body'; readonly path: Path }
  | { readonly type: 'token'; readonly path: Path; readonly into: Into }
  | { readonly type: 'cursor'; readonly path: Path; readonly more: Path; readonly into: Into }
  | { readonly type: 'offset'; readonly size: number; readonly into: Into }
  | { readonly type: 'page'; readonly first: number; readonly size: number; readonly into: Into }

/** Submit, ask until it is done, fetch. `{job.id}` names it. */
export type Job = {
  readonly id: Path
  readonly poll: CallTemplate
  readonly status: Path
  readonly done: readonly string[]
  readonly failed: readonly string[]
  readonly everySeconds: number
  readonly download: CallTemplate
}

export type Auth =
  | { readonly type: 'none' }
  | {
      readonly type: 'apiKey'
      readonly headers?: Readonly<Record<string, string>>
      readonly query?: Readonly<Record<string, string>>
    }
  | { readonly type: 'basic'; readonly username: string; readonly password: string }
  | { readonly type: 'bearer'; readonly token: string }
  | OAuthClient
  | JwtBearer
  | TwoStep

/** RFC 6749, 4.4. */
export type OAuthClient = {
  readonly type: 'oauth2Client'
  readonly host?: string
  readonly path: string
  readonly clientId: string
  readonly clientSecret: string
  /** Where client id and secret stand (RFC 6749, 2.3.1). */
  readonly client: 'basic' | 'form'
  readonly form?: Readonly<Record<string, string>>
}

/** RFC 7523: a signed word of a service account for the user in whose name it looks. */
export type JwtBearer = {
  readonly type: 'jwtBearer'
  readonly host?: string
  readonly path: string
  readonly issuer: string
  readonly subject: string
  readonly audience: string
  readonly scope: string
  /** PKCS #8, PEM. */
  readonly privateKey: string
}

/** A call that answers with a token, which `{auth.token}` names in what every further call carries. */
export type TwoStep = {
  readonly type: 'twoStep'
  readonly login: CallTemplate
  readonly token: Path
  readonly headers: Readonly<Record<string, string>>
}

export type Level = 'guided' | 'locate' | 'collect'

export const isConnector = (system: KnownSystem | Connector): system is Connector => 'locate' in system

/** What it does for a person, and no more: a guided task, finding them, fetching what belongs to them. */
export function levelOf(system: KnownSystem | Connector): Level {
  if (!isConnector(system)) return 'guided'
  return system.collect ? 'collect' : 'locate'
}
