// A process of its own for Azurite's blob service: in memory, on a port of the machine's choice, with no telemetry. It ends
// with whoever started it.
import type { Server } from 'node:http'
import { createRequire } from 'node:module'

type BlobServer = {
  readonly start: () => Promise<void>
  readonly getHttpServerAddress: () => string
  readonly httpServer: Server
}

const require = createRequire(import.meta.url)
const azurite = (file: string): unknown =>
  (require(`azurite/dist/src/${file}.js`) as { readonly default: unknown }).default

const BlobServer = azurite('blob/BlobServer') as new (configuration: unknown) => BlobServer
const BlobConfiguration = azurite('blob/BlobConfiguration') as new (...given: unknown[]) => unknown
const { AzuriteTelemetryClient } = require('azurite/dist/src/common/Telemetry.js') as {
  readonly AzuriteTelemetryClient: { enableTelemetry: boolean }
}
AzuriteTelemetryClient.enableTelemetry = false

const [cert = '', key = ''] = process.argv.slice(2)
const nowhere = ['metadata', 'extents', []]
const quiet = [false, undefined, false, undefined]
// The SDK speaks a newer version of the interface than Azurite knows; what the adapter asks for is the same in both.
const strictButForVersions = [false, true]
const oauth = cert === '' ? undefined : 'basic'
const server = new BlobServer(
  new BlobConfiguration(
    '127.0.0.1',
    0,
    5,
    ...nowhere,
    ...quiet,
    ...strictButForVersions,
    cert,
    key,
    '',
    oauth,
    true,
    true,
  ),
)

process.once('disconnect', () => process.exit())
await server.start()
process.on('message', () =>
  server.httpServer.getConnections((_, connections) => process.send?.({ connections })),
)
process.send?.({ address: server.getHttpServerAddress() })
