// api.md, "Links", and the sign-in and token calls of "Staff and integrators".
import { factor } from './factors.ts'
import { email, id, record, secret } from './primitives.ts'

/** The code may be the mailed one or the person's own factor, hence any text; staff show theirs as `factor`. */
export const redeemLink = record({ token: secret(512), code: secret(128), factor }, ['token'])

export const redeemCode = record({ email, company: id, code: secret(128), factor }, [
  'email',
  'company',
  'code',
])

export const askLinks = record({ email }, ['email'])

export const newCode = record({ token: secret(512) }, ['token'])

export const signIn = record({ email }, ['email'])

export const refresh = record({ refreshToken: secret(2048) }, ['refreshToken'])
