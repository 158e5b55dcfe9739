import type { Refusal } from '../../../shared/contracts/problems.ts'
import type { Texts } from './texts.ts'

/** What a refusal means, and for a file why: the reason says what to ask whoever made it. */
export function refusalText(
  { refusals, quarantine }: Texts,
  { code, rule = '' }: Refusal,
): string | undefined {
  const text = refusals(code)
  const reasons: Readonly<Record<string, string>> = quarantine.refused
  const isFile = code === 'contentRefused' && Object.hasOwn(reasons, rule)
  return isFile ? `${text} ${reasons[rule]}` : text
}
