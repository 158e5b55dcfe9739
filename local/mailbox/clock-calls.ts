import type { IncomingMessage } from 'node:http'

import type { Refusal } from '../../shared/contracts/problems.ts'
import type { Result } from '../../shared/kernel/result.ts'
import type { HostClock } from '../host/clock.ts'
import { jsonAnswer, problemAnswer, seeOther } from './answer.ts'
import type { LocalAnswer } from './answer.ts'
import { formBody, jsonBody } from './body.ts'
import { durationMs } from './duration.ts'

/** Moves the clock and answers when all that fell due on the way is done. A form comes back to its page. */
export async function advanceClock(clock: HostClock, request: IncomingMessage): Promise<LocalAnswer> {
  const form = await formBody(request)
  const wish = form ? wishOf(form) : await jsonBody(request, 'clockAdvance')
  if (!wish.ok) return problemAnswer(wish.error)
  const ms = durationMs(wish.value.advance, clock.now())
  if (!ms.ok) return problemAnswer(ms.error)

  await clock.advance(ms.value)
  return form ? seeOther('/_local') : jsonAnswer({ now: new Date(clock.now()).toISOString() })
}

const wishOf = (form: Result<URLSearchParams, Refusal>): Result<{ readonly advance: string }, Refusal> =>
  form.ok ? { ok: true, value: { advance: form.value.get('advance') ?? '' } } : form
