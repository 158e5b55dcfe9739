/**
 * Checks the receipt of a consent without any of our servers: `npm run verify-receipt -- <receipt.json> [--key <jwks.json or url>]`.
 * Every field that ISO/IEC TS 27560 and its profile for the GDPR demand, and the signature over all of it (ES256, a detached
 * JWS: RFC 7515 appendix F, over RFC 8785). Exit code 0 when all agrees, 1 otherwise.
 */
import { readFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { base64url, decodeProtectedHeader, flattenedVerify, importJWK } from 'jose'
import { missingFields } from '../shared/domain/consent/receipt-fields.ts'
import { receiptType } from '../shared/domain/consent/receipt.ts'
import { canonicalBytes } from '../shared/domain/evidence/canonical.ts'
import { keyFor, noteKey } from './published-keys.ts'
import { startReport } from './report.ts'
import type { Report } from './report.ts'

export type Verdict = { readonly genuine: boolean; readonly lines: readonly string[] }

type Receipt = Readonly<Record<string, unknown>>

/** `text` is the receipt as it was downloaded; `key` is a JWK or JWKS, as a file or an https address. */
export async function verifyReceipt(text: string, key?: string): Promise<Verdict> {
  const { report, lines, failures } = startReport()
  try {
    await check(receiptIn(text), key, report)
  } catch (error) {
    report.fail(`the receipt cannot be read: ${error instanceof Error ? error.message : 'unknown reason'}`)
  }
  const genuine = failures() === 0
  lines.push(
    genuine ? 'GENUINE: the receipt is as it was signed' : `NOT GENUINE: ${String(failures())} checks failed`,
  )
  return { genuine, lines }
}

function receiptIn(text: string): Receipt {
  const parsed: unknown = JSON.parse(text)
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed))
    throw new Error('it is not a JSON object')
  if (membersIn(parsed) !== namesIn(text)) throw new Error('a member stands in it twice')
  return parsed as Receipt
}

/** One program reads the first and another the last of two members of one name, and only one of them is signed. */
const namesIn = (text: string): number => text.match(/"(?:[^"\\]|\\.)*"\s*:/gu)?.length ?? 0

function membersIn(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0
  const own = Array.isArray(value) ? 0 : Object.keys(value).length
  return Object.values(value).reduce((sum: number, member) => sum + membersIn(member), own)
}

async function check(receipt: Receipt, key: string | undefined, report: Report): Promise<void> {
  const missing = missingFields(receipt)
  missing.forEach((field) => report.fail(`${field} is missing`))
  if (missing.length === 0) report.pass('every field that ISO/IEC TS 27560 demands is there')
  await checkSignature(receipt, key, report)
}

async function checkSignature(
  { signature: jws, ...signed }: Receipt,
  key: string | undefined,
  report: Report,
): Promise<void> {
  const [header, payload, signature, ...more] = typeof jws === 'string' ? jws.split('.') : []
  if (!header || payload !== '' || !signature || more.length > 0)
    return report.fail('signature is not a detached compact JWS')
  try {
    const said = decodeProtectedHeader({ protected: header, payload: '', signature })
    if (said.typ !== receiptType) return report.fail('signature is that of something else')
    const chosen = await keyFor(key, said)
    if (chosen === undefined)
      return report.fail(key === undefined ? noKey : `${key} has no key ${String(said.kid)}`)
    const detached = { protected: header, payload: base64url.encode(canonicalBytes(signed)), signature }
    await flattenedVerify(detached, await importJWK(chosen, 'ES256'), { algorithms: ['ES256'] })
    report.pass(`the signature is valid, key ${said.kid ?? 'without a name'}`)
    await noteKey({ key: chosen, source: key, what: 'receipt' }, report)
  } catch (error) {
    report.fail(`the signature does not verify: ${error instanceof Error ? error.message : 'unknown reason'}`)
  }
}

const noKey = 'the signature carries no key: give the published one with --key'

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({ options: { key: { type: 'string' } }, allowPositionals: true })
  const [path] = positionals
  if (path === undefined) {
    console.error('usage: npm run verify-receipt -- <receipt.json> [--key <jwks.json or url>]')
    process.exitCode = 1
    return
  }
  const { genuine, lines } = await verifyReceipt(await readFile(path, 'utf8'), values.key)
  for (const line of lines) console.log(line)
  process.exitCode = genuine ? 0 : 1
}

if (import.meta.main) await main()
