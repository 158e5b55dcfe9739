import http from 'node:http'

export type RawAnswer = {
  readonly status: number
  readonly headers: http.IncomingHttpHeaders
  readonly text: string
}

/** One request just as it is written: paths that fetch would tidy up, methods that it would not send. */
export function rawRequest(
  url: string,
  options: {
    readonly method: string
    readonly path: string
    readonly headers?: Readonly<Record<string, string>>
    readonly body?: string | Uint8Array
  },
): Promise<RawAnswer> {
  const { hostname, port } = new URL(url)
  return new Promise((resolve, reject) => {
    const { body, ...rest } = options
    const request = http.request({ hostname, port, agent: false, ...rest }, (response) => {
      const pieces: Buffer[] = []
      response.on('data', (piece: Buffer) => pieces.push(piece))
      response.on('error', reject)
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          text: Buffer.concat(pieces).toString(),
        }),
      )
    })
    request.on('error', reject)
    request.end(body)
  })
}
