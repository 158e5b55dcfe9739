// How somebody of the company shows who they are beside the mailed link.
import { line, record, secret } from './primitives.ts'

/** A code of an app, or one of the recovery codes; any text, so that a wrong one is answered as wrong. */
export const factor = record({ kind: { type: 'string', enum: ['totp', 'recovery'] }, code: secret(64) }, [
  'kind',
  'code',
])

export const newFactor = record({ name: line(60) }, [])

export const factorCode = record({ code: secret(64) }, ['code'])
