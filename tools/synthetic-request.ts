/**
 * Asks a running instance as anybody would, to see that it still takes requests:
 * `node tools/synthetic-request.ts --url https://demo.example --company demo --email somebody@ours.example`
 * The address must be a mailbox of our own. Nobody opens the mail, so the request is never verified, and expires by itself.
 */
import { parseArgs } from 'node:util'

export type Visit = { readonly url: string; readonly company: string; readonly email: string }

/** What was found, and the first thing that was wrong. */
export type Visited = { readonly lines: readonly string[]; readonly failed?: string }

/** How long a person would wait. */
const patienceMs = 15_000

export async function visit({ url, company, email }: Visit): Promise<Visited> {
  const lines: string[] = []
  const steps = [
    async () => ({ said: 'is ready', answer: await call(`${url}/api/v1/health/ready`), status: 200 }),
    async () => ({ said: 'shows the form', answer: await call(`${url}/${company}`), status: 200 }),
    async () => ({
      said: 'takes a request',
      answer: await call(`${url}/api/v1/companies/${company}/requests`, { rights: ['access'], email }),
      status: 202,
    }),
  ]
  try {
    for (const step of steps) {
      const { said, answer, status } = await step()
      if (answer.status !== status) return { lines, failed: `answered ${answer.status} where it ${said}` }
      lines.push(`ok  ${said}`)
    }
  } catch (error) {
    return { lines, failed: error instanceof Error ? error.name : 'no answer' }
  }
  return { lines }
}

const call = (address: string, body?: unknown): Promise<Response> =>
  fetch(address, {
    signal: AbortSignal.timeout(patienceMs),
    redirect: 'error',
    ...(body !== undefined && {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    }),
  })

if (import.meta.main) {
  const text = { type: 'string', default: '' } as const
  const { values } = parseArgs({ options: { url: text, company: text, email: text } })
  const { lines, failed } = await visit(values)
  for (const line of lines) console.log(line)
  if (failed !== undefined) {
    console.error(`FAILED  ${failed}`)
    process.exitCode = 1
  }
}
