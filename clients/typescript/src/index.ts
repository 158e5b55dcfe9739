// The client of the Indsigt API: what is public of it.
export { createClient } from './client.ts'
export type { Client, ClientOptions, CallOptions, Input, Session } from './client.ts'
export { IndsigtProblem } from './problem.ts'
export type * from './generated.ts'
