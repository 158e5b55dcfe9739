/**
 * The server processes of `intake.ts`. `bare`: what node:http and ajv need for the same body. `whole`: an instance as it is.
 * `alone`: one whose queues nobody empties, so that only the call itself is measured. `unkept`: the same with stores that
 * keep nothing, which leaves the host, the library and our own code, as they also run on Azure.
 */
import { randomUUID } from 'node:crypto'
import http from 'node:http'
import { realClock } from '../local/host/clock.ts'
import { validators } from '../shared/contracts/generated/validators.mjs'
import type { Ports } from '../shared/application/ports/ports.ts'
import { ok } from '../shared/kernel/result.ts'
import { startBenchInstance } from './bench-instance.ts'

export type ServerKind = 'bare' | 'unkept' | 'alone' | 'whole'

/** What a child tells: once where it answers, then, each time it is asked, what it has used so far. */
export type ServerReport = { readonly url: string } | { readonly cpuMs: number }

type Served = {
  readonly url: string
  readonly settled: () => Promise<void>
  readonly stop: () => Promise<void>
}

/** The same answer as the intake's, and nothing kept. */
async function bare(): Promise<Served> {
  const server = http.createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const body: unknown = JSON.parse(Buffer.concat(chunks).toString('utf8'))
      const answer = validators.createRequest(body)
        ? { status: 202, json: { requestId: randomUUID(), reference: 'R', status: 'awaitingVerification' } }
        : { status: 400, json: { code: 'bodyInvalid' } }
      response
        .writeHead(answer.status, { 'content-type': 'application/json' })
        .end(JSON.stringify(answer.json))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (typeof address !== 'object' || !address) throw new Error('the bare server has no port')
  return {
    url: `http://127.0.0.1:${String(address.port)}`,
    settled: () => Promise.resolve(),
    stop: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

/** Requests, shares and messages go nowhere; keys wrap, and the company is read, as ever. */
function unkept(ports: Ports): Ports {
  const { documents, shares, messages } = ports
  return {
    ...ports,
    documents: {
      ...documents,
      batch: (partition, writes) =>
        partition.container === 'requests'
          ? Promise.resolve(ok(writes.map(() => 'etag')))
          : documents.batch(partition, writes),
    },
    shares: { ...shares, put: () => Promise.resolve() },
    messages: { ...messages, send: () => Promise.resolve() },
  }
}

async function instance(kind: Exclude<ServerKind, 'bare'>): Promise<Served> {
  const clock = realClock({ offset: 0, saveOffset: () => undefined })
  const { url, stop } = await startBenchInstance({
    clock,
    ...(kind === 'unkept' && { ports: unkept }),
    ...(kind !== 'whole' && {
      queue: (queue) => ({ ...queue, receive: () => [], nextDue: () => undefined }),
    }),
  })
  return { url: url.replace('localhost', '127.0.0.1'), stop, settled: clock.idle }
}

async function main(kind: ServerKind): Promise<void> {
  const { url, settled, stop } = await (kind === 'bare' ? bare() : instance(kind))
  const tell = (report: ServerReport): void => void process.send?.(report)
  process.on('message', (wish) => {
    if (wish === 'stop') void stop().then(() => process.disconnect())
    else
      void settled().then(() => {
        const { user, system } = process.cpuUsage()
        tell({ cpuMs: (user + system) / 1000 })
      })
  })
  tell({ url })
}

if (import.meta.main) await main(process.argv[2] as ServerKind)
