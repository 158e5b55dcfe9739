/**
 * What a cold start costs before the app answers: the bundle against the same source unbundled, each in a process of its
 * own, in turn. `node bench/cold-start.ts [--rounds n]`
 */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import { build } from '../tools/build.ts'
import type { BuildReport } from '../tools/build.ts'
import { costRow, printRun, timesRow } from './measure.ts'
import type { BenchRow } from './measure.ts'
import { probeCode } from './cold-start-probe.ts'
import type { Probe } from './cold-start-probe.ts'

export type ColdStartOptions = { readonly rounds?: number }

export type ColdStart = { readonly rows: readonly BenchRow[]; readonly contents: readonly BenchRow[] }

const source = 'functions/main.ts'

/** The rows of the table, and what the entry is made of. */
export async function coldStartBench({ rounds = 7 }: ColdStartOptions = {}): Promise<ColdStart> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-cold-start-'))
  try {
    const report = await build(source, folder)
    const bundle = join(folder, 'main.mjs')
    const times = inTurn({ bundle, source }, rounds)
    return {
      rows: [
        ...sizeRows(report),
        ...fileRows(probe(bundle, 'files'), probe(source, 'files')),
        ...timeRows(times),
      ],
      contents: contentRows(report),
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

type Variants = Readonly<Record<'bundle' | 'source', string>>

/** One unmeasured round first: the files are then in the machine's cache, and only our own work is compared. */
function inTurn(entries: Variants, rounds: number): Readonly<Record<keyof Variants, readonly Probe[]>> {
  const probes = { bundle: [] as Probe[], source: [] as Probe[] }
  for (let round = -1; round < rounds; round += 1) {
    for (const variant of ['bundle', 'source'] as const) {
      const measured = probe(entries[variant], 'times')
      if (round >= 0) probes[variant].push(measured)
    }
  }
  return probes
}

/** Imports the entry in a fresh process under a stand-in core, starts it over ports that do nothing, and reports. */
export function probe(entry: string, what: 'times' | 'files'): Probe {
  const code = probeCode(pathToFileURL(entry).href, what)
  const printed = execFileSync(process.execPath, ['--input-type=module', '--eval', code], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  return JSON.parse(printed) as Probe
}

function sizeRows({ startBytes, lazyBytes, lazyChunks, tooEager }: BuildReport): readonly BenchRow[] {
  return [
    { name: 'entry, read at every cold start', value: startBytes / 1000, unit: 'kB', aim: '≤ 300' },
    { name: `loaded when needed, ${String(lazyChunks)} chunks`, value: lazyBytes / 1000, unit: 'kB' },
    { name: `SDKs in the entry ${tooEager.join(', ')}`.trim(), value: tooEager.length, unit: '', aim: '0' },
  ]
}

function fileRows(bundle: Probe, unbundled: Probe): readonly BenchRow[] {
  return [
    { name: 'functions registered', value: bundle.functions, unit: '' },
    { name: 'files loaded until then', value: bundle.files, unit: '', aim: '≤ 3' },
    { name: '  unbundled : bundle', value: unbundled.files / bundle.files, unit: '' },
  ]
}

function timeRows({
  bundle,
  source: unbundled,
}: Readonly<Record<keyof Variants, readonly Probe[]>>): readonly BenchRow[] {
  const at = (probes: readonly Probe[], moment: 'first' | 'last') => probes.map((one) => one[moment])
  return [
    timesRow('until the first function is registered', at(bundle, 'first'), 'ms', '≤ 60'),
    timesRow('until all functions are registered', at(bundle, 'last'), 'ms'),
    timesRow('  the same unbundled', at(unbundled, 'last'), 'ms'),
    costRow('  unbundled : bundle', at(unbundled, 'last'), at(bundle, 'last')),
  ]
}

const shownParts = 12

/** By package, or by folder of ours, the largest first. */
function contentRows({ startInputs }: BuildReport): readonly BenchRow[] {
  const sums = new Map<string, number>()
  for (const [input, bytes] of Object.entries(startInputs)) {
    const part = partOf(input)
    sums.set(part, (sums.get(part) ?? 0) + bytes)
  }
  const sorted = [...sums].sort(([, one], [, other]) => other - one)
  const rest = sorted.slice(shownParts).reduce((sum, [, bytes]) => sum + bytes, 0)
  return [...sorted.slice(0, shownParts), ['everything else', rest] as const].map(([part, bytes]) => {
    return { name: `in the entry: ${part}`, value: bytes / 1000, unit: 'kB' }
  })
}

function partOf(input: string): string {
  const [, dependency] = /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(input) ?? []
  return dependency ?? input.split('/').slice(0, -1).slice(0, 3).join('/')
}

if (import.meta.main) {
  const { values } = parseArgs({ options: { rounds: { type: 'string', default: '7' } } })
  const { rows, contents } = await coldStartBench({ rounds: Number(values.rounds) })
  printRun([...rows, ...contents])
}
