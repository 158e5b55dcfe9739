import { line, record } from './primitives.ts'

/** The rule of what a host name is stands in the domain, and has a code of its own. */
export const hostName = record({ name: line(253) }, ['name'])
