/** The client class itself, so that a test may talk to the host without a function around it. */
declare module 'durable-functions/lib/src/durableClient/DurableClient.js' {
  import type { DurableClient as Client } from 'durable-functions'

  export const DurableClient: new (clientData: unknown) => Client
  export type DurableClient = Client
}
