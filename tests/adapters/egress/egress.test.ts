// What an outgoing call brings back, and what ends it: everything that a hostile or a tired other side can do.
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { createServer, type Socket } from 'node:net'
import { test, type TestContext } from 'node:test'
import { promisify } from 'node:util'

import { createEgress } from '../../../shared/adapters/egress/egress.ts'
import type { EgressOutcome, EgressRequest } from '../../../shared/application/ports/egress.ts'
import { trustedLocalhost } from '../../support/tls/certificate.ts'
import { portOf, receiver } from '../../support/receiver.ts'

const onThisMachine = createEgress({ loopback: 'allowed' })
const soon = { connectMs: 300, headersMs: 400, totalMs: 600 }

const get = (url: string, more: Partial<EgressRequest> = {}): Promise<EgressOutcome> =>
  onThisMachine.call({ url, method: 'GET', ...more })

const codeOf = (outcome: EgressOutcome): string =>
  outcome.kind === 'answered' ? `answered ${outcome.status}` : outcome.code

/** A server that says exactly these bytes, and then what the test does with the connection. */
async function rawServer(t: TestContext, talk: (socket: Socket) => void): Promise<string> {
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket.on('error', () => undefined))
    talk(socket)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.after(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  return `http://127.0.0.1:${portOf(server)}/`
}

test('a call brings status, headers and body, and sends what it was given', async (t) => {
  const there = await receiver(t, {
    answer: (_, response) => response.writeHead(201, { 'x-told': ['a', 'b'] }).end('thanks'),
  })

  const outcome = await get(`${there.url}?a=1#kept-here`, {
    method: 'POST',
    headers: {
      'X-Own': 'mine',
      Host: 'elsewhere.example',
      'Transfer-Encoding': 'chunked',
      'Accept-Encoding': 'br',
    },
    body: Buffer.from('{"a":1}'),
  })

  assert.equal(codeOf(outcome), 'answered 201')
  assert.ok(outcome.kind === 'answered')
  assert.equal(outcome.headers['x-told'], 'a, b')
  assert.equal(Buffer.from(outcome.body).toString(), 'thanks')
  const [{ request, body } = assert.fail('nothing came')] = there.calls
  assert.equal(body(), '{"a":1}')
  assert.equal(request.url, '/hook?a=1')
  assert.deepEqual(request.headers, {
    ...{ 'x-own': 'mine', host: `127.0.0.1:${there.port}`, connection: 'close' },
    ...{ 'accept-encoding': 'identity', 'content-length': '7' },
  })
})

test('every call has a connection of its own', async (t) => {
  const there = await receiver(t)
  for (let call = 0; call < 3; call++) assert.equal(codeOf(await get(there.url)), 'answered 200')
  assert.equal(there.connections(), 3)
})

test('a redirect is an answer, and nobody goes where it points', async (t) => {
  const metadata = await receiver(t)
  for (const location of ['http://169.254.169.254/latest/meta-data/', metadata.url, '//localhost/']) {
    const there = await receiver(t, {
      answer: (_, response) => response.writeHead(302, { location }).end(),
    })
    assert.equal(codeOf(await get(there.url)), 'answered 302')
  }
  assert.equal(metadata.connections(), 0)
})

test('who does not answer in time has not answered', async (t) => {
  const silent = await rawServer(t, () => undefined)
  assert.equal(codeOf(await get(silent, { limits: soon })), 'tooSlow')
})

test('an answer that drips is cut off, in its headers and in its body', async (t) => {
  const drip = (head: string) =>
    rawServer(t, (socket) => {
      socket.write(head)
      const timer = setInterval(() => socket.write('a'), 20)
      socket.on('close', () => clearInterval(timer))
    })

  const inHeaders = get(await drip('HTTP/1.1 200 OK\r\nx-slow: '), { limits: soon })
  const inBody = get(await drip('HTTP/1.1 200 OK\r\ncontent-length: 100000\r\n\r\n'), { limits: soon })

  assert.deepEqual([codeOf(await inHeaders), codeOf(await inBody)], ['tooSlow', 'tooSlow'])
})

test('an endless body is not read to its end, and not at all where only the status counts', async (t) => {
  const endless = await rawServer(t, (socket) => {
    socket.write('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n')
    const piece = `8000\r\n${'a'.repeat(0x8000)}\r\n`
    const more = (): void => {
      while (!socket.destroyed && socket.write(piece));
    }
    socket.on('drain', more)
    more()
  })

  assert.equal(codeOf(await get(endless)), 'answerTooLarge')
  const status = await get(endless, { answer: 'statusOnly' })
  assert.ok(status.kind === 'answered')
  assert.deepEqual([status.status, status.body.length], [200, 0])
})

test('a bomb of headers, and what is no HTTP, are no answers', async (t) => {
  const says = (text: string) => rawServer(t, (socket) => socket.end(text))
  const bomb = `HTTP/1.1 200 OK\r\n${`x-bomb: ${'a'.repeat(1_000)}\r\n`.repeat(100)}\r\n`

  assert.equal(codeOf(await get(await says(bomb))), 'answerTooLarge')
  assert.equal(codeOf(await get(await says('220 mail.example ESMTP\r\n'))), 'answerMalformed')
  assert.equal(codeOf(await get(await says('HTTP/1.1 999 No\r\n\r\n'))), 'answerMalformed')
  assert.equal(
    codeOf(await get(await says('HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nab'))),
    'connectionLost',
  )
  assert.equal(codeOf(await get(await says(''))), 'connectionLost')
})

test('nobody there, and nobody by that name, are told apart', async (t) => {
  const gone = await rawServer(t, () => undefined)
  assert.equal(codeOf(await get(gone.replace(/:\d+/, ':1'))), 'connectFailed')
  const nameless = createEgress({ resolve: async () => [] })
  assert.equal(codeOf(await nameless.call({ url: 'https://nobody.example/', method: 'GET' })), 'nameUnknown')
})

test('a name server that does not answer, or fails, ends the call', async () => {
  const forever = createEgress({ resolve: () => new Promise(() => undefined) })
  const call = { url: 'https://slow.example/', method: 'GET', limits: { connectMs: 50 } } as const
  assert.equal(codeOf(await forever.call(call)), 'tooSlow')
})

test('over https the certificate must be for the name, and be trusted', async (t) => {
  const there = await receiver(t, { certificate: trustedLocalhost() })
  const named = (name: string): string => `https://${name}:${there.port}/hook`

  assert.equal(codeOf(await get(named('localhost'))), 'answered 200')
  assert.equal(codeOf(await get(named('127.0.0.1'))), 'answered 200')
  assert.equal(codeOf(await get(named('other.localhost'))), 'tlsFailed')
})

test('no variable of the process turns the check of certificates off, or puts a proxy in between', async (t) => {
  const there = await receiver(t, { certificate: trustedLocalhost() })
  const proxy = await receiver(t)
  const script = `
    import { createEgress } from './shared/adapters/egress/egress.ts'
    const { call } = createEgress({ loopback: 'allowed' })
    const outcomes = [
      await call({ url: 'https://localhost:${there.port}/', method: 'GET' }),
      await call({ url: '${proxy.url}', method: 'GET' }),
    ]
    console.log(outcomes.map(({ code, status }) => code ?? status).join(' '))
  `
  const address = `http://127.0.0.1:9`
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', script], {
    env: {
      ...{ NODE_TLS_REJECT_UNAUTHORIZED: '0', NODE_USE_ENV_PROXY: '1', NODE_NO_WARNINGS: '1' },
      ...{ HTTP_PROXY: address, HTTPS_PROXY: address, http_proxy: address, https_proxy: address },
    },
    timeout: 20_000,
  })
  assert.equal(stdout.trim(), 'tlsFailed 200')
})
