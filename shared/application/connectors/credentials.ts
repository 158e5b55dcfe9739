import { composeCall, filled } from '../../domain/connectors/compose-call.ts'
import type { Beside, Values } from '../../domain/connectors/compose-call.ts'
import type {
  CallTemplate,
  Connector,
  JwtBearer,
  OAuthClient,
  Path,
} from '../../domain/connectors/connector.ts'
import { textAt } from '../../domain/connectors/paths.ts'
import { addHours } from '../../domain/time.ts'
import { err, ok } from '../../kernel/result.ts'
import type { Result } from '../../kernel/result.ts'
import { toBase64, toBase64Url, utf8 } from '../bytes.ts'
import type { Core } from '../core.ts'
import type { AskSystem, SystemFailure } from './ask-system.ts'

/** A system of a company, and what its administrators entered for it, by name: settings and secrets. */
export type Connection = {
  readonly companyId: string
  readonly connector: Connector
  readonly values: Values
}

type Deps = Pick<Core, 'crypto' | 'clock'> & { readonly ask: AskSystem }
type Answer = Result<Beside, SystemFailure>

const unfit = err<SystemFailure>({ kind: 'final', code: 'valueUnfit' })

/** What every call to the system carries. A system that wants a token first is asked for a new one: none is kept. */
export async function credentialsFor(deps: Deps, connection: Connection): Promise<Answer> {
  const { connector, values } = connection
  const { auth } = connector
  switch (auth.type) {
    case 'none':
      return ok({})
    case 'apiKey':
      return carried(auth, values)
    case 'bearer':
      return carried({ headers: { authorization: `Bearer ${auth.token}` } }, values)
    case 'basic':
      return basic(auth, values)
    case 'oauth2Client':
      return oauthClient(deps, connection, auth)
    case 'jwtBearer':
      return jwtBearer(deps, connection, auth)
    case 'twoStep': {
      const tomorrow = addHours(deps.clock.now(), 24).toISOString().slice(0, 10)
      const known = withValues(connection, { 'clock.tomorrow': tomorrow })
      return signedIn(deps, known, { call: auth.login, token: auth.token, headers: auth.headers })
    }
  }
}

type Carried = {
  readonly headers?: Readonly<Record<string, string>>
  readonly query?: Readonly<Record<string, string>>
}

function carried({ headers = {}, query = {} }: Carried, values: Values): Answer {
  const inHeaders = filledAll(headers, 'header', values)
  const inQuery = filledAll(query, 'query', values)
  if (!inHeaders || !inQuery) return unfit
  return ok({
    headers: Object.fromEntries(inHeaders.map(([name, value]) => [name.toLowerCase(), value])),
    query: inQuery.map(([name, value]) => ({ name, value })),
  })
}

function filledAll(
  templates: Readonly<Record<string, string>>,
  position: 'header' | 'query',
  values: Values,
): readonly (readonly [string, string])[] | undefined {
  const made = Object.entries(templates).map(
    ([name, text]) => [name, filled(text, position, values)] as const,
  )
  const fit = made.flatMap(([name, text]) => (text.ok ? [[name, text.value] as const] : []))
  return fit.length === made.length ? fit : undefined
}

/** RFC 7617: name and password as UTF-8. */
function basic(auth: { readonly username: string; readonly password: string }, values: Values): Answer {
  const username = filled(auth.username, 'json', values)
  const password = filled(auth.password, 'json', values)
  if (!username.ok || !password.ok) return unfit
  const pair = toBase64(utf8(`${username.value}:${password.value}`))
  return ok({ headers: { authorization: `Basic ${pair}` } })
}

type Login = {
  readonly call: CallTemplate
  readonly beside?: Beside
  readonly token: Path
  readonly headers: Readonly<Record<string, string>>
}

const asBearer = { token: 'access_token', headers: { authorization: 'Bearer {auth.token}' } } as const

async function oauthClient(
  deps: Deps,
  connection: Connection,
  { host, path, clientId, clientSecret, client, form = {} }: OAuthClient,
): Promise<Answer> {
  const inForm = { client_id: clientId, client_secret: clientSecret }
  const inHeader =
    client === 'basic' ? basic({ username: clientId, password: clientSecret }, connection.values) : ok({})
  if (!inHeader.ok) return inHeader
  const call: CallTemplate = {
    ...{ method: 'POST', path, ...(host !== undefined && { host }) },
    form: { grant_type: 'client_credentials', ...form, ...(client === 'form' && inForm) },
  }
  return signedIn(deps, connection, { call, beside: inHeader.value, ...asBearer })
}

async function jwtBearer(deps: Deps, connection: Connection, auth: JwtBearer): Promise<Answer> {
  const assertion = assertionOf(deps, auth, connection.values)
  if (assertion === undefined) return unfit
  const { host, path } = auth
  const call: CallTemplate = {
    ...{ method: 'POST', path, ...(host !== undefined && { host }) },
    form: { grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer', assertion: '{auth.assertion}' },
  }
  return signedIn(deps, withValues(connection, { 'auth.assertion': assertion }), { call, ...asBearer })
}

/** RFC 7523, 3: who says so, of whom, to whom, and for how long. Undefined where the key is none. */
function assertionOf({ crypto, clock }: Deps, auth: JwtBearer, values: Values): string | undefined {
  const [issuer, subject, privateKey] = [auth.issuer, auth.subject, auth.privateKey].map((text) =>
    filled(text, 'json', values),
  )
  if (!issuer?.ok || !subject?.ok || !privateKey?.ok) return undefined
  const iat = Math.floor(clock.now().getTime() / 1000)
  const claims = {
    iss: issuer.value,
    sub: subject.value,
    aud: auth.audience,
    scope: auth.scope,
    iat,
    exp: iat + 300,
  }
  const part = (value: object) => toBase64Url(utf8(JSON.stringify(value)))
  const signed = `${part({ alg: 'RS256', typ: 'JWT' })}.${part(claims)}`
  const signature = crypto.signRs256(privateKey.value, utf8(signed))
  return signature && `${signed}.${toBase64Url(signature)}`
}

const withValues = (connection: Connection, more: Readonly<Record<string, string>>): Connection => ({
  ...connection,
  values: (name) => more[name] ?? connection.values(name),
})

async function signedIn(
  { ask }: Deps,
  connection: Connection,
  { call, beside, token, headers }: Login,
): Promise<Answer> {
  const { companyId, connector, values } = connection
  const composed = composeCall({ host: connector.hosts[0], ...call }, values, beside)
  if (!composed.ok) return unfit
  const answer = await ask({ companyId, connectorId: connector.id, call: composed.value })
  if (!answer.ok) return answer.error.kind === 'final' ? refusedIf(answer.error) : answer
  const given = textAt(answer.value.body, token)
  if (given === undefined) return err({ kind: 'final', code: 'credentialsRefused' })
  return carried({ headers }, withValues(connection, { 'auth.token': given }).values)
}

/** Token endpoints refuse with 400 too (RFC 6749, 5.2). */
const refusedIf = (failure: SystemFailure & { readonly kind: 'final' }): Answer =>
  err(failure.status === 400 ? { ...failure, code: 'credentialsRefused' } : failure)
