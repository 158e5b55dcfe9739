/** A small load generator over kept connections: as many calls at once as there are connections. */
import http from 'node:http'

export type Load = {
  readonly url: string
  readonly method: string
  readonly path: string
  readonly body: (number: number) => string | undefined
  readonly connections: number
  readonly requests: number
  readonly expected: number
}

/** Sends all requests and answers how long each took, in ms, ascending. */
export async function load({ connections, requests, ...call }: Load): Promise<readonly number[]> {
  const agent = new http.Agent({ keepAlive: true, maxSockets: connections })
  const took: number[] = []
  let next = 0
  const worker = async (): Promise<void> => {
    while (next < requests) {
      const number = next++
      const begun = performance.now()
      await send(agent, call, number)
      took.push(performance.now() - begun)
    }
  }
  await Promise.all(Array.from({ length: connections }, worker))
  agent.destroy()
  return took.sort((one, other) => one - other)
}

type One = Pick<Load, 'url' | 'method' | 'path' | 'body' | 'expected'>

function send(agent: http.Agent, { url, method, path, body, expected }: One, number: number): Promise<void> {
  const text = body(number)
  const headers =
    text === undefined
      ? {}
      : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }
  return new Promise((resolve, reject) => {
    const request = http.request(`${url}${path}`, { agent, method, headers }, (response) => {
      response.on('error', reject).resume()
      response.on('end', () => {
        if (response.statusCode === expected) resolve()
        else reject(new Error(`${method} ${path} answered ${String(response.statusCode)}`))
      })
    })
    request.on('error', reject).end(text)
  })
}

export const percentile = (ascending: readonly number[], part: number): number =>
  ascending[Math.min(ascending.length - 1, Math.floor(ascending.length * part))] ?? NaN
