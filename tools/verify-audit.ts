/**
 * Checks a company's audit log without trusting who keeps it:
 * `npm run verify-audit -- --url http://localhost:7071 --company demo --token <access token of an administrator>`
 * Every leaf against its entry, the tree head over all leaves (RFC 9162 section 2.1), its signature (ES256, compact JWS) and
 * the counters of each request. `--save head.json` keeps the head for later; `--head head.json` shows that nothing
 * before it was changed or cut off since. Exit code 0 when all agrees, 1 otherwise.
 */
import { readFile, writeFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { checkAudit, headOf } from './audit-checks.ts'
import type { AuditHead, AuditSource } from './audit-checks.ts'
import { startReport } from './report.ts'

export type Verdict = {
  readonly sound: boolean
  readonly lines: readonly string[]
  /** The head as it was answered, where it could be read. */
  readonly head?: AuditHead
}

/** `saved`: an earlier head, as `--save` wrote it or the API answered it. */
export async function verifyAudit(source: AuditSource, company: string, saved?: unknown): Promise<Verdict> {
  const { report, lines, failures } = startReport()
  let head: AuditHead | undefined
  try {
    head = headOf(await source('audit/head'))
    await checkAudit(
      { source, company, head, saved: saved === undefined ? undefined : headOf(saved) },
      report,
    )
  } catch (error) {
    report.fail(error instanceof Error ? error.message : 'the audit cannot be read')
  }
  const sound = failures() === 0
  lines.push(sound ? 'SOUND: the audit log is whole' : `NOT SOUND: ${String(failures())} checks failed`)
  return { sound, lines, ...(head && { head }) }
}

/** The API of a running instance. A token goes by https only, or to this very machine. */
export function auditOver(url: string, company: string, token: string): AuditSource {
  const { protocol, hostname } = new URL(url)
  if (protocol !== 'https:' && !['localhost', '127.0.0.1', '[::1]'].includes(hostname))
    throw new Error('an access token is sent by https only')

  return async (path) => {
    const address = `${url.replace(/\/$/, '')}/api/v1/companies/${encodeURIComponent(company)}/${path}`
    const response = await fetch(address, {
      headers: { authorization: `Bearer ${token}` },
      redirect: 'error',
      signal: AbortSignal.timeout(60_000),
    })
    if (!response.ok) throw new Error(`${path} answered ${String(response.status)} ${await codeOf(response)}`)
    return response.json()
  }
}

async function codeOf(response: Response): Promise<string> {
  const [, code = ''] = /"code":"([A-Za-z]{1,60})"/.exec(await response.text()) ?? []
  return code
}

async function main(): Promise<void> {
  const text = { type: 'string' } as const
  const { values } = parseArgs({ options: { url: text, company: text, token: text, head: text, save: text } })
  const { url, company, token, head, save } = values
  if (url === undefined || company === undefined || token === undefined) {
    console.error(
      'usage: npm run verify-audit -- --url <address> --company <id> --token <access token> [--head <saved.json>] [--save <file>]',
    )
    process.exitCode = 1
    return
  }
  const saved: unknown = head === undefined ? undefined : JSON.parse(await readFile(head, 'utf8'))
  const verdict = await verifyAudit(auditOver(url, company, token), company, saved)
  for (const line of verdict.lines) console.log(line)
  if (verdict.sound && save !== undefined) await writeFile(save, `${JSON.stringify(verdict.head)}\n`)
  process.exitCode = verdict.sound ? 0 : 1
}

if (import.meta.main) await main()
