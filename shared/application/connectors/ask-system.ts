import type { ComposedCall } from '../../domain/connectors/compose-call.ts'
import { recordsAt } from '../../domain/connectors/paths.ts'
import type { Path } from '../../domain/connectors/connector.ts'
import { err, ok } from '../../kernel/result.ts'
import type { Result } from '../../kernel/result.ts'
import { retryAfter } from '../../domain/webhooks/retries.ts'
import { fromUtf8, utf8 } from '../bytes.ts'
import type { EgressAnswer, EgressOutcome } from '../ports/egress.ts'
import type { Core } from '../core.ts'

export type SystemAnswer = { readonly body: unknown; readonly link: string | undefined }

/** What is wrong, without a word of what was asked or answered. `status` where the system gave one. */
export type SystemFailure =
  | { readonly kind: 'final'; readonly code: FinalCode; readonly status?: number }
  | { readonly kind: 'passing'; readonly code: 'systemBusy' | 'systemAway'; readonly afterSeconds: number }

export type FinalCode =
  | 'credentialsRefused'
  | 'answerUnexpected'
  | 'answerTooLarge'
  | 'addressRefused'
  | 'valueUnfit'
  | 'jobFailed'
  | 'tooManyCalls'
  | 'tooMuchFound'

export type Asked = {
  readonly companyId: string
  readonly connectorId: string
  readonly call: ComposedCall
  /** Where the records lie that the log counts. */
  readonly items?: Path
}

export type AskSystem = (asked: Asked) => Promise<Result<SystemAnswer, SystemFailure>>

/** A page of records is no film: what is larger is for a person to fetch. */
const limits = { headersMs: 20_000, totalMs: 30_000, bodyBytes: 5_000_000 }

const usualWaitSeconds = 60

/** One call to a system of the company, over the one way out; never followed elsewhere (security.md, "Egress"). */
export const makeAskSystem =
  ({ egress, clock, log }: Pick<Core, 'egress' | 'clock' | 'log'>): AskSystem =>
  async ({ companyId, connectorId, call, items }) => {
    const { method, url, headers, body, host, template } = call
    const startedAt = clock.now()
    const outcome = await egress.call({
      ...{ method, url, headers: { ...headers, 'user-agent': 'Indsigt-Connectors/1' }, limits },
      ...(body !== undefined && { body: utf8(body) }),
    })
    const answer = judged(outcome, clock.now())
    log.write({
      ...{ code: 'systemCalled', companyId, connectorId, method, host, template },
      status: outcome.kind === 'answered' ? outcome.status : 0,
      count: answer.ok ? recordsAt(answer.value.body, items).length : 0,
      milliseconds: clock.now().getTime() - startedAt.getTime(),
    })
    return answer
  }

function judged(outcome: EgressOutcome, now: Date): Result<SystemAnswer, SystemFailure> {
  if (outcome.kind === 'refused') return err({ kind: 'final', code: 'addressRefused' })
  if (outcome.kind === 'unreachable')
    return outcome.code === 'answerTooLarge'
      ? err({ kind: 'final', code: 'answerTooLarge' })
      : err({ kind: 'passing', code: 'systemAway', afterSeconds: usualWaitSeconds })
  const { status } = outcome
  if (status >= 200 && status < 300) return read(outcome)
  if (status === 429) return err({ kind: 'passing', code: 'systemBusy', afterSeconds: waitOf(outcome, now) })
  if (status >= 500) return err({ kind: 'passing', code: 'systemAway', afterSeconds: waitOf(outcome, now) })
  const code = status === 401 || status === 403 ? 'credentialsRefused' : 'answerUnexpected'
  return err({ kind: 'final', code, status })
}

const waitOf = ({ headers }: EgressAnswer, now: Date): number => {
  const wished = retryAfter(headers['retry-after'], now)
  return wished ? Math.max(1, Math.ceil((wished.getTime() - now.getTime()) / 1000)) : usualWaitSeconds
}

/** An empty answer is one without records (204, and some systems' 200). */
function read({ status, headers, body }: EgressAnswer): Result<SystemAnswer, SystemFailure> {
  const link = headers['link']
  if (body.length === 0) return ok({ body: undefined, link })
  try {
    return ok({ body: JSON.parse(fromUtf8(body)) as unknown, link })
  } catch {
    return err({ kind: 'final', code: 'answerUnexpected', status })
  }
}
