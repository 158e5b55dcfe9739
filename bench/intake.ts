/**
 * Taking in one request, durably, against bare node:http and ajv on the same body: each in a process of its own, in turn,
 * 32 connections, CPU time as each process itself counts it. `node bench/intake.ts [--rounds n] [--quick]`
 */
import { fork } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, fdatasyncSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { fileURLToPath } from 'node:url'
import type { ServerKind, ServerReport } from './intake-server.ts'
import { load, percentile } from './load.ts'
import { costRow, printRun, spreadRow, timesRow } from './measure.ts'
import type { BenchRow, Times } from './measure.ts'

export type IntakeOptions = { readonly quick?: boolean; readonly rounds?: number }

const connections = 32
const path = '/api/v1/companies/demo/requests'
const body = (number: number): string =>
  JSON.stringify({
    rights: ['access', 'portability'],
    email: `person-${String(number)}@mail.example`,
    language: 'en',
    country: 'DK',
    message: 'Please send me everything that you keep about me, and where you have it from.',
    identifiers: { customerNumber: `K-${String(100_000 + number)}`, phone: '+45 12 34 56 78' },
  })

type Server = { readonly url: string; readonly child: ChildProcess }
type Round = Times & { readonly latencies: readonly number[] }
type Contender = 'bare' | 'live' | 'unkept' | 'alone' | 'whole'

export async function intakeBench({ quick = false, rounds = 7 }: IntakeOptions = {}): Promise<
  readonly BenchRow[]
> {
  const servers: Record<ServerKind, Server> = {
    bare: await serve('bare'),
    unkept: await serve('unkept'),
    alone: await serve('alone'),
    whole: await serve('whole'),
  }
  try {
    const size = quick ? 0.15 : 1
    return [...rowsOf(await inTurn(servers, quick ? Math.min(rounds, 3) : rounds, size)), ...diskRows()]
  } finally {
    await Promise.all(Object.values(servers).map(stop))
  }
}

async function inTurn(
  { bare, unkept, alone, whole }: Record<ServerKind, Server>,
  rounds: number,
  size: number,
): Promise<Readonly<Record<Contender, readonly Round[]>>> {
  const found: Record<Contender, Round[]> = { bare: [], live: [], unkept: [], alone: [], whole: [] }
  for (let round = -1; round < rounds; round += 1) {
    const measured: Readonly<Record<Contender, Round>> = {
      bare: await intake(bare, 6000 * size),
      live: await live(unkept, 2000 * size),
      unkept: await intake(unkept, 1000 * size),
      alone: await intake(alone, 600 * size),
      whole: await intake(whole, 300 * size),
    }
    if (round >= 0) for (const name of contenders) found[name].push(measured[name])
  }
  return found
}

const contenders = ['bare', 'live', 'unkept', 'alone', 'whole'] as const

const intake = (server: Server, requests: number): Promise<Round> =>
  timed(server, requests, { method: 'POST', path, body, expected: 202 })

/** The same way through the host and the Functions library, to a function that does nothing. */
const live = (server: Server, requests: number): Promise<Round> =>
  timed(server, requests, {
    method: 'GET',
    path: '/api/v1/health/live',
    body: () => undefined,
    expected: 200,
  })

type Calls = Pick<Parameters<typeof load>[0], 'method' | 'path' | 'body' | 'expected'>

/** By request, until the server has nothing more to do. */
async function timed({ url, child }: Server, requests: number, calls: Calls): Promise<Round> {
  const before = await used(child)
  const begun = performance.now()
  const latencies = await load({ url, connections, requests, ...calls })
  const wallMs = (performance.now() - begun) / requests
  return { cpuMs: ((await used(child)) - before) / requests, wallMs, latencies }
}

function rowsOf({
  bare,
  live: nothing,
  unkept,
  alone,
  whole,
}: Readonly<Record<Contender, readonly Round[]>>) {
  const latency = (name: string, part: number): BenchRow => {
    const each = alone.map(({ latencies }) => percentile(latencies, part))
    return spreadRow(name, each, 'ms')
  }
  return [
    costRow('intake : bare node:http + ajv', alone, bare, '≤ 1.6'),
    costRow('intake into stores that keep nothing : bare', unkept, bare),
    costRow('intake with its mail and its audit : bare', whole, bare),
    timesRow('bare node:http + ajv', bare, 'µs'),
    timesRow('a function that does nothing', nothing, 'µs'),
    timesRow('intake into stores that keep nothing', unkept, 'µs'),
    timesRow('intake', alone, 'µs'),
    timesRow('intake with its mail and its audit', whole, 'µs'),
    latency('intake, p50 at 32 connections', 0.5),
    latency('intake, p99 at 32 connections', 0.99),
  ]
}

/** What one durable append costs here: the floor under any durable intake. */
function diskRows(): readonly BenchRow[] {
  const folder = mkdtempSync(join(tmpdir(), 'bench-disk-'))
  const file = openSync(join(folder, 'append'), 'a')
  const record = Buffer.alloc(4096, 1)
  const took = Array.from({ length: 200 }, () => {
    const begun = performance.now()
    writeSync(file, record)
    fdatasyncSync(file)
    return performance.now() - begun
  }).sort((one, other) => one - other)
  closeSync(file)
  rmSync(folder, { recursive: true })
  return [
    { name: 'one fdatasync here, p50', value: percentile(took, 0.5), unit: 'ms' },
    { name: 'one fdatasync here, p99', value: percentile(took, 0.99), unit: 'ms' },
  ]
}

async function serve(kind: ServerKind): Promise<Server> {
  const script = fileURLToPath(new URL('intake-server.ts', import.meta.url))
  const child = fork(script, [kind], {
    execArgv: ['--disable-warning=ExperimentalWarning'],
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  })
  const report = await told(child)
  if (!('url' in report)) throw new Error('a server told something else than where it is')
  return { url: report.url, child }
}

/** CPU-ms that the process has used, asked when it has nothing more to do. */
async function used(child: ChildProcess): Promise<number> {
  const answer = told(child)
  child.send('used')
  const report = await answer
  return 'cpuMs' in report ? report.cpuMs : NaN
}

async function told(child: ChildProcess): Promise<ServerReport> {
  const ended = new AbortController()
  const gone = once(child, 'exit', { signal: ended.signal }).then(() => {
    throw new Error('a server process ended early')
  })
  gone.catch(() => undefined)
  try {
    const [report] = (await Promise.race([once(child, 'message'), gone])) as [ServerReport]
    return report
  } finally {
    ended.abort()
  }
}

async function stop({ child }: Server): Promise<void> {
  const gone = once(child, 'exit')
  child.send('stop')
  await gone
}

if (import.meta.main) {
  const { values } = parseArgs({
    options: { quick: { type: 'boolean', default: false }, rounds: { type: 'string', default: '7' } },
  })
  printRun(await intakeBench({ quick: values.quick, rounds: Number(values.rounds) }))
}
