/**
 * What one request costs from its receipt to the end of its proof, counted and not timed: store calls, executions of
 * orchestrators and activities, messages and mails. Over HTTP, through the local host. `node bench/request-life.ts`;
 * with `--table` only the table that `tests/bench/request-life.txt` holds still.
 */
import { parseArgs } from 'node:util'
import { insuranceExample } from '../shared/domain/templates/insurance-example.ts'
import { retailExample } from '../shared/domain/templates/retail-example.ts'
import type { InstanceCode } from './bench-instance.ts'
import { startCountedInstance } from './counted-instance.ts'
import type { CountedInstance } from './counted-instance.ts'
import { printRun } from './measure.ts'
import type { BenchRow } from './measure.ts'
import { counted, sumOf } from './tally.ts'
import type { Counts, StepCounts } from './tally.ts'

const day = 24 * 60 * 60_000
const person = 'anna@mail.example'

/** Two packages (Art. 15 and Art. 20), two forms, one file, one source with nothing; ten days in between. */
export async function requestLife(code?: InstanceCode): Promise<readonly StepCounts[]> {
  const instance = await startCountedInstance(code)
  try {
    await live(instance)
    return instance.tally.steps()
  } finally {
    await instance.stop()
  }
}

/** As long as a short letter is, and begun like one: what contradicts its name would wait in quarantine. */
const letter = new TextEncoder().encode('%PDF-1.7\n'.padEnd(100_000))

async function live(instance: CountedInstance): Promise<void> {
  const { clock } = instance
  const step = async <T>(name: string, act: () => Promise<T>): Promise<T> => {
    instance.tally.begin(name)
    const answer = await act()
    await clock.idle()
    return answer
  }
  const anyone = caller(instance.url)
  const signedIn = (name: string) =>
    step('sign in (3 people)', async () =>
      caller(instance.url, await signedInToken(instance, `${name}@demo.example`)),
    )

  await step('read the company’s page', () => anyone('GET', 'companies/demo'))
  const { requestId } = (await step('create', () =>
    anyone('POST', 'companies/demo/requests', { rights: ['access', 'portability'], email: person }),
  )) as { requestId: string }
  const request = `requests/${requestId}`
  await step('verify', () => redeem(instance, person))
  const manager = await signedIn('manager')
  await step('assign', () => manager('PUT', `${request}/assignments/user`))
  await step('ten days', () => clock.advance(10 * day))

  const user = await signedIn('user')
  await step('fill two forms', async () => {
    await user('PUT', `${request}/data/insurance`, insuranceExample)
    await user('PUT', `${request}/data/retail`, retailExample)
  })
  await step('upload a file', () => user('PUT', `${request}/files/letter.pdf`, letter))
  const seen = (await step('see the status', () => user('GET', request))) as View
  await step('mark nothing held', () => markRest(user, request, seen))
  const seal = (await step('seal', () => user('POST', `${request}/seal`, {}))) as Seal
  const approver = await signedIn('approver')
  await step('approve and deliver', () =>
    approver('POST', `${request}/approvals`, { manifestSha256: seal.manifestSha256, decision: 'approve' }),
  )

  const owner = await step('open the delivery', () => redeem(instance, person))
  const { deliveries } = (await step('see the status', () => owner('GET', request))) as View
  await step('download two packages', async () => {
    for (const { id } of deliveries) await owner('GET', `deliveries/${id}/content`)
  })
  await step('33 days and purge', () => clock.advance(33 * day))
  await step('60 days and purge of proof', () => clock.advance(60 * day))
}

type Seal = { readonly manifestSha256: string }
type View = {
  readonly sources: readonly { readonly id: string; readonly state: string }[]
  readonly deliveries: readonly { readonly id: string }[]
}

async function markRest(user: Call, request: string, { sources }: View): Promise<void> {
  for (const { id } of sources.filter(({ state }) => state === 'waiting'))
    await user('PUT', `${request}/sources/${id}`, { state: 'nothingHeld' })
}

/** A call of the API that must succeed; answers its JSON, or nothing for what is no JSON. */
type Call = (method: string, path: string, body?: unknown) => Promise<unknown>

export function caller(url: string, accessToken?: string): Call {
  return async (method, path, body) => {
    const isJson = body !== undefined && !(body instanceof Uint8Array)
    const response = await fetch(`${url}/api/v1/${path}`, {
      method,
      headers: {
        ...(accessToken === undefined ? {} : { authorization: `Bearer ${accessToken}` }),
        ...(body === undefined ? {} : { 'content-type': isJson ? 'application/json' : 'application/pdf' }),
      },
      ...(body === undefined
        ? {}
        : { body: isJson ? JSON.stringify(body) : (body as Uint8Array<ArrayBuffer>) }),
    })
    const bytes = Buffer.from(await response.arrayBuffer())
    if (!response.ok)
      throw new Error(`${method} ${path} answered ${String(response.status)} ${bytes.toString()}`)
    return /json/.test(response.headers.get('content-type') ?? '') ? JSON.parse(bytes.toString()) : undefined
  }
}

/** Spends the link of the newest mail to an address. */
async function redeem(instance: CountedInstance, to: string): Promise<Call> {
  return caller(instance.url, await redeemedToken(instance, to))
}

async function redeemedToken({ url, mail }: CountedInstance, to: string): Promise<string> {
  const [newest] = mail.list({ to })
  const [, token] = /\/link#(\S+)$/m.exec(newest?.text ?? '') ?? []
  const redeemed = (await caller(url)('POST', 'links/redeem', { token })) as { accessToken: string }
  return redeemed.accessToken
}

/** The access token of a member of staff, by mailed link. */
export async function signedInToken(instance: CountedInstance, email: string): Promise<string> {
  await caller(instance.url)('POST', 'companies/demo/sign-in', { email })
  await instance.clock.idle()
  return redeemedToken(instance, email)
}

/** The rows of the common table: the intake alone, then the whole. */
export function requestLifeRows(steps: readonly StepCounts[]): readonly BenchRow[] {
  const intake = steps.find(({ step }) => step === 'create')?.call ?? sumOf([])
  const whole = sumOf(steps.flatMap(({ call, after }) => [call, after]))
  const row = (name: string, value: number, aim?: string): BenchRow => {
    return { name, value, unit: '', ...(aim === undefined ? {} : { aim }) }
  }
  const storeCalls = ({ reads, batches, queries, blobs, keys, shares, messages }: Counts): number =>
    reads + batches + queries + blobs + keys + shares + messages
  return [
    row('intake: batches', intake.batches, '1'),
    row('intake: shares', intake.shares, '1'),
    row('intake: reads and queries', intake.reads + intake.queries, '0'),
    row('intake: messages', intake.messages),
    row('request life: store calls', storeCalls(whole)),
    row('request life: orchestrator executions', whole.orchestrators),
    row('request life: activity executions', whole.activities),
    row('request life: mails', whole.mails),
  ]
}

/** One line for each step; `+` is what follows without anybody waiting for it. */
export function stepTable(steps: readonly StepCounts[]): string {
  const line = (name: string, counts: Counts): readonly string[] => [
    name,
    ...counted.map((key) => (counts[key] === 0 ? '' : String(counts[key]))),
  ]
  const lines = [
    ['', ...counted],
    ...steps.flatMap(({ step, call, after }) => [
      ...(isEmpty(call) ? [] : [line(step, call)]),
      ...(isEmpty(after) ? [] : [line(isEmpty(call) ? step : '  +', after)]),
    ]),
    line('all', sumOf(steps.flatMap(({ call, after }) => [call, after]))),
  ]
  const widths =
    lines[0]?.map((_, column) => Math.max(...lines.map((cells) => cells[column]?.length ?? 0))) ?? []
  return lines
    .map((cells) =>
      cells
        .map((cell, column) =>
          column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0),
        )
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

const isEmpty = (counts: Counts): boolean => counted.every((key) => counts[key] === 0)

if (import.meta.main) {
  const { values } = parseArgs({ options: { table: { type: 'boolean', default: false } } })
  const steps = await requestLife()
  if (!values.table) printRun(requestLifeRows(steps))
  console.log(stepTable(steps))
}
