import assert from 'node:assert/strict'
import http from 'node:http'
import type { TestContext } from 'node:test'

import { HttpRequest, InvocationContext } from '@azure/functions'

import { operations } from '../../functions/operations.ts'
import type { Office } from './application.ts'
import { portOf } from './receiver.ts'

const path =
  /^\/api\/v1\/companies\/([^/]+)\/receivers\/([^/]+)\/transfers(?:\/([^/]+)(\/content|\/receipt)?)?$/

function operationFor(method: string, [, , , id, rest]: RegExpExecArray) {
  const name =
    rest === '/content'
      ? 'fetchTransfer'
      : rest === '/receipt'
        ? 'acknowledgeTransfer'
        : id
          ? 'openTransfer'
          : 'listTransfers'
  const found = operations.find(({ operationId }) => operationId === name)
  assert.equal(found?.method, method)
  return found
}

/** The operations of receivers behind a port of their own. */
export async function receiversServed(t: Pick<TestContext, 'after'>, { app }: Office): Promise<string> {
  const answer = async (incoming: http.IncomingMessage, outgoing: http.ServerResponse): Promise<void> => {
    const pieces: Buffer[] = []
    for await (const piece of incoming) pieces.push(piece as Buffer)
    const match = path.exec(incoming.url ?? '') ?? assert.fail(incoming.url)
    const operation = operationFor(incoming.method ?? '', match)
    const [, company = '', receiverId = '', transferId = ''] = match
    const request = new HttpRequest({
      ...{ url: `http://localhost${incoming.url}`, method: incoming.method ?? 'GET' },
      headers: incoming.headers as Record<string, string>,
      params: { company, receiverId, ...(transferId !== '' && { transferId }) },
      ...(pieces.length > 0 && { body: { string: Buffer.concat(pieces).toString() } }),
    })
    const context = new InvocationContext({ functionName: operation.operationId })
    const { status = 200, headers, body } = await operation.handler(app)(request, context)
    outgoing.writeHead(status, headers as http.OutgoingHttpHeaders)
    outgoing.end(Buffer.from(await new Response(body as string | ReadableStream).arrayBuffer()))
  }
  const server = http.createServer((incoming, outgoing) => void answer(incoming, outgoing))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.after(() => {
    server.closeAllConnections()
    server.close()
  })
  return `http://127.0.0.1:${portOf(server)}`
}
