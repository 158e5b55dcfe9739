// Limits name themselves (draft-ietf-httpapi-ratelimit-headers-10): the policies of a call, and what is left of its own.
import { callsPerHour, codeMinutes, codeTries, mailsPerHour } from '../../shared/domain/identity/limits.ts'
import type { CallsLeft } from '../../shared/domain/identity/limits.ts'
import { intakePerHour } from '../../shared/domain/requests/stranger-budget.ts'

const hour = 3600

type Quota = readonly [name: string, quota: number, seconds: number]

const policies = {
  session: [['session', callsPerHour, hour]],
  intake: Object.entries(intakePerHour).map(([name, quota]): Quota => [name, quota, hour]),
  mail: [
    ['mail', mailsPerHour, hour],
    ['mailAtOnce', 1, 60],
  ],
  code: [['code', codeTries, codeMinutes * 60]],
} as const satisfies Readonly<Record<string, readonly Quota[]>>

type Headers = Readonly<Record<string, string>>

/** What is left is told of the caller's own session alone: of an address it would tell what others asked for. */
export const limitHeaders = (name: keyof typeof policies, own?: CallsLeft): Headers => ({
  'ratelimit-policy': policies[name].map(([limit, q, w]) => `"${limit}";q=${q};w=${w}`).join(', '),
  ...(own && { ratelimit: `"session";r=${Math.max(0, own.left)};t=${own.resetSeconds}` }),
})
