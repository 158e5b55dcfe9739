import { ok } from '../../kernel/result.ts'
import { bySystem } from '../actor.ts'
import type { Core } from '../core.ts'
import { companyOf } from '../letters/settle-mail.ts'
import { tellManagers } from '../letters/tell-managers.ts'
import type { Write } from '../ports/documents.ts'
import type { RequestDocument } from '../requests/request-document.ts'
import type { Change, RequestRef } from '../requests/request-store.ts'

/** Why a code does not reach its person: the number is refused, the text did not arrive, or the month's texts are used up. */
export type TextFailure = 'smsRefused' | 'smsNotArrived' | 'smsCapReached'

/** What such a problem of a request is about; it passes when a code opened a link. */
const codeProblem = 'deliveryCode'

type Failed = {
  readonly why: TextFailure
  /** What is to be written with it; undefined when the failure is known already. */
  readonly writes: () => Promise<readonly Write[] | undefined>
}

/** Shows staff that the person cannot be reached by text, and mails the managers, once for each reason. */
export async function noteTextFailure(
  deps: Pick<Core, 'requests' | 'companies' | 'desk'>,
  ref: RequestRef,
  { why, writes }: Failed,
): Promise<void> {
  const company = await companyOf(deps.companies, ref)
  await deps.requests.change<void, never>(ref, async (request, now) => {
    const more = await writes()
    const isKnown = request.problem?.code === why
    if (!more || (isKnown && more.length === 0)) return ok({ answer: undefined })
    const change: Change = {
      request: { ...request, problem: { code: why, kind: codeProblem, at: now.toISOString() } },
      writes: more,
      facts: [{ event: 'codeNotTexted', by: bySystem, detail: { why } }],
    }
    return ok({
      answer: undefined,
      change: isKnown ? change : await tellManagers(deps, change, company, now),
    })
  })
}

export function withoutCodeProblem(request: RequestDocument): RequestDocument {
  const { problem, ...healthy } = request
  return problem?.kind === codeProblem ? healthy : request
}
