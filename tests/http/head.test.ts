import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { HttpRequest, InvocationContext, type HttpResponseInit } from '@azure/functions'
import { httpFunctions } from '../../functions/routes.ts'
import type { SessionSubject } from '../../shared/application/identity/sessions.ts'
import { auditOf } from '../support/audit.ts'
import { must, openOffice, type Office } from '../support/application.ts'
import { mailsTo } from '../support/mailbox.ts'
import { aRequest, goingOn, personEmail } from '../support/request-stages.ts'
import { bytesOf } from '../support/streams.ts'

type Asked = { readonly name: string; readonly by: Session; readonly params: Record<string, string> }

type Session = { readonly authorization: string; readonly cookie: string }

/** A request with a file in it; and what is written is counted. */
async function world(t: TestContext, stage: 'collecting' | 'sealed' | 'delivered') {
  let writes = 0
  const office = await openOffice(t, {
    through: (ports) => ({
      ...ports,
      documents: { ...ports.documents, batch: (...args) => (writes++, ports.documents.batch(...args)) },
    }),
  })
  const begun = await aRequest(office).verified().assignedTo('user').filled().made()
  const content = ReadableStream.from([new TextEncoder().encode('words')])
  const about = { actor: office.as('user'), requestId: begun.requestId, contentType: 'text/plain' }
  must(await office.app.putFile({ ...about, name: 'a.txt', content }))
  const further = goingOn(office, begun)
  const request = await (
    stage === 'collecting'
      ? further
      : stage === 'sealed'
        ? further.sealed()
        : further.sealed().approved().delivered()
  ).made()
  const { seal, deliveries } = await office.stateOf(request)
  const params = {
    ...{ company: 'demo', requestId: request.requestId, deliveryId: deliveries[0]?.id ?? 'x' },
    ...{ sealId: seal?.sealId ?? 'x', right: 'access', n: '0', name: 'a.txt', version: '1' },
    ...{ templateId: 'insurance', employeeId: 'user', sourceId: 'caseFiles', code: 'notFound' },
  }
  return { office, request, params, writes: () => writes }
}

async function sessionOf({ app }: Office, subject: SessionSubject): Promise<Session> {
  const { sessionId, cookie } = await app.sessions.open('demo', subject, 'browser')
  const { accessToken } = await app.grants.grant({ sessionId, companyId: 'demo' }, 'withoutRefresh')
  return { authorization: `Bearer ${accessToken}`, cookie: `__Host-indsigt.demo=${cookie}` }
}

async function ask({ app }: Office, method: 'GET' | 'HEAD', { name, by, params }: Asked, more = {}) {
  const { route, handler } = httpFunctions(app)[name] ?? assert.fail(name)
  const url = `http://localhost:7071/${route}${queries[name] ?? ''}`
  const request = new HttpRequest({ method, url, params, headers: { ...by, ...more } })
  return (await handler(request, new InvocationContext({ functionName: name }))) as HttpResponseInit
}

const queries: Readonly<Record<string, string>> = {
  proveAuditEntry: '?entry=0',
  proveAuditConsistency: '?from=1',
  listRequests: '?format=csv',
}

/** A head of the audit is signed anew for each reader, and has another tag each time. */
const shownOf = ({ status, headers, cookies }: HttpResponseInit) => {
  // Each call counts, and has its own version.
  const { etag, ratelimit: _left, ...others } = headers as Record<string, string>
  return { status, cookies, others, isTagged: etag !== undefined }
}

const contentOf = async ({ body }: HttpResponseInit) =>
  body instanceof ReadableStream ? (await bytesOf(body as ReadableStream<Uint8Array>)).length : body

const staff = ['user', 'approver', 'admin'] as const

test('whatever answers GET answers HEAD alike, without content, and without a word written of it', async (t) => {
  const [succeeded, noted] = [new Set<string>(), new Set<string>()]
  for (const stage of ['collecting', 'sealed', 'delivered'] as const) {
    const { office, request, params, writes } = await world(t, stage)
    const sessions = await Promise.all([
      ...staff.map((employeeId) => sessionOf(office, { kind: 'employee', employeeId })),
      sessionOf(office, { kind: 'requester', requestId: request.requestId }),
    ])
    for (const [name, { methods }] of Object.entries(httpFunctions(office.app))) {
      if (!methods?.includes('GET') || name === 'unknownAddress') continue
      assert.ok(methods.includes('HEAD'), name)
      for (const by of sessions) {
        // What the audit's tree has to take in, it takes in whenever somebody looks at it.
        await auditOf(office).head()
        const before = writes()
        const head = await ask(office, 'HEAD', { name, by, params })
        assert.equal(head.body, undefined, name)
        assert.equal(writes(), before, `${name} wrote something`)
        const get = await ask(office, 'GET', { name, by, params })
        assert.deepEqual(shownOf(head), shownOf(get), name)
        await contentOf(get)
        if ((get.status ?? 200) < 300) succeeded.add(name)
        if (writes() > before) noted.add(name)
      }
    }
  }

  // Of these GET is written down, so there is something that HEAD could have done.
  for (const name of ['openDelivery', 'readFile', 'readSeal', 'viewContent', 'listRequests'])
    assert.deepEqual([name, succeeded.has(name), noted.has(name)], [name, true, true])
  assert.ok(succeeded.size > 40, [...succeeded].join(' '))
})

test('whoever looks at a delivery by HEAD learns how large it is, and fetches nothing', async (t) => {
  const { office, request, params } = await world(t, 'delivered')
  const by = await sessionOf(office, { kind: 'requester', requestId: request.requestId })
  const told = mailsTo(office, personEmail).length
  const asked = { name: 'openDelivery', by, params }

  const head = await ask(office, 'HEAD', asked, { range: 'bytes=0-9' })
  await office.pump()

  const headers = head.headers as Record<string, string>
  assert.equal(head.status, 200, 'a part is of GET alone')
  assert.equal(mailsTo(office, personEmail).length, told)
  const [delivery] = (await office.stateOf(request)).deliveries
  assert.deepEqual([delivery?.downloads, delivery?.downloadedBy], [0, []])
  const get = await ask(office, 'GET', asked)
  assert.equal(String(await contentOf(get)), headers['content-length'])
  await office.pump()
  assert.equal(mailsTo(office, personEmail).length, told + 1)
})
