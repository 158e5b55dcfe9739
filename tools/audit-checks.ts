/** The checks behind `verify-audit.ts`: pure over what the API answers. */
import { createHash } from 'node:crypto'
import { compactVerify, decodeProtectedHeader, importJWK } from 'jose'
import type { JWK } from 'jose'
import { canonicalBytes, canonicalJson } from '../shared/domain/evidence/canonical.ts'
import { leafHash, rootOfLeaves, verifyConsistency } from '../shared/domain/evidence/merkle.ts'
import type { Report } from './report.ts'

/** Answers what is at `companies/{company}/{path}`, parsed. */
export type AuditSource = (path: string) => Promise<unknown>

export type AuditHead = {
  readonly companyId: string
  readonly treeSize: number
  readonly rootHash: string
  readonly signedAt: string
  readonly signature: string
}

type Audit = {
  readonly source: AuditSource
  readonly company: string
  readonly head: AuditHead
  readonly saved: AuditHead | undefined
}

type Line = { readonly leaf: Uint8Array; readonly entry?: Record<string, unknown> }

const pageOf = 1000

const sha256 = (bytes: Uint8Array): Uint8Array => createHash('sha256').update(bytes).digest()

export async function checkAudit({ source, company, head, saved }: Audit, report: Report): Promise<void> {
  if (head.companyId !== company) report.fail(`the head is that of ${head.companyId}, not of ${company}`)
  const keys = keysOf(await source('keys'))
  await checkSignature('the head', head, keys, report)

  const lines = await readLines(source, head.treeSize)
  checkLeaves(lines, company, report)
  checkRoot(lines, head, report)
  checkCounters(lines, report)
  if (saved) await checkSaved({ source, head, saved, keys, lines }, report)
}

/** The members that are signed, and their signature; anything beside them is nobody's word. */
export function headOf(value: unknown): AuditHead {
  const { companyId, treeSize, rootHash, signedAt, signature } = membersOf(value)
  const isWhole =
    typeof companyId === 'string' &&
    Number.isSafeInteger(treeSize) &&
    Number(treeSize) >= 0 &&
    isHash(rootHash) &&
    typeof signedAt === 'string' &&
    typeof signature === 'string'
  if (!isWhole)
    throw new Error('the head does not have companyId, treeSize, rootHash, signedAt and signature')
  return { companyId, treeSize: Number(treeSize), rootHash, signedAt, signature }
}

const keysOf = (value: unknown): readonly JWK[] => {
  const { keys } = membersOf(value)
  return Array.isArray(keys) ? (keys as readonly JWK[]) : []
}

async function checkSignature(
  name: string,
  { signature, ...facts }: AuditHead,
  keys: readonly JWK[],
  report: Report,
): Promise<void> {
  try {
    const { kid } = decodeProtectedHeader(signature)
    const key = keys.find((one) => one.kid === kid)
    if (!key) return report.fail(`${name} is signed by ${String(kid)}, which the company does not publish`)
    const { payload } = await compactVerify(signature, await importJWK(key, 'ES256'), {
      algorithms: ['ES256'],
    })
    if (new TextDecoder().decode(payload) !== canonicalJson(facts))
      return report.fail(`${name} says something else than what was signed`)
    report.pass(`${name} is signed by ${String(kid)}: ${String(facts.treeSize)} entries at ${facts.signedAt}`)
  } catch (error) {
    report.fail(
      `the signature of ${name} does not verify: ${error instanceof Error ? error.message : 'unknown'}`,
    )
  }
}

/** As many as the head promises; what came after it belongs to a later head. */
async function readLines(source: AuditSource, treeSize: number): Promise<readonly Line[]> {
  const lines: Line[] = []
  while (lines.length < treeSize) {
    const page = membersOf(await source(`audit?first=${String(lines.length)}&limit=${String(pageOf)}`))[
      'value'
    ]
    if (!Array.isArray(page) || page.length === 0)
      throw new Error(`the head promises ${String(treeSize)} entries; there are ${String(lines.length)}`)
    for (const line of page.slice(0, treeSize - lines.length)) lines.push(lineOf(line, lines.length))
  }
  return lines
}

function lineOf(value: unknown, expected: number): Line {
  const { index, leafHash: hash, entry } = membersOf(value)
  if (index !== expected) throw new Error(`entry ${String(expected)} is missing or out of order`)
  if (!isHash(hash)) throw new Error(`entry ${String(expected)} has no leaf hash`)
  const leaf = Uint8Array.from(Buffer.from(hash, 'hex'))
  return entry === undefined ? { leaf } : { leaf, entry: membersOf(entry) }
}

/** An entry whose detail was purged stands by its hash alone; the tree head still binds it. */
function checkLeaves(lines: readonly Line[], company: string, report: Report): void {
  const whole = lines.filter(({ entry }) => entry !== undefined).length
  let wrong = 0
  for (const [index, { leaf, entry }] of lines.entries()) {
    const fault = entry && leafFault(leaf, entry, company)
    if (fault === undefined) continue
    wrong += 1
    report.fail(`entry ${String(index)} ${fault}`)
  }
  if (wrong === 0) report.pass(`${String(whole)} entries agree with their leaf hashes`)
  if (whole < lines.length)
    report.note(`${String(lines.length - whole)} entries are purged and checked by their hash alone`)
}

function leafFault(leaf: Uint8Array, entry: Record<string, unknown>, company: string): string | undefined {
  if (entry['companyId'] !== company) return 'is of another company'
  return sameHash(leafHash(sha256, canonicalBytes(entry)), leaf)
    ? undefined
    : 'does not agree with its leaf hash'
}

function checkRoot(lines: readonly Line[], { rootHash }: AuditHead, report: Report): void {
  const root = hex(rootOfLeaves(sha256, leavesOf(lines)))
  if (root === rootHash) report.pass('the head is the root over all entries')
  else report.fail('the head is not the root over the entries')
}

/** Each request counts its entries from 1 without a gap, so one that was never put into the tree shows. */
function checkCounters(lines: readonly Line[], report: Report): void {
  const purged = lines.filter(({ entry }) => entry === undefined).length
  const counters = new Map<string, number[]>()
  for (const { entry } of lines) {
    if (!entry) continue
    const requestId = String(entry['requestId'])
    counters.set(requestId, [...(counters.get(requestId) ?? []), Number(entry['sequence'])])
  }
  const faults = [...counters].flatMap(([requestId, numbers]) => counterFaults(requestId, numbers, purged))
  faults.forEach(report.fail)
  if (faults.length === 0) report.pass(`${String(counters.size)} requests count their entries without a gap`)
}

/** Purging takes the first entries of a request first, so only before the first that is left may any be missing. */
function counterFaults(requestId: string, numbers: readonly number[], purged: number): readonly string[] {
  const sorted = [...numbers].sort((one, other) => one - other)
  const first = sorted[0] ?? 1
  const gap = sorted.findIndex((number, at) => number !== first + at)
  if (gap !== -1) return [`request ${requestId} has no entry, or two, with number ${String(first + gap)}`]
  return first >= 1 && first - 1 <= purged
    ? []
    : [`request ${requestId} begins with number ${String(first)}, and its earlier entries were not purged`]
}

type Comparison = Omit<Audit, 'company' | 'saved'> & {
  readonly saved: AuditHead
  readonly keys: readonly JWK[]
  readonly lines: readonly Line[]
}

/** The earlier tree is the beginning of this one: by its own leaves, and by the proof that the API gives anyone. */
async function checkSaved({ source, head, saved, keys, lines }: Comparison, report: Report): Promise<void> {
  if (saved.companyId !== head.companyId) return report.fail('the saved head is that of another company')
  await checkSignature('the saved head', saved, keys, report)
  if (saved.treeSize > head.treeSize)
    return report.fail(
      `the log was cut: ${String(saved.treeSize)} entries then, ${String(head.treeSize)} entries now`,
    )
  const then = hex(rootOfLeaves(sha256, leavesOf(lines.slice(0, saved.treeSize))))
  if (then === saved.rootHash)
    report.pass(`the first ${String(saved.treeSize)} entries are those of the saved head`)
  else report.fail(`the first ${String(saved.treeSize)} entries are not those of the saved head`)

  const isProven = await provesConsistency(source, saved, head)
  if (isProven) report.pass('the consistency proof leads from the saved head to this one')
  else report.fail('the consistency proof does not lead from the saved head to this one')
}

/** There is no proof from nothing: every tree grows from the empty one. */
async function provesConsistency(source: AuditSource, saved: AuditHead, head: AuditHead): Promise<boolean> {
  const [from, to] = [String(saved.treeSize), String(head.treeSize)]
  const path =
    saved.treeSize === 0 ? [] : membersOf(await source(`audit/consistency?from=${from}&to=${to}`))['path']
  return verifyConsistency(sha256, {
    firstSize: saved.treeSize,
    firstRoot: bytesOf(saved.rootHash),
    secondSize: head.treeSize,
    secondRoot: bytesOf(head.rootHash),
    proof: Array.isArray(path) ? path.map((hash) => bytesOf(String(hash))) : [],
  })
}

const leavesOf = (lines: readonly Line[]): readonly Uint8Array[] => lines.map(({ leaf }) => leaf)

const membersOf = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}

const isHash = (value: unknown): value is string => typeof value === 'string' && /^[0-9a-f]{64}$/.test(value)

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')

const bytesOf = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'hex'))

const sameHash = (one: Uint8Array, other: Uint8Array): boolean => hex(one) === hex(other)
