// A refusal of the API as an error: RFC 9457, with its stable code.
import type { Problem, ProblemCode } from './generated.ts'

export class IndsigtProblem extends Error {
  override readonly name = 'IndsigtProblem'
  readonly status: number
  /** Stable: switch over it. */
  readonly code: ProblemCode
  readonly problem: Problem
  /** What the answer said of when to try again. */
  readonly retryAfterSeconds: number | undefined

  constructor(problem: Problem, retryAfterSeconds?: number) {
    super(`${problem.status} ${problem.code}: ${problem.title}`)
    this.status = problem.status
    this.code = problem.code as ProblemCode
    this.problem = problem
    this.retryAfterSeconds = retryAfterSeconds
  }
}

/** An answer that is no success, as an error; what a proxy on the way says is told as what it is. */
export async function problemOf(response: Response): Promise<IndsigtProblem> {
  const said = (await response.json().catch(() => undefined)) as Partial<Problem> | undefined
  const problem = {
    type: 'about:blank',
    title: response.statusText,
    code: 'unavailable',
    ...said,
    status: response.status,
  }
  return new IndsigtProblem(problem, secondsOf(response))
}

export function secondsOf({ headers }: Response): number | undefined {
  const seconds = Number(headers.get('retry-after') ?? Number.NaN)
  return Number.isFinite(seconds) ? seconds : undefined
}
