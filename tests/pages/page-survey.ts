// What every visitor finds on every page: by which address it is reached, and the forms that are sent from it.
import assert from 'node:assert/strict'

import { csrfToken } from '../../functions/pages/csrf.ts'
import type { Office } from '../support/application.ts'
import type { OwnedObjects } from '../support/objects.ts'
import { everything } from '../http/support/callers.ts'
import {
  formsIn,
  linksIn,
  methodOf,
  ownForm,
  pageAt,
  paramsOf,
  routeOf,
  shown,
  type Address,
  type Field,
  type Functions,
  type PageCall,
  type Params,
} from './page-calls.ts'

/** Somebody with a browser; `cookie` is nothing where nobody is signed in. */
export type Visitor = { readonly name: string; readonly cookie: Readonly<Record<string, string>> }

/** A page, or a form, as this visitor comes to it. */
export type Found = Address & { readonly visitor: Visitor; readonly fields: readonly Field[] }

export const nobody: Visitor = { name: 'nobody', cookie: {} }

export async function visitorsOf(
  { app }: Pick<Office, 'app'>,
  { companyId, ids, requestOf }: OwnedObjects,
  operatorId?: string,
): Promise<readonly Visitor[]> {
  const visitor = async (
    name: string,
    house: string,
    subject: Parameters<typeof app.sessions.open>[1],
  ): Promise<Visitor> => {
    const { cookie = '' } = await app.sessions.open(house, subject, 'browser')
    // Shown to every company, also to those that it is not of.
    const names = new Set(['demo', 'other', house])
    return { name, cookie: { cookie: [...names].map((one) => `__Host-indsigt.${one}=${cookie}`).join('; ') } }
  }
  const employee = (employeeId: string) =>
    ({ kind: 'employee', employeeId, proofs: ['link', 'totp'] }) as const
  const person = (requestId = '') => ({ kind: 'requester', requestId }) as const
  const signedIn = await Promise.all([
    visitor(everything, companyId, employee(everything)),
    visitor('the approver', companyId, employee('approver')),
    visitor('the person', companyId, person(ids['requestId'])),
    visitor('the person who was answered', companyId, person(requestOf['deliveryId'])),
    ...(operatorId === undefined ? [] : [visitor('the operator', 'operator', employee(operatorId))]),
  ])
  return [nobody, ...signedIn]
}

/** What a script sends, or what stands on no page at this stage, with every name that a form of ours has. */
const byHand = (visitor: Visitor): readonly Field[] => [
  ['csrf', csrfToken(/=([^;]*)/.exec(visitor.cookie['cookie'] ?? '')?.[1] ?? '')],
  ...[
    'id',
    'of',
    'item',
    'take',
    'file',
    'place',
    'token',
    'email',
    'code',
    'phone',
    'name',
    'reason',
    'decision',
  ].map((name): Field => [name, 'words']),
  ...[
    'manifestSha256',
    'etag',
    'base',
    'once',
    'sourceId',
    'employeeId',
    'requestId',
    'deliveryId',
    'itemId',
  ].map((name): Field => [name, 'none']),
]

export async function surveyed(
  functions: Functions,
  visitors: readonly Visitor[],
  { ids, requestIds, requestOf }: OwnedObjects,
): Promise<readonly Found[]> {
  const requests = [...new Set([...requestIds, ...Object.values(requestOf)])]
  const known: Params = {
    ...ids,
    informationType: ids['sourceId'] ?? '',
    right: 'access',
    systemId: 'zendesk',
    n: '0',
    name: 'indsigt.css',
    code: 'notFound',
    how: 'expired',
  }
  const all = (
    await Promise.all(visitors.map((visitor) => seenBy(functions, visitor, { known, requests })))
  ).flat()
  const missed = Object.keys(functions).filter((page) => !all.some((found) => found.page === page))
  const strongest = visitors.find(({ name }) => name === everything) ?? assert.fail()
  return [
    ...all,
    ...missed.map((page) => ({
      page,
      params: filled(functions, page, known),
      query: '',
      visitor: strongest,
      fields: methodOf(functions, page) === 'GET' ? [] : byHand(strongest),
    })),
  ]
}

const filled = (functions: Functions, page: string, known: Params): Params =>
  Object.fromEntries(paramsOf(routeOf(functions, page)).map((name) => [name, known[name] ?? 'none']))

/** First where the ids lead, then where those pages lead. */
async function seenBy(
  functions: Functions,
  visitor: Visitor,
  { known, requests }: { readonly known: Params; readonly requests: readonly string[] },
): Promise<readonly Found[]> {
  const seen = new Map<string, Found>()
  const visited = new Set<string>()
  const visit = async (addresses: readonly Address[]): Promise<readonly Address[]> => {
    const leads: Address[] = []
    for (const { page, params, query } of addresses) {
      const key = JSON.stringify([page, params, query])
      if (visited.has(key)) continue
      visited.add(key)
      const { status, headers, text } = await shown(functions, {
        ...{ page, params, query },
        headers: visitor.cookie,
      })
      if (status >= 300) continue
      note({ ...{ page, params, query, visitor }, fields: [] })
      if (!(headers['content-type'] ?? '').startsWith('text/html')) continue
      for (const { method, action, fields } of formsIn(text)) {
        const to = pageAt(functions, method, action)
        if (to) note({ ...to, visitor, fields })
      }
      leads.push(...linksIn(text).flatMap((href) => pageAt(functions, 'GET', href) ?? []))
    }
    return leads
  }
  /** Each with the most fields that it is seen with. */
  const note = (found: Found): void => {
    const before = seen.get(found.page)
    if (!before || before.fields.length < found.fields.length) seen.set(found.page, found)
  }
  const pages = Object.keys(functions).filter((page) => methodOf(functions, page) === 'GET')
  const first = pages.flatMap((page) => {
    const params = filled(functions, page, known)
    const all = 'requestId' in params ? requests.map((requestId) => ({ ...params, requestId })) : [params]
    return all.map((one) => ({ page, params: one, query: '' }))
  })
  const leads = await visit(first)
  await visit(leads.filter(({ page }) => !seen.has(page)))
  return [...seen.values()]
}

/** The call as its visitor makes it. */
export const callOf = ({ page, params, query, visitor, fields }: Found, method: string): PageCall => {
  const form = method === 'GET' ? { headers: {} } : ownForm(fields)
  return { page, params, query, ...form, headers: { ...form.headers, ...visitor.cookie } }
}
