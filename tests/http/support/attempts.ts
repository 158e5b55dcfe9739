// Each way to name something of another company in a call: in its path, its query, its body and its headers.
import assert from 'node:assert/strict'

import type { Operation } from '../../../functions/http/operation.ts'
import { schemas } from '../../../shared/contracts/schemas/all.ts'
import { allows, textPlacesOf, type Schema } from '../../support/schema-bodies.ts'
import type { Called } from './call-operation.ts'
import { everything, type Caller } from './callers.ts'
import { noneLike, type Kind, type Twins } from './twins.ts'
import { validBodies } from './valid-bodies.ts'

export type Attempt = {
  readonly operation: Operation
  readonly caller: Caller
  /** For whoever reads of a failure. */
  readonly where: string
  /** What is named in it, and what is named instead where nothing is to be found. */
  readonly named: readonly Kind[]
  readonly call: (value: (kind: Kind) => string) => Omit<Called, 'token'>
}

/** Words of the product and positions: the same for every company. */
const ofNoCompany: Readonly<Record<string, string>> = {
  area: 'setup',
  ...{ role: 'systemUser', right: 'objection', list: 'records', n: '0', version: '1' },
}

const demanded: Readonly<Record<string, string>> = {
  proveAuditEntry: '?entry=0',
  proveAuditConsistency: '?from=0',
  checkConsent: '?externalId=nobody&purpose=nothing',
}

/** Members and parameters that name something of a company. */
const isName = (name: string): boolean =>
  /(^|\/)(\w*Ids?|source|assignee|from|file|manifestSha256|continuation|token)(\/0)?$/.test(name)

const nobody: Caller = { name: 'anybody', headers: {} }

export function attemptsOn(operation: Operation, world: Twins): readonly Attempt[] {
  return [
    ...inNothing(operation, world),
    ...inPath(operation, world),
    ...inQuery(operation, world),
    ...inBody(operation, world),
    ...inHeaders(operation, world),
  ]
}

function callersOf({ security }: Operation, { callers }: Twins): readonly Caller[] {
  return security === 'bearer' ? callers : [nobody]
}

/** Who is stopped by nothing but the company; of what is open to all, anybody. */
const strongest = (operation: Operation, world: Twins): readonly Caller[] =>
  callersOf(operation, world).filter(({ name }) => name === everything || name === nobody.name)

const paramsOf = ({ route, security }: Operation): readonly string[] =>
  [...route.matchAll(/\{(\w+)(?::\w+)?\}/g)]
    .map(([, name = '']) => name)
    .filter((name) => !Object.hasOwn(ofNoCompany, name))
    // What a company shows to everybody it shows to other companies too.
    .filter((name) => name !== 'company' || security === 'bearer')

const kindOf = ({ kinds }: Twins, name: string): Kind =>
  kinds.find(({ kind }) => kind === name) ??
  assert.fail(`nothing of the other company for {${name}}: tests/support/objects.ts makes one of each kind`)

/** The company itself is named in its own parameter alone. */
const objectsOf = ({ kinds }: Twins): readonly Kind[] => kinds.filter(({ kind }) => kind !== 'company')

/** What the call would be without anything of others in it. */
export function ownCall(operation: Operation, { ours }: Pick<Twins, 'ours'>): Omit<Called, 'token'> {
  const { body, rawBody, route } = operation
  const [child = ''] = Object.keys(ours.requestOf).filter((name) => route.includes(`{${name}}`))
  const requestId = ours.requestOf[child] ?? ours.ids['requestId'] ?? ''
  return {
    params: { ...ofNoCompany, ...ours.ids, requestId },
    query: demanded[operation.operationId] ?? '',
    ...(body === undefined ? {} : { body: validBodies[body] ?? {} }),
    ...(rawBody === undefined ? {} : { raw: '{}', type: rawBody }),
  }
}

/** Each caller as they are, so that what they see by right is looked through too. */
const inNothing = (operation: Operation, world: Twins): readonly Attempt[] =>
  callersOf(operation, world).map((caller) => ({
    ...{ operation, caller, where: 'nothing of theirs', named: [] },
    call: () => ownCall(operation, world),
  }))

function inPath(operation: Operation, world: Twins): readonly Attempt[] {
  const params = paramsOf(operation)
  if (params.length === 0) return []
  const whole = Object.fromEntries(params.map((name) => [name, kindOf(world, name)]))
  const single = params.length > 1 ? params.map((name) => ({ [name]: kindOf(world, name) })) : []
  const requests = world.kinds.filter(({ kind }) => kind.startsWith('requestId '))
  const otherRequests = params.includes('requestId') ? requests : []
  const ofAnyKind = params
    .filter((name) => name !== 'company')
    .flatMap((name) => objectsOf(world).map((kind) => ({ [name]: kind })))
  const by = (callers: readonly Caller[], all: readonly Readonly<Record<string, Kind>>[]) =>
    callers.flatMap((caller) => all.map((kinds) => namedInPath(operation, world, { caller, kinds })))
  return [
    ...by(callersOf(operation, world), [whole, ...single]),
    ...by(strongest(operation, world), [
      ...otherRequests.map((requestId) => ({ ...whole, requestId })),
      ...ofAnyKind,
    ]),
  ]
}

function namedInPath(
  operation: Operation,
  world: Twins,
  { caller, kinds }: { readonly caller: Caller; readonly kinds: Readonly<Record<string, Kind>> },
): Attempt {
  const own = ownCall(operation, world)
  const entries = Object.entries(kinds)
  return {
    ...{ operation, caller, named: Object.values(kinds) },
    where: `path ${entries.map(([name, { kind }]) => `${name}=${kind}`).join(' ')}`,
    call: (value) => ({
      ...own,
      params: { ...own.params, ...Object.fromEntries(entries.map(([name, kind]) => [name, value(kind)])) },
    }),
  }
}

function inQuery(operation: Operation, world: Twins): readonly Attempt[] {
  const own = ownCall(operation, world)
  return (operation.query ?? []).flatMap(({ name }) =>
    byWhom(operation, world, { names: isName(name), kinds: objectsOf(world) }).map(({ caller, kind }) => ({
      ...{ operation, caller, where: `query ${name}=${kind.kind}`, named: [kind] },
      call: (value) => ({ ...own, query: withParameter(own.query ?? '', name, value(kind)) }),
    })),
  )
}

function withParameter(query: string, name: string, value: string): string {
  const parameters = new URLSearchParams(query)
  parameters.set(name, value)
  return `?${parameters}`
}

function inBody(operation: Operation, world: Twins): readonly Attempt[] {
  if (operation.body === undefined) return []
  const own = ownCall(operation, world)
  return textPlacesOf(schemas[operation.body] as Schema).flatMap((place) => {
    const { schema, pointer } = place
    const all = pointer === '/token' ? tokensOf(world) : objectsOf(world)
    const kinds = all.filter(({ real, none }) => allows(schema, real) && allows(schema, none))
    return byWhom(operation, world, { names: isName(pointer), kinds }).map(({ caller, kind }) => ({
      ...{ operation, caller, where: `body ${pointer}=${kind.kind}`, named: [kind] },
      call: (value) => ({ ...own, body: place.with(value(kind)) }),
    }))
  })
}

/** These stand for all where a text names nothing, and for who may do little. */
const usual = new Set(['requestId', 'employeeId', 'templateId', 'sourceId'])

function byWhom(
  operation: Operation,
  world: Twins,
  { names, kinds }: { readonly names: boolean; readonly kinds: readonly Kind[] },
): readonly { readonly caller: Caller; readonly kind: Kind }[] {
  const few = kinds.filter(({ kind }) => usual.has(kind))
  const strong = strongest(operation, world)
  const rest = names ? callersOf(operation, world).filter((caller) => !strong.includes(caller)) : []
  return [
    ...strong.flatMap((caller) => (names ? kinds : few).map((kind) => ({ caller, kind }))),
    ...rest.flatMap((caller) => few.map((kind) => ({ caller, kind }))),
  ]
}

/** Mailed tokens, `company.request.secret`: ours with their place in it, and theirs with our place. */
function tokensOf({ ours, theirs }: Twins): readonly Kind[] {
  return theirs.linkTokens.flatMap((token, n) => {
    const [company = '', request = '', secret = ''] = token.split('.')
    const [, ourRequest = '', ourSecret = ''] = ours.linkTokens[n]?.split('.') ?? []
    const none = (id: string) => (id === '-' ? '-' : noneLike(id))
    return [
      {
        kind: `token ${n}, our secret`,
        real: `${company}.${request}.${ourSecret}`,
        none: `${company}.${none(request)}.${ourSecret}`,
      },
      {
        kind: `token ${n}, our company`,
        real: `demo.${request}.${secret}`,
        none: `demo.${none(request)}.${secret}`,
      },
      {
        kind: `token ${n}, our place`,
        real: `demo.${ourRequest}.${secret}`,
        none: `demo.${ourRequest}.${noneLike(secret)}`,
      },
    ]
  })
}

function inHeaders(operation: Operation, world: Twins): readonly Attempt[] {
  if (operation.security !== 'bearer') return []
  const own = ownCall(operation, world)
  const [, company = '', keyId = '', secret = ''] =
    /^ik_([^_]+)_(.{22})_(.+)$/.exec(world.theirs.apiKey) ?? []
  const none = `ik_${company}_${noneLike(keyId)}_${secret}`
  const apiKey = { kind: 'apiKey', real: world.theirs.apiKey, none }
  const saying = (caller: Caller, header: string, kind: Kind): Attempt => ({
    ...{ operation, caller, where: `header ${header}`, named: [kind] },
    call: (value) => ({ ...own, headers: { [header]: value(kind) } }),
  })
  const callers = world.callers.filter(({ name }) => name.startsWith(everything) || name === 'the person')
  return [
    ...callers.map((caller) => saying(caller, 'x-api-key', apiKey)),
    ...strongest(operation, world).map((caller) => saying(caller, 'if-match', quoted(kindOf(world, 'etag')))),
  ]
}

const quoted = ({ kind, real, none }: Kind): Kind => ({ kind, real: `"${real}"`, none: `"${none}"` })
