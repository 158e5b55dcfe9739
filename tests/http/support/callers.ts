// Whoever calls for a company, as programs of theirs do.
import { employeeDocumentId } from '../../../shared/application/companies/company-document.ts'
import { companyPartition } from '../../../shared/application/place.ts'
import { grants, roles } from '../../../shared/domain/identity/roles.ts'
import type { Office } from '../../support/application.ts'
import { people } from '../../support/companies.ts'
import type { OwnedObjects } from '../../support/objects.ts'

export type Caller = { readonly name: string; readonly headers: Readonly<Record<string, string>> }

/** Holds every role and every grant, and was given every request: nothing but the company stops them. */
export const everything = 'everything'

export async function hireEverything(
  { app, as, ports }: Office,
  { companyId, requestIds }: OwnedObjects,
): Promise<void> {
  const named = { companyId, employeeId: everything, name: 'The All', email: `all@${companyId}.example` }
  const employee = { id: employeeDocumentId(everything), ...named, roles, grants }
  await ports.documents.batch(companyPartition(companyId), [{ kind: 'create', value: employee }])
  for (const requestId of requestIds)
    await app.assignRequest({ actor: as('manager'), requestId, employeeId: everything })
}

export async function callersOf({ app }: Office, objects: OwnedObjects): Promise<readonly Caller[]> {
  const { companyId, apiKey, ids, requestOf } = objects
  const tokenOf = async (subject: Parameters<typeof app.sessions.open>[1], keyId?: string) => {
    const { sessionId } = await app.sessions.open(companyId, subject, 'program')
    const bound = keyId === undefined ? {} : { keyId }
    const { accessToken } = await app.grants.grant({ sessionId, companyId, ...bound }, 'withoutRefresh')
    return { authorization: `Bearer ${accessToken}` }
  }
  const as = (employeeId: string, keyId?: string) =>
    tokenOf({ kind: 'employee', employeeId, proofs: ['link', 'totp'] }, keyId)
  const withKey = async (name: string): Promise<Caller> => ({
    name: `${name} with a key`,
    headers: { ...(await as(name, ids['keyId'])), 'x-api-key': apiKey },
  })
  const person = async (name: string, requestId = ''): Promise<Caller> => ({
    ...{ name, headers: await tokenOf({ kind: 'requester', requestId }) },
  })
  const staff = [...Object.keys(people), everything].map(async (name) => ({ name, headers: await as(name) }))
  return Promise.all([
    ...staff,
    ...['user', everything].map(withKey),
    person('the person', ids['requestId']),
    person('the person who was answered', requestOf['deliveryId']),
  ])
}
