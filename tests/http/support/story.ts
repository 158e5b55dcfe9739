// The steps of one request as its people take them, over HTTP and by mailed links alone.
import assert from 'node:assert/strict'

import { apiClient, eventually, linkIn, localCalls, redeemed, signIn } from '../../support/api-client.ts'
import type { Client, Grant, Mail, RequestView, SealReceipt } from '../../support/api-client.ts'

export type Asked = {
  readonly requestId: string
  readonly reference: string
  readonly email: string
  readonly mail: Mail
}

export type StaffName = 'owner' | 'admin' | 'manager' | 'user' | 'approver' | 'second'

export function tellStory(url: string) {
  const local = localCalls(url)
  const anyone = apiClient(url)
  const sessions = new Map<string, Client>()
  let people = 0

  /** Signed in once, and again after the clock was moved. */
  async function staff(name: StaffName): Promise<Client> {
    const known = sessions.get(name)
    if (known) return known
    const signedIn = await signIn(url, `${name}@demo.example`)
    sessions.set(name, signedIn)
    return signedIn
  }

  async function ask(wish: Readonly<Record<string, unknown>> = {}): Promise<Asked> {
    people += 1
    const email = `person${people}@mail.example`
    const asked = await anyone.post<{ requestId: string; reference: string; status: string }>(
      'companies/demo/requests',
      { rights: ['access'], email, ...wish },
    )
    assert.equal(asked.status, 202, asked.text)
    const to = (wish['email'] as string | undefined) ?? email
    return { ...asked.body, email: to, mail: await local.newMail(to, { about: /Confirm/ }) }
  }

  const verify = (asked: Asked): Promise<Client & { readonly grant: Grant }> =>
    redeemed(url, linkIn(asked.mail).token)

  async function view(requestId: string, by: StaffName = 'manager'): Promise<RequestView> {
    const seen = await (await staff(by)).get<RequestView>(`requests/${requestId}`)
    assert.equal(seen.status, 200, seen.text)
    return seen.body
  }

  async function assign(requestId: string, employeeId: StaffName = 'user'): Promise<void> {
    const assigned = await (await staff('manager')).put(`requests/${requestId}/assignments/${employeeId}`)
    assert.equal(assigned.status, 204, assigned.text)
  }

  async function example(templateId: string): Promise<Record<string, unknown>> {
    const template = await (
      await staff('user')
    ).get<{ schema: { examples: readonly Record<string, unknown>[] } }>(
      `companies/demo/templates/${templateId}`,
    )
    const [first] = template.body.schema.examples
    assert.ok(first, 'the template has an example')
    return first
  }

  async function fill(requestId: string, templateId: string): Promise<void> {
    const filled = await (
      await staff('user')
    ).put(`requests/${requestId}/data/${templateId}`, await example(templateId))
    assert.equal(filled.status, 200, filled.text)
  }

  async function mark(requestId: string, sourceId: string, state = 'nothingHeld'): Promise<void> {
    const marked = await (await staff('user')).put(`requests/${requestId}/sources/${sourceId}`, { state })
    assert.equal(marked.status, 200, marked.text)
  }

  async function seal(requestId: string): Promise<SealReceipt> {
    const sealed = await (await staff('user')).post<SealReceipt>(`requests/${requestId}/seal`)
    assert.equal(sealed.status, 201, sealed.text)
    return sealed.body
  }

  async function approve(requestId: string, { manifestSha256 }: SealReceipt): Promise<void> {
    const approved = await (
      await staff('approver')
    ).post(`requests/${requestId}/approvals`, { manifestSha256, decision: 'approve' })
    assert.equal(approved.status, 200, approved.text)
  }

  const reached = (requestId: string, status: string): Promise<RequestView> =>
    eventually(`the request to be ${status}`, async () => {
      const seen = await view(requestId)
      return seen.status === status ? seen : undefined
    })

  /** Verified and assigned: where work on it begins. */
  async function collecting(wish: Readonly<Record<string, unknown>> = {}): Promise<Asked> {
    const asked = await ask(wish)
    await verify(asked)
    await assign(asked.requestId)
    return asked
  }

  /** With data from one source and nothing in the others. */
  async function ready(wish: Readonly<Record<string, unknown>> = {}): Promise<Asked> {
    const asked = await collecting(wish)
    await fill(asked.requestId, 'insurance')
    await mark(asked.requestId, 'webShop')
    await mark(asked.requestId, 'caseFiles')
    return asked
  }

  return {
    ...{ url, local, anyone, staff, ask, verify, view, assign, example, fill, mark, seal, approve, reached },
    ...{ collecting, ready },
    advance: async (duration: string): Promise<string> => {
      sessions.clear()
      return local.advance(duration)
    },
    /** After a restart: the sessions live in the store, the connections do not. */
    forgetSessions: () => sessions.clear(),
    /** The person, by the newest link that opens their request. */
    personOf: async (asked: Asked, about: RegExp): Promise<Client & { readonly grant: Grant }> =>
      redeemed(url, linkIn(await local.newMail(asked.email, { about })).token),
  }
}
