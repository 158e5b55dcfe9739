// The steps of one request as its people take them, by the client that integrators use and by mailed links alone.
import assert from 'node:assert/strict'

import { createClient } from '../../../clients/typescript/src/index.ts'
import type { Client as TypedClient, Input } from '../../../clients/typescript/src/index.ts'
import { documentedFetch } from '../../support/documented.ts'
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

  /** Nothing is repeated: a test sees each answer. */
  const typed = createClient({ url, retries: 0, fetch: documentedFetch })
  const by = async (name: StaffName): Promise<TypedClient> => {
    const { accessToken = '' } = await staff(name)
    return typed.as({ accessToken })
  }

  async function ask(wish: Readonly<Record<string, unknown>> = {}): Promise<Asked> {
    people += 1
    const email = `person${people}@mail.example`
    const body = { rights: ['access'], email, ...wish } as Input<'createRequest'>['body']
    const asked = await typed.createRequest({ company: 'demo', body })
    const to = (wish['email'] as string | undefined) ?? email
    return { ...asked, email: to, mail: await local.newMail(to, { about: /Confirm/ }) }
  }

  const verify = (asked: Asked): Promise<Client & { readonly grant: Grant }> =>
    redeemed(url, linkIn(asked.mail).token)

  const view = async (requestId: string, name: StaffName = 'manager'): Promise<RequestView> =>
    (await by(name)).viewRequest({ requestId })

  const assign = async (requestId: string, employeeId: StaffName = 'user'): Promise<void> =>
    (await by('manager')).assignRequest({ requestId, employeeId })

  async function example(templateId: string): Promise<Record<string, unknown>> {
    const template = await (await by('user')).viewTemplate({ company: 'demo', templateId })
    const { examples = [] } = template.schema as { examples?: readonly Record<string, unknown>[] }
    const [first] = examples
    assert.ok(first, 'the template has an example')
    return first
  }

  async function fill(requestId: string, templateId: string): Promise<void> {
    await (await by('user')).putData({ requestId, templateId, body: await example(templateId) })
  }

  async function mark(
    requestId: string,
    sourceId: string,
    state: Input<'setSource'>['body']['state'] = 'nothingHeld',
  ): Promise<void> {
    await (await by('user')).setSource({ requestId, sourceId, body: { state } })
  }

  const seal = async (requestId: string): Promise<SealReceipt> =>
    (await by('user')).sealRequest({ requestId })

  async function approve(requestId: string, { manifestSha256 }: SealReceipt): Promise<void> {
    await (await by('approver')).decideSeal({ requestId, body: { manifestSha256, decision: 'approve' } })
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
