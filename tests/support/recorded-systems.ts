// Other people's systems on this machine: one server that answers what was written down, and an egress that leads there.
import assert from 'node:assert/strict'
import type { TestContext } from 'node:test'

import { createEgress } from '../../shared/adapters/egress/egress.ts'
import type { Egress } from '../../shared/application/ports/egress.ts'
import type { Exchange } from './connector-files.ts'
import { receiver } from './receiver.ts'

export type RecordedSystems = {
  readonly egress: Egress
  /** What came and was not written down. */
  readonly strangers: readonly string[]
  /** What was written down and never came. */
  readonly waiting: () => readonly string[]
}

/** The egress keeps https and the name for itself and calls this machine: what travels is otherwise what would travel. */
export async function recordedSystems(
  t: Pick<TestContext, 'after'>,
  exchanges: readonly Exchange[],
): Promise<RecordedSystems> {
  const strangers: string[] = []
  const left = [...exchanges]
  const there = await receiver(t, {
    answer: (request, response) => {
      const call = there.calls.find((one) => one.request === request)
      const url = `https://${request.headers['x-asked-host'] as string}${request.url}`
      const body = call?.body() ?? ''
      const at = left.findIndex(({ request: wanted }) => isSame(wanted, request, url, body))
      const [found] = at === -1 ? [] : left.splice(at, 1)
      if (!found) strangers.push(`${request.method} ${url} ${body}`)
      const { status, headers = {}, body: answer } = found?.response ?? { status: 599 }
      response.writeHead(status, { 'content-type': 'application/json', ...headers })
      response.end(answer === undefined ? '' : JSON.stringify(answer))
    },
  })
  const onThisMachine = createEgress({ loopback: 'allowed' })
  const egress: Egress = {
    ...onThisMachine,
    call: (request) => {
      const url = new URL(request.url)
      assert.equal(url.protocol, 'https:')
      return onThisMachine.call({
        ...request,
        url: `http://127.0.0.1:${there.port}${url.pathname}${url.search}`,
        headers: { ...request.headers, 'x-asked-host': url.host },
      })
    },
  }
  return {
    egress,
    strangers,
    waiting: () => left.map(({ request }) => `${request.method} ${request.url}`),
  }
}

type Came = {
  readonly method?: string | undefined
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
}

function isSame(wanted: Exchange['request'], came: Came, url: string, body: string): boolean {
  return (
    wanted.method === came.method &&
    wanted.url === url &&
    Object.entries(wanted.headers ?? {}).every(
      ([name, value]) => came.headers[name.toLowerCase()] === value,
    ) &&
    (wanted.body === undefined || isSameBody(wanted.body, body))
  )
}

const isSameBody = (wanted: unknown, body: string): boolean =>
  typeof wanted === 'string' ? wanted === body : body !== '' && isEqual(JSON.parse(body), wanted)

function isEqual(a: unknown, b: unknown): boolean {
  try {
    assert.deepEqual(a, b)
    return true
  } catch {
    return false
  }
}
