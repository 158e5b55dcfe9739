import http from 'node:http'
import type { TestContext } from 'node:test'

import { manualClock } from '../../local/host/clock.ts'
import { loadFunctions, type HostLog } from '../../local/host/core-api.ts'
import { httpFront, type HttpOptions } from '../../local/host/http.ts'

/** Serves what `register` registers on a loopback port until the test ends. */
export async function serve(
  t: TestContext,
  register: () => void,
  options: Partial<Omit<HttpOptions, 'host'>> = {},
) {
  const logged: Parameters<HostLog>[0][] = []
  const log: HostLog = (entry) => void logged.push(entry)
  const host = await loadFunctions(async () => register(), { log })
  const clock = manualClock(Date.UTC(2026, 0, 1))
  const front = httpFront({ host, clock, routePrefix: '', log, ...options })
  const port = await front.listen(0, '127.0.0.1')
  t.after(() => front.stop(0))
  return { url: `http://127.0.0.1:${port}`, port, clock, front, logged }
}

/** One raw request: what fetch would tidy up or refuse to send. */
export function rawRequest(
  port: number,
  options: http.RequestOptions,
  body?: string,
): Promise<{ readonly status: number; readonly headers: http.IncomingHttpHeaders; readonly text: string }> {
  return new Promise((resolve, reject) => {
    const request = http.request({ port, host: '127.0.0.1', agent: false, ...options }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('error', reject)
      response.on('end', () => {
        const text = Buffer.concat(chunks).toString()
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text })
      })
    })
    request.on('error', reject)
    request.end(body)
  })
}
