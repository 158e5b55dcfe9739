import { err, ok } from '../../kernel/result.ts'
import type { Result } from '../../kernel/result.ts'
import { fromUtf8, utf8 } from '../bytes.ts'
import type { Egress } from '../ports/egress.ts'

/** `rule` says how far it came: what the egress port refused or met, or what was wrong with the answer. */
export type Unanswered = { readonly code: 'receiverNotProved'; readonly rule: string }

const limits = { bodyBytes: 16_384 }

/** Asks a receiver at its own address to prove itself; answers what it says, unread. */
export async function proofAt(
  egress: Pick<Egress, 'call'>,
  url: string,
  challenge: string,
): Promise<Result<string, Unanswered>> {
  const unanswered = (rule: string) => err({ code: 'receiverNotProved', rule } as const)
  const answer = await egress.call({
    ...{ url, method: 'POST', limits },
    headers: { 'content-type': 'application/json', 'user-agent': 'Indsigt-Transfers/1' },
    body: utf8(JSON.stringify({ type: 'receiverChallenge', challenge })),
  })
  if (answer.kind !== 'answered') return unanswered(answer.code)
  if (answer.status !== 200) return unanswered(`status ${answer.status}`)
  const proof = proofIn(answer.body)
  return proof === undefined ? unanswered('answer') : ok(proof)
}

function proofIn(body: Uint8Array): string | undefined {
  try {
    const { proof } = JSON.parse(fromUtf8(body)) as { readonly proof?: unknown }
    return typeof proof === 'string' ? proof : undefined
  } catch {
    return undefined // no JSON, or none with members
  }
}
